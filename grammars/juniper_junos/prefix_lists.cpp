#include "grammars/juniper_junos/prefix_lists.hpp"

#include "core/ip.hpp"
#include "grammars/juniper_junos/statements.hpp"
#include "grammars/text_lines.hpp"

namespace muster::grammars::juniper_junos {

const std::vector<std::string_view>* PrefixLists::find(NodeId root, std::string_view name) {
  const NodeId options = child(config_, root, "policy-options");
  const NodeId lists = options == no_node ? no_node : child(config_, options, "prefix-list");
  const NodeId list = lists == no_node ? no_node : child(config_, lists, name);
  if (list == no_node) return nullptr;
  const auto [at, made] = lists_.try_emplace(list);
  if (made) at->second.first = read(root, list, at->second.second);
  return at->second.first ? &at->second.second : nullptr;
}

bool PrefixLists::read(NodeId root, NodeId list, std::vector<std::string_view>& to) {
  for (const NodeId each : Children(config_, list)) {
    if (config_[each].text == "apply-path") {
      const NodeId path = value_of(config_, each);
      if (path == no_node || !follow(root, config_[path].text, to)) return false;
    } else if (parse_prefix(config_[each].text)) {
      to.push_back(config_[each].text);
    } else {
      return false;
    }
  }
  return !to.empty();
}

/// `interfaces <*> unit <*> family inet address <*>`: what the last word matches, as far as it is an address.
bool PrefixLists::follow(NodeId root, std::string_view path, std::vector<std::string_view>& to) {
  std::vector<NodeId> places{root};
  Words words(path);
  for (std::string_view word = words.next(); !word.empty(); word = words.next()) {
    std::vector<NodeId> found;
    for (const NodeId place : places) {
      if (!is_wildcard(word)) {
        if (const NodeId next = child(config_, place, word); next != no_node) found.push_back(next);
        continue;
      }
      for (const NodeId next : Children(config_, place))
        if (matches_wildcard(word, config_[next].text)) found.push_back(next);
    }
    places = std::move(found);
  }
  for (const NodeId place : places)
    if (parse_prefix(config_[place].text)) to.push_back(config_[place].text);
  return true;
}

}  // namespace muster::grammars::juniper_junos
