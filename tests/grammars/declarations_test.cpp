#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <string>

#include "grammars/format.hpp"

using namespace muster;
using namespace muster::grammars;

TEST_CASE("formats are listed by name, each once") {
  const auto all = formats();
  REQUIRE(all.size() >= 2);
  CHECK(std::ranges::is_sorted(all, {}, &Format::name));
  for (const Format* format : all) CHECK(find_format(format->name) == format);
  CHECK(find_format("no_such_format") == nullptr);
}

TEST_CASE("a block opens at least what any line inside it could open") {
  for (const Format* format : formats()) {
    if (format->keywords == nullptr) continue;
    std::map<std::string, Domains> by_path;
    for (const KeywordInfo& keyword : format->keywords()) by_path.emplace(keyword.path, keyword.domains);
    for (const auto& [path, domains] : by_path) {
      const std::size_t slash = path.rfind('/');
      if (slash == std::string::npos) continue;
      const auto block = by_path.find(path.substr(0, slash));
      if (block == by_path.end()) continue;
      INFO(format->name << ": " << path);
      CHECK((block->second & domains) == domains);
    }
  }
}

TEST_CASE("no keyword path stands twice: the second row would never be asked, and would hide the first from the knock-out") {
  for (const Format* format : formats()) {
    if (format->keywords == nullptr) continue;
    std::map<std::string, int> rows;
    for (const KeywordInfo& keyword : format->keywords()) ++rows[keyword.path];
    for (const auto& [path, count] : rows) {
      INFO(format->name << ": " << path << " stands " << count << " times");
      CHECK(count == 1);
    }
  }
}
