#include "support/reading.hpp"

#include <cstdlib>

using namespace muster;

namespace {

bool is_configuration(const std::filesystem::path& path) {
  const std::string name = path.filename().string();
  return !name.ends_with(".json") && !name.ends_with(".diff");
}

/// For people who extend the format: what is left, line by line.
void show_rest(const std::filesystem::path& path) {
  const std::string text = test::read_file(path);
  const auto reading = test::read_as("juniper_junos", text);
  std::size_t line = 0;
  for (std::size_t at = 0; at < text.size(); ++line) {
    const std::size_t stop = std::min(text.find('\n', at), text.size());
    if (reading.result.lines[line] >= grammars::LineState::known)
      std::cout << "LEFT\t" << to_string(reading.result.lines[line]) << '\t' << path.filename().string() << '\t' << text.substr(at, stop - at) << '\n';
    at = stop + 1;
  }
  for (const auto& opening : reading.device.openings) std::cout << "OPEN\t" << opening.reason << '\t' << path.filename().string() << '\n';
}

}  // namespace

TEST_CASE("juniper_junos: every configuration of the corpus is read without loss, and most of its lines are accounted for") {
  const auto corpus = test::shared_folder("corpus/juniper_junos/config");
  if (!corpus) return;
  if (std::getenv("MUSTER_SHOW_UNKNOWN") != nullptr)
    for (const auto& entry : std::filesystem::recursive_directory_iterator(*corpus))
      if (entry.is_regular_file() && is_configuration(entry.path())) show_rest(entry.path());
  const LineCounts counts = test::read_all("juniper_junos", *corpus, is_configuration);
  std::cout << "juniper_junos: assessed " << 100 * test::assessed(counts) << " %\n";
  CHECK(test::assessed(counts) >= 0.9);
}
