#include <algorithm>

#include "grammars/addresses.hpp"
#include "grammars/cisco/words.hpp"
#include "grammars/cisco_ios/config.hpp"
#include "grammars/cisco_ios/interface_rows.hpp"

/// From processes and interfaces of EIGRP, RIP and IS-IS to neighbours of the model.
namespace muster::grammars::cisco_ios {
namespace {

/// More processes are no configuration but an attack on our time.
constexpr std::size_t most_processes = 64;

enum class Proof : std::uint8_t { no, yes, unknown };

Proof by_chain(const Config& config, const Maybe<std::string>& chain) {
  if (!chain) return Proof::no;
  return config.key_chains.contains(chain->value) ? Proof::yes : Proof::unknown;
}

Proof proof_of(const Config& config, const Maybe<std::string>& mode, const Maybe<std::string>& chain, bool needs_mode) {
  if (mode && mode->value == "none") return Proof::no;
  if (mode && mode->value == "key") return Proof::yes;
  return mode || !needs_mode ? by_chain(config, chain) : Proof::no;
}

bool is_in(const Port& port, const IgpProcess& process) {
  if (process.ipv6 && port.ipv6_enabled) return true;
  if (process.ipv6) return std::ranges::any_of(port.addresses, [](const auto& text) { return text.contains(':'); });
  if (port.addresses.empty()) return false;
  const auto address = parse_ipv4(port.addresses.front().substr(0, port.addresses.front().find('/')));
  return address && std::ranges::any_of(process.networks, [&](const OspfNetwork& network) {
           return ((*address ^ network.address) & ~network.wildcard) == 0;
         });
}

void put_route_filter(model::Text& to, const RouteFilter& from) {
  if (from.some)
    to.set_unknown(0);  // of some interfaces only
  else
    put_or_absent(to, from.all);
}

void add_neighbor(const Target& target, const std::string& name, const Port& port, const IgpProcess& process,
                  const LineSet& lines, Proof how) {
  model::RoutingNeighbor& to = target.device.neighbors.emplace_back();
  target.head(to, lines.empty() ? process.lines : lines);
  to.open = !port.opened_by.empty();
  to.opened_by = target.id(port.opened_by);
  if (to.open) to.open_domains = port.opened;
  to.name.set(process.protocol + " " + name, to.lines);
  to.protocol.set(process.protocol, to.lines);
  to.remote_as.set_absent();
  put_route_filter(to.filter_in, process.filter_in);
  put_route_filter(to.filter_out, process.filter_out);
  to.maximum_prefixes.set_absent();
  to.ttl_security.set_absent();
  // A line that was not understood may take back what another one asks for.
  if (how == Proof::yes && port.opened.contains(Domain::routing)) how = Proof::unknown;
  if (how == Proof::yes)
    to.authenticated.set(true, to.lines);
  else if (how == Proof::no)
    to.authenticated.set_default(false);
  else
    to.authenticated.set_unknown(to.lines);
}

const Maybe<bool>& first_of(const AfInterface* own, const AfInterface* all, Maybe<bool> AfInterface::*setting) {
  static const Maybe<bool> nothing;
  if (own != nullptr && (own->*setting).has_value()) return own->*setting;
  return all == nullptr ? nothing : all->*setting;
}
const Maybe<std::string>& first_of(const AfInterface* own, const AfInterface* all, Maybe<std::string> AfInterface::*setting) {
  static const Maybe<std::string> nothing;
  if (own != nullptr && (own->*setting).has_value()) return own->*setting;
  return all == nullptr ? nothing : all->*setting;
}

/// The named EIGRP says in its own block what holds on an interface.
void add_named(Config& config, const Target& target, const std::string& name, const Port& port, const IgpProcess& process) {
  const auto find = [&](const std::string& key) -> const AfInterface* {
    const auto found = process.interfaces.find(key);
    return found == process.interfaces.end() ? nullptr : &found->second;
  };
  const AfInterface* const own = find(name);
  const AfInterface* const all = find("default");
  const auto is_on = [&](Maybe<bool> AfInterface::*setting) {
    const Maybe<bool>& value = first_of(own, all, setting);
    return value && value->value;
  };
  if (is_on(&AfInterface::shutdown) || is_on(&AfInterface::passive)) return;
  const Maybe<std::string>& mode = first_of(own, all, &AfInterface::mode);
  add_neighbor(target, name, port, process, {}, proof_of(config, mode, first_of(own, all, &AfInterface::key_chain), true));
}

void add_classic(Config& config, const Target& target, const std::string& name, const Port& port, const IgpProcess& process) {
  if (process.exceptions.contains(name) != process.passive_by_default) return;  // passive: no neighbours
  const bool eigrp = process.protocol == "eigrp";
  const auto found = port.igps.find(eigrp ? "eigrp " + process.tag : process.protocol);
  if (found == port.igps.end()) return add_neighbor(target, name, port, process, {}, Proof::no);
  const IgpPort& own = found->second;
  Proof how = proof_of(config, own.mode, own.key_chain, eigrp);
  if (own.partly && how == Proof::yes) how = Proof::unknown;
  add_neighbor(target, name, port, process, own.lines, how);
}

void visit_interface(Config& config, const Target& target, const std::string& name, const Port& port, const IgpProcess& process) {
  if (name.starts_with("Loopback") || (port.vrf ? port.vrf->value : "") != process.vrf) return;
  if (port.dynamic_address != 0 && !process.networks.empty())
    target.device.open(target.context, Domain::routing, "a routing protocol on an address that is not in the configuration",
                       port.dynamic_address);
  if (!is_in(port, process)) return;
  if (process.named)
    add_named(config, target, name, port, process);
  else
    add_classic(config, target, name, port, process);
}

/// IS-IS stands on the interface itself.
void visit_isis(Config& config, const Target& target, const std::string& name, const Port& port) {
  const auto found = port.igps.find("isis");
  if (found == port.igps.end() || !found->second.process || name.starts_with("Loopback")) return;
  const IgpPort& own = found->second;
  static const IgpProcess nothing{.protocol = "isis"};
  const IgpProcess* const named = config.igps.find(*own.process);
  const IgpProcess& process = named == nullptr ? nothing : *named;
  if (process.exceptions.contains(name) != process.passive_by_default) return;
  Proof how = proof_of(config, own.mode, own.key_chain, false);
  if (own.partly && how == Proof::yes) how = Proof::unknown;
  add_neighbor(target, name, port, process, own.lines, how);
}

}  // namespace

void convert_igps(Config& config, const Target& target) {
  std::size_t processes = 0;
  config.igps.each([&](const std::string&, const IgpProcess& process) {
    if (process.protocol == "isis" || ++processes > most_processes) return;
    if (process.unicast)
      target.device.open(target.context, Domain::routing, "neighbours of a routing protocol that are named one by one", target.id(process.lines));
    config.interfaces.each([&](const std::string& name, const Port& port) { visit_interface(config, target, name, port, process); });
  });
  config.interfaces.each([&](const std::string& name, const Port& port) { visit_isis(config, target, name, port); });
  if (processes > most_processes)
    target.device.open(target.context, Domain::routing, "more routing processes than are looked at", 0);
}

}  // namespace muster::grammars::cisco_ios
