#pragma once

#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "grammars/haproxy/config.hpp"

namespace muster::grammars::haproxy {

/// A frontend, backend or listen section with what it inherits.
struct Proxy {
  const Section* section = nullptr;
  std::vector<const Line*> lines;  ///< of its defaults, then its own, in order; "no ..." lines as they stand
  bool open = false;
  model::LinesId opened_by = 0;

  /// The last line that begins with these words, negated or not; null if there is none.
  [[nodiscard]] const Line* last(std::string_view keyword, std::string_view second = {}) const;
  /// True if the option is on: its last line is not negated.
  [[nodiscard]] const Line* option(std::string_view name) const;
  [[nodiscard]] bool is_http() const;
};

/// All proxies in the order of the text. A section takes the defaults that it names with `from`, or those that stand
/// last before it. What cannot be resolved, or inherits more than the budget allows, is open.
[[nodiscard]] std::vector<Proxy> resolve(const Config& config);

}  // namespace muster::grammars::haproxy
