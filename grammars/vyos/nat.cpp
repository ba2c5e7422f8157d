#include <array>

#include "grammars/vyos/config.hpp"

/// `nat source`, `nat destination`, `nat static`, `nat66`, and `service nat` of EdgeOS and Vyatta.
namespace muster::grammars::vyos {
namespace {

/// `outbound-interface eth0`, from 1.4 on `outbound-interface name eth0` or `group G`.
std::string interface_of(Place place, std::string_view word) {
  const NodeId node = child(place, word);
  if (node == no_node) return "any";
  const NodeId group = value_at(place, node, {"group"});
  const NodeId named = value_at(place, node, {"name"});
  const NodeId later = value_at(place, node, {"interface-name"});
  if (group != no_node) return "group " + std::string(text(place, group));
  if (named != no_node) return std::string(text(place, named));
  if (later != no_node) return std::string(text(place, later));
  const NodeId value = value_of(place, node);
  return value == no_node ? "any" : std::string(text(place, value));
}

void put_translated(Place place, std::string_view word, model::Text& to) {
  const NodeId node = child(place, word);
  NodeId address = value_at(place, place.node, {word, "address"});
  if (address == no_node) address = value_at(place, place.node, {word, "prefix"});
  if (address == no_node && node != no_node && child_of(place.walk.configuration(), node, "port") != no_node)
    return to.set_absent(place.walk.lines_below(node));  // only the port is another one
  if (address == no_node) return to.set_unknown(node == no_node ? 0 : place.walk.lines_below(node));
  const std::string_view value = text(place, address);
  to.set(value == "masquerade" ? "interface" : std::string(value), place.walk.lines(address));
}

bool is_setting(std::string_view word) {
  return one_of(word, {"source", "destination", "translation", "outbound-interface", "inbound-interface", "disable",
                       "exclude", "type", "inside-address", "outside-address"});
}

void read_rule(Place place, std::string_view kind, std::string_view prefix) {
  model::NatRule to;
  head(place, place.node, to);
  to.name.set(std::string(prefix) + " " + std::string(text(place)), to.lines);
  to.kind.set(is_on(place, place.node, "exclude") ? "exempt" : std::string(kind), to.lines);
  const NodeId source = child(place, "source");
  const NodeId destination = child(place, "destination");
  const Side from = source == no_node ? Side() : read_side(place, source);
  const Side towards = destination == no_node ? Side() : read_side(place, destination);
  to.source.set(from.address, to.lines);
  to.destination.set(towards.address, to.lines);
  to.inside.set(interface_of(place, "inbound-interface"), to.lines);
  to.outside.set(interface_of(place, "outbound-interface"), to.lines);
  const NodeId type = value_at(place, place.node, {"type"});
  if (to.kind.value == "exempt")
    to.translated.set_absent();
  else if (type != no_node && text(place, type) == "masquerade")
    to.translated.set("interface", place.walk.lines(type));
  else
    put_translated(place, child(place, "inside-address") != no_node && kind == "destination" ? "inside-address"
                          : child(place, "outside-address") != no_node                       ? "outside-address"
                                                                                             : "translation",
                   to.translated);
  if (is_on(place, place.node, "disable"))
    to.enabled.set(false, place.walk.lines(child(place, "disable")));
  else
    to.enabled.set_default(true);
  to.open = from.opaque || towards.opaque;
  if (to.open) to.opened_by = to.lines;
  for (const NodeId each : children(place)) {
    const std::string_view word = text(place, each);
    if (one_of(word, {"description", "log", "protocol", "packet-type", "load-balance"})) {
      place.walk.ignore(each);
    } else if (!is_setting(word)) {
      to.open = true;
      to.opened_by = place.walk.lines(each);
      place.walk.unknown(each, {}, "a setting of a rule");
    }
  }
  to.open_domains = Domain::filters;
  place.walk.device().nat_rules.push_back(std::move(to));
}

Outcome source_rule(Place place) { return read_rule(place, "source", "source"), Outcome::understood; }
Outcome destination_rule(Place place) { return read_rule(place, "destination", "destination"), Outcome::understood; }
Outcome source_rule6(Place place) { return read_rule(place, "source", "nat66 source"), Outcome::understood; }
Outcome destination_rule6(Place place) {
  return read_rule(place, "destination", "nat66 destination"), Outcome::understood;
}
Outcome static_rule(Place place) {
  read_rule(place, "static", "static");
  return Outcome::understood;
}
Outcome old_rule(Place place) {
  const NodeId type = value_at(place, place.node, {"type"});
  const bool source = type != no_node && one_of(text(place, type), {"source", "masquerade"});
  if (!source && (type == no_node || text(place, type) != "destination"))
    return place.walk.fail(type == no_node ? place.node : type, "source, masquerade or destination");
  read_rule(place, source ? "source" : "destination", "rule");
  return Outcome::understood;
}

}  // namespace

Rows nat_rows() {
  static constexpr Domains filters = Domain::filters;
  static constexpr auto rows = std::to_array<Row>({
      block("nat", filters),
      block("nat source", filters),
      block("nat source rule", filters),
      {"nat source rule *", filters, &source_rule},
      block("nat destination", filters),
      block("nat destination rule", filters),
      {"nat destination rule *", filters, &destination_rule},
      block("nat static", filters),
      block("nat static rule", filters),
      {"nat static rule *", filters, &static_rule},
      known("nat cgnat", filters),
      block("nat66", filters),
      block("nat66 source", filters),
      block("nat66 source rule", filters),
      {"nat66 source rule *", filters, &source_rule6},
      block("nat66 destination", filters),
      block("nat66 destination rule", filters),
      {"nat66 destination rule *", filters, &destination_rule6},
      known("nat64", filters),
      known("nptv6", filters),
      block("service nat", filters),
      block("service nat rule", filters),
      {"service nat rule *", filters, &old_rule},
  });
  return rows;
}

}  // namespace muster::grammars::vyos
