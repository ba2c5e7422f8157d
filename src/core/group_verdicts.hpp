#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/verdict.hpp"

namespace muster {

/// The verdicts about devices that were judged together.
struct GroupVerdicts {
  std::string name;           ///< "group NAME", "fleet": the verdicts' device_id
  std::uint32_t members = 0;  ///< devices that belong to it
  std::uint32_t judged = 0;   ///< of them, those that were part of the run
  std::vector<Verdict> verdicts{};
  std::vector<std::string> devices{};  ///< those that were part of the run; empty: all of the run (the fleet), or not recorded
};

}  // namespace muster
