#pragma once

#include <catch2/catch.hpp>

#include "collectors/completeness.hpp"
#include "collectors/shell_dialogue.hpp"
#include "support.hpp"
#include "terminal.hpp"

/// A recipe with everything that recipes can say, a terminal that it fits, and a session between them.
namespace muster::collectors::test {

inline const FixedClock wall(*parse_timestamp("2026-03-01T02:00:00Z"));

inline Pattern pattern(std::string_view expression) { return *Pattern::compile(expression); }

inline RecipeCommand command(std::string name, std::string send, std::string end = {}) {
  RecipeCommand made;
  made.name = std::move(name);
  made.send = std::move(send);
  made.format = "cisco_ios";
  made.end = std::move(end);
  made.max_bytes = 1U << 20U;
  return made;
}

/// A platform with everything that a recipe can say.
inline Recipe full_recipe() {
  Recipe recipe;
  recipe.platform = "test";
  recipe.mode = RecipeMode::shell;
  recipe.errors = {"% Invalid", "% Denied"};
  recipe.shell.prompt = pattern(R"(([A-Za-z0-9][A-Za-z0-9-]*)(?:/[a-z0-9-]+)?(?:\([a-z-]+\))?[>#])");
  recipe.shell.privileged = pattern(R"([^>]*#)");
  recipe.shell.password_prompt = pattern("(?i)password: ?");
  recipe.shell.line_password = pattern("Line password:");
  recipe.shell.pager = pattern(" ?--More--.*");
  recipe.shell.pager_key = " ";
  recipe.shell.noise = pattern(R"(\*?[A-Z][a-z]{2} +\d+ [\d:.]+: %[A-Z0-9_]+-\d-[A-Z0-9_]+: .*)");
  recipe.shell.answers = {{pattern(R"(\(Press 'a' to accept\):)"), "a"}, {pattern("Press any key"), "\n"}};
  recipe.shell.enable = "enable";
  recipe.shell.prepare = {"terminal length 0"};
  recipe.shell.logout = "exit";
  recipe.commands = {command("running-config", "show run", "end"), command("routes", "show route")};
  return recipe;
}

inline Terminal full_terminal() {
  Terminal terminal;
  terminal.replies = {{"terminal length 0", {""}},
                      {"show run", {"hostname R1\r\n!\r\nend\r\n\r\n"}},
                      {"show route", {"10.0.0.0/8 via 192.0.2.1\r\n"}}};
  return terminal;
}

struct Session {
  CollectionFailure failure = CollectionFailure::none;
  std::string detail;
  std::vector<Capture> captures;
  std::vector<std::string> sent;
  std::vector<std::string> lines;

  const Capture& capture(std::string_view name, std::string_view context = {}) const {
    const auto at = std::ranges::find_if(
        captures, [&](const Capture& each) { return each.command == name && each.context == context; });
    REQUIRE(at != captures.end());
    return *at;
  }
};

inline Session converse(const Recipe& recipe, Terminal terminal, std::size_t piece = 1000000, ShellSecrets secrets = {},
                 const std::vector<std::string>& contexts = {}) {
  ShellDialogue dialogue(recipe, Deadlines{}, 1.0, wall, std::move(secrets), contexts);
  Talk talk(dialogue, terminal, piece);
  talk.run();
  return {dialogue.failure(), dialogue.detail(), dialogue.take_captures(), talk.sent, terminal.lines};
}

template <class Check>
void in_all_pieces(Check check) {
  for (const std::size_t piece : {std::size_t{1}, std::size_t{5}, std::size_t{1000000}}) {
    INFO("pieces of " << piece);
    check(piece);
  }
}

inline void expect_both(const Session& session) {
  CHECK(session.failure == CollectionFailure::none);
  CHECK(session.detail.empty());
  REQUIRE(session.captures.size() == 2);
  CHECK(session.capture("running-config").bytes == "hostname R1\n!\nend\n\n");
  CHECK(session.capture("routes").bytes == "10.0.0.0/8 via 192.0.2.1\n");
}

}  // namespace muster::collectors::test
