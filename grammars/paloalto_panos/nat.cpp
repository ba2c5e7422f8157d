#include <algorithm>
#include <array>

#include "grammars/paloalto_panos/config.hpp"
#include "grammars/paloalto_panos/named_objects.hpp"

/// `nat rules`: what rewrites addresses.
namespace muster::grammars::paloalto_panos {
namespace {

bool is_known_setting(std::string_view word) {
  static constexpr auto words = std::to_array<std::string_view>(
      {"from", "to", "source", "destination", "service", "nat-type", "source-translation", "destination-translation",
       "dynamic-destination-translation", "to-interface", "disabled", "active-active-device-binding", "target"});
  return std::ranges::find(words, word) != words.end();
}
bool is_harmless(std::string_view word) {
  return word == "description" || word == "tag" || word == "group-tag" || word == "uuid";
}

std::string addresses(Place place, std::string_view word) {
  const Objects objects(place.walk.configuration(), place.state);
  std::string all;
  for (const std::string_view each : values_of(place.walk.configuration(), place.node, word)) {
    if (!all.empty()) all += ',';
    all += objects.address(place.state.now.context, each);
  }
  return all.empty() ? "any" : all;
}

/// `translated-address A`, `interface-address { interface ethernet1/1; }`.
void put_translated(Place place, NodeId translation, model::Text& to) {
  const NodeId named = option(place, translation, "translated-address");
  if (named != no_node) {
    std::vector<std::string_view> all;
    for (const NodeId each : children(place, named)) all.push_back(text(place, each));
    return to.set(joined_words(all), place.walk.lines_below(named));
  }
  const NodeId interface = option(place, translation, "interface-address");
  if (interface != no_node) to.set("interface", place.walk.lines_below(interface));
}

void add_rule(Place place, std::string_view suffix, std::string_view kind, NodeId translation) {
  model::NatRule& to = place.walk.device().nat_rules.emplace_back();
  head(place, place.node, to);
  to.name.set(std::string(text(place)) + std::string(suffix), to.lines);
  to.kind.set(std::string(kind), to.lines);
  to.source.set(addresses(place, "source"), to.lines);
  to.destination.set(addresses(place, "destination"), to.lines);
  const Configuration& config = place.walk.configuration();
  const std::string from = joined_words(values_of(config, place.node, "from"));
  const std::string into = joined_words(values_of(config, place.node, "to"));
  to.inside.set(from.empty() ? "any" : from, to.lines);
  to.outside.set(into.empty() ? "any" : into, to.lines);
  to.enabled.set(!says_yes(place, place.node, "disabled").value_or(false), to.lines);
  if (translation == no_node)
    to.translated.set_absent(to.lines);
  else
    put_translated(place, translation, to.translated);
}

void convert(Place place) {
  const NodeId source = child(place, "source-translation");
  NodeId destination = child(place, "destination-translation");
  if (destination == no_node) destination = child(place, "dynamic-destination-translation");
  const bool both = source != no_node && destination != no_node;
  const bool is_static = source != no_node && child(place.walk.configuration(), source, "static-ip") != no_node;
  if (source != no_node) add_rule(place, both ? " source" : "", is_static ? "static" : "source", source);
  if (destination != no_node) add_rule(place, both ? " destination" : "", "destination", destination);
  if (source == no_node && destination == no_node) add_rule(place, "", "exempt", no_node);
}

}  // namespace

Outcome nat_rule(Place place) {
  for (const NodeId each : children(place)) {
    if (is_harmless(text(place, each)))
      place.walk.ignore(each);
    else if (!is_known_setting(text(place, each)))
      place.walk.unknown(each, Domain::filters, "a setting of a NAT rule");
  }
  place.state.nat_rules.emplace_back(place.state.now, place.node);
  return Outcome::understood;
}

/// Names are looked up once all objects are known.
void finish_nat(Walk& walk, State& state) {
  for (const auto& [scope, node] : state.nat_rules) {
    state.now = scope;
    convert({walk, state, node});
  }
  state.now = {};
}

}  // namespace muster::grammars::paloalto_panos
