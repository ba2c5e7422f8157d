#include "collectors/exec_dialogue.hpp"

#include <catch2/catch.hpp>

#include "support.hpp"

namespace muster::collectors {
namespace {

using namespace std::chrono_literals;

const FixedClock wall(*parse_timestamp("2026-03-01T02:00:00Z"));

Recipe two_commands() {
  Recipe recipe;
  recipe.errors = {"% Unknown command"};
  RecipeCommand config;
  config.name = "running-config";
  config.send = "show running-config";
  config.format = "frr";
  config.end = "end";
  config.max_bytes = 1000;
  RecipeCommand routes = config;
  routes.name = "routes";
  routes.send = "show ip route";
  routes.end.clear();
  recipe.commands = {config, routes};
  return recipe;
}

/// Runs the first command with this output; the second succeeds.
std::vector<Capture> captures_after(std::string_view output, std::optional<int> status, std::string_view error = {}) {
  const Recipe recipe = two_commands();
  ExecDialogue dialogue(recipe, Deadlines{}, 1.0, wall);
  CHECK(dialogue.next_line() == "show running-config");
  dialogue.start({});
  for (const char c : output) dialogue.receive({&c, 1}, {});
  dialogue.receive_error(error, {});
  dialogue.end(status);
  REQUIRE_FALSE(dialogue.finished());
  CHECK(dialogue.next_line() == "show ip route");
  dialogue.start({});
  dialogue.receive("C>* 10.0.0.0/8\r\n", {});
  dialogue.end(0);
  CHECK(dialogue.finished());
  CHECK(dialogue.failure() == CollectionFailure::none);
  auto captures = dialogue.take_captures();
  REQUIRE(captures.size() == 2);
  CHECK(captures[1].bytes == "C>* 10.0.0.0/8\n");
  return captures;
}

TEST_CASE("exec dialogue: an output with exit status 0 and the end marker is whole") {
  const Capture capture = captures_after("hostname r\nend\n", 0)[0];
  CHECK(capture.complete());
  CHECK(capture.bytes == "hostname r\nend\n");
  CHECK(capture.sent == "show running-config");
  CHECK(to_string(capture.content_time) == "2026-03-01T02:00:00Z");
}

TEST_CASE("exec dialogue: what is missing decides why an output does not count") {
  const Capture no_status = captures_after("hostname r\nend\n", std::nullopt)[0];
  CHECK(no_status.failure == CollectionFailure::truncated);
  CHECK(no_status.detail == "the channel ended after 15 bytes without an exit status");
  CHECK(no_status.bytes.empty());
  const Capture no_end = captures_after("hostname r\n", 0)[0];
  CHECK(no_end.failure == CollectionFailure::truncated);
  const Capture refused = captures_after("", 1, "sudo: a password is required\nmore\n")[0];
  CHECK(refused.failure == CollectionFailure::refused);
  CHECK(refused.detail == "exit status 1: sudo: a password is required");
  const Capture marked = captures_after("% Unknown command: show\nend\n", 0)[0];
  CHECK(marked.failure == CollectionFailure::refused);
  CHECK(marked.detail == "the device answered: % Unknown command: show");
}

TEST_CASE("exec dialogue: a refused channel fails its command only") {
  const Recipe recipe = two_commands();
  ExecDialogue dialogue(recipe, Deadlines{}, 1.0, wall);
  dialogue.refuse("administratively prohibited");
  CHECK(dialogue.next_line() == "show ip route");
  CHECK(dialogue.take_captures().at(0).detail == "the device refused the channel: administratively prohibited");
}

TEST_CASE("exec dialogue: silence and slowness end the session") {
  const Recipe recipe = two_commands();
  ExecDialogue silent(recipe, Deadlines{}, 1.0, wall);
  silent.start(SteadyTime{});
  silent.receive("abc", SteadyTime{} + 10s);
  CHECK(silent.deadline() == SteadyTime{} + 130s);
  silent.tick(SteadyTime{} + 129s);
  CHECK(silent.failure() == CollectionFailure::none);
  silent.tick(silent.deadline());
  CHECK(silent.failure() == CollectionFailure::stalled);
  CHECK(silent.detail() == "silent for 120 s after 3 bytes of 'show running-config'");
  CHECK(silent.finished());
  ExecDialogue slow(recipe, Deadlines{}, 1.0, wall);
  slow.start(SteadyTime{});
  for (auto now = SteadyTime{}; now < SteadyTime{} + 600s; now += 30s) slow.receive("x", now);
  slow.tick(SteadyTime{} + 600s);
  CHECK(slow.detail() == "'show running-config' took longer than 600 s");
}

TEST_CASE("exec dialogue: too much output ends the session") {
  const Recipe recipe = two_commands();
  ExecDialogue dialogue(recipe, Deadlines{}, 1.0, wall);
  dialogue.start({});
  dialogue.receive(std::string(1001, 'x'), {});
  CHECK(dialogue.failure() == CollectionFailure::oversize);
  CHECK(dialogue.take_captures().at(0).failure == CollectionFailure::oversize);
}

TEST_CASE("exec dialogue: without its proof no command is asked") {
  Recipe recipe = two_commands();
  recipe.proofs.push_back({"show privilege", *Pattern::compile("level 15"), "the account does not see everything"});
  ExecDialogue good(recipe, Deadlines{}, 1.0, wall);
  CHECK(good.next_line() == "show privilege");
  good.start({});
  good.receive("level 15\n", {});
  good.end(0);
  CHECK(good.next_line() == "show running-config");
  ExecDialogue bad(recipe, Deadlines{}, 1.0, wall);
  bad.start({});
  bad.receive("level 1\n", {});
  bad.end(0);
  CHECK(bad.finished());
  CHECK(bad.failure() == CollectionFailure::refused);
  CHECK(bad.detail() == "the account does not see everything");
  CHECK(bad.take_captures().empty());
}

}  // namespace
}  // namespace muster::collectors
