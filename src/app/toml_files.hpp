#pragma once

#include <string>
#include <vector>

#include "core/result.hpp"

namespace muster::app {

/// A file that a person wrote, and its name for positions.
struct NamedText {
  std::string name;
  std::string text;
};

/// The TOML file at `path`, or those directly in the folder `path`, sorted by name. A folder without any is an error.
[[nodiscard]] Result<std::vector<NamedText>> read_toml_files(const std::string& path);

}  // namespace muster::app
