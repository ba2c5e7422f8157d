#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "grammars/juniper_junos/config.hpp"
#include "grammars/juniper_junos/statements.hpp"

/// `interface-range R { member ge-0/0/1; member "ge-0/0/[2-5]"; member-range xe-0/0/0 to xe-0/0/9; ... }`: each member
/// has what stands in the range, unless it says it itself.
namespace muster::grammars::juniper_junos {
namespace {

constexpr std::size_t most_members = 2048;  // of one range

bool is_all_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// "0-3,7": the numbers; nothing if it is more than numbers.
std::optional<std::vector<std::uint32_t>> numbers_of(std::string_view list) {
  std::vector<std::uint32_t> all;
  while (!list.empty()) {
    const std::string_view part = list.substr(0, list.find(','));
    list.remove_prefix(std::min(list.size(), part.size() + 1));
    const std::size_t dash = part.find('-');
    const auto first = number(part.substr(0, dash));
    const auto last = dash == std::string_view::npos ? first : number(part.substr(dash + 1));
    if (!first || !last || *last < *first || *last - *first >= most_members) return std::nullopt;
    for (std::uint32_t i = *first; i <= *last && all.size() < most_members; ++i) all.push_back(i);
  }
  return all;
}

/// "ge-0/0/[0-3]": the names; nothing for other patterns, which only the device can resolve.
std::optional<std::vector<std::string>> names_of(std::string_view member) {
  std::vector<std::string> names{std::string()};
  while (!member.empty()) {
    const std::size_t open = std::min(member.find('['), member.size());
    const std::size_t close = std::min(member.find(']', open), member.size());
    const std::string_view plain = member.substr(0, open);
    if (plain.find_first_of("*?<>]") != std::string_view::npos) return std::nullopt;
    for (std::string& name : names) name += plain;
    if (open == member.size()) break;
    const auto numbers = numbers_of(member.substr(open + 1, close - open - 1));
    if (close == member.size() || !numbers || numbers->size() * names.size() > most_members) return std::nullopt;
    std::vector<std::string> longer;
    for (const std::string& name : names)
      for (const std::uint32_t each : *numbers) longer.push_back(name + std::to_string(each));
    names = std::move(longer);
    member.remove_prefix(close + 1);
  }
  return names;
}

/// `member-range ge-0/0/0 to ge-0/0/9`: the last number counts.
std::optional<std::vector<std::string>> names_between(std::string_view low, std::string_view high) {
  const std::size_t at = low.find_last_not_of("0123456789") + 1;
  const std::string_view stem = low.substr(0, at);
  if (!high.starts_with(stem) || !is_all_digits(low.substr(at)) || !is_all_digits(high.substr(at))) return std::nullopt;
  return names_of(std::string(stem) + "[" + std::string(low.substr(at)) + "-" + std::string(high.substr(at)) + "]");
}

class Expansion {
 public:
  Expansion(Document& document, std::string_view input)
      : document_(document), config_(document.configuration), input_(input), work_left_(64 * config_.size() + 10'000) {}

  void run(NodeId root) {
    interfaces_ = child(config_, root, "interfaces");
    const NodeId ranges = interfaces_ == no_node ? no_node : child(config_, interfaces_, "interface-range");
    if (ranges == no_node) return;
    for (const NodeId range : Children(config_, ranges)) {
      if (const NodeId members = child(config_, range, "member"); members != no_node)
        for (const NodeId each : Children(config_, members)) add(range, each, names_of(config_[each].text));
      const NodeId between = child(config_, range, "member-range");
      if (between == no_node) continue;
      for (const NodeId low : Children(config_, between)) {
        const NodeId to = child(config_, low, "to");
        const NodeId high = to == no_node ? no_node : value_of(config_, to);
        if (high != no_node) add(range, low, names_between(config_[low].text, config_[high].text));
      }
    }
  }

 private:
  void add(NodeId range, NodeId member, const std::optional<std::vector<std::string>>& names) {
    if (!names) return;
    for (const std::string& name : *names) {
      if (work_left_ == 0) return doubt(member);
      NodeId at = config_.find(interfaces_, name);
      if (at == no_node || config_[at].inactive) {
        const std::string_view kept = config_.keep(name, config_.place_of(config_[member].text, input_));
        at = config_.add(interfaces_, kept, config_[member].line, config_[member].last_line);
        config_[at].origin = member;
      }
      merge(at, range);
    }
  }

  void doubt(NodeId node) {
    document_.doubts.push_back({config_[node].line, config_[node].last_line, "ranges of interfaces that are too long"});
  }

  /// As deep as a path may be.
  void merge(NodeId place, NodeId from) {
    for (NodeId each = config_[from].first_child; each != no_node; each = config_[each].next) {
      const std::string_view word = config_[each].text;
      if (config_[each].inactive || word == "member" || word == "member-range" || word.starts_with("apply-")) continue;
      if (work_left_ == 0) return;
      --work_left_;
      NodeId to = config_.find(place, word);
      if (to == no_node || config_[to].inactive) {
        to = config_.add(place, word, config_[each].line, config_[each].last_line);
        config_[to].origin = config_[each].origin == no_node ? each : config_[each].origin;
        config_[to].doubtful = config_[each].doubtful;
      }
      merge(to, each);
    }
  }

  Document& document_;
  Configuration& config_;
  std::string_view input_;
  NodeId interfaces_ = no_node;
  std::size_t work_left_;
};

}  // namespace

bool is_resolved_member(std::string_view member) { return names_of(member).has_value(); }

bool is_resolved_range(std::string_view low, std::string_view high) { return names_between(low, high).has_value(); }

void expand_interface_ranges(Document& document, std::string_view input) {
  Expansion expansion(document, input);
  expansion.run(Configuration::root());
  if (const NodeId systems = child(document.configuration, Configuration::root(), "logical-systems");
      systems != no_node)
    for (const NodeId each : Children(document.configuration, systems)) expansion.run(each);
}

}  // namespace muster::grammars::juniper_junos
