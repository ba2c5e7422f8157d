#pragma once

#include "grammars/apache/config.hpp"

namespace muster::grammars::apache {

/// What a section says about who may, for a client of whom nothing is known.
enum class Access : std::uint8_t { none, granted, denied, depends };

struct SectionAccess {
  Access access = Access::none;
  bool requires_used = false;  ///< Require and what belongs to it
  bool order_used = false;     ///< Order, Allow, Deny of version 2.2
};

/// The section itself and the Require containers in it. Linear in them.
[[nodiscard]] SectionAccess access_of(const Config& config, const Section& section);

}  // namespace muster::grammars::apache
