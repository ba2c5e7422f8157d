#include "grammars/format.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "core/ip.hpp"
#include "grammars/redundancy_groups.hpp"
#include "grammars/text_lines.hpp"

/// Output of `show vrrp summary` of Junos: the state of each group on each interface.
namespace muster::grammars::juniper_junos_vrrp {
namespace {

constexpr std::string_view group_keyword = "group";

constexpr auto states =
    std::to_array<std::string_view>({"master", "backup", "init", "idle", "transition", "bringup", "unknown"});

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
    if (!seen_) notes_.open(Domain::redundancy, "no heading: not the output of show vrrp summary");
    return notes_.finish();
  }

 private:
  void read_line(std::string_view text) {
    if (text.empty()) return notes_.understood();
    const bool idle = text.find("vrrp subsystem not running") != std::string_view::npos;
    if (idle || (text.starts_with("Interface") && text.find("VR state") != std::string_view::npos)) {
      seen_ = true;
      return notes_.understood();
    }
    if (text.front() == '{' && text.back() == '}') return notes_.ignored();
    row(text);
  }

  /// "ge-0/0/1.10  up  10  master  Active  lcl  192.0.2.2", and for its further addresses "vip  192.0.2.1"
  void row(std::string_view text) {
    Words words(text);
    const std::string_view first = words.next(), second = words.next();
    if (first == "vip" || first == "mas" || first == "lcl") {
      if (!parse_ip(second)) return notes_.unknown(Domain::redundancy, "an address", second);
      return notes_.understood();
    }
    if (notes_.disabled(group_keyword)) return notes_.known(Domain::redundancy, group_keyword);
    std::uint32_t number = 0;
    const std::string_view group = words.next(), state = words.next();
    if (second != "up" && second != "down") return notes_.unknown(Domain::redundancy, "up or down", second);
    if (!parse_number(group, number)) return notes_.unknown(Domain::redundancy, "the number of a group", group);
    if (std::ranges::find(states, state) == states.end()) return notes_.unknown(Domain::redundancy, "a state", state);
    model::RedundancyGroup& to = redundancy_group(
        device_, options_.context, "vrrp " + std::string(first) + " " + std::string(group), "vrrp", notes_.lines());
    to.group.set(number, notes_.lines());
    to.state.set(second == "down" ? "fault" : std::string(state), notes_.lines());
    notes_.understood();
  }

  const ReadOptions& options_;
  model::Device& device_;
  LineNotes notes_;
  bool seen_ = false;
};

ReadResult read(std::string_view bytes, const ReadOptions& options, model::Device& device) {
  return Reader(options, device).read(bytes);
}

std::vector<KeywordInfo> keywords() {
  return {{std::string(group_keyword), Domain::redundancy, Treatment::modelled, {}},
          {"{...}", {}, Treatment::ignored, "the role of the routing engine"}};
}

}  // namespace

const Format& format() {
  static constexpr Format value{
      .name = "juniper_junos_vrrp",
      .title = "Junos VRRP groups (show vrrp summary)",
      .contributes = Domain::redundancy,
      .read = read,
      .write_back = write_back_lines,
      .keywords = keywords,
      .partial = Domain::redundancy,
  };
  return value;
}

}  // namespace muster::grammars::juniper_junos_vrrp
