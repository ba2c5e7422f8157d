#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace muster::config {

/// A TOML basic string, for files that the program writes; the text may hold anything.
[[nodiscard]] std::string toml_string(std::string_view text);
/// An array of them, on one line.
[[nodiscard]] std::string toml_strings(const std::vector<std::string>& texts);

}  // namespace muster::config
