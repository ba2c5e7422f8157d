#include "grammars/fortinet_fortios/process_networks.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include "core/ip.hpp"

namespace muster::grammars::fortinet_fortios {
namespace {

/// A hostile text may have very many of both networks and addresses.
constexpr std::size_t most_looks = 1'000'000;

struct Network {
  IpPrefix prefix;
  const ProcessNetwork* from;
};

std::vector<Network> in_order(NamedList<ProcessNetwork>& networks) {
  std::vector<Network> all;
  networks.each([&](const std::string&, ProcessNetwork& network) {
    if (const auto prefix = network.prefix ? parse_prefix(network.prefix->value) : std::nullopt)
      all.push_back({*prefix, &network});
  });
  std::ranges::stable_sort(all, [](const Network& a, const Network& b) { return a.prefix.length > b.prefix.length; });
  return all;
}

std::vector<IpAddress> addresses_of(const Port& port) {
  std::vector<IpAddress> all;
  const auto add = [&all](const std::string& text) {
    if (const auto prefix = parse_prefix(text)) all.push_back(prefix->address);
  };
  if (port.address) add(port.address->value);
  for (const std::string& further : port.further_addresses) add(further);
  return all;
}

}  // namespace

Outcome network_prefix(Config& config, Cursor& cursor) {
  config.network->prefix.reset();
  if (cursor.negated) return cursor.end();
  auto value = take_network(cursor);
  if (!value) return cursor.fail("a network and its mask");
  config.network->prefix = {std::move(*value), cursor.lines()};
  return cursor.end();
}

const Table& network_entry() {
  static constexpr auto rows = std::to_array<Row>({
      {"prefix", Domain::routing, &network_prefix},
      {"area", Domain::routing, &text<&Config::network, &ProcessNetwork::area>},
      ignored<Config>("comments", "labels"),
  });
  static const Table table({rows});
  return table;
}

void each_interface_in(Config& config, NamedList<ProcessNetwork>& networks, const Target& target,
                       std::string_view protocol, const InNetwork& visit) {
  const std::vector<Network> all = in_order(networks);
  if (all.empty()) return;
  const auto open = [&](const std::string& reason, model::LinesId lines) {
    target.device.open(target.context, Domain::routing, reason, lines);
  };
  std::size_t looked_at = 0;
  config.interfaces.each([&](const std::string& name, Port& port) {
    if (config.has_vdoms && !(port.vdom && port.vdom->value == target.context)) return;
    if (port.mode && port.mode->value != "static")
      return open("the address of " + name + " is not known, so " + std::string(protocol) + " may run on it",
                  port.mode->lines);
    const std::vector<IpAddress> addresses = addresses_of(port);
    if (addresses.empty()) return;
    looked_at += addresses.size();
    if (looked_at > most_looks / all.size())
      return open("more interfaces and networks than are looked through", target.id(port.lines));
    const auto found = std::ranges::find_if(all, [&](const Network& network) {
      return std::ranges::any_of(addresses, [&](const IpAddress& one) { return network.prefix.contains(one); });
    });
    if (found != all.end()) visit(name, port, *found->from);
  });
}

model::LinesId lines_of(const ProcessNetwork& network, const Port& port, const Target& target) {
  model::LineTable& lines = target.device.lines;
  const model::LinesId own = port.address ? port.address->lines : target.id(port.address_lines);
  return lines.join(target.id(network.lines), own);
}

}  // namespace muster::grammars::fortinet_fortios
