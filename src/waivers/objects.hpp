#pragma once

#include "model/device.hpp"

namespace muster::waivers {

/// Calls visit(object) for every object of the device, const or not, that a line can open.
template <class Device, class Visit>
void for_each_object(Device& device, const Visit& visit) {
  const auto all = [&](auto& objects) {
    for (auto& object : objects) visit(object);
  };
  all(device.users), all(device.aaa_servers), all(device.credentials), all(device.snmp_communities);
  all(device.snmp_users), all(device.services), all(device.banners), all(device.terminal_lines);
  all(device.logging.targets), all(device.ntp_servers), all(device.interfaces), all(device.groups);
  all(device.filters), all(device.nat_rules), all(device.static_routes), all(device.neighbors);
  all(device.listeners), all(device.frontends), all(device.pools), all(device.redundancy_groups);
  for (auto& pool : device.pools) all(pool.members);
}

}  // namespace muster::waivers
