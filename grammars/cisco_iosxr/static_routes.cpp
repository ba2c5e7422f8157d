#include "grammars/cisco_iosxr/config.hpp"

/// `router static`, its address families and its VRFs.
namespace muster::grammars::cisco_iosxr {
namespace {

Outcome into(Config& config, Cursor& cursor) {
  config.static_vrf.clear();
  return cursor.negated ? Outcome::known : cursor.end();
}

Outcome vrf(Config& config, Cursor& cursor) {
  config.static_vrf = cursor.word();
  if (cursor.negated) return Outcome::known;
  return config.static_vrf.empty() ? cursor.fail("the name of a VRF") : cursor.end();
}

Outcome family_of_default(Config& config, Cursor& cursor) {
  config.static_vrf.clear();
  cursor.take_rest();
  return cursor.negated ? Outcome::known : Outcome::understood;
}
Outcome family(Config&, Cursor& cursor) {
  cursor.take_rest();
  return cursor.negated ? Outcome::known : Outcome::understood;
}

/// `[vrf V] [INTERFACE] [ADDRESS]` as "INTERFACE ADDRESS".
std::string read_next_hop(Cursor& cursor) {
  if (cursor.accept("vrf")) cursor.word();
  std::string hop;
  if (!parse_ip(cursor.peek())) hop = read_interface(cursor);
  if (!parse_ip(cursor.peek())) return hop;
  if (!hop.empty()) hop += " ";
  return hop.append(cursor.word());
}

/// `[DISTANCE] [tag N] [metric N] [permanent] [description TEXT] [track X] [bfd fast-detect ...] [vrflabel N] [tunnel-id N]`
Outcome options(Cursor& cursor, std::optional<std::uint32_t>& distance) {
  while (!cursor.at_end()) {
    if (cursor.accept("description")) {
      cursor.take_rest();
    } else if (cursor.accept("tag") || cursor.accept("metric") || cursor.accept("minimum-interval") ||
               cursor.accept("multiplier") || cursor.accept("vrflabel") || cursor.accept("tunnel-id")) {
      if (!cursor.number()) return cursor.fail("a number");
    } else if (cursor.accept("track")) {
      if (cursor.word().empty()) return cursor.fail("what is tracked");
    } else if (!cursor.accept("permanent") && !cursor.accept("bfd") && !cursor.accept("fast-detect") &&
               !cursor.accept("multihop")) {
      distance = cursor.number(1, 254);
      if (!distance) return cursor.fail("an option of a static route");
    }
  }
  return Outcome::understood;
}

Outcome route(Config& config, Cursor& cursor) {
  const std::string_view text = cursor.wildcard(0);
  const auto prefix = parse_prefix(text);
  if (!prefix || text.find('/') == std::string_view::npos) return cursor.fail_at(text.data(), "a prefix");
  if (cursor.at_end()) return cursor.negated ? Outcome::known : cursor.fail("a next hop");
  const std::string to_vrf = config.static_vrf;
  const std::string hop = read_next_hop(cursor);
  std::optional<std::uint32_t> distance;
  const Outcome outcome = options(cursor, distance);
  if (outcome != Outcome::understood) return outcome;
  const std::string prefix_text = to_string(prefix->network());
  std::string key = prefix_text + " " + hop;
  if (!to_vrf.empty()) key += " vrf " + to_vrf;
  if (cursor.negated) {
    config.routes.erase(key);
    return Outcome::understood;
  }
  model::StaticRoute& to = config.routes.get(key);
  to = {};
  to.lines = cursor.lines();
  to.name.set(key, to.lines);
  to.prefix.set(prefix_text, to.lines);
  to.next_hop.set(hop == "Null0" ? "discard" : hop, to.lines);
  if (to_vrf.empty())
    to.vrf.set_absent();
  else
    to.vrf.set(to_vrf, to.lines);
  if (distance)
    to.preference.set(*distance, to.lines);
  else
    to.preference.set_default(1);
  return Outcome::understood;
}

const Table& family_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"*", Domain::routing, &route},
      {"topology", Domain::routing},
  });
  static const Table table({rows});
  return table;
}

const Table& vrf_table() {
  static constexpr auto rows = std::to_array<Row>({{"address-family", Domain::routing, &family, &family_table}});
  static const Table table({rows});
  return table;
}

const Table& static_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"address-family", Domain::routing, &family_of_default, &family_table},
      {"vrf", Domain::routing, &vrf, &vrf_table},
      ignored<Config>("maximum", "limits of memory"),
  });
  static const Table table({rows});
  return table;
}

}  // namespace

Rows static_rows() {
  static constexpr auto rows = std::to_array<Row>({{"router static", Domain::routing, &into, &static_table}});
  return rows;
}

void convert_static(Config& config, const Target& target) {
  config.routes.each([&](const std::string&, model::StaticRoute& route) {
    route.context = target.context;
    target.device.static_routes.push_back(std::move(route));
  });
}

}  // namespace muster::grammars::cisco_iosxr
