#include "grammars/fortinet_fortios/config.hpp"

/// Addresses and their groups.
namespace muster::grammars::fortinet_fortios {
namespace {

constexpr Domains domains = Domain::filters;
constexpr auto at = &Config::address;
constexpr auto group_at = &Config::group;
constexpr std::string_view labels = "labels and where the object is offered";
constexpr std::string_view connector = "where a connector takes the addresses from: they are not in the configuration";

constexpr auto label_words =
    words("uuid", "comment", "comments", "visibility", "color", "associated-interface", "allow-routing", "cache-ttl",
          "tags", "tagging", "config tagging", "fabric-object", "dirty", "template", "passive-fqdn-learning",
          "global-object", "category", "node-ip-only", "clearpass-spt", "route-tag", "hw-model", "hw-vendor", "os",
          "sw-version", "config list", "policy-group", "config subnet-segment", "config dynamic_mapping", "obj-type",
          "sub-type", "sdn-addr-type", "epg-name", "sdn-tag", "host-type", "agent-id", "allow-exclude");
constexpr auto connector_words =
    words("sdn", "filter", "fsso-group", "config fsso-group", "tag-detection-level", "tag-type", "tenant",
          "organization", "subnet-name", "obj-tag", "obj-id", "country", "interface", "wildcard-fqdn", "city-id",
          "region-id", "macaddr", "config macaddr", "start-mac", "end-mac");
constexpr auto label_rows = ignored_each(label_words, labels);
constexpr auto connector_rows = ignored_each(connector_words, connector);

Outcome subnet(Config& config, Cursor& cursor) {
  Maybe<std::string>& setting = config.address->subnet;
  setting.reset();
  if (cursor.negated) return cursor.end();
  auto value = take_network(cursor);
  if (!value) return cursor.fail("an address and a contiguous mask");
  setting = {std::move(*value), cursor.lines()};
  return cursor.end();
}

Outcome wildcard(Config& config, Cursor& cursor) {
  Maybe<std::string>& setting = config.address->wildcard;
  setting.reset();
  if (cursor.negated) return cursor.end();
  const auto address = take_value(cursor);
  const auto mask = take_value(cursor);
  if (!address || !mask) return cursor.fail("an address and a mask");
  setting = {*address + " " + *mask, cursor.lines()};
  return cursor.end();
}

const Table& address_entry() {
  static constexpr auto rows = std::to_array<Row>({
      {"type", domains, &text<at, &Address::type>},
      {"subnet", domains, &subnet},
      {"ip6", domains, &subnet},
      {"start-ip", domains, &text<at, &Address::start>},
      {"end-ip", domains, &text<at, &Address::end>},
      {"fqdn", domains, &text<at, &Address::name>},
      {"wildcard", domains, &wildcard},
  });
  static const Table table({rows, label_rows, connector_rows}, &becomes_opaque<at>);
  return table;
}

template <auto List>
const Table& address_table() {
  static constexpr auto rows = std::to_array<Row>({{"edit", domains, &edit<List, at>, &address_entry}});
  static const Table table({rows});
  return table;
}

const Table& group_entry() {
  static constexpr auto rows = std::to_array<Row>({
      {"member", domains, &names<group_at, &Group::members>},
      {"exclude", domains, &flag<group_at, &Group::exclude>},
      {"exclude-member", domains, &names<group_at, &Group::excluded>},
      ignored<Config>("type", labels),
  });
  static const Table table({rows, label_rows}, &becomes_opaque<group_at>);
  return table;
}

template <auto List>
const Table& group_table() {
  static constexpr auto rows = std::to_array<Row>({{"edit", domains, &edit<List, group_at>, &group_entry}});
  static const Table table({rows});
  return table;
}

Names members_of(const std::string& name, const Address& from) {
  const std::string type = from.type ? from.type->value : "ipmask";
  if (type == "iprange" && from.start && from.end) return {from.start->value + "-" + from.end->value};
  if (type == "wildcard" && from.wildcard) return {from.wildcard->value};
  if (type == "fqdn" && from.name) return {from.name->value};
  // By name alone, but never all addresses.
  if (type == "geography" || type == "mac") return {type + " " + name};
  if (type == "interface-subnet" && !from.subnet) return {"subnet of an interface"};
  if ((type == "ipmask" || type == "ipprefix" || type == "interface-subnet") && from.subnet)
    return {from.subnet->value};
  return {};
}

/// An address without a value of its own is every address; one of a connector is not known.
void put_address(const std::string& name, std::string_view kind, const Address& from, const Target& target) {
  model::ObjectGroup& to = target.device.groups.emplace_back();
  from.put(to, target);
  to.name.set(std::string(kind) + " " + name, to.lines);
  Names members = members_of(name, from);
  const bool plain = !from.type || from.type->value == "ipmask" || from.type->value == "ipprefix";
  if (members.empty() && plain) members = {kind == "address6" ? "::/0" : "0.0.0.0/0"};
  if (!members.empty()) to.members.set(std::move(members), to.lines);
}

void put_group(const std::string& name, std::string_view kind, const Group& from, const Target& target) {
  model::ObjectGroup& to = target.device.groups.emplace_back();
  from.put(to, target);
  to.name.set(std::string(kind) + " " + name, to.lines);
  if (from.exclude && from.exclude->value) return;  // a set with holes: its members are not told by a list
  Names members;
  if (from.members)
    for (const std::string& member : from.members->value) members.push_back("group " + member);
  to.members.set(std::move(members), from.members ? from.members->lines : to.lines);
}

std::string port_word(std::string_view range) { return std::string(range.substr(0, range.find(':'))); }

void put_service(const std::string& name, const Service& from, const Target& target) {
  model::ObjectGroup& to = target.device.groups.emplace_back();
  from.put(to, target);
  to.name.set("service " + name, to.lines);
  Names members;
  const auto add = [&](const Maybe<Names>& ports, std::string_view protocol) {
    if (ports)
      for (const std::string& port : ports->value) members.push_back(std::string(protocol) + " " + port_word(port));
  };
  const std::string protocol = from.protocol ? from.protocol->value : "TCP/UDP/SCTP";
  if (protocol == "ICMP" || protocol == "ICMP6") {
    members.push_back(protocol == "ICMP" ? "icmp" : "icmp6");
  } else if (protocol == "IP") {
    members.push_back(from.number && from.number->value != 0 ? std::to_string(from.number->value) : "any");
  } else {
    add(from.tcp, "tcp");
    add(from.udp, "udp");
    add(from.sctp, "sctp");
  }
  if (!members.empty()) to.members.set(std::move(members), to.lines);
}

}  // namespace

Rows address_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"config firewall address", domains, &block, &address_table<&Vdom::addresses>},
      {"config firewall address6", domains, &block, &address_table<&Vdom::addresses6>},
      {"config firewall multicast-address", domains, &block, &address_table<&Vdom::addresses>},
      {"config firewall multicast-address6", domains, &block, &address_table<&Vdom::addresses6>},
      {"config firewall addrgrp", domains, &block, &group_table<&Vdom::address_groups>},
      {"config firewall addrgrp6", domains, &block, &group_table<&Vdom::address_groups6>},
      {"config firewall vipgrp", domains, &block, &group_table<&Vdom::address_groups>},
      {"config firewall vipgrp6", domains, &block, &group_table<&Vdom::address_groups6>},
  });
  return rows;
}

/// What a virtual address is reached by; 0.0.0.0 is any address of its interface.
void put_virtual(const std::string& name, const VirtualAddress& from, const Target& target) {
  const std::string external = from.external ? from.external->value : "";
  model::ObjectGroup& to = target.device.groups.emplace_back();
  from.put(to, target);
  to.name.set((external.find(':') == std::string::npos ? "address " : "address6 ") + name, to.lines);
  if (!external.empty() && external != "0.0.0.0" && external != "::") to.members.set({external}, to.lines);
}

void convert_groups(Vdom& vdom, const Target& target) {
  vdom.addresses.each([&](const std::string& name, Address& from) { put_address(name, "address", from, target); });
  vdom.addresses6.each([&](const std::string& name, Address& from) { put_address(name, "address6", from, target); });
  vdom.address_groups.each([&](const std::string& name, Group& from) { put_group(name, "address", from, target); });
  vdom.address_groups6.each([&](const std::string& name, Group& from) { put_group(name, "address6", from, target); });
  vdom.virtual_addresses.each([&](const std::string& name, VirtualAddress& from) { put_virtual(name, from, target); });
  vdom.services.each([&](const std::string& name, Service& from) { put_service(name, from, target); });
  vdom.service_groups.each([&](const std::string& name, Group& from) { put_group(name, "service", from, target); });
}

}  // namespace muster::grammars::fortinet_fortios
