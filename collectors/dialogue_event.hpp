#pragma once

#include <string>

namespace muster::collectors {

/// A step of a dialogue, for the timeline; the engine adds the time.
struct DialogueEvent {
  std::string phase;   ///< prompt, command, close
  std::string detail;  ///< without secrets
};

}  // namespace muster::collectors
