#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "grammars/format.hpp"
#include "support/shared.hpp"

namespace muster::test {

/// A configuration read into a device of its own.
struct IosRead {
  model::Device device;
  grammars::ReadResult result;

  explicit IosRead(std::string_view text, std::string_view disabled = {}) {
    const grammars::ReadOptions options{.capture = 0, .context = {}, .disabled_handler = disabled};
    result = grammars::find_format("cisco_ios")->read(text, options, device);
  }

  [[nodiscard]] bool open(Domain domain) const { return device.open_domains().contains(domain); }
  /// The state of line `number`, from 1.
  [[nodiscard]] std::string state(std::size_t number) const { return std::string(to_string(result.lines.at(number - 1))); }
  /// "line:column: expected X, got 'Y'", one line each.
  [[nodiscard]] std::string diagnostics() const {
    std::string all;
    for (const grammars::Diagnostic& diagnostic : result.diagnostics)
      all += std::to_string(diagnostic.line) + ":" + std::to_string(diagnostic.column) + ": expected " +
             diagnostic.expected + ", got '" + diagnostic.got + "'\n";
    return all;
  }
};

/// The object of that name, or a null pointer.
template <class T>
const T* named(const std::vector<T>& objects, std::string_view name) {
  const auto found = std::ranges::find_if(objects, [name](const T& object) { return object.name.value == name; });
  return found == objects.end() ? nullptr : &*found;
}

}  // namespace muster::test
