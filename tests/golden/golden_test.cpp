#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "support/model_text.hpp"

/// tests/golden/<format>/<fixture>.txt is the model that tests/fixtures/<format>/<fixture> must give. UPDATE_EXPECT=1
/// rewrites those that are there: make a new one by an empty file of its name, and read what was written.
namespace {

namespace fs = std::filesystem;
using namespace muster;

const fs::path tests_folder = fs::path(MUSTER_SOURCE_DIR) / "tests";

std::vector<fs::path> golden_files() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(tests_folder / "golden"))
    if (entry.path().extension() == ".txt") files.push_back(entry.path());
  std::ranges::sort(files);
  return files;
}

}  // namespace

TEST_CASE("each fixture with a golden file gives the model that stands there") {
  for (const fs::path& golden : golden_files()) {
    const std::string format = golden.parent_path().filename().string();
    const fs::path input = tests_folder / "fixtures" / format / golden.stem();
    INFO(format << "/" << golden.stem().string() << " (UPDATE_EXPECT=1 rewrites its golden file)");
    REQUIRE(fs::exists(input));
    const std::string model = test::model_text(test::read_as(format, test::read_file(input)));
    if (std::getenv("UPDATE_EXPECT") != nullptr) std::ofstream(golden, std::ios::binary) << model;
    CHECK(model == test::read_file(golden));
  }
}
