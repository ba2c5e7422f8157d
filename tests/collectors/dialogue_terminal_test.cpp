#include "dialogue_scene.hpp"

namespace muster::collectors {
namespace {

using namespace test;

// Prompt

TEST_CASE("dialogue: privilege and mode may change around the host name that the prompt names") {
  in_all_pieces([](std::size_t piece) {
    Terminal terminal = full_terminal();
    terminal.prompt = "R1>";
    terminal.replies["enable"] = {.output = "", .question = "Password: "};
    terminal.replies["s3cret"] = {.output = "", .prompt = "R1(mode)#"};
    const Session session = converse(full_recipe(), terminal, piece, {Secret(std::string("s3cret")), {}});
    expect_both(session);
  });
}

TEST_CASE("dialogue: a denial stays a denial when the device does not let itself be left either") {
  Recipe recipe = full_recipe();
  Terminal terminal = full_terminal();
  terminal.prompt = "R1>";
  terminal.replies["enable"] = {.output = "", .question = "Password: "};
  terminal.replies["wrong"] = {.output = "% Access denied\r\n"};
  ShellDialogue dialogue(recipe, Deadlines{}, 1.0, wall, {Secret(std::string("wrong")), {}});
  SteadyTime now{};
  dialogue.start(now);
  dialogue.receive(terminal.start(), now);
  while (!dialogue.finished()) {
    const std::string keys = dialogue.take_output();
    if (!keys.empty() && keys != "exit\n")
      dialogue.receive(terminal.type(keys), now);
    else
      dialogue.tick(now = dialogue.deadline());
  }
  CHECK(dialogue.failure() == CollectionFailure::denied);
  CHECK(dialogue.detail() == "the enable secret was not accepted");
}

TEST_CASE("dialogue: a prompt of another host is no answer to enable") {
  Terminal terminal = full_terminal();
  terminal.prompt = "R1>";
  terminal.replies["enable"] = {.output = "", .prompt = "R2#"};
  const Session session = converse(full_recipe(), terminal, 1000, {Secret(std::string("s3cret")), {}});
  CHECK(session.failure == CollectionFailure::stalled);
  CHECK(session.lines == std::vector<std::string>{"terminal length 0", "enable"});
}

TEST_CASE("dialogue: a line of the greeting that looks like a prompt is corrected before anything is captured") {
  in_all_pieces([](std::size_t piece) {
    Terminal terminal = full_terminal();
    terminal.greeting = "\r\nCORE#";
    terminal.prompt = "";
    terminal.deform = [](const std::string& line, std::string text) {
      if (line == "terminal length 0") text += "\r\nR1#";
      return line == "show run" || line == "show route" ? text + "R1#" : text;
    };
    const Session session = converse(full_recipe(), terminal, piece);
    expect_both(session);
  });
}

// Greeting

TEST_CASE("dialogue: questions before the first prompt get exactly the recipe's answer, each once") {
  in_all_pieces([](std::size_t piece) {
    Recipe recipe = full_recipe();
    Terminal terminal = full_terminal();
    ShellDialogue dialogue(recipe, Deadlines{}, 1.0, wall, {});
    dialogue.start({});
    const auto say = [&](std::string_view text) {
      for (std::size_t at = 0; at < text.size(); at += piece) dialogue.receive(text.substr(at, piece), {});
    };
    say("Welcome.\r\nPress any key\r\nor do not.\r\nTerms apply.\r\n(Press 'a' to accept):");
    CHECK(dialogue.take_output().empty());  // it must stand for a moment
    dialogue.tick(dialogue.deadline());
    CHECK(dialogue.take_output() == "a");
    say("a\r\nThank you.\r\nPress any key");
    dialogue.tick(dialogue.deadline());
    CHECK(dialogue.take_output() == "\n");
    say("\r\n(Press 'a' to accept):");
    dialogue.tick(dialogue.deadline());
    CHECK(dialogue.take_output().empty());
    say("\r\nR1#");
    CHECK(dialogue.take_output() == "terminal length 0\n");
  });
}

TEST_CASE("dialogue: the line password is sent once, to its own question") {
  in_all_pieces([](std::size_t piece) {
    const Recipe recipe = full_recipe();
    const auto ask = [&](std::string secret, std::string_view answer) {
      ShellDialogue dialogue(recipe, Deadlines{}, 1.0, wall, {Secret(std::string("enable")), Secret(std::move(secret))});
      dialogue.start({});
      const auto say = [&](std::string_view text) {
        for (std::size_t at = 0; at < text.size(); at += piece) dialogue.receive(text.substr(at, piece), {});
      };
      say("\r\nUser Access Verification\r\n\r\nLine password: ");
      std::string sent = dialogue.take_output();
      dialogue.tick(dialogue.deadline());
      sent += dialogue.take_output();
      if (!dialogue.finished()) say(answer);
      if (!dialogue.finished() && !answer.ends_with('>')) dialogue.tick(dialogue.deadline());
      return std::tuple(sent, dialogue.take_output(), dialogue.failure(), dialogue.detail());
    };
    CHECK(ask("vty", "\r\nR1>") == std::tuple("vty\n", "terminal length 0\n", CollectionFailure::none, ""));
    CHECK(ask("vty", "\r\nLine password: ") ==
          std::tuple("vty\n", "", CollectionFailure::denied, "the line password was not accepted"));
    CHECK(ask("vty", "\r\nwelcome to ### R1\r\nyour wish: ") ==
          std::tuple("vty\n", "", CollectionFailure::refused, "no prompt that the recipe knows behind the line password"));
    CHECK(ask("", "") ==
          std::tuple("", "", CollectionFailure::denied, "the terminal asks for a line password, and none is configured"));
  });
}

TEST_CASE("dialogue: a greeting of half a megabyte is passed over") {
  Terminal terminal = full_terminal();
  terminal.greeting.clear();
  for (int i = 0; i < 10'000; ++i) terminal.greeting += "R1# is not for you, and this line is long enough>\r\n";
  const Session session = converse(full_recipe(), terminal, 1400);
  expect_both(session);
}

// Pager

struct Eraser {
  const char* what;
  std::string pager;
  std::string erase;
};

const std::vector<Eraser> erasers = {
    {"backspaces", " --More-- ", "\b\b\b\b\b\b\b\b\b\b          \b\b\b\b\b\b\b\b\b\b"},
    {"NUL and backspaces", " --More-- ", std::string("\0", 1) + "\b\b\b\b\b\b\b\b\b\b          \b\b\b\b\b\b\b\b\b\b"},
    {"carriage returns and blanks", "--More-- ", "\r         \r"},
    {"a carriage return alone", "\x1b[7m--More--\x1b[m", "\r"},
    {"an escape sequence", "--More--", "\r\x1b[K"},
    {"an escape sequence first", "--More--", "\x1b[2K\r"},
    {"not at all", "--More--", ""},
};

std::string indented_output() {
  std::string text;
  for (int i = 0; i < 37; ++i) {
    text += std::string(static_cast<std::size_t>(i % 4), ' ') + "line " + std::to_string(i) + "\r\n";
    if (i % 5 == 0) text += "\r\n";
    if (i % 7 == 0) text += "   trailing   \r\n";
    if (i % 11 == 0) text += "\ttab\r\n!\r\n";
  }
  return text + "end\r\n";
}

TEST_CASE("dialogue: what was paged is byte for byte what comes without a pager") {
  const std::string output = indented_output();
  for (const Eraser& eraser : erasers)
    for (std::size_t page = 1; page < 60; page = page < 8 ? page + 1 : page + 13)
      in_all_pieces([&](std::size_t piece) {
        INFO(eraser.what << ", pages of " << page);
        Terminal terminal = full_terminal();
        terminal.replies["show run"] = {output};
        terminal.replies["show route"] = {"    indented\r\n  x\r\n\r\n"};
        terminal.page = page;
        terminal.pager = eraser.pager;
        terminal.erase = eraser.erase;
        const bool blank_lines_are_told_apart = !eraser.erase.empty() || page > 100;
        const Session session = converse(full_recipe(), terminal, piece);
        CHECK(session.failure == CollectionFailure::none);
        for (const auto& [name, text] : {std::pair("running-config", output), std::pair("routes", terminal.replies["show route"].output)}) {
          const Capture& capture = session.capture(name);
          if (blank_lines_are_told_apart || capture.complete()) CHECK(capture.bytes == normalised(text));
        }
      });
}

TEST_CASE("dialogue: the pager's key is pressed at once when a page was confirmed") {
  Terminal terminal = full_terminal();
  terminal.replies["show run"] = {indented_output()};
  terminal.page = 2;
  const Recipe recipe = full_recipe();
  ShellDialogue dialogue(recipe, Deadlines{}, 1.0, wall, {});
  Talk talk(dialogue, terminal, 1000);
  talk.run();
  CHECK(dialogue.failure() == CollectionFailure::none);
  CHECK(talk.now.time_since_epoch() < 3 * Deadlines{}.doubt);
}

TEST_CASE("dialogue: a line of the configuration that looks like the pager does not corrupt it") {
  const std::string output = "banner motd ^\r\n --More-- \r\n--More-- or less\r\n--More--\r\n^\r\n!\r\n!\r\n!\r\nend\r\n";
  for (const Eraser& eraser : erasers)
    for (const std::size_t page : {0U, 1U, 2U, 3U, 4U, 20U})
      in_all_pieces([&](std::size_t piece) {
        INFO(eraser.what << ", pages of " << page);
        Terminal terminal = full_terminal();
        terminal.replies["show run"] = {output};
        terminal.page = page;
        terminal.pager = eraser.pager;
        terminal.erase = eraser.erase;
        const Session session = converse(full_recipe(), terminal, piece);
        const Capture& capture = session.capture("running-config");
        if (capture.complete())
          CHECK(capture.bytes == normalised(output));
        else
          CHECK((page != 0 && eraser.erase.empty()));  // where nothing is erased, nothing tells them apart
      });
}

TEST_CASE("dialogue: without a key in the recipe a pager fails the session") {
  Recipe recipe = full_recipe();
  recipe.shell.pager_key.clear();
  Terminal terminal = full_terminal();
  terminal.page = 1;
  const Session session = converse(recipe, terminal);
  CHECK(session.failure == CollectionFailure::truncated);
  CHECK(session.detail == "the device waits for a key to show more of 'show run'");
}

// Noise

const std::string message = "*Mar  1 00:12:01.123: %LINK-3-UPDOWN: Interface Gi0/1, changed state to up";

std::string replaced(std::string text, std::string_view what, const std::string& by) {
  const std::size_t at = text.find(what);
  REQUIRE(at != std::string::npos);
  return text.replace(at, what.size(), by);
}

TEST_CASE("dialogue: the echo is found although log messages come before, after or in the middle of it") {
  const std::vector<std::pair<const char*, std::string>> echoes = {
      {"before it, without a new prompt", "\r\n" + message + "\r\nshow route"},
      {"before it, prompt drawn again", "\r\n" + message + "\r\nR1#show route"},
      {"twice before it", "\r\n" + message + "\r\n" + message + "\r\nR1#show route"},
      {"in the middle, goes on", "show r\r\n" + message + "\r\noute"},
      {"at a blank, goes on", "show \r\n" + message + "\r\nroute"},
      {"in the middle twice", "sh\r\n" + message + "\r\now r\r\n" + message + "\r\noute"},
      {"in the middle, drawn again", "show r\r\n" + message + "\r\nR1#show route"},
      {"drawn again, and interrupted again", "sho\r\n" + message + "\r\nR1#show r\r\n" + message + "\r\nR1#show route"},
  };
  for (const auto& each : echoes)
    in_all_pieces([&](std::size_t piece) {
      INFO(each.first);
      Terminal terminal = full_terminal();
      terminal.deform = [&](const std::string& line, std::string text) {
        return line == "show route" ? replaced(text, "show route", each.second) : text;
      };
      const Session session = converse(full_recipe(), terminal, piece);
      expect_both(session);
      CHECK(session.lines.size() == 4);
    });
}

TEST_CASE("dialogue: a log message behind the prompt does not hide it") {
  in_all_pieces([](std::size_t piece) {
    Terminal terminal = full_terminal();
    terminal.deform = [&](const std::string& line, std::string text) {
      return line == "show run" ? text + "\r\n" + message + "\r\n" : text;
    };
    expect_both(converse(full_recipe(), terminal, piece));
    terminal.deform = [&](const std::string& line, std::string text) {
      return line == "show run" ? text + "\r\n" + message + "\r\nR1#" : text;
    };
    expect_both(converse(full_recipe(), terminal, piece));
  });
}

TEST_CASE("dialogue: a command in whose output a log message came is asked again, at most twice") {
  in_all_pieces([](std::size_t piece) {
    for (unsigned noisy = 1; noisy <= 3; ++noisy) {
      INFO("noisy " << noisy << " times");
      Terminal terminal = full_terminal();
      for (unsigned i = 0; i < noisy; ++i)
        terminal.at_first["show run"].push_back({"hostn\r\n" + message + "\r\name R1\r\n!\r\nend\r\n\r\n"});
      const Session session = converse(full_recipe(), terminal, piece);
      CHECK(session.failure == CollectionFailure::none);
      CHECK(std::ranges::count(session.lines, "show run") == std::min(noisy + 1, 3U));
      CHECK(session.capture("routes").complete());
      const Capture& capture = session.capture("running-config");
      if (noisy < 3) {
        expect_both(session);
      } else {
        CHECK(capture.failure == CollectionFailure::garbage);
        CHECK(capture.detail.starts_with("a log message came in between: *Mar  1 00:12:01.123: %LINK-3-UPDOWN"));
        CHECK(capture.bytes.empty());
      }
    }
  });
}

TEST_CASE("dialogue: a log message behind a look-alike of the prompt is seen too") {
  in_all_pieces([](std::size_t piece) {
    Terminal terminal = full_terminal();
    terminal.replies["show run"] = {"banner ^\r\nend\r\nR1#\r\nx\r\n" + message + "\r\n^\r\nend\r\n"};
    const Session session = converse(full_recipe(), terminal, piece);
    CHECK(session.capture("running-config").failure == CollectionFailure::garbage);
  });
}

TEST_CASE("dialogue: a line of state that the device draws above each prompt belongs to the prompt") {
  in_all_pieces([](std::size_t piece) {
    Recipe recipe = full_recipe();
    recipe.shell.noise = pattern(R"(\{(?:master|backup)\})");
    Terminal terminal = full_terminal();
    terminal.greeting = "\r\n{master}\r\n";
    terminal.deform = [](const std::string& line, std::string text) {
      if (line == "show run") text = replaced(text, "hostname R1", "banner ^\r\nend\r\n{master}\r\nR1#\r\n^\r\nhostname R1");
      return text.substr(0, text.size() - 3) + "{master}\r\nR1#";
    };
    const Session session = converse(recipe, terminal, piece);
    CHECK(session.failure == CollectionFailure::none);
    CHECK(session.capture("routes").bytes == "10.0.0.0/8 via 192.0.2.1\n");
    // In the middle of an output it is as doubtful as any other.
    CHECK(session.capture("running-config").failure == CollectionFailure::garbage);
    terminal.deform = [](const std::string& line, std::string text) {
      if (line == "show run") text = replaced(text, "hostname R1", "banner ^\r\nend\r\nR1#\r\n^\r\nhostname R1");
      return text.substr(0, text.size() - 3) + "{master}\r\nR1#";
    };
    CHECK(converse(recipe, terminal, piece).capture("running-config").bytes ==
          "banner ^\nend\nR1#\n^\nhostname R1\n!\nend\n\n");
  });
}

// Control codes

TEST_CASE("dialogue: control codes around echo and prompt are no part of anything") {
  in_all_pieces([](std::size_t piece) {
    Terminal terminal = full_terminal();
    terminal.greeting = "\x1b]0;user@R1: ~\x1b\\\x1b[?2004h\x1b(B\x1b[m\r\n";
    terminal.deform = [&](const std::string& line, std::string text) {
      if (line == "show run") text = replaced(text, "show run", "s\rR1#sh\rR1#sho\x1b[K\rR1#show rx\b \bun\x1b[?2004l\r");
      if (line == "show route") text = std::string("\0\0\r\x1b[K", 6) + "R1#" + text;
      return text;
    };
    expect_both(converse(full_recipe(), terminal, piece));
  });
}

TEST_CASE("dialogue: an echo that lost characters is not guessed at") {
  in_all_pieces([](std::size_t piece) {
    Terminal terminal = full_terminal();
    terminal.deform = [&](const std::string& line, std::string text) {
      return line == "show route" ? replaced(text, "show route", "shw route") : text;
    };
    const Session session = converse(full_recipe(), terminal, piece);
    CHECK(session.failure == CollectionFailure::garbage);
    CHECK(session.detail == "the device did not echo 'show route' behind its prompt");
    REQUIRE(session.captures.size() == 1);  // not even the one before is whole: its end is not proven
    CHECK(session.capture("running-config").failure == CollectionFailure::garbage);
  });
}

}  // namespace
}  // namespace muster::collectors
