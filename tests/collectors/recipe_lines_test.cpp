#include "collectors/recipe_lines.hpp"

#include <catch2/catch.hpp>

#include "collectors/session_plan.hpp"

namespace muster::collectors {
namespace {

constexpr std::string_view firewall = R"(platform = "box"
title = "Box"
vendor = "Acme"
mode = "shell"
role = "any account"
[shell]
prompt = '[a-z]+[>#]'
privileged = '[a-z]+#'
password_prompt = 'Password: '
enable = "enable"
prepare = ["pager off", "width 511"]
logout = "exit"
[[shell.answer]]
question = 'Accept\?'
send = "y"
[[proof]]
send = "show me"
expect = 'all'
otherwise = "not all"
[contexts]
list = "show contexts"
name = '(\w+)'
enter = "change to {context}"
leave = "change back"
[guard]
send = "show load"
percent = '(\d+)%'
[[command]]
name = "system"
send = "show system"
format = "box"
[[command]]
name = "config"
send = "show config {context}"
format = "box"
per_context = true
heavy = true
)";

std::vector<std::string> texts(std::span<const std::string> contexts = {}) {
  const RecipeFile file{"box.toml", firewall};
  std::vector<Error> errors;
  const RecipeBook book = RecipeBook::load({&file, 1}, errors);
  for (const Error& error : errors) FAIL_CHECK(to_string(error));
  std::vector<std::string> lines;
  for (const RecipeLine& line : recipe_lines(*book.find("box"), contexts))
    lines.push_back((line.send.empty() ? "<secret>" : line.send) + (line.when.empty() ? "" : " | " + line.when));
  return lines;
}

TEST_CASE("recipe lines: everything that a session may send stands there in its order, with its condition") {
  CHECK(texts() == std::vector<std::string>{
                       "y | if the device asks its question",
                       "pager off",
                       "enable | only if the prompt is not a privileged one",
                       "<secret> | if it asks for the enable secret",
                       "width 511",
                       "show me",
                       "show contexts",
                       "show system",
                       "show load | before heavy commands",
                       "change to {context} | for each context",
                       "show config {context} | for each context, while the processor's load is at most 80 %",
                       "change back | for each context",
                       "exit",
                   });
}

TEST_CASE("recipe lines: with the names of the contexts each stands there on its own") {
  const std::vector<std::string> names{"alpha", "beta"};
  const auto lines = texts(names);
  REQUIRE(lines.size() == 16);
  CHECK(lines[9] == "change to alpha");
  CHECK(lines[10] == "show config alpha | while the processor's load is at most 80 %");
  CHECK(lines[12] == "change to beta");
}

/// The lines that a plan would send if the device listed these contexts and were idle.
std::vector<std::string> planned(const Recipe& recipe, const std::string& list) {
  const SystemClock clock;
  SessionPlan plan(recipe, {}, clock);
  std::vector<std::string> lines;
  while (plan.next() != nullptr) {
    const PlanStep step = plan.take();
    lines.push_back(step.line);
    const char* const answer = step.kind == PlanStep::Kind::proof   ? "all"
                               : step.kind == PlanStep::Kind::guard ? "5%"
                                                                    : "";
    (void)plan.learn(step, step.kind == PlanStep::Kind::list ? list : answer, std::nullopt);
  }
  return lines;
}

TEST_CASE("recipe lines: the list is what a session's plan sends, line by line") {
  const RecipeFile file{"box.toml", firewall};
  std::vector<Error> errors;
  const RecipeBook book = RecipeBook::load({&file, 1}, errors);
  const std::vector<std::string> names{"alpha", "beta"};
  std::vector<std::string> listed;
  for (const RecipeLine& line : recipe_lines(*book.find("box"), names))
    if (line.kind != RecipeLine::Kind::answer && line.kind != RecipeLine::Kind::secret) listed.push_back(line.send);
  CHECK(listed == planned(*book.find("box"), "alpha\nbeta\n"));
}

}  // namespace
}  // namespace muster::collectors
