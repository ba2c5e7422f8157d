#pragma once

#include <cstddef>
#include <string>

namespace muster::grammars {

/// The first of "NAME", "NAME #2", "NAME #3", ... that is free, for what may stand several times under one name. Those
/// that are `taken(name)` must be the first ones. Asks O(log n) times, so that a thousand copies cost what they weigh.
template <class Taken>
std::string free_copy_name(const std::string& name, const Taken& taken) {
  const auto numbered = [&](std::size_t number) { return number == 1 ? name : name + " #" + std::to_string(number); };
  std::size_t free = 1;
  while (taken(numbered(free))) free *= 2;
  for (std::size_t used = free / 2; used + 1 < free;) {
    const std::size_t middle = used + (free - used) / 2;
    (taken(numbered(middle)) ? used : free) = middle;
  }
  return numbered(free);
}

}  // namespace muster::grammars
