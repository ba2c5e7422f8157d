#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>
#include <string>

namespace muster::test {

/// The folder of public configurations and oracles beside the project: $MUSTER_SHARED, or ../shared.
/// Where it is absent, prints a line that makes ctest count the test as skipped, and yields nothing.
inline std::optional<std::filesystem::path> shared_folder(const std::string& below = {}) {
  const char* const named = std::getenv("MUSTER_SHARED");
  const std::filesystem::path root = named != nullptr ? std::filesystem::path(named)
                                                      : std::filesystem::path(MUSTER_SOURCE_DIR) / ".." / "shared";
  const std::filesystem::path folder = root / below;
  if (std::filesystem::exists(folder)) return folder;
  std::cout << "SKIPPED: " << folder.lexically_normal().string() << " is not here\n";
  return std::nullopt;
}

/// The bytes of a file; empty if it cannot be read.
inline std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// A file of tests/fixtures.
inline std::string fixture(const std::string& name) {
  return read_file(std::filesystem::path(MUSTER_SOURCE_DIR) / "tests" / "fixtures" / name);
}

}  // namespace muster::test
