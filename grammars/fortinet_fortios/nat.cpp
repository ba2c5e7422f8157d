#include "grammars/fortinet_fortios/config.hpp"

/// Virtual addresses, pools, and rules of source NAT.
namespace muster::grammars::fortinet_fortios {
namespace {

constexpr Domains domains = Domain::filters;
constexpr auto at = &Config::virtual_address;
constexpr auto pool_at = &Config::pool;
constexpr auto nat_at = &Config::source_nat;
constexpr std::string_view details = "ports, persistence, certificates and labels of the mapping";

constexpr std::string_view enabled = "enable";
constexpr auto virtual_words = words(
    "id", "uuid", "comment", "color", "dns-mapping-ttl", "ldb-method", "service", "arp-reply", "ndp-reply",
    "server-type", "http-redirect", "persistence", "nat-source-vip", "protocol", "extport", "mappedport",
    "gratuitous-arp-interval", "srcintf-filter", "src-vip-filter", "portmapping-type", "config realservers",
    "http-cookie-domain-from-host", "http-cookie-domain", "http-cookie-path", "http-cookie-generation",
    "http-cookie-age", "http-cookie-share", "https-cookie-secure", "http-multiplex", "http-multiplex-ttl",
    "http-multiplex-max-request", "http-multiplex-max-concurrent-request", "http-supported-max-version",
    "http-ip-header", "http-ip-header-name", "outlook-web-access", "weblogic-server", "websphere-server", "ssl-mode",
    "ssl-certificate", "ssl-dh-bits", "ssl-algorithm", "config ssl-cipher-suites", "ssl-server-algorithm",
    "config ssl-server-cipher-suites", "ssl-server-renegotiation", "ssl-pfs", "ssl-min-version", "ssl-max-version",
    "ssl-server-min-version", "ssl-server-max-version", "ssl-accept-ffdhe-groups", "ssl-send-empty-frags",
    "ssl-client-fallback", "ssl-client-renegotiation", "ssl-client-session-state-type",
    "ssl-client-session-state-timeout", "ssl-client-session-state-max", "ssl-client-rekey-count",
    "ssl-server-session-state-type", "ssl-server-session-state-timeout", "ssl-server-session-state-max",
    "ssl-http-location-conversion", "ssl-http-match-host", "ssl-hpkp", "ssl-hpkp-primary", "ssl-hpkp-backup",
    "ssl-hpkp-age", "ssl-hpkp-report-uri", "ssl-hpkp-include-subdomains", "ssl-hsts", "ssl-hsts-age",
    "ssl-hsts-include-subdomains", "monitor", "max-embryonic-connections", "ipv6-mappedip", "ipv6-mappedport",
    "ipv4-mappedip", "ipv4-mappedport", "embedded-ipv4-address", "add-nat46-route", "add-nat64-route", "h2-support",
    "h3-support", "config quic", "client-cert", "user-agent-detect", "empty-cert-action", "one-click-gslb-server",
    "gslb-hostname", "gslb-domain-name", "config gslb-public-ips", "config dynamic_mapping");
constexpr auto pool_words = words(
    "type", "startport", "endport", "source-startip", "source-endip", "source-prefix6", "block-size", "port-per-user",
    "num-blocks-per-user", "pba-timeout", "pba-interim-log", "permit-any-host", "arp-reply", "arp-intf",
    "associated-interface", "comments", "nat46", "nat64", "add-nat46-route", "add-nat64-route", "client-prefix-length",
    "tcp-session-quota", "udp-session-quota", "icmp-session-quota", "privileged-port-use-pba",
    "subnet-broadcast-in-ippool", "exclude-ip", "cgn-spa", "cgn-overload", "cgn-block-size", "cgn-fixedalloc",
    "cgn-client-startip", "cgn-client-endip", "cgn-client-ipv6shift", "cgn-port-start", "cgn-port-end",
    "utilization-alarm-raise", "utilization-alarm-clear", "internal-prefix", "external-prefix");
constexpr auto source_words = words("uuid", "type", "protocol", "orig-port", "nat-port", "dst-port", "nat46", "nat64",
                                    "port-preserve", "port-random", "comments");

const Table& virtual_entry() {
  static constexpr auto rows = std::to_array<Row>({
      {"type", domains, &text<at, &VirtualAddress::type>},
      {"extip", domains, &text<at, &VirtualAddress::external>},
      {"extintf", domains, &text<at, &VirtualAddress::interface>},
      {"mappedip", domains, &text<at, &VirtualAddress::mapped>},
      {"mapped-addr", domains, &text<at, &VirtualAddress::mapped_name>},
      {"src-filter", domains, &names<at, &VirtualAddress::sources>},
      {"portforward", domains, &flag<at, &VirtualAddress::forwards_port>},
      {"status", domains, &flag<at, &VirtualAddress::enabled>},
      {"extaddr", domains, &usually<nothing>},
      {"nat44", domains, &usually<enabled>},
      {"nat66", domains, &usually<enabled>},
      {"nat46", domains, &usually<disabled>},
      {"nat64", domains, &usually<disabled>},
  });
  static constexpr auto others = ignored_each(virtual_words, details);
  static const Table table({rows, others}, &opens<at>);
  return table;
}
const Table& virtual_table() {
  static constexpr auto rows =
      std::to_array<Row>({{"edit", domains, &edit<&Vdom::virtual_addresses, at>, &virtual_entry}});
  static const Table table({rows});
  return table;
}

const Table& pool_entry() {
  static constexpr auto rows = std::to_array<Row>({
      {"startip", domains, &text<pool_at, &AddressPool::start>},
      {"endip", domains, &text<pool_at, &AddressPool::end>},
  });
  static constexpr auto others = ignored_each(pool_words, details);
  static const Table table({rows, others}, &opens<pool_at>);
  return table;
}
const Table& pool_table() {
  static constexpr auto rows = std::to_array<Row>({{"edit", domains, &edit<&Vdom::pools, pool_at>, &pool_entry}});
  static const Table table({rows});
  return table;
}

Outcome edit_nat(Config& config, Cursor& cursor) {
  auto name = edit_name(cursor);
  if (!name) return cursor.fail("a number");
  config.source_nat = &config.vdom->source_nat.emplace_back();
  config.source_nat->id = std::move(*name);
  begin_entry(*config.source_nat, cursor);
  return cursor.end();
}

const Table& nat_entry() {
  static constexpr auto rows = std::to_array<Row>({
      {"status", domains, &flag<nat_at, &SourceNat::enabled>},
      {"nat", domains, &flag<nat_at, &SourceNat::nat>},
      {"srcintf", domains, &names<nat_at, &SourceNat::from>},
      {"dstintf", domains, &names<nat_at, &SourceNat::to>},
      {"orig-addr", domains, &names<nat_at, &SourceNat::source>},
      {"orig-addr6", domains, &names<nat_at, &SourceNat::source>},
      {"dst-addr", domains, &names<nat_at, &SourceNat::destination>},
      {"dst-addr6", domains, &names<nat_at, &SourceNat::destination>},
      {"nat-ippool", domains, &names<nat_at, &SourceNat::pools>},
      {"nat-ippool6", domains, &names<nat_at, &SourceNat::pools>},
  });
  static constexpr auto others = ignored_each(source_words, details);
  static const Table table({rows, others}, &opens<nat_at>);
  return table;
}
const Table& nat_table() {
  static constexpr auto rows = std::to_array<Row>({{"edit", domains, &edit_nat, &nat_entry}});
  static const Table table({rows});
  return table;
}

std::string groups(const Maybe<Names>& names, std::string_view kind = "group ") {
  std::string text;
  if (names)
    for (const std::string& name : names->value) {
      if (name == "all" || name == "any") return "any";
      text.append(text.empty() ? "" : ",").append(kind).append(name);
    }
  return text.empty() ? "any" : text;
}

void put_virtual(const std::string& name, const VirtualAddress& from, const Target& target) {
  model::NatRule& to = target.device.nat_rules.emplace_back();
  from.put(to, target);
  to.name.set("vip " + name, to.lines);
  const bool plain = !from.type || from.type->value == "static-nat";
  const bool ports = from.forwards_port && from.forwards_port->value;
  to.kind.set(plain && !ports ? "static" : "destination", to.lines);
  to.source.set(groups(from.sources, ""), to.lines);
  put(to.destination, from.external);
  put(to.translated, from.mapped ? from.mapped : from.mapped_name);
  to.inside.set(from.interface ? from.interface->value : "any", to.lines);
  to.outside.set("any", to.lines);
  put_or_default(to.enabled, from.enabled, true);
}

void put_pool(const std::string& name, const AddressPool& from, const Target& target) {
  model::ObjectGroup& to = target.device.groups.emplace_back();
  from.put(to, target);
  to.name.set("pool " + name, to.lines);
  if (from.start && from.end) to.members.set({from.start->value + "-" + from.end->value}, to.lines);
}

void put_policy(const Policy& from, std::string_view list, const Target& target) {
  if (!from.nat || !from.nat->value) return;
  model::NatRule& to = target.device.nat_rules.emplace_back();
  from.put(to, target);
  to.name.set(std::string(list) + " " + from.id, to.lines);
  to.kind.set("source", from.nat->lines);
  to.source.set(groups(from.source ? from.source : from.source6), to.lines);
  to.destination.set(groups(from.destination ? from.destination : from.destination6), to.lines);
  const bool pool = from.pool && from.pool->value;
  to.translated.set(pool ? groups(from.pools, "pool ") : "interface", from.nat->lines);
  to.inside.set(groups(from.from, ""), to.lines);
  to.outside.set(groups(from.to, ""), to.lines);
  put_or_default(to.enabled, from.enabled, true);
}

void put_central(const SourceNat& from, const Target& target) {
  model::NatRule& to = target.device.nat_rules.emplace_back();
  from.put(to, target);
  to.name.set("central " + from.id, to.lines);
  to.kind.set(from.nat && !from.nat->value ? "exempt" : "source", to.lines);
  to.source.set(groups(from.source), to.lines);
  to.destination.set(groups(from.destination), to.lines);
  to.translated.set(from.pools ? groups(from.pools, "pool ") : "interface", to.lines);
  to.inside.set(groups(from.from, ""), to.lines);
  to.outside.set(groups(from.to, ""), to.lines);
  put_or_default(to.enabled, from.enabled, true);
}

}  // namespace

Rows nat_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"config firewall vip", domains, &block, &virtual_table},
      {"config firewall vip6", domains, &block, &virtual_table},
      {"config firewall ippool", domains, &block, &pool_table},
      {"config firewall ippool6", domains, &block, &pool_table},
      {"config firewall central-snat-map", domains, &block, &nat_table},
  });
  return rows;
}

void convert_nat(Vdom& vdom, const Target& target) {
  vdom.virtual_addresses.each([&](const std::string& name, VirtualAddress& from) { put_virtual(name, from, target); });
  vdom.pools.each([&](const std::string& name, AddressPool& from) { put_pool(name, from, target); });
  vdom.policies.each([&](const std::string& list, PolicyList& from) {
    for (const Policy& policy : from.policies) put_policy(policy, list, target);
  });
  for (const SourceNat& from : vdom.source_nat) put_central(from, target);
}

}  // namespace muster::grammars::fortinet_fortios
