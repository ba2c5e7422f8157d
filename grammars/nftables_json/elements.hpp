#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace muster::grammars::nftables_json {

/// One object of the list "nftables", as a view into the input.
struct Element {
  std::string_view text;
  std::uint32_t line = 0;    ///< on which it begins, from 1
  std::uint32_t column = 0;  ///< from 1, in bytes
  std::uint32_t last_line = 0;
};

struct Elements {
  std::vector<Element> all;
  bool whole = false;      ///< the list and the object around it are closed, and nothing follows
  std::uint32_t line = 1;  ///< where reading stopped
  std::uint32_t column = 1;
};

/// Finds the elements of {"nftables": [ ... ]} without reading them: strings and brackets only. One pass.
[[nodiscard]] Elements find_elements(std::string_view bytes);

}  // namespace muster::grammars::nftables_json
