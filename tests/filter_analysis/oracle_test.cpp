#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <set>

#include "analysis/filter_sets.hpp"
#include "grammars/format.hpp"
#include "support/shared.hpp"

/// Published cases of other analyses, where they lie beside the project.
namespace {

using namespace muster;
using analysis::Answer;

nlohmann::json load(const char* name) {
  const auto folder = test::shared_folder("oracles/acl");
  return folder ? nlohmann::json::parse(test::read_file(*folder / name)) : nlohmann::json();
}

model::Device read(const std::string& platform, const std::string& text) {
  model::Device device;
  device.contributed = Domains::all();
  const grammars::Format* const format = grammars::find_format(platform);
  REQUIRE(format != nullptr);
  (void)format->read(text, {0, {}, {}}, device);
  return device;
}

}  // namespace

TEST_CASE("oracle: lines that can never match") {
  const nlohmann::json cases = load("line_reachability_cases.json");
  if (cases.empty()) return;
  std::size_t compared = 0;
  for (const auto& one : cases["cases"]) {
    std::string text = "version 15.2\nip access-list extended TEST\n";
    std::set<std::size_t> left_out;
    for (std::size_t i = 0; i < one["lines"].size(); ++i) {
      const std::string line = one["lines"][i];
      if (line.find('<') != std::string::npos)
        left_out.insert(i);  // a set that is empty by itself: no such line
      else
        text += " " + std::to_string(i + 1) + " " + line + "\n";
    }
    const model::Device device = read("cisco_ios", text + "end\n");
    const auto found = analysis::unreachable_rules(device, device.filters.front());
    std::set<std::size_t> lines;
    for (const auto& rule : found.rules) lines.insert(std::stoul(rule.name) - 1);
    std::set<std::size_t> expected;
    for (const auto& row : one["unreachable"])
      if (const std::size_t line = row["line"]; !left_out.contains(line)) expected.insert(line);
    INFO(one["test"] << "\n" << text);
    for (const std::size_t line : expected) CHECK(lines.contains(line));
    // Some cases tell of their last line only.
    const bool whole = std::string(one["test"]).starts_with("FilterLineReachabilityTest");
    if (whole) CHECK(lines == expected);
    ++compared;
  }
  CHECK(compared == 14);
}

TEST_CASE("oracle: packets and what access lists do with them") {
  const nlohmann::json cases = load("packet_verdicts.json");
  if (cases.empty()) return;
  std::size_t agreed = 0;
  std::size_t undecided = 0;
  std::size_t skipped = 0;
  for (const auto& one : cases) {
    if (grammars::find_format(std::string(one["platform"])) == nullptr) continue;
    const model::Device device = read(one["platform"], one["acl_text"]);
    if (device.filters.size() != 1) continue;
    for (const auto& packet : one["packets"]) {
      const bool established = packet.contains("established") && packet["established"] == true;
      const bool ports_matter =
          std::ranges::any_of(device.filters.front().rules, [](const auto& rule) { return rule.source_port != "any"; });
      if (established || ports_matter || !packet["ip_protocol"].is_number()) {
        ++skipped;
        continue;
      }
      std::string flow = std::to_string(packet["ip_protocol"].get<int>()) + " " + std::string(packet["src"]) + " " +
                         std::string(packet["dst"]);
      if (packet.contains("dport") && packet["dport"].is_number())
        flow += " " + std::to_string(packet["dport"].get<int>());
      const auto answer = analysis::flow_through(device, device.filters.front(), flow);
      INFO(one["source"] << " " << one["test"] << "\n"
                         << std::string(one["acl_text"]) << flow << " expected " << packet["expect"]);
      const bool permit = packet["expect"] == "permit";
      const Answer same = permit ? answer.permitted : answer.denied;
      // A line that was not understood leaves the filters of the device open, as a rule would see.
      if (same == Answer::unknown || device.open_domains().contains(Domain::filters)) {
        ++undecided;
      } else {
        CHECK(same == Answer::yes);
        ++agreed;
      }
    }
  }
  std::printf("packets: %zu as published, %zu undecided, %zu not asked (source ports, known connections)\n", agreed,
              undecided, skipped);
  CHECK(agreed > 60);
}
