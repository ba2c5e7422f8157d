#pragma once

#include <catch2/catch.hpp>

#include <cstdlib>
#include <fstream>
#include <string>

#include "support/shared.hpp"

namespace muster::test {

/// Compares with tests/fixtures/report/NAME, or writes it where UPDATE_EXPECT is set.
inline void check_golden(const std::string& name, const std::string& actual) {
  const auto path = std::filesystem::path(MUSTER_SOURCE_DIR) / "tests" / "fixtures" / "report" / name;
  if (std::getenv("UPDATE_EXPECT") != nullptr) std::ofstream(path, std::ios::binary) << actual;
  INFO("UPDATE_EXPECT=1 rewrites " << path.string());
  CHECK(actual == read_file(path));
}

}  // namespace muster::test
