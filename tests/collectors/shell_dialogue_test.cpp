#include "collectors/shell_dialogue.hpp"

#include <catch2/catch.hpp>

#include "support.hpp"

namespace muster::collectors {
namespace {

using namespace std::chrono_literals;

const FixedClock wall(*parse_timestamp("2026-03-01T02:00:00Z"));

/// What the device says after each line that it receives, in order; the first entry is its greeting.
using Script = std::vector<std::string>;

/// A device that answers from a script, and a clock that jumps to the next deadline when nothing is left to say.
class Conversation {
 public:
  Conversation(const Recipe& recipe, Script script, std::size_t chunk, std::string enable = {})
      : dialogue(recipe, Deadlines{}, 1.0, wall, {Secret(enable), {}}), script_(std::move(script)), chunk_(chunk) {}

  void run(bool close_at_end = false) {
    dialogue.start(now_);
    say();
    while (!dialogue.finished()) {
      const std::string line = dialogue.take_output();
      if (!line.empty()) {
        sent.push_back(line);
        say();
      } else if (close_at_end) {
        dialogue.close(now_);
      } else {
        now_ = dialogue.deadline();
        dialogue.tick(now_);
      }
    }
  }

  ShellDialogue dialogue;
  std::vector<std::string> sent;

 private:
  void say() {
    if (next_ >= script_.size()) return;
    const std::string text = script_[next_++];
    for (std::size_t at = 0; at < text.size(); at += chunk_) dialogue.receive(std::string_view(text).substr(at, chunk_), now_);
  }

  Script script_;
  std::size_t chunk_;
  std::size_t next_ = 0;
  SteadyTime now_{};
};

/// The shipped recipe's configuration, without a look at the processor and without a key for the pager.
const Recipe& cisco() {
  static const Recipe recipe = [] {
    std::vector<Error> errors;
    Recipe shipped = *test::shipped_recipes(errors).find("cisco_ios");
    shipped.guard = {};
    shipped.commands.resize(1);
    shipped.shell.pager_key.clear();
    return shipped;
  }();
  return recipe;
}

const std::string p15 = "show privilege\r\nCurrent privilege level is 15\r\nR1#";
const std::string config = "Building configuration...\r\n\r\nhostname R1\r\nline vty 0 4\r\n login\r\n!\r\nend\r\n\r\nR1#";
const std::string config_bytes = "Building configuration...\n\nhostname R1\nline vty 0 4\n login\n!\nend\n\n";

Script good_script() {
  return {"\r\nR1#", "terminal length 0\r\nR1#", "terminal width 511\r\nR1#", p15, "show running-config\r\n" + config,
          "exit\r\n"};
}

struct Expectation {
  CollectionFailure device;
  CollectionFailure capture;
};

/// The same transcript in one piece, byte by byte and in odd pieces must end the same.
template <class Check>
void in_all_pieces(const Script& script, Check check, bool close = false, const std::string& enable = {}) {
  for (const std::size_t chunk : {std::size_t{1}, std::size_t{7}, std::size_t{100000}}) {
    INFO("pieces of " << chunk);
    Conversation talk(cisco(), script, chunk, enable);
    talk.run(close);
    check(talk);
  }
}

void expect_whole(Conversation& talk) {
  CHECK(talk.dialogue.failure() == CollectionFailure::none);
  CHECK(talk.dialogue.detail().empty());
  CHECK(talk.dialogue.logged_out());
  const auto captures = talk.dialogue.take_captures();
  REQUIRE(captures.size() == 1);
  CHECK(captures[0].detail.empty());
  CHECK(captures[0].bytes == config_bytes);
}

TEST_CASE("shell dialogue: a healthy session yields the configuration between echo and prompt") {
  in_all_pieces(good_script(), [](Conversation& talk) {
    expect_whole(talk);
    CHECK(talk.sent == std::vector<std::string>{"terminal length 0\n", "terminal width 511\n", "show privilege\n",
                                                "show running-config\n", "exit\n"});
  });
}

TEST_CASE("shell dialogue: a banner before the prompt is passed over, even one that looks like a prompt") {
  Script script = good_script();
  script[0] = "\r\n*** AUTHORIZED USERS ONLY ***\r\nR1# is not a prompt here >\r\nCORE#\r\nfalse>\r\n\r\nR1#";
  in_all_pieces(script, [](Conversation& talk) { expect_whole(talk); });
}

TEST_CASE("shell dialogue: a line of the configuration that is the very prompt does not end it") {
  Script script = good_script();
  script[4] = "show running-config\r\nbanner motd ^C\r\nR1#\r\nend\r\nR1#\r\n^C\r\n!\r\nend\r\n\r\nR1#";
  in_all_pieces(script, [](Conversation& talk) {
    CHECK(talk.dialogue.failure() == CollectionFailure::none);
    const auto captures = talk.dialogue.take_captures();
    REQUIRE(captures.size() == 1);
    CHECK(captures[0].bytes == "banner motd ^C\nR1#\nend\nR1#\n^C\n!\nend\n\n");
  });
}

TEST_CASE("shell dialogue: control sequences around prompt and echo are no part of them") {
  Script script = good_script();
  script[0] = "\r\n\x1b[?2004h\rR1#";
  script[4] = "show runnx\b \bing-config\r\n" + config;
  in_all_pieces(script, [](Conversation& talk) { expect_whole(talk); });
}

TEST_CASE("shell dialogue: without the end marker the output is truncated, and the session goes on") {
  Script script = good_script();
  script[4] = "show running-config\r\nhostname R1\r\ninterface Gi0/1\r\nR1#";
  in_all_pieces(script, [](Conversation& talk) {
    CHECK(talk.dialogue.failure() == CollectionFailure::none);
    CHECK(talk.dialogue.logged_out());
    const auto captures = talk.dialogue.take_captures();
    REQUIRE(captures.size() == 1);
    CHECK(captures[0].failure == CollectionFailure::truncated);
    CHECK(captures[0].detail == "the output ended after 28 bytes without 'end'");
    CHECK(captures[0].bytes.empty());
  });
}

TEST_CASE("shell dialogue: a session that breaks in the output is truncated") {
  Script script = good_script();
  script[4] = "show running-config\r\nhostname R1\r\ninterf";
  in_all_pieces(
      script,
      [](Conversation& talk) {
        CHECK(talk.dialogue.failure() == CollectionFailure::truncated);
        CHECK(talk.dialogue.detail() == "the session ended after 19 bytes of 'show running-config'");
        CHECK(talk.dialogue.take_captures().at(0).failure == CollectionFailure::truncated);
      },
      true);
}

TEST_CASE("shell dialogue: a break right after the end marker, before the prompt, is truncated too") {
  Script script = good_script();
  script[4] = "show running-config\r\nhostname R1\r\nend\r\n";
  in_all_pieces(script, [](Conversation& talk) { CHECK(talk.dialogue.failure() == CollectionFailure::truncated); }, true);
}

TEST_CASE("shell dialogue: a device that hangs up on the logout without echoing it is complete") {
  Script script = good_script();
  script[5] = "";
  in_all_pieces(script, [](Conversation& talk) { expect_whole(talk); }, true);
}

TEST_CASE("shell dialogue: an output that is cut anywhere is never taken for whole") {
  const std::string whole = good_script()[4];
  for (std::size_t cut = 0; cut < whole.size(); ++cut)
    for (const bool close : {true, false}) {
      INFO("cut after " << cut << (close ? ", closed" : ", silent"));
      Script script = good_script();
      script[4] = whole.substr(0, cut);
      script.resize(5);
      Conversation talk(cisco(), script, 16);
      talk.run(close);
      CHECK(talk.dialogue.failure() != CollectionFailure::none);
      for (const Capture& capture : talk.dialogue.take_captures()) CHECK_FALSE(capture.complete());
    }
}

TEST_CASE("shell dialogue: prompts in tiny pieces cost no more than their bytes") {
  Script script = good_script();
  script[3] = "show privilege\r\n";
  for (int i = 0; i < 100'000; ++i) script[3] += "R1#\r\n";
  Conversation talk(cisco(), script, 3);
  talk.run();
  CHECK(talk.dialogue.failure() != CollectionFailure::none);
}

TEST_CASE("shell dialogue: silence in the output is stalled") {
  Script script = good_script();
  script[4] = "show running-config\r\nhostname R1\r\n";
  in_all_pieces(script, [](Conversation& talk) {
    CHECK(talk.dialogue.failure() == CollectionFailure::stalled);
    CHECK(talk.dialogue.detail() == "silent for 120 s after 13 bytes of 'show running-config'");
  });
}

TEST_CASE("shell dialogue: silence instead of a greeting is stalled, noise without a prompt is garbage") {
  in_all_pieces({""}, [](Conversation& talk) { CHECK(talk.dialogue.failure() == CollectionFailure::stalled); });
  in_all_pieces({"\x01\xff\xfe%$\r\n\x80\x81"}, [](Conversation& talk) {
    CHECK(talk.dialogue.failure() == CollectionFailure::garbage);
    CHECK(talk.dialogue.detail() == "no prompt in 9 bytes");
  });
}

TEST_CASE("shell dialogue: a device that does not echo is not understood") {
  Script script = good_script();
  script[4] = config;
  in_all_pieces(script, [](Conversation& talk) {
    CHECK(talk.dialogue.failure() == CollectionFailure::garbage);
    CHECK(talk.dialogue.detail() == "the device did not echo 'show running-config' behind its prompt");
    CHECK(talk.dialogue.take_captures().empty());
  });
}

TEST_CASE("shell dialogue: a refused pager command ends the session politely, without a capture") {
  Script script = good_script();
  script[1] = "terminal length 0\r\n       ^\r\n% Invalid input detected at '^' marker.\r\n\r\nR1#";
  script[2] = "exit\r\n";
  in_all_pieces(script, [](Conversation& talk) {
    CHECK(talk.dialogue.failure() == CollectionFailure::refused);
    CHECK(talk.dialogue.detail() == "'terminal length 0' was refused: % Invalid input detected at '^' marker.");
    CHECK(talk.sent == std::vector<std::string>{"terminal length 0\n", "exit\n"});
    CHECK(talk.dialogue.logged_out());
    CHECK(talk.dialogue.take_captures().empty());
  });
}

TEST_CASE("shell dialogue: a refused command is a failed capture") {
  Script script = good_script();
  script[4] = "show running-config\r\n% Authorization failed.\r\n\r\nR1#";
  in_all_pieces(script, [](Conversation& talk) {
    CHECK(talk.dialogue.failure() == CollectionFailure::none);
    const auto captures = talk.dialogue.take_captures();
    CHECK(captures.at(0).failure == CollectionFailure::refused);
    CHECK(captures.at(0).detail == "the device answered: % Authorization failed.");
  });
}

TEST_CASE("shell dialogue: a privilege below 15 is refused before anything is captured") {
  Script script = good_script();
  script[3] = "show privilege\r\nCurrent privilege level is 7\r\nR1#";
  script[4] = "exit\r\n";
  in_all_pieces(script, [](Conversation& talk) {
    CHECK(talk.dialogue.failure() == CollectionFailure::refused);
    CHECK(talk.dialogue.detail().starts_with("the account is below privilege level 15"));
    CHECK(talk.sent.back() == "exit\n");
    CHECK(talk.dialogue.take_captures().empty());
  });
}

Script enable_script(const std::string& answer) {
  return {"\r\nR1>", "terminal length 0\r\nR1>", "enable\r\nPassword: ", answer, "terminal width 511\r\nR1#", p15,
          "show running-config\r\n" + config, "exit\r\n"};
}

TEST_CASE("shell dialogue: the privilege is raised with the enable secret, which is sent once") {
  in_all_pieces(
      enable_script("\r\nR1#"),
      [](Conversation& talk) {
        expect_whole(talk);
        CHECK(std::ranges::count(talk.sent, "s3cret\n") == 1);
      },
      false, "s3cret");
}

TEST_CASE("shell dialogue: a wrong enable secret is denied, and never sent again") {
  Script refused = enable_script("\r\n% Access denied\r\n\r\nR1>");
  refused[4] = "exit\r\n";
  const Script again = enable_script("\r\nPassword: ");
  for (const Script& script : {refused, again})
    in_all_pieces(
        script,
        [](Conversation& talk) {
          CHECK(talk.dialogue.failure() == CollectionFailure::denied);
          CHECK(talk.dialogue.detail() == "the enable secret was not accepted");
          CHECK(std::ranges::count(talk.sent, "s3cret\n") == 1);
          CHECK(talk.dialogue.take_captures().empty());
        },
        false, "s3cret");
}

TEST_CASE("shell dialogue: without an enable secret nothing is sent to an unprivileged prompt but the logout") {
  in_all_pieces({"\r\nR1>", "terminal length 0\r\nR1>", "exit\r\n"}, [](Conversation& talk) {
    CHECK(talk.dialogue.failure() == CollectionFailure::denied);
    CHECK(talk.sent == std::vector<std::string>{"terminal length 0\n", "exit\n"});
  });
}

TEST_CASE("shell dialogue: a pager that is still on is truncated") {
  Script script = good_script();
  script[4] = "show running-config\r\nhostname R1\r\n --More-- ";
  in_all_pieces(script, [](Conversation& talk) {
    CHECK(talk.dialogue.failure() == CollectionFailure::truncated);
    CHECK(talk.dialogue.detail() == "the device waits for a key to show more of 'show running-config'");
  });
}

TEST_CASE("shell dialogue: endless output is oversize, an endless banner garbage") {
  Recipe recipe = cisco();
  recipe.commands[0].max_bytes = 1000;
  Script script = good_script();
  script[4] = "show running-config\r\n" + std::string(5000, 'x');
  Conversation talk(recipe, script, 100);
  talk.run();
  CHECK(talk.dialogue.failure() == CollectionFailure::oversize);
  Conversation noise(recipe, {std::string(2U << 20U, 'y')}, 4096);
  noise.run();
  CHECK(noise.dialogue.failure() == CollectionFailure::garbage);
}

TEST_CASE("shell dialogue: bytes that arrive after the end are ignored") {
  Conversation talk(cisco(), good_script(), 10);
  talk.run();
  talk.dialogue.receive("more", {});
  talk.dialogue.close({});
  CHECK(talk.dialogue.failure() == CollectionFailure::none);
}

}  // namespace
}  // namespace muster::collectors
