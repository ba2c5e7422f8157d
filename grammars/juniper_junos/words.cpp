#include "grammars/juniper_junos/config.hpp"

#include "grammars/crypt_format.hpp"
#include "grammars/secret_words.hpp"
#include "grammars/text_lines.hpp"

namespace muster::grammars::juniper_junos {

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

NodeId value_of_child(Place place, std::string_view word) {
  const NodeId found = child(place, word);
  return found == no_node ? no_node : value_of(place, found);
}

std::optional<std::uint32_t> number(std::string_view text) {
  std::uint32_t value = 0;
  return parse_number(text, value) ? std::optional(value) : std::nullopt;
}

std::vector<NodeId> words_below(Place place, NodeId node) {
  const Configuration& config = place.walk.configuration();
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

NodeId option(Place place, NodeId node, std::string_view word) {
  for (const NodeId each : words_below(place, node))
    if (text(place, each) == word) return each;
  return no_node;
}

/// `$9$` is reversible, `$8$` needs the device's own key; the others are hashes. Anything else is the text itself.
static std::string format_of(std::string_view value) {
  if (value.starts_with("$9$")) return "juniper-9";
  if (value.starts_with("$8$")) return "other";
  const std::string_view crypt = crypt_format(value);
  return value.starts_with("$") ? std::string(crypt) : "plain";
}

void read_secret(Place place, NodeId statement, model::SecretAttribute& to) {
  const NodeId value = value_of(place, statement);
  const model::LinesId lines = place.walk.lines(statement);
  if (value == no_node || is_masked_secret(text(place, value))) return to.set_unknown(lines);
  place.walk.secret(value);
  to.set({Secret(text(place, value)), format_of(text(place, value))}, place.walk.lines(value));
}

void keep_secret(Place place, NodeId statement, std::string kind, std::string name) {
  model::Credential& to = place.walk.device().credentials.emplace_back();
  to.context = place.walk.options().context;
  to.lines = place.walk.lines(statement);
  to.kind.set(std::move(kind), to.lines);
  to.name.set(std::move(name), to.lines);
  read_secret(place, statement, to.value);
}

}  // namespace muster::grammars::juniper_junos
