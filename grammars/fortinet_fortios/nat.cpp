#include "grammars/fortinet_fortios/config.hpp"

/// Virtual addresses, pools, and rules of source NAT.
namespace muster::grammars::fortinet_fortios {
namespace {

constexpr Domains domains = Domain::filters;
constexpr auto at = &Config::virtual_address;
constexpr auto pool_at = &Config::pool;
constexpr auto nat_at = &Config::source_nat;
constexpr std::string_view details = "ports, persistence, certificates and labels of the mapping";

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
      ignored<Config>("*", details),
  });
  static const Table table({rows}, &opens<at>);
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
      ignored<Config>("*", details),
  });
  static const Table table({rows}, &opens<pool_at>);
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
      ignored<Config>("*", details),
  });
  static const Table table({rows}, &opens<nat_at>);
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
