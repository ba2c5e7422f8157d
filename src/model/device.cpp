#include "model/device.hpp"

#include <algorithm>

namespace muster::model {

std::uint16_t RouteTable::intern(std::string_view name) {
  // Few distinct names (protocols, interfaces, VRFs) and long runs of the same one: newest first finds them at once.
  const auto found = std::find(names.rbegin(), names.rend(), name);
  if (found != names.rend()) return static_cast<std::uint16_t>(names.rend() - found - 1);
  constexpr std::size_t limit = 65535;
  if (names.size() >= limit) return 0;
  names.emplace_back(name);
  return static_cast<std::uint16_t>(names.size() - 1);
}

void Device::open(std::string context, Domains domains, std::string reason, LinesId from) {
  openings.push_back({std::move(context), domains, std::move(reason), from});
}

Domains Device::open_domains() const {
  Domains all;
  for (const Opening& opening : openings) all |= opening.domains;
  return all;
}

}  // namespace muster::model
