#include <algorithm>
#include <array>

#include "core/ip.hpp"
#include "grammars/f5_bigip/settings.hpp"

/// The configuration of the routing daemons' own shell (imish), where a file holds it too: lines without braces. tmsh
/// does not print it.
namespace muster::grammars::f5_bigip {
namespace {

constexpr Domains routing = Domain::routing;

Outcome router(Config& config, Cursor& cursor) {
  config.in_bgp = cursor.accept("bgp");
  if (!config.in_bgp) return Outcome::known;
  if (!cursor.number()) return cursor.fail("a number");
  return cursor.end();
}

/// What may stand below `router bgp` and below others.
Outcome in_bgp_only(Config& config, Cursor& cursor) {
  (void)cursor.take_rest();
  return config.in_bgp ? Outcome::ignored : Outcome::known;
}

Outcome filter(Neighbor& to, Cursor& cursor) {
  const std::string name(cursor.word());
  const std::string_view direction = cursor.word();
  if (direction != "in" && direction != "out") return cursor.fail("in or out");
  (direction == "in" ? to.filter_in : to.filter_out) = Lined<std::string>{name, cursor.lines()};
  return cursor.end();
}

Outcome neighbor_setting(Neighbor& to, Cursor& cursor) {
  static constexpr std::array<std::string_view, 17> harmless{"description",
                                                             "update-source",
                                                             "ebgp-multihop",
                                                             "next-hop-self",
                                                             "activate",
                                                             "send-community",
                                                             "soft-reconfiguration",
                                                             "timers",
                                                             "weight",
                                                             "advertisement-interval",
                                                             "capability",
                                                             "fall-over",
                                                             "default-originate",
                                                             "passive",
                                                             "local-as",
                                                             "as-origination-interval",
                                                             "version"};
  if (cursor.accept("remote-as")) {
    const auto number = cursor.number();
    if (!number) return cursor.fail("a number");
    to.remote_as = Lined<std::int64_t>{*number, cursor.lines()};
    return cursor.end();
  }
  if (cursor.accept("password")) {
    auto secret = take_secret(cursor);
    if (!secret) return cursor.fail("a password");
    to.password = Lined<StoredText>{*std::move(secret), cursor.lines()};
    return cursor.end();
  }
  if (cursor.accept("maximum-prefix")) {
    const auto number = cursor.number();
    if (!number) return cursor.fail("a number");
    to.maximum_prefixes = Lined<std::int64_t>{*number, cursor.lines()};
    (void)cursor.take_rest();
    return Outcome::understood;
  }
  if (cursor.accept("route-map") || cursor.accept("prefix-list") || cursor.accept("distribute-list") ||
      cursor.accept("filter-list"))
    return filter(to, cursor);
  if (cursor.accept("peer-group")) {
    if (!cursor.at_end()) to.group = Lined<std::string>{std::string(cursor.word()), cursor.lines()};
    return cursor.end();
  }
  const bool known = std::ranges::find(harmless, cursor.peek()) != harmless.end();
  (void)cursor.take_rest();
  return known ? Outcome::understood : Outcome::known;
}

Outcome neighbor(Config& config, Cursor& cursor) {
  if (!config.in_bgp) return Outcome::known;
  const std::string name(cursor.word());
  if (name.empty()) return cursor.fail("an address or a group");
  Neighbor& to = parse_ip(name) ? config.neighbors.get(name) : config.neighbor_groups.get(name);
  to.about.lines.add(cursor.line());
  return neighbor_setting(to, cursor);
}

}  // namespace

Rows imish_rows() {
  static constexpr std::string_view lists = "takes effect where a neighbour names it, whose line is read";
  static constexpr std::string_view told = "what is told to neighbours";
  static constexpr auto rows = std::to_array<Row>({
      {"router", routing, router},
      {"neighbor", routing, neighbor},
      {"redistribute", routing, in_bgp_only},
      {"network", routing, in_bgp_only},
      {"bgp", routing, in_bgp_only},
      {"timers", routing, in_bgp_only},
      {"distance", routing, in_bgp_only},
      {"area", routing},
      {"ospf", routing},
      {"max-paths", routing, in_bgp_only},
      {"default-information", routing},
      {"default-metric", routing},
      {"passive-interface", routing},
      {"interface", routing},
      {"key", routing},
      {"ip", routing},
      {"ipv6", routing},
      {"line", routing},
      {"service", routing},
      ignored<Config>("aggregate-address", told),
      ignored<Config>("address-family", told),
      ignored<Config>("exit-address-family", told),
      ignored<Config>("synchronization", told),
      ignored<Config>("match", lists),
      ignored<Config>("set", lists),
      ignored<Config>("route-map", lists),
      ignored<Config>("access-list", lists),
      ignored<Config>("ip prefix-list", lists),
      ignored<Config>("ipv6 prefix-list", lists),
      ignored<Config>("ip as-path", lists),
      ignored<Config>("ip community-list", lists),
      ignored<Config>("ip extcommunity-list", lists),
      ignored<Config>("end", "the end of the text"),
  });
  return rows;
}

}  // namespace muster::grammars::f5_bigip
