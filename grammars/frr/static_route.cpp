#include <array>

#include "core/ip.hpp"
#include "grammars/addresses.hpp"
#include "grammars/frr/config.hpp"

/// Static routes, of the default VRF and inside the blocks of the others.
namespace muster::grammars::frr {
namespace {

Outcome vrf(Config& config, Cursor& cursor) {
  if (cursor.negated || cursor.at_end()) return cursor.fail("the name of a VRF");
  config.vrf = cursor.word();
  return cursor.end();
}

/// PREFIX, or ADDRESS MASK.
std::optional<std::string> read_prefix(Cursor& cursor) {
  Cursor ahead = cursor;
  const std::string_view first = ahead.word();
  if (const auto prefix = parse_prefix(first); prefix && first.find('/') != std::string_view::npos) {
    cursor.take_position(ahead);
    return to_string(prefix->network());
  }
  const auto address = parse_ipv4(first);
  const auto mask = parse_ipv4(ahead.word());
  const auto length = mask ? mask_length(*mask) : std::nullopt;
  if (!address || !length) return std::nullopt;
  cursor.take_position(ahead);
  return to_string(IpPrefix{IpAddress::v4(*address), *length}.network());
}

struct Way {
  std::string next_hop;
  std::string vrf;
};

bool is_option(std::string_view word) {
  static constexpr std::array<std::string_view, 9> words{"tag",    "vrf", "label", "table", "nexthop-vrf",
                                                         "onlink", "color", "bfd", "segments"};
  return std::ranges::find(words, word) != words.end() || word.find_first_not_of("0123456789") == std::string_view::npos;
}

/// `[tag N] [DISTANCE] [vrf NAME] [label L] [table N] [nexthop-vrf NAME] [onlink] [color N]`, in any order.
Outcome options(Cursor& cursor, Way& way) {
  while (!cursor.at_end()) {
    if (cursor.number(1, 255) || cursor.accept("onlink")) continue;
    const std::string_view option = cursor.peek();
    if (option == "table" || option == "bfd" || option == "segments") return Outcome::known;
    if (!is_option(option)) return cursor.fail("an option of a route");
    cursor.word();
    const std::string_view value = cursor.word();
    if (value.empty()) return cursor.fail("a value");
    if (option == "vrf") way.vrf = value;
  }
  return Outcome::understood;
}

Outcome route(Config& config, Cursor& cursor, const std::string& vrf_of_block) {
  if (cursor.negated) return Outcome::known;
  const auto prefix = read_prefix(cursor);
  if (!prefix) return cursor.fail("a prefix");
  if (cursor.peek() == "from") return Outcome::known;
  Way way{std::string(cursor.word()), vrf_of_block};
  if (way.next_hop.empty() || is_option(way.next_hop)) return cursor.fail("a next hop");
  const auto address = parse_ip(way.next_hop);
  if (address) way.next_hop = to_string(*address);
  if (address && !cursor.at_end() && !is_option(cursor.peek())) cursor.word();  // its interface
  if (const Outcome outcome = options(cursor, way); outcome != Outcome::understood) return outcome;
  model::StaticRoute& found = config.routes.get(*prefix + ' ' + way.next_hop + (way.vrf.empty() ? "" : " vrf " + way.vrf));
  found.lines = config.table.join(found.lines, cursor.lines());
  found.prefix.set(*prefix, cursor.lines());
  found.next_hop.set(way.next_hop, cursor.lines());
  if (way.vrf.empty())
    found.vrf.set_absent();
  else
    found.vrf.set(way.vrf, cursor.lines());
  return Outcome::understood;
}

Outcome top_route(Config& config, Cursor& cursor) { return route(config, cursor, {}); }
Outcome vrf_route(Config& config, Cursor& cursor) { return route(config, cursor, config.vrf); }

const Table& vrf_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"ip route", Domain::routing, vrf_route},
      {"ipv6 route", Domain::routing, vrf_route},
      {"vni", Domain::routing},
      {"netns", Domain::interfaces},
      {"ip table", Domain::routing},
      ignored<Config>("ip router-id", "an identifier"),
      ignored<Config>("ipv6 router-id", "an identifier"),
      ignored<Config>("router-id", "an identifier"),
      ignored<Config>("ip nht", "how next hops are looked up"),
      ignored<Config>("ipv6 nht", "how next hops are looked up"),
      ignored<Config>("ip protocol", "which routes enter the kernel: the routing table shows them"),
      ignored<Config>("ipv6 protocol", "which routes enter the kernel: the routing table shows them"),
  });
  static constexpr auto multicast = std::to_array<Row>({{"ip pim", Domain::routing}, {"ip msdp", Domain::routing}});
  static const Table table({Rows(rows), Rows(multicast), block_end_rows()});
  return table;
}

}  // namespace

Rows static_route_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"ip route", Domain::routing, top_route},
      {"ipv6 route", Domain::routing, top_route},
      {"vrf", Domain::routing | Domain::interfaces, vrf, vrf_table},
  });
  return rows;
}

void convert_static_routes(Config& config, const Target& target) {
  config.routes.each([&](const std::string& name, model::StaticRoute& from) {
    from.context = target.context;
    from.name.set(name, from.lines);
    target.device.static_routes.push_back(std::move(from));
  });
}

}  // namespace muster::grammars::frr
