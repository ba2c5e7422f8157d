#include "grammars/paloalto_panos/config.hpp"
#include "grammars/secret_words.hpp"

namespace muster::grammars::paloalto_panos {

NodeId child_of(const Configuration& config, NodeId node, std::string_view word) {
  return node == no_node ? no_node : child(config, node, word);
}

NodeId value_at(Place place, NodeId node, std::initializer_list<std::string_view> words) {
  for (const std::string_view word : words) node = child_of(place.walk.configuration(), node, word);
  return node == no_node ? no_node : value_of(place, node);
}

std::optional<bool> says_yes(Place place, NodeId node, std::string_view word) {
  const NodeId value = value_at(place, node, {word});
  if (value == no_node) return std::nullopt;
  return text(place, value) == "yes";
}

std::vector<std::string_view> values_of(const Configuration& config, NodeId node, std::string_view word) {
  std::vector<std::string_view> values;
  const NodeId found = child_of(config, node, word);
  if (found == no_node) return values;
  for (const NodeId each : Children(config, found)) values.push_back(config[each].text);
  return values;
}

std::string joined_words(const std::vector<std::string_view>& words) {
  std::string all;
  for (const std::string_view word : words) {
    if (!all.empty()) all += ',';
    all += word;
  }
  return all;
}

std::string context_of(Place place) {
  const std::string& outer = place.walk.options().context;
  const std::string_view inner = place.state.now.context;
  if (outer.empty() || inner.empty()) return outer + std::string(inner);
  return outer + " " + std::string(inner);
}

void head(Place place, NodeId node, model::Object& object) {
  object.context = context_of(place);
  object.lines = place.walk.lines_below(node);
}

void read_secret(Place place, NodeId statement, model::SecretAttribute& to) {
  const NodeId value = value_of(place, statement);
  if (value == no_node || is_masked_secret(text(place, value))) return to.set_unknown(place.walk.lines(statement));
  place.walk.secret(value);
  // Encrypted with a key of the device, or with the one that all devices have at first.
  const std::string_view stored = text(place, value);
  const char* const format = stored.starts_with("-AQ==") ? "panos-aes" : stored.starts_with("-A") ? "other" : "plain";
  to.set({Secret(stored), format}, place.walk.lines(value));
}

void keep_secret(Place place, NodeId statement, std::string kind, std::string name) {
  model::Credential& to = place.walk.device().credentials.emplace_back();
  to.context = context_of(place);
  to.lines = place.walk.lines(statement);
  to.kind.set(std::move(kind), to.lines);
  to.name.set(std::move(name), to.lines);
  read_secret(place, statement, to.value);
}

}  // namespace muster::grammars::paloalto_panos
