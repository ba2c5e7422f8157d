#include "grammars/format.hpp"

#include <algorithm>
#include <string>
#include <string_view>

#include "grammars/redundancy_groups.hpp"
#include "grammars/text_lines.hpp"

/// Output of `show vrrp` of VyOS: the state of each group.
namespace muster::grammars::vyos_vrrp {
namespace {

constexpr std::string_view group_keyword = "group";

/// The columns differ between the releases.
enum class Columns { none, named, by_interface };

std::string_view neutral_state(std::string_view word) {
  if (word == "MASTER") return "master";
  if (word == "BACKUP") return "backup";
  if (word == "FAULT") return "fault";
  return {};
}

class Reader {
 public:
  Reader(const ReadOptions& options, model::Device& device)
      : options_(options), device_(device), notes_(options, device) {}

  ReadResult read(std::string_view bytes) {
    LineScanner scanner(bytes);
    for (TextLine line; scanner.next(line);) {
      notes_.begin(line);
      read_line(trim(line.text));
    }
    if (!seen_) notes_.open(Domain::redundancy, "no heading: not the output of show vrrp");
    return notes_.finish();
  }

 private:
  void read_line(std::string_view text) {
    if (text.empty() || text.find_first_not_of("- ") == std::string_view::npos) return notes_.understood();
    const bool idle = text == "VRRP is not configured" || text == "VRRP is not running";
    Words words(text);
    const std::string_view first = words.next(), second = words.next(), third = words.next();
    if (first == "Name" && second == "Interface" && third == "VRID") columns_ = Columns::named;
    if (first == "Interface" && second == "Group" && third == "State") columns_ = Columns::by_interface;
    const bool heading = idle || (first == "Name" && second == "Interface") || (first == "Interface" && second == "Group");
    if (heading) {
      seen_ = true;
      return notes_.understood();
    }
    if (first == "RFC" && columns_ == Columns::none) return notes_.understood();  // the upper line of a heading
    row(text);
  }

  /// "LAN  eth1  10  MASTER  200  3m20s"; before 1.2 "eth1  10  MASTER  no  no  3m20s  <none>".
  void row(std::string_view text) {
    Words words(text);
    std::string name(words.next());
    if (columns_ == Columns::none) return notes_.unknown(Domain::redundancy, "a heading", text);
    if (notes_.disabled(group_keyword)) return notes_.known(Domain::redundancy, group_keyword);
    if (columns_ == Columns::named) words.next();
    const std::string_view id = words.next(), state = words.next();
    std::uint32_t number = 0;
    if (!parse_number(id, number)) return notes_.unknown(Domain::redundancy, "the number of a group", id);
    const std::string_view neutral = neutral_state(state);
    if (neutral.empty()) return notes_.unknown(Domain::redundancy, "MASTER, BACKUP or FAULT", state);
    if (columns_ == Columns::by_interface) name.append(" ").append(id);
    model::RedundancyGroup& to =
        redundancy_group(device_, options_.context, "vrrp " + name, "vrrp", notes_.lines());
    to.group.set(number, notes_.lines());
    to.state.set(std::string(neutral), notes_.lines());
    notes_.understood();
  }

  const ReadOptions& options_;
  model::Device& device_;
  LineNotes notes_;
  Columns columns_ = Columns::none;
  bool seen_ = false;
};

ReadResult read(std::string_view bytes, const ReadOptions& options, model::Device& device) {
  return Reader(options, device).read(bytes);
}

std::vector<KeywordInfo> keywords() {
  return {{std::string(group_keyword), Domain::redundancy, Treatment::modelled, {}}};
}

}  // namespace

const Format& format() {
  static constexpr Format value{
      .name = "vyos_vrrp",
      .title = "VyOS VRRP groups (show vrrp)",
      .contributes = Domain::redundancy,
      .read = read,
      .write_back = write_back_lines,
      .keywords = keywords,
      .partial = Domain::redundancy,
  };
  return value;
}

}  // namespace muster::grammars::vyos_vrrp
