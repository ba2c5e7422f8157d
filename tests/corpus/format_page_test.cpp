#include "app/format_page.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <cstdlib>
#include <fstream>

#include "corpus/ratchet.hpp"
#include "support/shared.hpp"

using namespace muster;

namespace {

std::map<std::string, std::string, std::less<>> measured() {
  std::map<std::string, std::string, std::less<>> notes;
  const auto ratchet = std::filesystem::path(MUSTER_SOURCE_DIR) / "tests" / "corpus" / "ratchet.tsv";
  for (const auto& [format, share] : test::read_ratchet(ratchet)) {
    if (!test::gate_of(format)) continue;
    std::string& note = notes[format] = fmt::format("{:.1f} % of lines", share.lines);
    if (share.assessable > 0) note += fmt::format(", {:.0f} % of verdicts", share.assessable);
    note += fmt::format(" ({} files)", share.files);
  }
  return notes;
}

}  // namespace

TEST_CASE("docs/formats.md is what the declarations say") {
  const auto path = std::filesystem::path(MUSTER_SOURCE_DIR) / "docs" / "formats.md";
  const std::string expected = app::format_document(measured());
  if (std::getenv("UPDATE_EXPECT") != nullptr) std::ofstream(path, std::ios::binary) << expected;
  INFO("docs/formats.md is not what the grammars declare: run this test with UPDATE_EXPECT=1");
  const bool same = test::read_file(path) == expected;
  CHECK(same);
}

TEST_CASE("format page: it shows what is modelled, what is ignored and why, and what a gap leaves open") {
  const std::string page = app::format_page(*grammars::find_format("cisco_ios"));
  CHECK(page.contains("\nhostname "));
  CHECK(page.contains("modelled: "));
  CHECK(page.contains("ignored: how often matches are logged"));
  CHECK(page.contains("not modelled, leaves open: "));
}
