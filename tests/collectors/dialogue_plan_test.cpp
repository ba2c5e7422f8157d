#include "dialogue_scene.hpp"

namespace muster::collectors {
namespace {

using namespace test;

// Contexts

Recipe context_recipe() {
  Recipe recipe = full_recipe();
  recipe.contexts = {"show contexts", pattern(R"(^\*?([^ ]+) +active)"), "enter {context}", "leave"};
  recipe.commands = {command("system", "show run", "end"), command("context-config", "show run context {context}", "end"),
                     command("routes", "show route")};
  recipe.commands[1].per_context = recipe.commands[2].per_context = true;
  return recipe;
}

Terminal context_terminal(const std::string& list) {
  Terminal terminal = full_terminal();
  terminal.replies["show contexts"] = {list};
  terminal.replies["leave"] = {.output = "", .prompt = "R1#"};
  for (const char* name : {"a", "b", "c"}) {
    terminal.replies["enter " + std::string(name)] = {.output = "", .prompt = "R1/" + std::string(name) + "#"};
    terminal.replies["show run context " + std::string(name)] = {"context " + std::string(name) + "\r\nend\r\n"};
  }
  return terminal;
}

TEST_CASE("dialogue: every context that the device lists is entered, asked and left") {
  in_all_pieces([](std::size_t piece) {
    const Session session = converse(context_recipe(), context_terminal("Name Class\r\n*a   active\r\nb active\r\n"), piece);
    CHECK(session.failure == CollectionFailure::none);
    CHECK(session.lines == std::vector<std::string>{"terminal length 0", "show contexts", "show run", "enter a",
                                                    "show run context a", "show route", "leave", "enter b",
                                                    "show run context b", "show route", "leave", "exit"});
  });
}

TEST_CASE("dialogue: a recipe's context lines carry validated names only") {
  in_all_pieces([](std::size_t piece) {
    const Session session = converse(context_recipe(), context_terminal("a active\r\nb;reload active\r\n"), piece, {}, {"a", "c"});
    CHECK(session.failure == CollectionFailure::none);
    CHECK(session.capture("context-config", "a").bytes == "context a\nend\n");
    CHECK(session.capture("routes", "a").complete());
    CHECK(session.capture("context-config", "a").sent == "show run context a");
    CHECK(session.capture("routes", "b;reload").failure == CollectionFailure::refused);
    CHECK(session.capture("routes", "b;reload").detail == "the name of the context is not sent to a device: b;reload");
    CHECK(session.capture("context-config", "c").failure == CollectionFailure::refused);
    CHECK(session.capture("context-config", "c").detail == "the device does not list context c");
    for (const std::string& line : session.lines) CHECK(line.find("reload") == std::string::npos);
  });
}

TEST_CASE("dialogue: a context that cannot be entered fails, and nothing is asked in its place") {
  Terminal terminal = context_terminal("a active\r\nb active\r\n");
  terminal.replies["enter a"] = {"% Denied\r\n"};
  const Session session = converse(context_recipe(), terminal);
  CHECK(session.failure == CollectionFailure::none);
  CHECK(session.capture("routes", "a").detail == "'enter a' was refused: % Denied");
  CHECK(session.capture("routes", "b").complete());
  CHECK(std::ranges::count(session.lines, "show run context a") == 0);
  CHECK(std::ranges::count(session.lines, "leave") == 1);
}

TEST_CASE("dialogue: a context that the prompt does not name was not entered: nothing is asked in its name") {
  in_all_pieces([](std::size_t piece) {
    Terminal terminal = context_terminal("a active\r\nb active\r\n");
    terminal.replies["enter a"] = {"Switching is not possible at the moment\r\n"};  // no recipe knows these words
    const Session session = converse(context_recipe(), terminal, piece);
    CHECK(session.failure == CollectionFailure::none);
    CHECK(session.capture("routes", "a").failure == CollectionFailure::refused);
    CHECK(session.capture("routes", "a").detail == "behind 'enter a' the prompt does not name the context: R1#");
    CHECK(session.capture("context-config", "a").failure == CollectionFailure::refused);
    CHECK(session.capture("routes", "b").complete());
    CHECK(std::ranges::count(session.lines, "show run context a") == 0);
  });
}

TEST_CASE("dialogue: a context that is not the one asked for is left again") {
  Terminal terminal = context_terminal("a active\r\nb active\r\n");
  terminal.replies["enter a"] = {.output = "", .prompt = "R1/c#"};
  const Session session = converse(context_recipe(), terminal);
  CHECK(session.capture("routes", "a").detail == "behind 'enter a' the prompt does not name the context: R1/c#");
  CHECK(session.capture("routes", "b").complete());
  CHECK(std::ranges::count(session.lines, "leave") == 2);
}

TEST_CASE("dialogue: where a context cannot be left, nothing more is asked, and what is missing is named") {
  Terminal terminal = context_terminal("a active\r\nb active\r\n");
  terminal.replies["leave"] = {"% Denied\r\n"};
  const Session session = converse(context_recipe(), terminal);
  CHECK(session.failure == CollectionFailure::refused);
  CHECK(session.capture("routes", "a").complete());
  CHECK(session.capture("routes", "b").failure == CollectionFailure::refused);
  CHECK(session.lines.back() == "exit");
}

TEST_CASE("dialogue: a list of contexts that is refused or not understood leaves them unknown, an empty one does not") {
  for (const char* list : {"% Invalid input\r\n", "Nothing here\r\n"}) {
    const Session session = converse(context_recipe(), context_terminal(list));
    CHECK(session.failure == CollectionFailure::none);
    CHECK(session.capture("system").complete());
    CHECK(session.capture("routes").failure == CollectionFailure::refused);
  }
  const Session none = converse(context_recipe(), context_terminal("\r\n"));
  CHECK(none.captures.size() == 1);
}

TEST_CASE("dialogue: at most 256 contexts are collected, and the rest is not passed over in silence") {
  std::string list;
  for (int i = 0; i < 1000; ++i) list += "v" + std::to_string(i) + " active\r\n";
  const Session session = converse(context_recipe(), context_terminal(list));
  CHECK(session.capture("routes").failure == CollectionFailure::oversize);
  CHECK(session.capture("routes").detail == "the device lists more than 256 contexts");
  CHECK(std::ranges::count_if(session.lines, [](const std::string& line) { return line.starts_with("enter "); }) == 256);
}

// Visibility

TEST_CASE("dialogue: what was held back from the account is a limit of the capture") {
  Recipe recipe = full_recipe();
  recipe.proofs = {{"show scope", pattern("everything"), "the account sees its own part", false}};
  recipe.limits = {{pattern(R"(\*{5})"), "secrets are masked", Domains{Domain::users}},
                   {pattern("^!$"), "a mark", Domains::all()},
                   {pattern("not there"), "never", Domains::all()}};
  Terminal terminal = full_terminal();
  terminal.replies["show scope"] = {"a part\r\n"};
  terminal.replies["show run"] = {"key *****\r\nkey *****\r\n!\r\n!\r\nend\r\n"};
  const Session session = converse(recipe, terminal);
  const CaptureLimit scope{"the account sees its own part", Domains::all()};
  CHECK(session.capture("running-config").limits ==
        std::vector<CaptureLimit>{scope, {"secrets are masked", Domains{Domain::users}}, {"a mark", Domains::all()}});
  CHECK(session.capture("routes").limits == std::vector<CaptureLimit>{scope});
  terminal.replies["show scope"] = {"everything\r\n"};
  CHECK(converse(recipe, terminal).capture("routes").limits.empty());
}

// Guard

Recipe guarded_recipe() {
  Recipe recipe = full_recipe();
  recipe.guard = {"show cpu", pattern(R"(load (\d+)%)"), 80};
  recipe.commands[0].heavy = true;
  return recipe;
}

TEST_CASE("dialogue: heavy commands wait while the processor is busy, and are not sent if it stays so") {
  in_all_pieces([](std::size_t piece) {
    Terminal terminal = full_terminal();
    terminal.replies["show cpu"] = {"load 93%\r\n"};
    const Session busy = converse(guarded_recipe(), terminal, piece);
    CHECK(busy.lines == std::vector<std::string>{"terminal length 0", "show cpu", "show route", "show cpu", "exit"});
    CHECK(busy.capture("routes").complete());
    CHECK(busy.capture("running-config").failure == CollectionFailure::busy);
    CHECK(busy.capture("running-config").detail == "the processor is at 93 %, more than 80 %");
    terminal.at_first["show cpu"].push_back({"load 93%\r\n"});
    terminal.replies["show cpu"] = {"load 80%\r\n"};
    const Session later = converse(guarded_recipe(), terminal, piece);
    CHECK(later.lines ==
          std::vector<std::string>{"terminal length 0", "show cpu", "show route", "show cpu", "show run", "exit"});
    expect_both(later);
    expect_both(converse(guarded_recipe(), terminal, piece));
  });
}

TEST_CASE("dialogue: an account that cannot read the load collects all the same") {
  Terminal terminal = full_terminal();
  terminal.replies["show cpu"] = {"load unknown\r\n"};
  expect_both(converse(guarded_recipe(), terminal));
}

TEST_CASE("dialogue: heavy commands of a context are asked in that context, later too") {
  Recipe recipe = context_recipe();
  recipe.guard = {"show cpu", pattern(R"(load (\d+)%)"), 80};
  recipe.commands[1].heavy = true;
  Terminal terminal = context_terminal("a active\r\nb active\r\n");
  terminal.at_first["show cpu"].push_back({"load 93%\r\n"});
  terminal.replies["show cpu"] = {"load 3%\r\n"};
  const Session session = converse(recipe, terminal);
  CHECK(session.failure == CollectionFailure::none);
  CHECK(session.lines == std::vector<std::string>{"terminal length 0", "show contexts", "show run", "show cpu", "enter a",
                                                  "show route", "leave", "enter b", "show route", "leave", "show cpu",
                                                  "enter a", "show run context a", "leave", "enter b",
                                                  "show run context b", "leave", "exit"});
}

}  // namespace
}  // namespace muster::collectors
