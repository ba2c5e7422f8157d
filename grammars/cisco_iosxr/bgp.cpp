#include <algorithm>
#include <array>

#include "grammars/cisco_iosxr/config.hpp"

/// BGP as far as rules ask: neighbours, what they inherit from groups, policies, limits and authentication.
namespace muster::grammars::cisco_iosxr {
namespace {

constexpr std::size_t most_uses = 16;
Outcome process(Config& config, Cursor& cursor) {
  if (cursor.negated) return Outcome::known;
  config.bgp_vrf.clear();
  if (cursor.word().empty()) return cursor.fail("an AS number");
  if (cursor.accept("instance")) cursor.word();
  return cursor.end();
}

Outcome vrf(Config& config, Cursor& cursor) {
  if (cursor.negated) return Outcome::known;
  config.bgp_vrf = cursor.word();
  return config.bgp_vrf.empty() ? cursor.fail("the name of a VRF") : cursor.end();
}

/// AS numbers also come as `65000.1`.
std::optional<std::int64_t> as_number(Cursor& cursor) {
  const std::string_view text = cursor.peek();
  const std::size_t dot = text.find('.');
  if (dot == std::string_view::npos) {
    const auto plain = cursor.number(1);
    return plain ? std::optional<std::int64_t>(*plain) : std::nullopt;
  }
  std::int64_t value = 0;
  for (const std::string_view part : {text.substr(0, dot), text.substr(dot + 1)}) {
    std::int64_t half = 0;
    if (part.empty() || part.size() > 5) return std::nullopt;
    for (const char c : part) {
      if (c < '0' || c > '9') return std::nullopt;
      half = half * 10 + (c - '0');
    }
    if (half > 65535) return std::nullopt;
    value = value * 65536 + half;
  }
  cursor.word();
  return value;
}

// ---- neighbours and groups

void open_peer(Config& config, const Cursor& cursor, std::string key) {
  Peer& peer = config.peers.get(key);
  const auto nodes = cursor.context().tree.nodes();
  peer.lines.add(cursor.line(), nodes[cursor.node().subtree_end - 1].last_line);
  config.peer = &peer;
  config.peer_key = std::move(key);
  config.family = &peer.families[""];  // what stands outside of address families
}

Outcome remote_as(Config& config, Cursor& cursor) {
  config.peer->remote_as.reset();
  if (cursor.negated) return Outcome::understood;
  const auto number = as_number(cursor);
  if (!number) return cursor.fail("an AS number");
  config.peer->remote_as = {*number, cursor.lines()};
  return cursor.end();
}

/// `use neighbor-group|session-group|af-group NAME`
Outcome use(Config& config, Cursor& cursor) {
  const bool family = cursor.peek() == "af-group";
  if (!family && cursor.peek() != "neighbor-group" && cursor.peek() != "session-group")
    return cursor.fail("neighbor-group, session-group or af-group");
  std::string key(cursor.word());
  if (cursor.at_end()) return cursor.fail("the name of a group");
  key.append(" ").append(cursor.word());
  auto& uses = family ? config.family->uses : config.peer->uses;
  std::erase(uses, key);
  if (cursor.negated) return cursor.end();
  if (uses.size() >= most_uses) return Outcome::known;
  uses.push_back(std::move(key));
  return cursor.end();
}

Outcome neighbor_in(Config& config, Cursor& cursor, const std::string& vrf_name) {
  const std::string address(cursor.peek());
  if (!parse_ip(address) && !parse_prefix(address)) return cursor.fail("an address");
  cursor.word();
  const std::string key = vrf_name.empty() ? address : vrf_name + " " + address;
  if (cursor.negated && cursor.at_end()) {
    config.peers.erase(key);
    config.secrets.erase("bgp/" + key);
    return Outcome::understood;
  }
  open_peer(config, cursor, key);
  config.peer->vrf = vrf_name;
  config.peer->address = address;
  if (cursor.accept("remote-as")) return remote_as(config, cursor);
  if (cursor.accept("use")) return use(config, cursor);
  return cursor.end();
}
Outcome neighbor(Config& config, Cursor& cursor) { return neighbor_in(config, cursor, ""); }
Outcome vrf_neighbor(Config& config, Cursor& cursor) {
  const std::string vrf_name = config.bgp_vrf;
  return neighbor_in(config, cursor, vrf_name);
}

Outcome group(Config& config, Cursor& cursor, std::string_view kind) {
  if (cursor.negated) return Outcome::known;
  if (cursor.at_end()) return cursor.fail("the name of a group");
  open_peer(config, cursor, std::string(kind).append(" ").append(cursor.word()));
  if (kind == "af-group" && cursor.accept("address-family")) cursor.take_rest();
  return cursor.end();
}
Outcome neighbor_group(Config& config, Cursor& cursor) { return group(config, cursor, "neighbor-group"); }
Outcome session_group(Config& config, Cursor& cursor) { return group(config, cursor, "session-group"); }
Outcome family_group(Config& config, Cursor& cursor) { return group(config, cursor, "af-group"); }

// ---- session

/// `password encrypted X`, `password clear X`, `password inheritance-disable`, `password-disable`
Outcome password(Config& config, Cursor& cursor) {
  Peer& peer = *config.peer;
  peer.authenticated.reset();
  config.secrets.erase("bgp/" + config.peer_key);
  if (cursor.negated) return Outcome::understood;
  if (cursor.accept("inheritance-disable") || cursor.accept("disable")) {
    peer.authenticated = {false, cursor.lines()};
    return cursor.end();
  }
  auto secret = read_xr_secret(cursor, false);
  if (!secret) return cursor.fail("a password");
  peer.authenticated = {true, cursor.lines()};
  keep_secret(config.secrets, "bgp", config.peer_key, std::move(*secret), cursor.lines());
  return cursor.end();
}
Outcome password_off(Config& config, Cursor& cursor) {
  config.peer->authenticated.reset();
  if (!cursor.negated) config.peer->authenticated = {false, cursor.lines()};
  return cursor.end();
}

/// What a group says of chains does not hold.
Outcome chain_off(Config& config, Cursor& cursor) {
  config.peer->key_chain.reset();
  if (!cursor.negated) config.peer->key_chain = {std::string(), cursor.lines()};
  return cursor.end();
}

/// `keychain NAME`, `ao NAME include-tcp-options enable|disable`
Outcome key_chain(Config& config, Cursor& cursor) {
  Peer& peer = *config.peer;
  peer.key_chain.reset();
  if (cursor.negated) return Outcome::understood;
  if (cursor.accept("inheritance-disable")) return chain_off(config, cursor);
  if (cursor.at_end()) return cursor.fail("a key chain");
  peer.key_chain = {std::string(cursor.word()), cursor.lines()};
  while (!cursor.at_end())
    if (!cursor.accept("include-tcp-options") && !cursor.accept("enable") && !cursor.accept("disable") &&
        !cursor.accept("accept-ao-mismatch-connections"))
      return cursor.end();
  return Outcome::understood;
}

Outcome ttl_security(Config& config, Cursor& cursor) {
  const bool off = cursor.accept("inheritance-disable") || cursor.accept("disable");
  config.peer->ttl_security = {!off && !cursor.negated, cursor.lines()};
  return cursor.end();
}

// ---- address families

Outcome family(Config& config, Cursor& cursor) {
  if (cursor.at_end()) return cursor.fail("an address family");
  const std::string name(cursor.take_rest());
  if (cursor.negated) {
    config.peer->families.erase(name);
    return Outcome::understood;
  }
  if (config.peer->families.size() > 64) return Outcome::known;
  config.family = &config.peer->families[name];
  return Outcome::understood;
}

/// `route-policy NAME[(ARGUMENTS)] in|out`; arguments may hold blanks.
Outcome route_policy(Config& config, Cursor& cursor) {
  const std::string_view text = cursor.take_rest();
  const std::size_t blank = text.find_last_of(" \t");
  const std::string_view way = blank == std::string_view::npos ? std::string_view() : text.substr(blank + 1);
  if (way != "in" && way != "out") return cursor.fail_at(text.data() + text.size(), "in or out");
  const std::string_view name = text.substr(0, text.find_first_of("( \t"));
  Maybe<std::string>& bound = way == "in" ? config.family->filter_in : config.family->filter_out;
  bound.reset();
  if (!cursor.negated) bound = {std::string(name), cursor.lines()};
  return Outcome::understood;
}

/// `maximum-prefix N [THRESHOLD] [warning-only|restart N|discard-extra-paths]`: a warning alone limits nothing.
Outcome maximum_prefix(Config& config, Cursor& cursor) {
  config.family->maximum_prefixes.reset();
  if (cursor.negated) return Outcome::understood;
  const auto count = cursor.number(1);
  if (!count) return cursor.fail("a number of prefixes");
  cursor.number(1, 100);
  if (cursor.accept("warning-only")) return cursor.end();
  if (cursor.accept("restart") && !cursor.number()) return cursor.fail("minutes");
  cursor.accept("discard-extra-paths");
  if (!cursor.at_end()) return cursor.end();
  config.family->maximum_prefixes = {*count, cursor.lines()};
  return Outcome::understood;
}

constexpr std::string_view announced = "which routes are exchanged, and how they are preferred";
constexpr std::string_view session = "timers and details of the session";

Rows family_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"use", Domain::routing, &use},
      {"route-policy", Domain::routing, &route_policy},
      {"maximum-prefix", Domain::routing, &maximum_prefix},
      ignored<Config>("send-community-ebgp", announced),
      ignored<Config>("send-community-gshut-ebgp", announced),
      ignored<Config>("send-extended-community-ebgp", announced),
      ignored<Config>("send-multicast-attributes", announced),
      ignored<Config>("soft-reconfiguration", announced),
      ignored<Config>("next-hop-self", announced),
      ignored<Config>("next-hop-unchanged", announced),
      ignored<Config>("route-reflector-client", announced),
      ignored<Config>("default-originate", announced),
      ignored<Config>("advertise", announced),
      ignored<Config>("advertisement-interval", session),
      ignored<Config>("additional-paths", announced),
      ignored<Config>("as-override", announced),
      ignored<Config>("allowas-in", announced),
      ignored<Config>("aigp", announced),
      ignored<Config>("accept-own", announced),
      ignored<Config>("remove-private-AS", announced),
      ignored<Config>("remove-private-as", announced),
      ignored<Config>("replace-private-AS", announced),
      ignored<Config>("replace-private-as", announced),
      ignored<Config>("site-of-origin", announced),
      ignored<Config>("weight", announced),
      ignored<Config>("multipath", announced),
      ignored<Config>("long-lived-graceful-restart", session),
      ignored<Config>("capability", session),
      ignored<Config>("encapsulation-type", announced),
      ignored<Config>("import", announced),
      ignored<Config>("inter-as", announced),
      ignored<Config>("signalling", announced),
      ignored<Config>("validation", announced),
      ignored<Config>("bestpath", announced),
      ignored<Config>("optimal-route-reflection", announced),
      ignored<Config>("origin-as", announced),
      ignored<Config>("prefix-attribute", announced),
      ignored<Config>("update", session),
      ignored<Config>("segmented-multicast", announced),
      ignored<Config>("slow-peer", session),
      ignored<Config>("graceful-maintenance", session),
  });
  return rows;
}

/// A line about one neighbour that was not understood concerns that neighbour.
Domains peer_not_understood(Config& config, const Cursor& cursor, Domains domains) {
  config.peer->opened.add(cursor, domains);
  return beside(domains, Domain::routing);
}

const Table& family_table() {
  static const Table table({family_rows()}, &peer_not_understood);
  return table;
}

const Table& peer_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"remote-as", Domain::routing, &remote_as},
      {"address-family", Domain::routing, &family, &family_table},
      {"password", Domain::routing | Domain::users, &password},
      {"password-disable", Domain::routing, &password_off},
      {"keychain", Domain::routing, &key_chain},
      {"keychain-disable", Domain::routing, &chain_off},
      {"ao", Domain::routing, &key_chain},
      {"ttl-security", Domain::routing, &ttl_security},
      {"shutdown", Domain::routing},
      {"remote-as-list", Domain::routing},
      {"maximum-peers", Domain::routing},
      ignored<Config>("description", "descriptive text"),
      ignored<Config>("update-source", session),
      ignored<Config>("ebgp-multihop", session),
      ignored<Config>("ignore-connected-check", session),
      ignored<Config>("timers", session),
      ignored<Config>("bfd", session),
      ignored<Config>("local-as", announced),
      ignored<Config>("local", session),
      ignored<Config>("cluster-id", announced),
      ignored<Config>("session-open-mode", session),
      ignored<Config>("receive-buffer-size", session),
      ignored<Config>("send-buffer-size", session),
      ignored<Config>("tcp", session),
      ignored<Config>("dscp", session),
      ignored<Config>("precedence", session),
      ignored<Config>("log", "logs more, never less"),
      ignored<Config>("graceful-restart", session),
      ignored<Config>("idle-watch-time", session),
      ignored<Config>("dmz-link-bandwidth", announced),
      ignored<Config>("ebgp-send-extcommunity-dmz", announced),
      ignored<Config>("enforce-first-as", announced),
      ignored<Config>("enforce-first-as-disable", announced),
      ignored<Config>("egress-engineering", announced),
      ignored<Config>("peer-set", announced),
      ignored<Config>("suppress-4byteas", session),
      ignored<Config>("internal-vpn-client", announced),
      ignored<Config>("as-path-loopcheck", announced),
  });
  static const Table table({rows, family_rows()}, &peer_not_understood);
  return table;
}

/// Lines of the process and of its VRFs that no neighbour is named in.
Rows process_rows() {
  static constexpr auto rows = std::to_array<Row>({
      ignored<Config>("address-family", announced),
      ignored<Config>("bgp", session),
      ignored<Config>("timers", session),
      ignored<Config>("bfd", session),
      ignored<Config>("default-information", announced),
      ignored<Config>("default-metric", announced),
      ignored<Config>("ibgp", announced),
      ignored<Config>("nsr", session),
      ignored<Config>("mpls", announced),
      ignored<Config>("mvpn", announced),
      ignored<Config>("rd", "a number of the VRF"),
      ignored<Config>("socket", session),
      ignored<Config>("update", session),
      ignored<Config>("global", session),
      ignored<Config>("as-league", announced),
      ignored<Config>("segment-routing", announced),
      ignored<Config>("affinity-map", announced),
      ignored<Config>("rpki", "which routes are taken: no rule looks at it"),
      {"bgp listen", Domain::routing},
  });
  return rows;
}

const Table& vrf_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"neighbor", Domain::routing | Domain::users, &vrf_neighbor, &peer_table},
  });
  static const Table table({rows, process_rows()});
  return table;
}

const Table& process_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"neighbor", Domain::routing | Domain::users, &neighbor, &peer_table},
      {"neighbor-group", Domain::routing | Domain::users, &neighbor_group, &peer_table},
      {"session-group", Domain::routing | Domain::users, &session_group, &peer_table},
      {"af-group", Domain::routing | Domain::users, &family_group, &peer_table},
      {"vrf", Domain::routing | Domain::users, &vrf, &vrf_table},
  });
  static const Table table({rows, process_rows()});
  return table;
}

}  // namespace

Rows bgp_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"router bgp", Domain::routing | Domain::users, &process, &process_table},
  });
  return rows;
}

}  // namespace muster::grammars::cisco_iosxr
