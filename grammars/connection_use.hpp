#pragma once

#include <cstdint>

#include "model/device.hpp"

namespace muster::grammars {

/// Notes how many connections there are and how many there may be. A device may have several such limits (of its
/// kernel, of each listener of a proxy): the one that is nearest to being reached is kept. A limit of 0 is none and is
/// left out.
void note_connections(model::Resources& resources, std::int64_t count, std::int64_t limit, model::LinesId lines);

}  // namespace muster::grammars
