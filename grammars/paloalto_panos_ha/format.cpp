#include "grammars/format.hpp"

#include <algorithm>
#include <string>
#include <string_view>

#include "grammars/named_list.hpp"
#include "grammars/text_lines.hpp"

/// Output of `show high-availability state` of PAN-OS: sections by indentation, `Key: value` in them.
namespace muster::grammars::paloalto_panos_ha {
namespace {

constexpr std::string_view group_key = "Group";
constexpr std::string_view state_key = "State";
constexpr std::string_view priority_key = "Priority";
constexpr std::string_view synchronised_key = "Running Configuration";
constexpr std::string_view disabled_text = "HA not enabled";

/// "active (last 14 days)" in the words of the model.
std::string neutral_state(std::string_view value) {
  const std::string_view word = value.substr(0, value.find(' '));
  if (word == "active" || word == "active-primary") return "master";
  if (word == "passive" || word == "active-secondary") return "backup";
  if (word == "suspended" || word == "non-functional") return "fault";
  return std::string(word);
}

class Reader {
 public:
  Reader(const ReadOptions& options, model::Device& device)
      : options_(options), notes_(options, device), device_(device) {}

  ReadResult read(std::string_view bytes) {
    LineScanner scanner(bytes);
    for (TextLine line; scanner.next(line);) {
      notes_.begin(line);
      read_line(trim(line.text));
    }
    put_lines();
    if (!whole()) notes_.open(Domain::redundancy, "no state of both members: not the whole output");
    return notes_.finish();
  }

 private:
  enum class Section { other, local, peer };

  [[nodiscard]] bool whole() const { return off_ || (local_state_ && peer_state_); }

  void read_line(std::string_view text) {
    if (text.empty()) return notes_.understood();
    if (text.starts_with(disabled_text)) return off_ = true, notes_.understood();
    const std::size_t colon = text.find(':');
    const std::string_view key = text.substr(0, colon);
    const std::string_view value = colon == std::string_view::npos ? "" : trim(text.substr(colon + 1));
    if (key.starts_with("Group ") && value.empty()) return group(trim(key.substr(6)));
    if (key.ends_with(" Information") && value.empty()) return section(key);
    if (key == "Configuration Synchronization") section_ = Section::other;
    if (key == state_key && section_ != Section::other) return state(value);
    if (key == priority_key && section_ == Section::local) return priority(value);
    if (key == synchronised_key) return synchronised(value);
    notes_.ignored();
  }

  /// `Device Information` and the like stand inside those of a member.
  void section(std::string_view key) {
    if (key == "Local Information") section_ = Section::local;
    if (key == "Peer Information") section_ = Section::peer;
    notes_.understood();
  }

  void group(std::string_view id) {
    if (notes_.disabled(group_key)) return notes_.known(Domain::redundancy, group_key);
    std::uint32_t value = 0;
    if (!parse_number(id, value)) return notes_.unknown(Domain::redundancy, "Group NUMBER", id);
    if (index_ >= 0) return notes_.unknown(Domain::redundancy, "one group", id);
    const std::string name = "ha " + std::to_string(value);
    auto& groups = device_.redundancy_groups;
    auto found = std::ranges::find_if(groups, [&](const model::RedundancyGroup& each) {
      return each.name.value == name && each.context == options_.context;
    });
    if (found == groups.end()) {
      model::RedundancyGroup& made = groups.emplace_back();
      made.context = options_.context;
      made.name.set(name, notes_.lines());
      made.protocol.set("ha", notes_.lines());
      made.group.set(value, notes_.lines());
      made.virtual_addresses.set_absent();
      found = std::prev(groups.end());
    }
    index_ = found - groups.begin();
    add_line();
    notes_.understood();
  }

  void add_line() { lines_.add(notes_.line().number); }

  void put_lines() {
    if (index_ < 0) return;
    model::RedundancyGroup& to = device_.redundancy_groups[static_cast<std::size_t>(index_)];
    to.lines = device_.lines.join(to.lines, lines_.id(device_.lines, options_.capture));
  }

  model::RedundancyGroup* current(std::string_view expected_above) {
    if (index_ >= 0) return &device_.redundancy_groups[static_cast<std::size_t>(index_)];
    notes_.unknown(Domain::redundancy, expected_above, notes_.line().text);
    return nullptr;
  }

  void state(std::string_view value) {
    (section_ == Section::local ? local_state_ : peer_state_) = true;
    if (notes_.disabled(state_key)) return notes_.known(Domain::redundancy, state_key);
    model::RedundancyGroup* const to = current("a group before its state");
    if (to == nullptr) return;
    if (value.empty()) return notes_.unknown(Domain::redundancy, "a state", value);
    (section_ == Section::local ? to->state : to->peer_state).set(neutral_state(value), notes_.lines());
    add_line();
    notes_.understood();
  }

  void priority(std::string_view value) {
    if (notes_.disabled(priority_key)) return notes_.known(Domain::redundancy, priority_key);
    model::RedundancyGroup* const to = current("a group before its priority");
    if (to == nullptr) return;
    std::uint32_t number = 0;
    if (!parse_number(value, number)) return notes_.unknown(Domain::redundancy, "a priority", value);
    if (to->priority.state != model::State::configured) to->priority.set(number, notes_.lines());
    notes_.understood();
  }

  void synchronised(std::string_view value) {
    if (notes_.disabled(synchronised_key)) return notes_.known(Domain::redundancy, synchronised_key);
    model::RedundancyGroup* const to = current("a group before its configuration");
    if (to == nullptr) return;
    to->synchronised.set(value == "synchronized", notes_.lines());
    add_line();
    notes_.understood();
  }

  const ReadOptions& options_;
  LineNotes notes_;
  model::Device& device_;
  LineSet lines_;
  std::ptrdiff_t index_ = -1;
  Section section_ = Section::other;
  bool off_ = false;
  bool local_state_ = false;
  bool peer_state_ = false;
};

ReadResult read(std::string_view bytes, const ReadOptions& options, model::Device& device) {
  return Reader(options, device).read(bytes);
}

std::vector<KeywordInfo> keywords() {
  std::vector<KeywordInfo> all;
  for (const std::string_view key : {group_key, state_key, priority_key, synchronised_key})
    all.push_back({std::string(key), Domain::redundancy, Treatment::modelled, {}});
  all.push_back({"*", {}, Treatment::ignored, "versions, links and timers; no other line tells a member's state"});
  return all;
}

}  // namespace

const Format& format() {
  static constexpr Format value{"paloalto_panos_ha", "PAN-OS high availability (show high-availability state)",
                                Domain::redundancy,  read,
                                write_back_lines,    keywords};
  return value;
}

}  // namespace muster::grammars::paloalto_panos_ha
