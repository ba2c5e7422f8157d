#include <algorithm>
#include <array>
#include <string>

#include "grammars/juniper_junos/statements.hpp"

/// `apply-groups`: what a place inherits. See Document::apply_groups.
namespace muster::grammars::juniper_junos {
namespace {

/// One element of a pattern at `at`: a byte, `?` or `[a-z]`. Moves `at` behind it.
bool matches_one(std::string_view pattern, std::size_t& at, char c) {
  const char kind = pattern[at++];
  if (kind == '?') return true;
  const std::size_t end = kind == '[' ? pattern.find(']', at) : std::string_view::npos;
  if (end == std::string_view::npos) return kind == c;
  std::string_view set = pattern.substr(at, end - at);
  at = end + 1;
  const bool inverted = !set.empty() && (set.front() == '!' || set.front() == '^');
  if (inverted) set.remove_prefix(1);
  bool found = false;
  for (std::size_t i = 0; i < set.size(); ++i) {
    const bool range = i + 2 < set.size() && set[i + 1] == '-';
    found = found || (range ? c >= set[i] && c <= set[i + 2] : c == set[i]);
    i += range ? 2 : 0;
  }
  return found != inverted;
}

/// Words that stand beside names and are none.
bool is_keyword_among_names(std::string_view word) {
  static constexpr auto words = std::to_array<std::string_view>(
      {"apply-groups", "apply-groups-except", "apply-macro", "traceoptions", "interface-range", "interface-set"});
  return std::ranges::find(words, word) != words.end();
}

/// Groups that one routing engine or one member of a cluster takes, and others do not.
bool is_of_one_member(std::string_view name) {
  static constexpr auto members = std::to_array<std::string_view>({"re", "node", "member", "lcc", "sfc", "global-re"});
  const std::size_t digits = name.find_last_not_of("0123456789") + 1;
  return digits < name.size() && std::ranges::find(members, name.substr(0, digits)) != members.end();
}

class Inheritance {
 public:
  explicit Inheritance(Document& document)
      : document_(document), config_(document.configuration), work_left_(64 * config_.size() + 10'000) {}

  void run() {
    groups_ = config_.find(Configuration::root(), "groups");
    std::vector<NodeId> places = places_that_apply();
    std::ranges::stable_sort(places, std::ranges::greater(), [this](NodeId node) { return config_[node].depth; });
    for (const NodeId place : places) {
      for (NodeId group = config_[place].first_child; group != no_node; group = config_[group].next)
        if (!config_[group].inactive) apply(group, config_[place].parent);
    }
    if (groups_ != no_node) mark_unused();
  }

 private:
  [[nodiscard]] std::vector<NodeId> places_that_apply() const {
    std::vector<NodeId> places;
    NodeId node = config_[Configuration::root()].first_child;
    while (node != no_node) {
      const bool skipped = node == groups_ || config_[node].inactive;
      if (!skipped && config_[node].text == "apply-groups") places.push_back(node);
      node =
          skipped ? config_.next_beside(node, Configuration::root()) : config_.next_below(node, Configuration::root());
    }
    return places;
  }

  void doubt(NodeId node, std::string_view reason) {
    document_.doubts.push_back({config_[node].line, config_[node].last_line, reason});
  }

  void apply(NodeId named, NodeId place) {
    name_ = config_[named].text;
    const std::size_t variable = name_.find('$');
    if (variable != std::string_view::npos) return apply_variable(named, place);
    const NodeId group = groups_ == no_node ? no_node : config_.find(groups_, name_);
    if (name_ == "junos-defaults") return;  // what the product has built in, as the defaults of each attribute say
    if (group == no_node) return doubt(named, "a group that is not defined");
    if (!config_[group].inactive) apply_group(named, group, place, is_of_one_member(name_));
  }

  /// `"${node}"`: which group it is depends on the member that reads it.
  void apply_variable(NodeId named, NodeId place) {
    if (groups_ == no_node) return doubt(named, "a group that is not defined");
    const std::string_view prefix = name_.substr(0, name_.find('$'));
    for (NodeId group = config_[groups_].first_child; group != no_node; group = config_[group].next)
      if (config_[group].text.starts_with(prefix) && is_of_one_member(config_[group].text) && !config_[group].inactive)
        apply_group(named, group, place, true);
  }

  void apply_group(NodeId named, NodeId group, NodeId place, bool doubtful) {
    path_.clear();
    for (NodeId at = place; at != Configuration::root(); at = config_[at].parent) path_.push_back(config_[at].text);
    std::ranges::reverse(path_);
    doubtful_ = doubtful || config_.find(group, "when") != no_node;
    name_ = config_[group].text;
    config_[group].used = true;
    descend(group, 0, place);
    if (work_left_ == 0) doubt(named, "groups that are inherited too often");
  }

  /// Goes down the group along the path of the place, through wildcards too.
  void descend(NodeId in_group, std::size_t depth, NodeId place) {
    if (!spend()) return;
    if (depth == path_.size()) return merge(place, in_group);
    for (NodeId child = config_[in_group].first_child; child != no_node; child = config_[child].next) {
      if (!spend()) return;
      const std::string_view text = config_[child].text;
      if (config_[child].inactive || !(text == path_[depth] || (is_wildcard(text) && match(text, path_[depth]))))
        continue;
      config_[child].used = true;
      descend(child, depth + 1, place);
    }
  }

  void merge(NodeId place, NodeId in_group) {
    if (!spend()) return;
    const NodeId except = config_.find(place, "apply-groups-except");
    if (except != no_node && config_.find(except, name_) != no_node) return;
    merge_words(place, in_group);
    merge_wildcards(place, in_group);
  }

  void merge_words(NodeId place, NodeId in_group) {
    for (NodeId from = config_[in_group].first_child; from != no_node; from = config_[from].next) {
      const std::string_view text = config_[from].text;
      if (config_[from].inactive || is_wildcard(text) || text == "when") continue;
      if (!spend()) return;
      config_[from].used = true;
      if (text == "apply-groups" || text == "apply-groups-except") {
        doubt(from, "groups within groups");
        continue;
      }
      NodeId to = config_.find(place, text);
      if (to == no_node || config_[to].inactive) to = inherit(place, from);
      merge(to, from);
    }
  }

  NodeId inherit(NodeId place, NodeId from) {
    const NodeId to = config_.add(place, config_[from].text, config_[from].line, config_[from].last_line);
    config_[to].origin = from;
    config_[to].doubtful = doubtful_;
    return to;
  }

  void merge_wildcards(NodeId place, NodeId in_group) {
    for (NodeId from = config_[in_group].first_child; from != no_node; from = config_[from].next) {
      if (config_[from].inactive || !is_wildcard(config_[from].text)) continue;
      config_[from].used = true;
      for (NodeId to = config_[place].first_child; to != no_node; to = config_[to].next) {
        if (!spend()) return;
        if (config_[to].inactive || is_keyword_among_names(config_[to].text)) continue;
        if (match(config_[from].text, config_[to].text)) merge(to, from);
      }
    }
  }

  bool match(std::string_view wildcard, std::string_view word) {
    constexpr std::size_t longest = 128;
    if (wildcard.size() > longest || word.size() > longest) work_left_ = 0;  // no name is as long
    return spend(1 + wildcard.size() * word.size() / 64) && matches_wildcard(wildcard, word);
  }

  bool spend(std::size_t work = 1) {
    work_left_ -= std::min(work, work_left_);
    return work_left_ > 0;
  }

  /// What is in no place's inheritance has no effect.
  void mark_unused() {
    for (NodeId node = config_[groups_].first_child; node != no_node; node = config_.next_below(node, groups_))
      if (!config_[node].used) config_[node].state = LineState::ignored;
  }

  Document& document_;
  Configuration& config_;
  NodeId groups_ = no_node;
  std::string_view name_;
  bool doubtful_ = false;
  std::vector<std::string_view> path_;
  std::size_t work_left_;
};

}  // namespace

bool is_wildcard(std::string_view word) { return word.size() >= 2 && word.front() == '<' && word.back() == '>'; }

bool matches_wildcard(std::string_view wildcard, std::string_view word) {
  const std::string_view pattern = wildcard.substr(1, wildcard.size() - 2);
  std::size_t p = 0, w = 0, star = std::string_view::npos, star_word = 0;
  while (w < word.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++, star_word = w;
      continue;
    }
    std::size_t after = p;
    if (p < pattern.size() && matches_one(pattern, after, word[w])) {
      p = after, ++w;
    } else if (star != std::string_view::npos) {
      p = star + 1, w = ++star_word;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

void apply_groups(Document& document) { Inheritance(document).run(); }

}  // namespace muster::grammars::juniper_junos
