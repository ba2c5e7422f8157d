#pragma once

#include <string>

#include "support/reading.hpp"

namespace muster::test {

/// The routing table, a row a line.
inline std::string shown(const Reading& reading) {
  std::string all;
  const auto& names = reading.device.routes.names;
  for (const auto& row : reading.device.routes.rows) {
    all += to_string(row.prefix) + (row.has_next_hop ? " via " + to_string(row.next_hop) : "") + " dev " + names[row.interface] + ' ' +
           names[row.protocol] + ' ' + std::to_string(row.preference) + '/' + std::to_string(row.metric);
    all += (row.vrf != 0 ? " vrf " + names[row.vrf] : "") + " line " + std::to_string(row.line) + '\n';
  }
  return all;
}

}  // namespace muster::test
