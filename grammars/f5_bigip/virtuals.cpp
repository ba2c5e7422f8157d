#include <algorithm>
#include <array>

#include "grammars/f5_bigip/settings.hpp"

/// ltm virtual and virtual-address, and their conversion into frontends.
namespace muster::grammars::f5_bigip {
namespace {

constexpr Domains proxy = Domain::proxy;
constexpr std::string_view carrying = "how connections are carried, not where";

Outcome profile(Config& config, Cursor& cursor) {
  const auto name = item_name(cursor);
  if (!name) return cursor.fail("a profile");
  config.profile = full_name(*name);
  config.virtual_server->profiles.push_back({config.profile, cursor.lines()});
  return Outcome::understood;
}

Outcome context(Config& config, Cursor& cursor) {
  const std::string_view side = cursor.word();
  if (side != "all" && side != "clientside" && side != "serverside")
    return cursor.fail("all, clientside or serverside");
  if (side == "serverside") config.virtual_server->server_side.push_back({config.profile, cursor.lines()});
  return cursor.end();
}

const Table& profile_table() {
  static constexpr auto rows = std::to_array<Row>({{"context", proxy, context}});
  static const Table table({Rows(rows)}, open_object<&Config::virtual_server>);
  return table;
}

const Table& profiles_table() {
  static constexpr auto rows = std::to_array<Row>({{"*", proxy, profile, profile_table}});
  static const Table table({Rows(rows)}, open_object<&Config::virtual_server>);
  return table;
}

const Table& nothing_table() {
  static const Table table({Rows()}, open_object<&Config::virtual_server>);
  return table;
}

template <auto Field>
const Table& names_table() {
  static constexpr std::array<Row, 1> rows{
      Row{"*", Domain::proxy, add_to_list<&Config::virtual_server, Field>, nothing_table}};
  static const Table table({Rows(rows)}, open_object<&Config::virtual_server>);
  return table;
}

/// Packets are passed on as by a router.
Outcome forwards(Config& config, Cursor& cursor) {
  config.virtual_server->forwards = Lined<bool>{true, cursor.lines()};
  return cursor.end();
}

Outcome access_policy(Config& config, Cursor& cursor) {
  if (cursor.accept("none")) return cursor.end();
  config.virtual_server->access_policy = Lined<std::string>{std::string(cursor.take_rest()), cursor.lines()};
  return Outcome::understood;
}

const Table& virtual_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"destination", proxy, set_text<&Config::virtual_server, &Virtual::destination>},
      {"pool", proxy, set_name<&Config::virtual_server, &Virtual::pool>},
      {"enabled", proxy, set_flag<&Config::virtual_server, &Virtual::enabled, true>},
      {"disabled", proxy, set_flag<&Config::virtual_server, &Virtual::enabled, false>},
      {"profiles", proxy, block, profiles_table},
      {"policies", proxy, begin_list<&Config::virtual_server, &Virtual::policies>, names_table<&Virtual::policies>},
      {"rules", proxy, begin_list<&Config::virtual_server, &Virtual::rules>, names_table<&Virtual::rules>},
      {"ip-protocol", proxy, set_text<&Config::virtual_server, &Virtual::protocol>},
      {"ip-forward", proxy, forwards},
      {"l2-forward", proxy, forwards},
      {"dhcp-relay", proxy, forwards},
      {"per-flow-request-access-policy", proxy, access_policy},
      {"per-request-access-policy", proxy, access_policy},
      {"auth", proxy, access_policy},
      ignored<Config>("reject", "refuses every connection, as a virtual server without a pool does"),
      ignored<Config>("internal", "serves other virtual servers"),
      ignored<Config>("stateless", carrying),
      ignored<Config>("address-status", carrying),
      ignored<Config>("auto-discovery", carrying),
      ignored<Config>("auto-lasthop", carrying),
      ignored<Config>("bwc-policy", carrying),
      ignored<Config>("clone-pools", "copies packets for a probe"),
      ignored<Config>("cmp-enabled", carrying),
      ignored<Config>("connection-limit", carrying),
      ignored<Config>("eviction-protected", carrying),
      ignored<Config>("fallback-persistence-type", "which of the pool's members takes a session"),
      ignored<Config>("fallback-persistence", "which of the pool's members takes a session"),
      ignored<Config>("flow-eviction-policy", carrying),
      ignored<Config>("gtm-score", carrying),
      ignored<Config>("last-hop-pool", carrying),
      ignored<Config>("mask", "how many addresses it has"),
      ignored<Config>("mirror", carrying),
      ignored<Config>("nat64", carrying),
      ignored<Config>("persist", "which of the pool's members takes a session"),
      ignored<Config>("rate-class", carrying),
      ignored<Config>("rate-limit", carrying),
      ignored<Config>("rate-limit-dst-mask", carrying),
      ignored<Config>("rate-limit-mode", carrying),
      ignored<Config>("rate-limit-src-mask", carrying),
      ignored<Config>("related-rules", "scripts for connections that belong to others"),
      ignored<Config>("serverssl-use-sni", carrying),
      ignored<Config>("service-down-immediate-action", carrying),
      ignored<Config>("service-policy", carrying),
      ignored<Config>("source", "which clients it serves: narrower than what is read"),
      ignored<Config>("source-address-translation", "the address that servers see"),
      ignored<Config>("source-port", carrying),
      ignored<Config>("snat", "the address that servers see"),
      ignored<Config>("snatpool", "the address that servers see"),
      ignored<Config>("syn-cookie-status", carrying),
      ignored<Config>("traffic-classes", carrying),
      ignored<Config>("traffic-matching-criteria", "which connections it takes: beside what is read"),
      ignored<Config>("translate-address", carrying),
      ignored<Config>("translate-port", carrying),
      ignored<Config>("transparent-nexthop", carrying),
      ignored<Config>("urldb-feed-policy", "what is known about addresses of the web"),
      ignored<Config>("vlans", "where it listens: narrower than what is read"),
      ignored<Config>("vlans-enabled", "where it listens: narrower than what is read"),
      ignored<Config>("vlans-disabled", "where it listens: narrower than what is read"),
      ignored<Config>("vs-index", "an identifier"),
      ignored<Config>("fw-enforced-policy", "a filter in front: narrower than what is read"),
      ignored<Config>("fw-staged-policy", "is tried out and does nothing"),
      ignored<Config>("ip-intelligence-policy", "a filter in front: narrower than what is read"),
      {"security-log-profiles", proxy, begin_list<&Config::virtual_server, &Virtual::security_logs>,
       names_table<&Virtual::security_logs>},
      ignored<Config>("security-nat-policy", "the addresses that servers see"),
      ignored<Config>("protocol-inspection-profile", "refuses more than what is read"),
  });
  static const Table table({Rows(rows), common_rows()}, open_object<&Config::virtual_server>);
  return table;
}

Outcome address_enabled(Config& config, Cursor& cursor) {
  const auto value = cursor.at_end() ? std::optional(true) : switch_value(cursor.word());
  if (!value) return cursor.fail("yes or no");
  config.virtual_address->enabled = Lined<bool>{*value, cursor.lines()};
  return cursor.end();
}

const Table& address_table() {
  static constexpr std::string_view announced = "how the address is announced";
  static constexpr auto rows = std::to_array<Row>({
      {"address", proxy, set_text<&Config::virtual_address, &VirtualAddress::address>},
      {"enabled", proxy, address_enabled},
      {"disabled", proxy, set_flag<&Config::virtual_address, &VirtualAddress::enabled, false>},
      {"traffic-group", Domain::redundancy, set_name<&Config::virtual_address, &VirtualAddress::traffic_group>},
      ignored<Config>("arp", announced),
      ignored<Config>("auto-delete", announced),
      ignored<Config>("connection-limit", carrying),
      ignored<Config>("floating", "follows from the traffic group"),
      ignored<Config>("icmp-echo", "whether the address answers to ping"),
      ignored<Config>("inherited-traffic-group", "whether the traffic group is that of the folder"),
      ignored<Config>("mask", "how many addresses there are"),
      ignored<Config>("route-advertisement", announced),
      ignored<Config>("server-scope", announced),
      ignored<Config>("spanning", announced),
      ignored<Config>("unit", "follows from the traffic group"),
  });
  static const Table table({Rows(rows), common_rows()});
  return table;
}

// Conversion.

std::string bind_of(Config& config, const Virtual& from, const Endpoint& endpoint) {
  std::string address = endpoint.address;
  // A virtual address may have a name of its own.
  const VirtualAddress* const named =
      config.virtual_addresses.find(full_name(from.destination->value.substr(0, from.destination->value.rfind(':'))));
  if (named != nullptr && named->address) address = split_route_domain(named->address->value).address;
  if (address == "any" || address == "0.0.0.0") address = "0.0.0.0";
  if (address == "any6") address = "::";
  const bool is_v6 = address.find(':') != std::string::npos;
  const std::string domain =
      endpoint.route_domain.empty() || endpoint.route_domain == "0" ? "" : "%" + endpoint.route_domain;
  return (is_v6 ? "[" + address + domain + "]:" : address + domain + ":") + std::to_string(*endpoint.port);
}

void set_binds(Config& config, const Virtual& from, model::Frontend& to) {
  if (!from.destination) return;
  const auto endpoint = split_endpoint(from.destination->value);
  if (!endpoint || !endpoint->port) return to.binds.set_unknown(from.destination->lines);
  to.binds.set({bind_of(config, from, *endpoint)}, from.destination->lines);
}

bool is_server_side(const Virtual& from, const std::string& profile) {
  return std::ranges::any_of(from.server_side, [&](const auto& each) { return each.value == profile; });
}

void set_tls(Config& config, const Virtual& from, model::Frontend& to, const Target& target) {
  bool certain = true;
  for (const auto& profile : from.profiles) {
    if (is_server_side(from, profile.value)) continue;
    const std::string kind = kind_of(config, profile.value);
    if (kind == "client-ssl") {
      to.tls.set(true, profile.lines);
      return convert_tls(config, profile.value, to, target);
    }
    certain = certain && !kind.empty();
  }
  // A profile of the device whose kind is not known from its name may be one for TLS.
  if (certain) to.tls.set(false, to.lines);
}

/// Whether requests are logged: by a profile of the kind request-log that is switched on. A script may do it as well.
void set_access_log(Config& config, const Virtual& from, model::Frontend& to) {
  bool certain = from.rules.values.empty() && from.security_logs.values.empty();
  for (const auto& profile : from.profiles) {
    const std::string kind = kind_of(config, profile.value);
    certain = certain && !kind.empty();
    if (kind != "request-log") continue;
    const LogProfile* log = config.log_profiles.find(profile.value);
    for (int depth = 0; log != nullptr && !log->requests && log->parent && depth < 10; ++depth)
      log = config.log_profiles.find(log->parent->value);
    if (log != nullptr && log->requests && log->requests->value) return to.access_log.set(true, profile.lines);
    certain = certain && log != nullptr;
  }
  if (certain) to.access_log.set(false, to.lines);
}

void set_target(const Virtual& from, model::Frontend& to) {
  if (from.pool) return to.default_target.set(from.pool->value, from.pool->lines);
  if (from.forwards) return to.default_target.set("forwarding", from.forwards->lines);
  to.default_target.set_absent(to.lines);
}

void convert_virtual(Config& config, const std::string& name, const Virtual& from, const Target& target) {
  model::Frontend to;
  head(to, from.about, name, target);
  to.name.set("bigip " + name, to.lines);
  to.product.set("bigip", to.lines);
  put_or_default(to.enabled, from.enabled, true);
  set_binds(config, from, to);
  set_tls(config, from, to, target);
  set_access_log(config, from, to);
  set_target(from, to);
  convert_path_rules(config, from, to, target);
  target.device.frontends.push_back(std::move(to));
}

}  // namespace

Rows virtual_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"ltm virtual", proxy, object<&Config::virtuals, &Config::virtual_server>, virtual_table},
      {"ltm virtual-address", Domain::proxy | Domain::redundancy,
       object<&Config::virtual_addresses, &Config::virtual_address>, address_table},
      ignored<Config>("ltm persistence", "which of the pool's members takes a session"),
      ignored<Config>("ltm traffic-class", carrying),
      ignored<Config>("ltm traffic-matching-criteria", "addresses and ports that virtual servers share"),
      ignored<Config>("ltm eviction-policy", carrying),
      ignored<Config>("ltm ifile", "a file for scripts"),
      ignored<Config>("ltm data-group", "a table for scripts and policies, which are read as opaque where they use it"),
      ignored<Config>("ltm rule", "a script: a virtual server that names it counts as not understood"),
      ignored<Config>("ltm rule-profiler", "measures scripts"),
      ignored<Config>("ltm global-settings", carrying),
      ignored<Config>("ltm dns", "answers names"),
      {"ltm lsn-pool", Domain::filters},
      ignored<Config>("ltm lsn-log-profile", "logs of addresses for subscribers"),
      ignored<Config>("ltm message-routing", carrying),
      ignored<Config>("ltm tacdb", carrying),
      ignored<Config>("ltm urlcat-query", carrying),
      ignored<Config>("ltm alg-log-profile", carrying),
      ignored<Config>("ltm classification", carrying),
      ignored<Config>("ltm clientssl-proxy", carrying),
      ignored<Config>("ltm clientssl", carrying),
      ignored<Config>("ltm html-rule", "changes pages on their way"),
      ignored<Config>("ltm policy-strategy", "how the rules of a policy are ranked"),
      ignored<Config>("ltm cipher", "named sets of ciphers; the versions of TLS follow from the options"),
  });
  return rows;
}

void convert_virtuals(Config& config, const Target& target) {
  config.virtuals.each(
      [&](const std::string& name, const Virtual& from) { convert_virtual(config, name, from, target); });
}

}  // namespace muster::grammars::f5_bigip
