#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "core/result.hpp"

namespace muster::app {

/// The bytes of a file; `-` is standard input. Errors name the path and the operating system's reason.
[[nodiscard]] Result<std::string> read_file(const std::string& path);

/// Writes a file whole or not at all: to a temporary name beside it, then renamed. Mode 0644, or 0600 if `is_private`.
[[nodiscard]] Result<void> write_file(const std::filesystem::path& path, std::string_view content, bool is_private = false);

}  // namespace muster::app
