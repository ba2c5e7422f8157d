#pragma once

#include <cstddef>
#include <string>

namespace muster::bench {

/// An IOS configuration of about `size` bytes: interfaces, access lists, neighbours, routes, accounts, a banner.
std::string ios_configuration(std::size_t size);

/// One extended access list with so many entries of mixed forms.
std::string access_list(std::size_t entries);

/// The same kind of device in Junos' braces, as a FortiOS backup, and as a filter of iptables-save.
std::string junos_configuration(std::size_t size);
std::string fortios_configuration(std::size_t size);
std::string iptables_rules(std::size_t size);

/// So many lines of a full table, as FRRouting and as IOS print it.
std::string frr_routes(std::size_t routes);
std::string ios_routes(std::size_t routes);

}  // namespace muster::bench
