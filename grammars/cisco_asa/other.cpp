#include "grammars/cisco_asa/config.hpp"

/// Top-level keywords that are declared but not modelled, each with what it can affect, and those that are ignored on
/// purpose, each with the reason.
namespace muster::grammars::cisco_asa {
namespace {

constexpr std::string_view structure = "structure of the printed configuration";
constexpr std::string_view screen = "how a session looks";
constexpr std::string_view timers = "timers and sizes";
constexpr std::string_view hardware = "hardware, modules and licences";
constexpr std::string_view layer2 = "layer 2: no rule looks at it";
constexpr std::string_view client = "the device as a client";
constexpr std::string_view vendor = "messages to the vendor";
constexpr std::string_view inside = "how packets are forwarded inside the box";

/// In the system's own configuration: each context has one of its own, which says what it filters.
const Table& context_table() {
  static constexpr std::string_view where =
      "which interfaces and files a context has: its own configuration says what it does";
  static constexpr auto rows = std::to_array<Row>({
      ignored<Config>("allocate-interface", where),
      ignored<Config>("allocate-ips", where),
      ignored<Config>("config-url", where),
      ignored<Config>("join-failover-group", "which unit works for it"),
      ignored<Config>("member", "its share of resources"),
      ignored<Config>("storage-url", where),
      ignored<Config>("scansafe", where),
      ignored<Config>("description", "descriptive text"),
  });
  static const Table table({rows});
  return table;
}

Outcome context(Config&, Cursor& cursor) {
  if (cursor.word().empty()) return cursor.fail("the name of a context");
  return cursor.end();
}

/// A transparent firewall has no addresses of its own and filters frames: what holds for it is not modelled.
Outcome transparent(Config&, Cursor& cursor) { return cursor.negated ? Outcome::understood : Outcome::known; }

constexpr auto known_rows = std::to_array<Row>({
    {"context", Domain::interfaces | Domain::redundancy, &context, &context_table},
    {"firewall transparent", Domain::filters | Domain::interfaces, &transparent},
    {"firewall", Domain::filters | Domain::interfaces},
    {"zone", Domain::filters},
    {"bridge-group", Domain::interfaces | Domain::filters},
    {"mac-learn", Domain::filters},
    {"arp-inspection", Domain::filters},
    {"cts", Domain::filters | Domain::authentication},
    {"wccp", Domain::filters | Domain::users},
    {"ddns", Domain::management | Domain::users},
    {"license-server", Domain::users},
    {"rest-api", Domain::management},
    {"rest-api agent", Domain::management},
    {"ip", Domain::interfaces | Domain::filters},
    {"ipv6", Domain::interfaces | Domain::filters | Domain::routing},
    {"ipv6 enforce-eui64", Domain::filters},
    {"ipv6 dhcprelay", Domain::management},
    {"policy-route", Domain::routing},
    {"event manager", Domain::management | Domain::users},
    {"network-service", Domain::filters},
    {"management-access", Domain::management},
    {"mgcp-map", Domain::filters},
    {"h225-map", Domain::filters},
    {"gtp-map", Domain::filters},
    {"quota management-session", Domain::management},
    {"hw-module", Domain::management},
    {"setup", Domain::management},
    {"vpn-mode", Domain::management},
    {"umbrella-global", Domain::filters},
    {"netconf", Domain::management},
    {"access-policy", Domain::filters},
    {"application-interface", Domain::management},
    {"sw-module", Domain::management},
    {"snort", Domain::filters},
    {"configure", Domains::all()},
    {"clear", Domains::all()},
    {"inline-set", Domain::filters},
    {"nve", Domain::interfaces},
});

constexpr auto ignored_rows = std::to_array<Row>({
    ignored<Config>("exit", structure),
    ignored<Config>("end", structure),
    ignored<Config>("quit", structure),
    ignored<Config>("names", "whether names may stand for addresses: the lines `name` say which"),
    ignored<Config>("mode", "single or several contexts: each has its own configuration"),
    ignored<Config>("admin-context", "which context manages the others"),
    ignored<Config>("class", "shares of resources of contexts"),
    ignored<Config>("mac-address", layer2),
    ignored<Config>("domain-name", "a name"),
    ignored<Config>("terminal", screen),
    ignored<Config>("pager", screen),
    ignored<Config>("prompt", screen),
    ignored<Config>("asdm", screen),
    ignored<Config>("history", screen),
    ignored<Config>("command-alias", screen),
    ignored<Config>("ftp", client),
    ignored<Config>("tftp-server", client),
    ignored<Config>("tftp blocksize", client),
    ignored<Config>("dns", client),
    ignored<Config>("ipv6 dhcp client", client),
    ignored<Config>("ip-client", client),
    ignored<Config>("mtu", "size of packets"),
    ignored<Config>("arp", "how addresses of neighbours are learnt"),
    ignored<Config>("ipv6 neighbor", "how addresses of neighbours are learnt"),
    ignored<Config>("ipv6 nd", "how hosts find the router"),
    ignored<Config>("mac-address-table", layer2),
    ignored<Config>("mac-list", "addresses that others name"),
    ignored<Config>("lacp", layer2),
    ignored<Config>("l2", layer2),
    ignored<Config>("jumbo-frame", "size of packets"),
    ignored<Config>("timeout", timers),
    ignored<Config>("tcp", timers),
    ignored<Config>("conn", timers),
    ignored<Config>("connection-limit", timers),
    ignored<Config>("port-channel", inside),
    ignored<Config>("asp", inside),
    ignored<Config>("cpu", inside),
    ignored<Config>("memory", inside),
    ignored<Config>("route-priority", inside),
    ignored<Config>("resource", inside),
    ignored<Config>("service-module", hardware),
    ignored<Config>("service sw-reset-button", hardware),
    ignored<Config>("service internal", hardware),
    ignored<Config>("service call-home", vendor),
    ignored<Config>("service telemetry", vendor),
    ignored<Config>("license", hardware),
    ignored<Config>("feature tier", hardware),
    ignored<Config>("throughput level", hardware),
    ignored<Config>("call-home", vendor),
    ignored<Config>("telemetry", vendor),
    ignored<Config>("coredump", "diagnosis and counters"),
    ignored<Config>("crashinfo", "diagnosis and counters"),
    ignored<Config>("compression", "size of packets"),
    ignored<Config>("flow-export", "traffic statistics: no rule looks at them"),
    ignored<Config>("device-sensor", "diagnosis and counters"),
    ignored<Config>("power-supply", hardware),
    ignored<Config>("fips", "tests of its own algorithms at the start"),
    ignored<Config>("eject", hardware),
    ignored<Config>("app-agent", "diagnosis and counters"),
    ignored<Config>("pnp", hardware),
    ignored<Config>("cli", screen),
    ignored<Config>("checkheaps", "diagnosis and counters"),
    ignored<Config>("dp-tcp-proxy", inside),
    ignored<Config>("no-proxy-arp", inside),
    ignored<Config>("backup-package", "copies of the device's files"),
    ignored<Config>("software authenticity", "signatures of images"),
    ignored<Config>("vnmc", "who manages the device beside this configuration"),
});

}  // namespace

Rows other_rows() {
  static constexpr auto rows = [] {
    std::array<Row, known_rows.size() + ignored_rows.size()> all{};
    std::size_t at = 0;
    for (const Row& row : known_rows) all[at++] = row;
    for (const Row& row : ignored_rows) all[at++] = row;
    return all;
  }();
  return rows;
}

}  // namespace muster::grammars::cisco_asa
