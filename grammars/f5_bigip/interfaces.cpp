#include <algorithm>
#include <array>
#include <set>

#include "core/ip.hpp"
#include "grammars/f5_bigip/settings.hpp"

/// From VLANs, tunnels, ports and self IPs to the interfaces of the model.
namespace muster::grammars::f5_bigip {
namespace {

/// What the self IPs of a VLAN say about it together.
struct Gathered {
  std::vector<std::string> addresses;
  LineSet address_lines;
  std::vector<std::string> services;
  std::set<std::string, std::less<>> seen;
  LineSet service_lines;
  std::set<std::string, std::less<>> filters;
  LineSet filter_lines;
  LineSet opened_by;
  Domains opened;
  std::string route_domain;
  LineSet domain_lines;
};
using GatheredList = NamedList<Gathered>;

void add_lines(LineSet& to, const model::LineTable& table, model::LinesId lines) {
  for (const Evidence& range : table.get(lines)) to.add(range.first_line, range.last_line);
}

/// `tcp:22`, `tcp:ssh` in the words of the model's management services.
std::string service_name(std::string_view service) {
  struct Known {
    std::string_view protocol;
    std::uint32_t port;
    std::string_view name;
  };
  static constexpr std::array<Known, 5> known{
      {{"tcp", 22, "ssh"}, {"tcp", 23, "telnet"}, {"tcp", 80, "http"}, {"tcp", 443, "https"}, {"udp", 161, "snmp"}}};
  const std::size_t colon = std::min(service.find(':'), service.size());
  const std::string_view protocol = service.substr(0, colon);
  const auto number = port_number(service.substr(std::min(service.size(), colon + 1)));
  if (!number) return std::string(service);
  for (const Known& each : known)
    if (each.protocol == protocol && each.port == *number) return std::string(each.name);
  return std::string(protocol) + ":" + std::to_string(*number);
}

/// What `default` stands for: net self-allow, or the list that the device comes with.
std::vector<std::string> default_services(const Config& config) {
  if (config.default_services.given) return config.default_services.texts();
  return {"tcp:22",  "tcp:53",  "tcp:161",  "tcp:443",  "tcp:1029-1043", "tcp:4353", "udp:53",
          "udp:161", "udp:520", "udp:1026", "udp:4353", "igmp:0",        "ospf:0",   "pim:0"};
}

void add_service(Gathered& to, std::string service) {
  if (to.seen.insert(service).second) to.services.push_back(std::move(service));
}

void gather_services(const Config& config, const SelfAddress& from, Gathered& to) {
  for (const auto& each : from.allowed.values) {
    if (each.value == "all") {
      for (const char* const name : {"ssh", "https", "snmp", "any"}) add_service(to, name);
    } else if (each.value == "default") {
      for (const std::string& service : default_services(config)) add_service(to, service_name(service));
    } else {
      add_service(to, service_name(each.value));
    }
  }
}

void gather(const Config& config, const SelfAddress& from, const Target& target, GatheredList& list) {
  if (!from.vlan) return open_for(from.about, Domain::interfaces, "a self IP on no VLAN", target);
  const model::LineTable& table = target.device.lines;
  Gathered& to = list.get(from.vlan->value);
  to.opened |= from.about.opened;
  if (!from.about.opened_by.empty()) add_lines(to.opened_by, table, target.id(from.about.opened_by));
  if (from.address) {
    const DomainAddress parts = split_route_domain(from.address->value);
    to.addresses.push_back(parts.address);
    add_lines(to.address_lines, table, from.address->lines);
    if (!parts.route_domain.empty() && parts.route_domain != "0") {
      to.route_domain = parts.route_domain;
      add_lines(to.domain_lines, table, from.address->lines);
    }
  }
  gather_services(config, from, to);
  add_lines(to.service_lines, table, from.allowed.given ? target.id(from.allowed.lines) : target.id(from.about.lines));
  if (!from.firewall) return;
  to.filters.insert("policy " + from.firewall->value);
  add_lines(to.filter_lines, table, from.firewall->lines);
}

void gather_domain(const RouteDomain& from, const Target& target, GatheredList& list) {
  for (const auto& vlan : from.vlans.values) {
    Gathered& to = list.get(full_name(vlan.value));
    if (from.id && from.id->value != 0 && to.route_domain.empty()) {
      to.route_domain = std::to_string(from.id->value);
      add_lines(to.domain_lines, target.device.lines, from.id->lines);
    }
    if (!from.firewall) continue;
    to.filters.insert("policy " + from.firewall->value);
    add_lines(to.filter_lines, target.device.lines, from.firewall->lines);
  }
}

std::string joined(const std::set<std::string, std::less<>>& names) {
  std::string text;
  for (const std::string& name : names) text.append(text.empty() ? "" : ",").append(name);
  return text;
}

void set_gathered(model::Interface& to, const Gathered& from, const Target& target) {
  if (from.addresses.empty())
    to.addresses.set_absent();
  else
    to.addresses.set(from.addresses, target.id(from.address_lines));
  if (from.filters.empty())
    to.filter_in.set_absent();
  else
    to.filter_in.set(joined(from.filters), target.id(from.filter_lines));
  if (from.route_domain.empty())
    to.vrf.set_absent();
  else
    to.vrf.set(from.route_domain, target.id(from.domain_lines));
  // A self IP answers nothing but what it allows.
  to.management.set(from.services, target.id(from.service_lines));
  if (from.opened_by.empty()) return;
  to.open = true;
  to.opened_by = target.device.lines.join(to.opened_by, target.id(from.opened_by));
  to.open_domains = to.open_domains == Domains::all() ? from.opened : to.open_domains | from.opened;
}

void convert_interface(const std::string& name, const Interface& from, GatheredList& list, const Target& target) {
  model::Interface& to = target.device.interfaces.emplace_back();
  head(to, from.about, name, target);
  to.name.set(name, to.lines);
  put_or_default(to.enabled, from.enabled, true);
  put(to.discovery, from.discovery);
  to.filter_out.set_absent();
  if (name.starts_with('/')) put_or_default(to.unicast_rpf, from.source_checking, false);
  if (from.address) to.addresses.set({from.address->value}, from.address->lines);
  if (const Gathered* const gathered = list.find(name)) return set_gathered(to, *gathered, target);
  if (!from.address) to.addresses.set_absent();
  to.filter_in.set_absent();
  if (name.starts_with('/')) to.vrf.set_absent();
}

/// A self IP may stand on a VLAN that another file defines.
void convert_rest(GatheredList& list, Config& config, const Target& target) {
  list.each([&](const std::string& name, const Gathered& from) {
    if (from.addresses.empty() || config.interfaces.find(name) != nullptr) return;
    model::Interface& to = target.device.interfaces.emplace_back();
    target.head(to, from.address_lines);
    to.context = context_of(name, target.context);
    to.name.set(name, to.lines);
    set_gathered(to, from, target);
  });
}

}  // namespace

void convert_network(Config& config, const Target& target) {
  GatheredList gathered;
  config.selves.each([&](const std::string&, const SelfAddress& from) { gather(config, from, target, gathered); });
  config.route_domains.each(
      [&](const std::string&, const RouteDomain& from) { gather_domain(from, target, gathered); });
  config.interfaces.each(
      [&](const std::string& name, const Interface& from) { convert_interface(name, from, gathered, target); });
  convert_rest(gathered, config, target);
}

}  // namespace muster::grammars::f5_bigip
