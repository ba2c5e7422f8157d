#include "grammars/secret_words.hpp"
#include "grammars/vyos/config.hpp"

namespace muster::grammars::vyos {

NodeId child_of(const Configuration& config, NodeId node, std::string_view word) {
  return node == no_node ? no_node : child(config, node, word);
}

NodeId at(Place place, NodeId node, std::initializer_list<std::string_view> words) {
  for (const std::string_view word : words) node = child_of(place.walk.configuration(), node, word);
  return node;
}

NodeId value_at(Place place, NodeId node, std::initializer_list<std::string_view> words) {
  const NodeId found = at(place, node, words);
  return found == no_node ? no_node : value_of(place, found);
}

std::vector<std::string_view> values_of(Place place, NodeId node, std::string_view word) {
  std::vector<std::string_view> values;
  const NodeId found = child_of(place.walk.configuration(), node, word);
  if (found == no_node) return values;
  for (const NodeId each : children(place, found)) values.push_back(text(place, each));
  return values;
}

bool is_on(Place place, NodeId node, std::string_view word) {
  const NodeId found = child_of(place.walk.configuration(), node, word);
  if (found == no_node) return false;
  const NodeId value = value_of(place, found);
  return value == no_node || !one_of(text(place, value), {"disable", "false", "no"});
}

bool one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string joined_words(const std::vector<std::string_view>& words) {
  std::string all;
  for (const std::string_view word : words) {
    if (!all.empty()) all += ',';
    all += word;
  }
  return all;
}

void head(Place place, NodeId node, model::Object& object) {
  object.context = place.walk.options().context;
  object.lines = place.walk.lines_below(node);
}

std::string in_vrf(std::string_view name, std::string_view vrf) {
  std::string shown(name);
  if (!vrf.empty()) shown.append(" vrf ").append(vrf);
  return shown;
}

void read_secret(Place place, NodeId statement, model::SecretAttribute& to) {
  const NodeId value = value_of(place, statement);
  if (value == no_node || is_masked_secret(text(place, value))) return to.set_unknown(place.walk.lines(statement));
  place.walk.secret(value);
  to.set({Secret(text(place, value)), "plain"}, place.walk.lines(value));
}

void keep_secret(Place place, NodeId statement, std::string kind, std::string name) {
  model::Credential& to = place.walk.device().credentials.emplace_back();
  to.context = place.walk.options().context;
  to.lines = place.walk.lines(statement);
  to.kind.set(std::move(kind), to.lines);
  to.name.set(std::move(name), to.lines);
  read_secret(place, statement, to.value);
}

void put_text(Place place, NodeId statement, model::Text& to) {
  const NodeId value = value_of(place, statement);
  if (value == no_node)
    to.set_unknown(place.walk.lines(statement));
  else
    to.set(std::string(text(place, value)), place.walk.lines(value));
}

bool put_number(Place place, NodeId statement, model::Integer& to) {
  const NodeId value = value_of(place, statement);
  const auto found = value == no_node ? std::nullopt : number(text(place, value));
  if (found)
    to.set(*found, place.walk.lines(value));
  else
    to.set_unknown(place.walk.lines(statement));
  return found.has_value();
}

void put_values(Place place, NodeId statement, model::Texts& to) {
  std::vector<std::string> values;
  for (const NodeId each : children(place, statement)) values.emplace_back(text(place, each));
  to.set(std::move(values), place.walk.lines_below(statement));
}

}  // namespace muster::grammars::vyos
