#include <catch2/catch.hpp>

#include "collectors/exec_dialogue.hpp"
#include "collectors/shell_probe.hpp"
#include "support.hpp"
#include "terminal.hpp"

namespace muster::collectors {
namespace {

using test::Terminal;

const FixedClock wall(*parse_timestamp("2026-03-01T02:00:00Z"));

Pattern pattern(std::string_view expression) { return *Pattern::compile(expression); }

Recipe candidate(const std::string& platform, std::string_view prompt, std::string send, std::string_view expect,
                 std::string logout = "exit") {
  Recipe recipe;
  recipe.platform = platform;
  recipe.mode = RecipeMode::shell;
  recipe.shell.prompt = pattern(prompt);
  recipe.shell.pager = pattern(" ?--More--.*");
  recipe.shell.pager_key = " ";
  recipe.shell.answers = {{pattern("Accept\\?"), "y"}};
  recipe.shell.logout = std::move(logout);
  recipe.detection.send = std::move(send);
  recipe.detection.expect = pattern(expect);
  return recipe;
}

/// Four platforms; a and b share prompt and command.
struct Candidates {
  Recipe a = candidate("a", "[A-Z0-9]+#", "show version", "(?m)^A software");
  Recipe b = candidate("b", "[A-Z0-9]+[#>]", "show version", "(?m)^B software");
  Recipe c = candidate("c", "[A-Z0-9]+#", "get status", "Version: C");
  Recipe d = candidate("d", "<[A-Z0-9]+>", "display version", "D", "quit");
  std::vector<const Recipe*> all = {&a, &b, &c, &d};
};

struct Found {
  std::string platform;
  CollectionFailure failure = CollectionFailure::none;
  std::string detail;
  std::vector<std::string> lines;
};

Found probe(const std::vector<const Recipe*>& candidates, Terminal terminal, std::string_view banner = {}) {
  std::optional<Found> same;
  for (const std::size_t piece : {std::size_t{1}, std::size_t{6}, std::size_t{100000}}) {
    INFO("pieces of " << piece);
    ShellProbe dialogue(PlatformVote(candidates, banner), Deadlines{});
    Terminal device = terminal;
    test::Talk talk(dialogue, device, piece);
    talk.run();
    (void)device.type(dialogue.take_output());
    const Found found{dialogue.found() != nullptr ? dialogue.found()->platform : "", dialogue.failure(), dialogue.detail(),
                      device.lines};
    if (same) {
      CHECK(same->platform == found.platform);
      CHECK(same->detail == found.detail);
      CHECK(same->lines == found.lines);
    }
    same = found;
  }
  return *same;
}

Terminal device_b() {
  Terminal terminal;
  terminal.replies["show version"] = {"B software 4.2\r\nUptime 3 days\r\n"};
  terminal.replies["get status"] = {"% Invalid\r\n"};
  return terminal;
}

TEST_CASE("platform probe: prompt and version output decide, each line is typed once, and the session logs out") {
  const Candidates candidates;
  const Found found = probe(candidates.all, device_b());
  CHECK(found.platform == "b");
  CHECK(found.failure == CollectionFailure::none);
  CHECK(found.lines == std::vector<std::string>{"show version", "get status", "exit"});
}

TEST_CASE("platform probe: the SSH version line narrows the choice") {
  Candidates candidates;
  candidates.c.detection.banner = pattern("^SSH-2.0-C$");
  CHECK(probe(candidates.all, device_b(), "SSH-2.0-B").lines == std::vector<std::string>{"show version", "exit"});
}

TEST_CASE("platform probe: a pager that is still on does not hide the version") {
  const Candidates candidates;
  Terminal terminal = device_b();
  terminal.replies["show version"] = {"Welcome\r\nB software 4.2\r\nUptime\r\n3 days\r\n"};
  for (const auto& [pager, erase] : {std::pair("--More-- ", "\r         \r"), std::pair(" --More-- ", "\b\b\b\b\b\b\b\b\b\b          \b\b\b\b\b\b\b\b\b\b")}) {
    terminal.page = 1;
    terminal.pager = pager;
    terminal.erase = erase;
    CHECK(probe(candidates.all, terminal).platform == "b");
  }
}

TEST_CASE("platform probe: what nothing fits, or more than one recipe, is unrecognised, with what was seen") {
  Candidates candidates;
  Terminal terminal = device_b();
  terminal.replies["show version"] = {"Z software\r\n"};
  const Found none = probe(candidates.all, terminal, "SSH-2.0-Z");
  CHECK(none.failure == CollectionFailure::unrecognised);
  CHECK(none.detail ==
        "no recipe fits what the device shows: SSH-2.0-Z; prompt 'R1#'; 'show version': Z software; 'get status': % Invalid");
  CHECK(none.lines.back() == "exit");
  candidates.a.detection.expect = pattern("software");
  const Found two = probe(candidates.all, device_b());
  CHECK(two.failure == CollectionFailure::unrecognised);
  CHECK(two.detail == "more than one recipe fits what the device shows: a, b");
}

TEST_CASE("platform probe: to a prompt that no recipe knows nothing is typed") {
  const Candidates candidates;
  Terminal terminal = device_b();
  terminal.prompt = "login: ";
  const Found found = probe(candidates.all, terminal);
  CHECK(found.failure == CollectionFailure::unrecognised);
  CHECK(found.detail == "no recipe knows the prompt 'login:'");
  CHECK(found.lines.empty());
}

TEST_CASE("platform probe: a question before the prompt gets a candidate's answer, once") {
  const Candidates candidates;
  ShellProbe dialogue(PlatformVote(candidates.all, {}), Deadlines{});
  dialogue.start({});
  dialogue.receive("Terms\r\nAccept?", {});
  dialogue.tick(dialogue.deadline());
  CHECK(dialogue.take_output() == "y");
  dialogue.receive("\r\nAccept?", {});
  dialogue.tick(dialogue.deadline());
  CHECK(dialogue.take_output().empty());
  CHECK(dialogue.failure() == CollectionFailure::unrecognised);
}

TEST_CASE("platform probe: at most eight lines are typed, the most common first") {
  std::vector<Recipe> many;
  for (int i = 0; i < 20; ++i) many.push_back(candidate("p" + std::to_string(i), "R1#", "show " + std::to_string(i), "x"));
  many.push_back(candidate("last", "R1#", "show 19", "y"));
  std::vector<const Recipe*> all;
  for (const Recipe& each : many) all.push_back(&each);
  const Found found = probe(all, Terminal());
  CHECK(found.lines.size() == 9);
  CHECK(found.lines.front() == "show 19");
}

TEST_CASE("platform probe: a device without a terminal runs the version commands on exec channels") {
  const Candidates candidates;
  PlatformVote vote(candidates.all, {});
  const Recipe versions = version_recipe(vote);
  ExecDialogue dialogue(versions, Deadlines{}, 1.0, wall);
  std::vector<std::string> lines;
  while (!dialogue.finished()) {
    lines.emplace_back(dialogue.next_line());
    dialogue.start({});
    const bool known = lines.back() == "get status";
    if (known) dialogue.receive("Version: C 7\n", {});
    dialogue.end(known ? 0 : 1);
  }
  for (const Capture& capture : dialogue.take_captures())
    if (capture.complete()) vote.answered(capture.sent, capture.bytes);
  CHECK(lines == std::vector<std::string>{"show version", "get status", "display version"});
  REQUIRE(vote.result());
  CHECK((*vote.result())->platform == "c");
}

TEST_CASE("platform probe: a stopped run logs out at the next prompt") {
  const Candidates candidates;
  ShellProbe dialogue(PlatformVote(candidates.all, {}), Deadlines{});
  dialogue.start({});
  dialogue.receive("R1#", {});
  dialogue.leave();
  dialogue.tick(dialogue.deadline());
  CHECK(dialogue.failure() == CollectionFailure::cancelled);
  CHECK(dialogue.take_output() == "exit\n");  // that of all whose prompt it may be
}

TEST_CASE("platform probe: every shipped recipe that can be detected says how") {
  std::vector<Error> errors;
  const RecipeBook book = test::shipped_recipes(errors);
  for (const std::string_view name : book.platforms()) {
    INFO(name);
    const Recipe& recipe = *book.find(name);
    if (recipe.detection.empty()) continue;
    CHECK_FALSE(recipe.detection.send.empty());
    CHECK((!recipe.detection.prompt.empty() || !recipe.shell.prompt.empty()));
  }
}

}  // namespace
}  // namespace muster::collectors
