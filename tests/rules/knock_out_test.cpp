#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>

#include "rules/fixtures.hpp"

using namespace muster;
using namespace muster::test;

namespace {

std::map<std::string, VerdictStatus> by_object(const std::vector<Verdict>& verdicts) {
  std::map<std::string, VerdictStatus> statuses;
  for (const Verdict& verdict : verdicts) statuses[verdict.object] = verdict.status;
  return statuses;
}

/// What reading alone shows of a fixture: where this is the same, the verdicts are.
struct Trace {
  std::vector<grammars::LineState> states;
  std::size_t openings = 0;
  friend bool operator==(const Trace&, const Trace&) = default;
};

Trace read(const RuleFixture& fixture, std::string_view disabled) {
  Trace trace;
  for (const app::FixtureFile& file : fixture.files) {
    model::Device device;
    const auto result = file.format->read(file.bytes, {0, {}, disabled}, device);
    trace.states.insert(trace.states.end(), result.lines.begin(), result.lines.end());
    trace.openings += device.openings.size();
  }
  return trace;
}

/// Every handler of the formats of the fixture.
std::set<std::string> handlers_of(const RuleFixture& fixture) {
  std::set<std::string> paths;
  for (const app::FixtureFile& file : fixture.files)
    for (const grammars::KeywordInfo& keyword : file.format->keywords())
      if (keyword.treatment == grammars::Treatment::modelled) paths.insert(keyword.path);
  return paths;
}

/// MUSTER_ONLY=<format> looks at the fixtures of one format, while somebody works on it.
bool is_wanted(const RuleFixture& fixture) {
  const char* const only = std::getenv("MUSTER_ONLY");
  return only == nullptr ||
         std::ranges::any_of(fixture.files, [only](const app::FixtureFile& file) { return file.format->name == only; });
}

}  // namespace

TEST_CASE("knock-out: switching off any one handler never turns a verdict into a pass") {
  std::size_t comparisons = 0;
  for (const RuleFixture& fixture : rule_fixtures()) {
    if (!is_wanted(fixture)) continue;
    const auto whole = verdicts_on(fixture);
    const auto before = by_object(whole);
    const Trace trace = read(fixture, {});
    for (const std::string& path : handlers_of(fixture)) {
      if (read(fixture, path) == trace) continue;  // it reads nothing here
      const auto knocked_out = verdicts_on(fixture, path);
      INFO(fixture.rule << "/" << fixture.name << " without '" << path << "'");
      if (overall(whole) != "pass") CHECK(overall(knocked_out) != "pass");
      for (const auto& [object, status] : by_object(knocked_out)) {
        const auto found = before.find(object);
        if (found == before.end() || found->second == VerdictStatus::pass) continue;
        INFO("object '" << object << "' was " << to_string(found->second));
        CHECK(status != VerdictStatus::pass);
      }
      ++comparisons;
    }
  }
  CHECK(comparisons > 100);
}
