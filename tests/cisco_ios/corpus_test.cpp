#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include "grammars/format.hpp"
#include "support/shared.hpp"

using namespace muster;

namespace {

std::vector<std::filesystem::path> configurations(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    if (entry.is_regular_file()) files.push_back(entry.path());
  std::ranges::sort(files);
  return files;
}

void add(LineCounts& to, const LineCounts& more) {
  to.understood += more.understood;
  to.ignored += more.ignored;
  to.known += more.known;
  to.unknown += more.unknown;
}

double share(std::uint32_t part, const LineCounts& of) {
  return 100.0 * part / std::max(1U, of.understood + of.ignored + of.known + of.unknown);
}

void print_row(const std::string& name, std::size_t files, const LineCounts& counts) {
  std::printf("%-34s %5zu files %7u lines  understood %5.1f%%  ignored %5.1f%%  known %5.1f%%  unknown %5.1f%%\n",
              name.c_str(), files, counts.understood + counts.ignored + counts.known + counts.unknown,
              share(counts.understood, counts), share(counts.ignored, counts), share(counts.known, counts),
              share(counts.unknown, counts));
}

}  // namespace

TEST_CASE("cisco_ios: every configuration of the corpus is read without loss, and most of its lines are accounted for") {
  const auto corpus = test::shared_folder("corpus");
  if (!corpus) return;
  const grammars::Format& format = *grammars::find_format("cisco_ios");
  std::map<std::string, std::pair<std::size_t, LineCounts>> by_source;
  LineCounts all;
  std::map<std::string, std::size_t> reasons;
  for (const std::string platform : {"cisco_ios", "cisco_iosxe"}) {
    for (const auto& path : configurations(*corpus / platform / "config")) {
      const std::string text = test::read_file(path);
      INFO(path.string());
      REQUIRE(format.write_back(text) == text);
      model::Device device;
      const auto result = format.read(text, {}, device);
      const auto newlines = static_cast<std::size_t>(std::ranges::count(text, '\n'));
      REQUIRE(result.lines.size() == newlines + (!text.empty() && text.back() != '\n' ? 1 : 0));
      auto& row = by_source[platform + " " + path.parent_path().filename().string()];
      ++row.first;
      add(row.second, result.counts());
      add(all, result.counts());
      if (std::getenv("MUSTER_SHOW_UNKNOWN") != nullptr) {
        std::size_t line = 0;
        for (std::size_t at = 0; at < text.size(); ++line) {
          const std::size_t stop = std::min(text.find('\n', at), text.size());
          if (result.lines[line] >= grammars::LineState::known)
            std::cout << "LEFT\t" << to_string(result.lines[line]) << '\t' << text.substr(at, stop - at) << '\n';
          at = stop + 1;
        }
        for (const auto& opening : device.openings)
          for (std::size_t d = 0; d < domain_count; ++d)
            if (opening.domains.contains(static_cast<Domain>(d)))
              std::cout << "OPEN\t" << domain_names[d] << '\t' << opening.reason << '\t' << path.filename().string() << '\n';
        for (const auto& d : result.diagnostics)
          std::cout << "DIAG\t" << d.expected << "\t" << d.got << "\t" << path.filename().string() << ':' << d.line << '\n';
      }
    }
  }
  std::size_t files = 0;
  for (const auto& [name, row] : by_source) {
    print_row(name, row.first, row.second);
    files += row.first;
  }
  print_row("all", files, all);
  CHECK(share(all.understood + all.ignored, all) >= 80.0);
}
