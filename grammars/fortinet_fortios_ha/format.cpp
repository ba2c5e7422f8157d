#include "grammars/format.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "grammars/named_list.hpp"
#include "grammars/text_lines.hpp"

/// Output of `get system ha status` of FortiOS.
namespace muster::grammars::fortinet_fortios_ha {
namespace {

constexpr std::string_view mode_keyword = "Mode";
constexpr std::string_view group_keyword = "Group Name";
constexpr std::string_view number_keyword = "Group ID";
constexpr std::string_view status_keyword = "Configuration Status";
constexpr std::string_view member_keyword = "HA cluster index";
constexpr std::string_view role_keyword = "HA operating index";

struct Member {
  std::string name;
  std::string serial;
  std::string state;
};

class Reader {
 public:
  Reader(const ReadOptions& options, model::Device& device)
      : options_(options), notes_(options, device), device_(device) {}

  ReadResult read(std::string_view bytes) {
    LineScanner scanner(bytes);
    for (TextLine line; scanner.next(line);) {
      notes_.begin(line);
      read_line(line.text, trim(line.text));
    }
    if (mode_.empty() && !disabled_mode_)
      notes_.open(Domain::redundancy, "no line with a mode: not the output of get system ha status");
    if (!mode_.empty() && mode_ != "Standalone" && mode_ != "standalone") put();
    return notes_.finish();
  }

 private:
  void read_line(std::string_view text, std::string_view words) {
    if (words.empty()) return notes_.understood();
    const bool indented = text.front() == ' ' || text.front() == '\t';
    if (indented) return detail(words);
    section_ = words;
    if (words == "Configuration Status:") return notes_.understood();
    if (words.find(member_keyword) != std::string_view::npos && !is_role(words)) return member(words);
    if (is_role(words)) return role(words);
    const std::size_t colon = words.find(": ");
    const std::string_view key = words.substr(0, colon);
    const std::string_view value = colon == std::string_view::npos ? std::string_view() : trim(words.substr(colon + 2));
    if (key == mode_keyword) return take(mode_keyword, value, mode_);
    if (key == group_keyword) return take(group_keyword, value, group_);
    if (key == number_keyword || key == "Group") return take(number_keyword, value, number_);
    notes_.ignored();
  }

  void take(std::string_view keyword, std::string_view value, std::string& to) {
    if (notes_.disabled(keyword)) {
      disabled_mode_ = disabled_mode_ || keyword == mode_keyword;
      return notes_.known(Domain::redundancy, keyword);
    }
    if (value.empty()) return notes_.unknown(Domain::redundancy, "a value", value);
    to = value;
    lines_.add(notes_.line().number);
    notes_.understood();
  }

  /// "FG3K1(updated 2 seconds ago): in-sync"
  void detail(std::string_view words) {
    const bool status = section_ == "Configuration Status:";
    if (!status || words.find(" chksum ") != std::string_view::npos) return notes_.ignored();
    if (notes_.disabled(status_keyword)) return notes_.known(Domain::redundancy, status_keyword);
    const bool same = words.ends_with(": in-sync");
    if (!same && !words.ends_with(": out-of-sync"))
      return notes_.unknown(Domain::redundancy, "in-sync or out-of-sync", words);
    synchronised_ = synchronised_ && same;
    status_lines_.add(notes_.line().number);
    notes_.understood();
  }

  static bool is_role(std::string_view words) {
    return std::ranges::any_of(
        std::to_array<std::string_view>({"Primary", "Secondary", "Master", "Slave"}),
        [&](std::string_view word) { return words.starts_with(word) && words.find(':') < word.size() + 2; });
  }

  Member& by_serial(std::string_view serial) {
    const auto found = std::ranges::find(members_, serial, &Member::serial);
    if (found != members_.end() || members_.size() >= most_members)
      return found != members_.end() ? *found : members_.back();
    return members_.emplace_back(Member{{}, std::string(serial), {}});
  }

  /// "fw1        , FG3K1, HA cluster index = 0"
  void member(std::string_view words) {
    if (notes_.disabled(member_keyword)) return notes_.known(Domain::redundancy, member_keyword);
    const std::size_t comma = words.find(',');
    const std::string_view rest = comma == std::string_view::npos ? std::string_view() : words.substr(comma + 1);
    const std::string_view serial = trim(rest.substr(0, rest.find(',')));
    if (serial.empty()) return notes_.unknown(Domain::redundancy, "a name and a serial number", words);
    by_serial(serial).name = trim(words.substr(0, comma));
    lines_.add(notes_.line().number);
    notes_.understood();
  }

  /// "Primary: FG3K1, HA operating index = 0"; "Master: fw1, FG3K1, HA cluster index = 0" of older releases
  void role(std::string_view words) {
    if (notes_.disabled(role_keyword)) return notes_.known(Domain::redundancy, role_keyword);
    const std::size_t colon = words.find(':');
    const bool leads = words.starts_with("Primary") || words.starts_with("Master");
    std::string_view rest = trim(words.substr(colon + 1));
    const std::size_t mark = rest.find(", HA ");
    if (mark == std::string_view::npos) return notes_.unknown(Domain::redundancy, "a serial number and an index", rest);
    rest = rest.substr(0, mark);
    const std::size_t comma = rest.find(',');
    Member& member = by_serial(trim(comma == std::string_view::npos ? rest : rest.substr(comma + 1)));
    if (comma != std::string_view::npos) member.name = trim(rest.substr(0, comma));
    // With several virtual clusters a member may lead in one and follow in another: then its state is no single word.
    const std::string_view state = leads ? "master" : "backup";
    member.state = member.state.empty() || member.state == state ? std::string(state) : std::string("mixed");
    lines_.add(notes_.line().number);
    notes_.understood();
  }

  [[nodiscard]] bool is_own(const Member& member) const {
    if (device_.software.serial.known()) return member.serial == device_.software.serial.value;
    return device_.hostname.known() && !member.name.empty() && member.name == device_.hostname.value;
  }

  model::RedundancyGroup& group() {
    const auto same = [&](const model::RedundancyGroup& each) {
      return each.protocol.value == "ha" && each.context == options_.context;
    };
    const auto found = std::ranges::find_if(device_.redundancy_groups, same);
    if (found != device_.redundancy_groups.end()) return *found;
    model::RedundancyGroup& added = device_.redundancy_groups.emplace_back();
    added.context = options_.context;
    const model::LinesId lines = lines_.id(device_.lines, options_.capture);
    added.name.set(group_.empty() ? "ha" : "ha " + group_, lines);
    added.protocol.set("ha", lines);
    if (std::uint32_t number = 0; parse_number(number_, number)) added.group.set(number, lines);
    return added;
  }

  void put() {
    model::RedundancyGroup& to = group();
    const model::LinesId lines = lines_.id(device_.lines, options_.capture);
    to.lines = device_.lines.join(to.lines, lines);
    if (!status_lines_.empty()) to.synchronised.set(synchronised_, status_lines_.id(device_.lines, options_.capture));
    const auto own = std::ranges::find_if(members_, [&](const Member& member) { return is_own(member); });
    if (own == members_.end()) return;
    if (!own->state.empty() && own->state != "mixed") to.state.set(own->state, lines);
    // It is alone. Before its role the list of members may have been cut.
    if (members_.size() == 1 && !own->state.empty()) to.peer_state.set("fault", lines);
    for (const Member& member : members_) {
      if (&member == &*own) continue;
      to.peer.set(member.name.empty() ? member.serial : member.name, lines);
      if (!member.state.empty() && member.state != "mixed") to.peer_state.set(member.state, lines);
      break;
    }
  }

  static constexpr std::size_t most_members = 16;

  const ReadOptions& options_;
  LineNotes notes_;
  model::Device& device_;
  std::string mode_, group_, number_;
  std::string_view section_;
  bool disabled_mode_ = false;
  bool synchronised_ = true;
  LineSet lines_, status_lines_;
  std::vector<Member> members_;
};

ReadResult read(std::string_view bytes, const ReadOptions& options, model::Device& device) {
  return Reader(options, device).read(bytes);
}

std::vector<KeywordInfo> keywords() {
  std::vector<KeywordInfo> all;
  for (const std::string_view keyword :
       {mode_keyword, group_keyword, number_keyword, status_keyword, member_keyword, role_keyword})
    all.push_back({std::string(keyword), Domain::redundancy, Treatment::modelled, {}});
  all.push_back(
      {"*", {}, Treatment::ignored, "counters, links and reasons: no other line tells the members and their states"});
  return all;
}

}  // namespace

const Format& format() {
  static constexpr Format value{.name = "fortinet_fortios_ha",
                                .title = "Fortinet FortiOS cluster (get system ha status)",
                                .contributes = Domain::redundancy,
                                .read = read,
                                .write_back = write_back_lines,
                                .keywords = keywords,
                                .partial = Domain::redundancy};
  return value;
}

}  // namespace muster::grammars::fortinet_fortios_ha
