#include "grammars/paths/words.hpp"

#include "grammars/text_lines.hpp"

namespace muster::grammars::paths {

NodeId child(const Configuration& configuration, NodeId node, std::string_view word) {
  const NodeId found = configuration.find(node, word);
  return found == no_node || configuration[found].inactive ? no_node : found;
}

NodeId value_of(const Configuration& configuration, NodeId node) {
  NodeId value = no_node;
  for (const NodeId each : Children(configuration, node)) {
    const bool inherited = configuration[each].origin != no_node;
    if (value == no_node || !inherited) value = each;
  }
  return value;
}

std::optional<std::uint32_t> number(std::string_view text) {
  std::uint32_t value = 0;
  return parse_number(text, value) ? std::optional(value) : std::nullopt;
}

std::vector<NodeId> words_below(const Configuration& config, NodeId node) {
  std::vector<NodeId> words;
  for (NodeId at = config[node].first_child; at != no_node;) {
    if (config[at].inactive) {
      at = config.next_beside(at, node);
      continue;
    }
    words.push_back(at);
    at = config.next_below(at, node);
  }
  return words;
}

}  // namespace muster::grammars::paths
