// What enrolment decides, without asking anybody.
#include <catch2/catch.hpp>

#include "app/key_probes.hpp"
#include "app/key_review.hpp"
#include "app/key_state.hpp"
#include "collectors/known_devices.hpp"

namespace muster::app {
namespace {

using collectors::Said;

const std::string key_a = "ssh-ed25519 SHA256:Jbf8EgwCk+gU0dTKEYr08VLqqwi8YWpYRInD6UbKqnQ";
const std::string key_b = "ssh-ed25519 SHA256:iO+52Wtn8vmewVFfVBkBDEiLeGqY8gqtQpWsxBqYzcw";

ProbedKey shown(const std::string& key, std::vector<std::string> pinned = {}, std::vector<Said> said = {}) {
  ProbedKey probed;
  probed.probe.id = "edge1";
  probed.probe.named = {"192.0.2.1", 22, {}};
  probed.shown.key = key;
  probed.pinned = std::move(pinned);
  for (const Said what : said) probed.statements.push_back({what, "known_hosts", "kh:1: x"});
  probed.state = judge_key(probed);
  return probed;
}

Target target(const std::string& id, const std::string& address, std::vector<JumpHost> jump = {}) {
  Target target;
  target.job.device_id = id;
  target.job.endpoints = {{address, 22, {}}};
  target.job.jump = std::move(jump);
  return target;
}

TEST_CASE("enrolment: a contradiction stands above everything, also above a pinned key") {
  CHECK(shown(key_a, {}, {Said::same, Said::different}).state == KeyState::contradicted);
  CHECK(shown(key_a, {}, {Said::revoked}).state == KeyState::contradicted);
  CHECK(shown(key_a, {key_a}, {Said::different}).state == KeyState::contradicted);
}

TEST_CASE("enrolment: a key is pinned, different, new, or new and known to somebody") {
  CHECK(shown(key_a, {key_b, key_a}).state == KeyState::pinned);
  CHECK(shown(key_a, {key_b}, {Said::same}).state == KeyState::different);
  CHECK(shown(key_a, {}, {Said::other_type}).state == KeyState::fresh);
  CHECK(shown(key_a, {}, {Said::nothing, Said::same}).state == KeyState::corroborated);
  CHECK(shown("").state == KeyState::unreachable);
}

TEST_CASE("enrolment: where an address floats, as many keys as members are new rather than different") {
  ProbedKey floating = shown(key_a, {key_b});
  floating.probe.boxes = 2;
  CHECK(judge_key(floating) == KeyState::fresh);
  floating.pinned = {key_b, "ssh-ed25519 SHA256:D1SRFcsdHUmUkQxFGPTT/WXL983JpFLCGxb+0z5w5zM"};
  CHECK(judge_key(floating) == KeyState::different);
}

TEST_CASE("enrolment: a different key is shown with the one that is pinned, a contradiction with who says it") {
  CHECK(describe(shown(key_a, {key_b})) ==
        "edge1            192.0.2.1        " + key_a + "  DIFFERENT\n    pinned: " + key_b + "\n");
  CHECK(describe(shown(key_a, {}, {Said::different})) ==
        "edge1            192.0.2.1        " + key_a + "  CONTRADICTED\n    known_hosts: kh:1: x\n");
}

TEST_CASE("enrolment: jump hosts come before what lies behind them, each once, and floating addresses last") {
  const JumpHost outer{"outer", {{"192.0.2.9", 22, {}}}, {}};
  const JumpHost inner{"inner", {{"10.0.0.1", 22, {}}}, {}};
  Target pair = target("fw", "192.0.2.20");
  pair.floating_boxes = 2;
  pair.peers = {{"192.0.2.21", 22, {}}, {"192.0.2.22", 22, {}}};
  const auto waves = key_probes({pair, target("a", "10.0.0.5", {outer, inner}), target("b", "10.0.0.5", {outer})});
  REQUIRE(waves.size() == 4);
  REQUIRE(waves[0].size() == 1);
  CHECK(waves[0][0].id == "outer");
  CHECK(waves[1][0].id == "inner");
  CHECK(waves[1][0].job.jump.size() == 1);
  REQUIRE(waves[2].size() == 4);
  CHECK(waves[2][0].named.host == "192.0.2.21");
  CHECK_FALSE(waves[2][0].floats());
  CHECK(waves[2][2].id == "a");
  CHECK(waves[2][2].shared_address);
  CHECK_FALSE(waves[2][0].shared_address);
  REQUIRE(waves[3].size() == 1);
  CHECK(waves[3][0].floats());
  CHECK(waves[3][0].boxes == 2);
}

TEST_CASE("review: only what a person sets to true is approved, and contradicted keys cannot be") {
  ProbedKey fresh = shown(key_a, {}, {Said::same});
  ProbedKey bad = shown(key_b, {}, {Said::different});
  bad.probe.id = "edge2";
  std::string text = review_text({fresh, bad}, *parse_timestamp("2026-03-01"));
  CHECK(text.find("# CONTRADICTED: edge2 at 192.0.2.1 port 22 shows " + key_b) != std::string::npos);
  CHECK(text.find("corroborated_by = [\"known_hosts kh:1: x\"]") != std::string::npos);
  CHECK(read_approvals(text, "r")->empty());
  const std::size_t at = text.find("approve = false\n", text.find("[[key]]"));
  text.replace(at, 15, "approve = true");
  const auto approved = read_approvals(text, "r");
  REQUIRE(approved->size() == 1);
  CHECK(approved->at({"edge1", "192.0.2.1", 22}) == key_a);
  CHECK(read_approvals("[[key]]\ndevice = 'a'\naddress = 'b'\nkey = 'c'\naprove = true\n", "r").error().size() == 2);
}

TEST_CASE("known devices: a pin keeps what spoke for it and who pinned it, and single keys can be forgotten") {
  collectors::KnownDevices pins;
  REQUIRE(pins.pin({"fw", "192.0.2.1", 22, key_a, {}, "known_hosts, person", "root"}));
  REQUIRE(pins.pin({"fw", "192.0.2.1", 22, key_b, {}, "members", "root"}));
  CHECK(pins.keys("fw", "192.0.2.1", 22).size() == 2);
  CHECK(pins.all().at(0).source == "known_hosts, person");
  CHECK(pins.has_device("fw"));
  CHECK_FALSE(pins.has_device("f"));
  CHECK(pins.forget("fw", "192.0.2.1", 22, key_a) == 1);
  CHECK(pins.keys("fw", "192.0.2.1", 22) == std::vector<std::string>{key_b});
}

}  // namespace
}  // namespace muster::app
