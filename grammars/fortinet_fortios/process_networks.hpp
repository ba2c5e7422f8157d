#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "grammars/fortinet_fortios/config.hpp"

/// OSPF and RIP run on the interfaces whose addresses lie in the networks that the process names.
namespace muster::grammars::fortinet_fortios {

/// `set prefix` of such a network.
Outcome network_prefix(Config& config, Cursor& cursor);
const Table& network_entry();

/// `config network` of the process whose networks are `List`. What is not understood in it opens the domain: without
/// its prefix a network is nowhere.
template <auto List>
const Table& network_table() {
  static constexpr auto rows =
      std::to_array<Row>({{"edit", Domain::routing, &edit<List, &Config::network>, &network_entry}});
  static const Table table({rows});
  return table;
}

using InNetwork = std::function<void(const std::string& name, const Port& port, const ProcessNetwork& network)>;
/// Calls `visit` for each interface of the virtual domain with an address in one of the networks, with the most special
/// of them. Opens Domain::routing for interfaces whose address is not known.
void each_interface_in(Config& config, NamedList<ProcessNetwork>& networks, const Target& target,
                       std::string_view protocol, const InNetwork& visit);

/// The lines that make the interface one of the process.
model::LinesId lines_of(const ProcessNetwork& network, const Port& port, const Target& target);

}  // namespace muster::grammars::fortinet_fortios
