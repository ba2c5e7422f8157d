#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <map>
#include <set>

#include "rules/fixtures.hpp"
#include "support/shared.hpp"

/// The knock-out test over every format: its own fixtures, all shipped rules.
namespace {

namespace fs = std::filesystem;
using namespace muster;
using namespace muster::test;

std::vector<std::string> fixtures_of(const grammars::Format& format) {
  const fs::path folder = fs::path(MUSTER_SOURCE_DIR) / "tests" / "fixtures" / format.name;
  std::vector<fs::path> paths;
  if (fs::exists(folder))
    for (const auto& entry : fs::directory_iterator(folder)) paths.push_back(entry.path());
  std::ranges::sort(paths);
  std::vector<std::string> texts;
  for (const fs::path& path : paths) texts.push_back(read_file(path));
  return texts;
}

struct Reading {
  std::vector<grammars::LineState> states;
  model::Device device;
};

Reading read(const grammars::Format& format, const std::string& bytes, std::string_view disabled) {
  Reading reading;
  reading.device.id = "device";
  reading.device.contributed = format.completes();
  reading.states = format.read(bytes, {0, {}, disabled}, reading.device).lines;
  return reading;
}

/// Rule and object -> verdict; with an empty object: of the rule on the whole device, and it passes if all do.
std::map<std::string, bool> passes(const model::Device& device) {
  std::map<std::string, bool> passed;
  for (const Verdict& verdict : shipped_rules().evaluate(device, {})) {
    const bool pass = verdict.status == VerdictStatus::pass;
    passed[verdict.rule_id + " " + verdict.object] = pass;
    const auto [rule, first] = passed.try_emplace(verdict.rule_id, pass);
    rule->second = rule->second && pass;
  }
  return passed;
}

std::vector<std::string> modelled(const grammars::Format& format) {
  std::vector<std::string> paths;
  for (const grammars::KeywordInfo& keyword : format.keywords())
    if (keyword.treatment == grammars::Treatment::modelled) paths.push_back(keyword.path);
  std::ranges::sort(paths);
  paths.erase(std::ranges::unique(paths).begin(), paths.end());
  return paths;
}

/// The handlers of the format that read something of `bytes`; none of them, switched off, makes a verdict a pass.
std::set<std::string> knock_out(const grammars::Format& format, const std::string& bytes,
                                const std::vector<std::string>& handlers) {
  const Reading whole = read(format, bytes, {});
  const std::map<std::string, bool> before = passes(whole.device);
  std::set<std::string> used;
  for (const std::string& handler : handlers) {
    const Reading without = read(format, bytes, handler);
    if (without.states == whole.states && without.device.openings.size() == whole.device.openings.size()) continue;
    used.insert(handler);
    INFO(format.name << " without '" << handler << "'");
    for (const auto& [what, pass] : passes(without.device)) {
      const auto found = before.find(what);  // an object that was none before is judged with its rule
      INFO(what << " did not pass before");
      if (pass && found != before.end()) CHECK(found->second);
    }
  }
  return used;
}

}  // namespace

TEST_CASE("knock-out: on the fixtures of a format, no handler that is switched off makes any verdict a pass") {
  for (const grammars::Format* const format : grammars::formats()) {
    const char* const only = std::getenv("MUSTER_ONLY");
    if (format->keywords == nullptr || (only != nullptr && format->name != only)) continue;
    const std::vector<std::string> handlers = modelled(*format);
    std::set<std::string> used;
    for (const std::string& bytes : fixtures_of(*format)) used.merge(knock_out(*format, bytes, handlers));
    std::printf("%-28s %4zu of %4zu handlers read something of its fixtures\n", std::string(format->name).c_str(),
                used.size(), handlers.size());
    for (const std::string& handler : handlers)
      if (!used.contains(handler) && std::getenv("MUSTER_SHOW") != nullptr && format->name == std::getenv("MUSTER_SHOW"))
        std::printf("UNUSED\t%s\n", handler.c_str());
  }
}
