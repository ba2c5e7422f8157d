#include "corpus/corpus.hpp"

#include <fmt/format.h>

#include <cstdlib>

#include "app/coverage.hpp"
#include "app/packs.hpp"
#include "corpus/ratchet.hpp"
#include "support/reading.hpp"

/// Real configurations and outputs: nothing is lost, nothing falls over, and what is understood of them never falls
/// unseen. UPDATE_EXPECT=1 rewrites ratchet.tsv; MUSTER_SHOW=<format> prints what is left of that format.
namespace {

namespace fs = std::filesystem;
using namespace muster;

struct Sum {
  LineCounts lines;
  std::size_t assessable = 0;
  std::size_t not_assessable = 0;

  void add(const app::FileCoverage& file) {
    lines.understood += file.counts.understood, lines.ignored += file.counts.ignored;
    lines.known += file.counts.known, lines.unknown += file.counts.unknown;
    assessable += file.assessable.size(), not_assessable += file.not_assessable.size();
  }
  [[nodiscard]] test::Share share(std::size_t files) const {
    const std::size_t pairs = assessable + not_assessable;
    return {files, 100 * test::assessed(lines), pairs == 0 ? 0.0 : 100.0 * static_cast<double>(assessable) / static_cast<double>(pairs)};
  }
};

std::string row(const std::string& format, const Sum& sum, const test::Share& share) {
  return fmt::format("{:<28} {:>5} files {:>7} lines  understood {:>7} ignored {:>6} known {:>6} unknown {:>6}  lines {:6.2f} %  "
                     "assessable {:6.2f} %\n",
                     format, share.files, sum.lines.understood + sum.lines.ignored + sum.lines.known + sum.lines.unknown,
                     sum.lines.understood, sum.lines.ignored, sum.lines.known, sum.lines.unknown, share.lines, share.assessable);
}

/// For people who extend a format: what is left of a file, line by line, and which rules are blocked.
void show_rest(const fs::path& path, const std::string& format, const std::string& bytes, const app::FileCoverage& coverage) {
  const test::Reading reading = test::read_as(format, bytes);
  const std::string name = path.filename().string();
  std::size_t at = 0;
  for (const grammars::LineState state : reading.result.lines) {
    const std::size_t stop = std::min(bytes.find('\n', at), bytes.size());
    if (state != grammars::LineState::understood)
      std::cout << (state == grammars::LineState::ignored ? "IGNORED" : "LEFT") << "\t" << to_string(state) << '\t' << name << '\t' << bytes.substr(at, stop - at) << '\n';
    at = stop + 1;
  }
  for (const auto& opening : reading.device.openings)
    for (std::size_t i = 0; i < domain_count; ++i)
      if (opening.domains.contains(static_cast<Domain>(i)))
        std::cout << "OPEN\t" << domain_names[i] << '\t' << opening.reason << '\t' << name << '\n';
  for (const std::string& rule : coverage.not_assessable) std::cout << "BLOCKED\t" << rule << '\t' << name << '\n';
}

/// All packs and recipes that the program carries.
struct Shipped {
  app::Packs packs = *app::load_packs(app::shipped_packs());
  collectors::RecipeBook recipes = *app::load_recipes({});
};

test::Share read_format(const std::string& format, const std::vector<fs::path>& files, const Shipped& shipped) {
  const char* const shown = std::getenv("MUSTER_SHOW");
  const app::PlatformOfFormat platform = app::platform_of_format(shipped.recipes, format);
  Sum sum;
  for (const fs::path& path : files) {
    INFO(path.string());
    const std::string raw = test::read_file(path);
    CHECK(grammars::find_format(format)->write_back(raw) == raw);
    const std::string bytes = test::as_on_a_device(format, raw);
    const app::FileCoverage coverage = app::coverage_of(path.string(), format, bytes, platform, shipped.packs.rules);
    const LineCounts& c = coverage.counts;
    CHECK(c.understood + c.ignored + c.known + c.unknown == test::count_lines(bytes));
    sum.add(coverage);
    if (shown != nullptr && shown == format) show_rest(path, format, bytes, coverage);
  }
  const test::Share share = sum.share(files.size());
  std::cout << row(format, sum, share);
  return share;
}

}  // namespace

TEST_CASE("corpus: every file is read without loss, and no format understands less than it did") {
  const auto corpus = test::shared_folder("corpus");
  if (!corpus) return;
  const fs::path ratchet_file = fs::path(MUSTER_SOURCE_DIR) / "tests" / "corpus" / "ratchet.tsv";
  const Shipped shipped;
  std::map<std::string, test::Share> shares;
  for (const auto& [format, files] : test::corpus_files(*corpus)) shares[format] = read_format(format, files, shipped);
  for (const auto& [format, share] : shares) {
    const auto gate = test::gate_of(format);
    if (!gate) continue;
    INFO(format);
    CHECK(share.lines >= gate->lines);
    CHECK(share.assessable >= gate->assessable);
  }
  if (std::getenv("UPDATE_EXPECT") != nullptr) test::write_ratchet(ratchet_file, shares);
  for (const auto& [format, before] : test::read_ratchet(ratchet_file)) {
    INFO(format << " (UPDATE_EXPECT=1 writes what is measured)");
    const test::Share& now = shares[format];
    if (now.files != before.files) continue;  // another corpus
    CHECK(now.lines >= before.lines - 0.01);
    CHECK(now.assessable >= before.assessable - 0.01);
  }
}
