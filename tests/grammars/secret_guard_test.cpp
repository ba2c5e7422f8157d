#include <catch2/catch.hpp>
#include <string>
#include <string_view>

#include "grammars/format.hpp"
#include "model/schema.hpp"

using namespace muster;
using grammars::Format;
using grammars::LineState;
using grammars::ReadOptions;
using grammars::ReadResult;

namespace {

/// A grammar with an oversight: it marks the word behind "key" as a secret, and keeps the whole line in texts.
ReadResult read_carelessly(std::string_view bytes, const ReadOptions& options, model::Device& device) {
  ReadResult result;
  const std::string line(bytes.substr(0, bytes.find('\n')));
  const std::size_t key = line.find("key ") + 4;
  result.secrets.push_back({static_cast<std::uint32_t>(key), static_cast<std::uint32_t>(line.find(' ', key))});
  result.lines.assign(2, LineState::understood);
  result.diagnostics.push_back({1, 1, "a name", line});
  device.hostname.set(line, 0);
  device.interfaces.emplace_back().name.set("unrelated", 0);
  device.users.emplace_back().allowed_sources.set({"192.0.2.0/24", line}, 0);
  device.filters.emplace_back().rules.emplace_back().source = line;
  device.routes.names.push_back(line);
  device.open(options.context, Domain::users, "known, not modelled: " + line, 0);
  return result;
}

const Format careless{"careless", "A careless format", Domain::users | Domain::filters, read_carelessly, nullptr,
                      nullptr};

model::Device read(std::string_view bytes, ReadResult& result) {
  model::Device device;
  device.id = "edge-k3yMaterial9";
  result =
      grammars::read_and_redact(careless, bytes, {0, "red", {}}, device, [](std::string_view) { return "f"; }).result;
  return device;
}

}  // namespace

TEST_CASE("a secret that a grammar left in a text is hidden, and what the format tells is open") {
  ReadResult result;
  const model::Device device = read("peer key k3yMaterial9 end\nnext\n", result);
  CHECK(device.hostname.value == "(hidden)");
  CHECK(device.interfaces[0].name.value == "unrelated");
  CHECK(device.users[0].allowed_sources.value == std::vector<std::string>{"192.0.2.0/24", "(hidden)"});
  CHECK(device.filters[0].rules[0].source == "(hidden)");
  CHECK(device.routes.names.back() == "(hidden)");
  CHECK(device.openings[0].reason == "(hidden)");
  CHECK(result.diagnostics[0].got.find("k3yM") == std::string::npos);
  CHECK(device.id == "edge-k3yMaterial9");
  REQUIRE(device.openings.size() == 2);
  CHECK(device.openings[1].context == "red");
  CHECK(device.openings[1].domains == careless.contributes);
}

TEST_CASE("what the capture shows outside of its secrets is no secret of its own") {
  ReadResult result;
  const model::Device device = read("peer key core-r1.example end\nhostname core-r1.example\n", result);
  CHECK(device.hostname.value == "peer key core-r1.example end");
  CHECK(device.openings.size() == 1);
}

TEST_CASE("a secret that is a common word is not told from others") {
  ReadResult result;
  const model::Device device = read("peer key authentication end\nnext\n", result);
  CHECK(device.hostname.value == "peer key authentication end");
  CHECK(device.openings.size() == 1);
}

TEST_CASE("a long secret is found by its first eight bytes that nobody writes by chance") {
  ReadResult result;
  const model::Device device = read("peer key aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa1bcdefg end\nnext\n", result);
  CHECK(device.hostname.value == "(hidden)");
}
