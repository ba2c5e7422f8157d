#pragma once

#include <algorithm>
#include <string_view>
#include <vector>

namespace muster::test {

/// The object of that name, or a null pointer.
template <class T>
const T* eos_named(const std::vector<T>& objects, std::string_view name) {
  const auto found = std::ranges::find_if(objects, [name](const T& object) { return object.name.value == name; });
  return found == objects.end() ? nullptr : &*found;
}

}  // namespace muster::test
