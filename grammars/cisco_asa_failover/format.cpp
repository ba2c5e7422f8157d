#include "grammars/format.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "grammars/cisco/failover_pair.hpp"
#include "grammars/named_list.hpp"
#include "grammars/text_lines.hpp"

/// Output of `show failover` of Cisco ASA: which unit works, and whether the other one could.
namespace muster::grammars::cisco_asa_failover {
namespace {

constexpr std::string_view failover_keyword = "Failover";
constexpr std::string_view host_keyword = "host";
constexpr std::string_view group_keyword = "Group";

/// "Active" is the model's "master"; states on the way to it keep their name, in lower case.
std::string neutral(std::string_view state) {
  if (state == "Active") return "master";
  if (state == "Standby Ready") return "backup";
  if (state == "Failed" || state == "Not Detected" || state == "Disabled") return "fault";
  std::string text(state);
  std::ranges::transform(text, text.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return text;
}

bool is_state(std::string_view text) {
  static constexpr auto states = std::to_array<std::string_view>(
      {"Active", "Standby Ready", "Failed", "Not Detected", "Disabled", "Negotiation", "Cold Standby", "Sync Config",
       "Sync File System", "Bulk Sync", "Standby", "Just Active", "Active Drain", "Active Applying Config",
       "Active Config Applied", "App Sync"});
  return std::ranges::find(states, text) != states.end();
}

/// What both units say of themselves.
struct Units {
  LineSet lines;
  model::Text own, other;
};

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
    if (!seen_)
      notes_.open(Domain::redundancy, "no line that says whether failover is on: not the output of show failover");
    if (on_ && !(own_ && other_))
      notes_.open(Domain::redundancy, "failover is on, and the state of a unit did not come");
    convert();
    return notes_.finish();
  }

 private:
  void read_line(std::string_view text) {
    if (text.empty()) return notes_.understood();
    if (text == "Failover On" || text == "Failover Off" || text == "Failover Off (pseudo-Standby)")
      return head(text == "Failover On");
    if (text.starts_with("This host")) return host(text.substr(9), true);
    if (text.starts_with("Other host")) return host(text.substr(10), false);
    if (text.starts_with("Group ") && text.find(" State:") != std::string_view::npos) return group(text.substr(6));
    notes_.ignored();
  }

  void head(bool on) {
    seen_ = true;
    if (notes_.disabled(failover_keyword)) return notes_.known(Domain::redundancy, failover_keyword);
    on_ = on;
    units_[0].lines.add(notes_.line().number);
    notes_.understood();
  }

  /// ": Primary - Active"; with groups, their states stand below: ":    Primary"
  void host(std::string_view text, bool own) {
    own_host_ = own;
    if (!on_) return notes_.ignored();
    if (notes_.disabled(host_keyword)) return notes_.known(Domain::redundancy, host_keyword);
    const std::size_t dash = text.find(" - ");
    if (dash == std::string_view::npos) return notes_.understood();
    put(units_[0], trim(text.substr(dash + 3)));
  }

  /// "1   State:   Active": of two groups, each unit may work for one.
  void group(std::string_view text) {
    if (notes_.disabled(group_keyword) || notes_.disabled(host_keyword))
      return notes_.known(Domain::redundancy, group_keyword);
    std::uint32_t number = 0;
    const std::string_view word = Words(text).next();
    if (!parse_number(word, number) || number == 0 || number >= units_.size())
      return notes_.unknown(Domain::redundancy, "the number of a group", word);
    put(units_[number], trim(text.substr(text.find(" State:") + 7)));
  }

  void put(Units& units, std::string_view state) {
    if (!is_state(state)) return notes_.unknown(Domain::redundancy, "a state", state);
    (own_host_ ? own_ : other_) = true;
    (own_host_ ? units.own : units.other).set(neutral(state), notes_.lines());
    units.lines.add(notes_.line().number);
    notes_.understood();
  }

  void convert() {
    if (on_)
      write(cisco::failover_pair(device_, options_.context, units_[0].lines.id(device_.lines, options_.capture)),
            units_[0]);
    for (std::size_t number = 1; number < units_.size(); ++number) {
      const Units& from = units_[number];
      if (from.lines.empty()) continue;
      model::RedundancyGroup& to = device_.redundancy_groups.emplace_back();
      to.context = options_.context;
      to.lines = from.lines.id(device_.lines, options_.capture);
      to.name.set("failover group " + std::to_string(number), to.lines);
      to.protocol.set("failover-group", to.lines);
      to.group.set(static_cast<std::int64_t>(number), to.lines);
      to.tracked.set_default(true);
      write(to, from);
    }
  }

  static void write(model::RedundancyGroup& to, const Units& from) {
    to.state = from.own;
    to.peer_state = from.other;
  }

  const ReadOptions& options_;
  model::Device& device_;
  LineNotes notes_;
  bool seen_ = false;
  bool on_ = false;
  bool own_ = false, other_ = false;  ///< a state of that unit came
  bool own_host_ = true;
  std::array<Units, 3> units_;  ///< of the pair, and of its groups 1 and 2
};

ReadResult read(std::string_view bytes, const ReadOptions& options, model::Device& device) {
  return Reader(options, device).read(bytes);
}

std::vector<KeywordInfo> keywords() {
  return {{std::string(failover_keyword), Domain::redundancy, Treatment::modelled, {}},
          {std::string(host_keyword), Domain::redundancy, Treatment::modelled, {}},
          {std::string(group_keyword), Domain::redundancy, Treatment::modelled, {}},
          {"*", {}, Treatment::ignored, "timers, counters and interfaces: the units' states say what comes of them"}};
}

}  // namespace

const Format& format() {
  static constexpr Format value{
      .name = "cisco_asa_failover",
      .title = "Cisco ASA failover state (show failover)",
      .contributes = Domain::redundancy,
      .read = read,
      .write_back = write_back_lines,
      .keywords = keywords,
      .partial = Domain::redundancy,
  };
  return value;
}

}  // namespace muster::grammars::cisco_asa_failover
