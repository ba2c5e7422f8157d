// Terminals of real programs, recorded byte by byte: FRR's vtysh and console, shells under OpenSSH and dropbear.
#include <catch2/catch.hpp>

#include "collectors/completeness.hpp"
#include "collectors/shell_dialogue.hpp"
#include "sessions/recorded_session.hpp"
#include "support/shared.hpp"

namespace muster::collectors {
namespace {

const FixedClock wall(*parse_timestamp("2026-03-01T02:00:00Z"));

/// What was typed into a terminal, and how a recipe would say it.
struct Recording {
  std::string file;
  std::string prompt;
  std::vector<std::string> prepare;
  std::vector<std::string> commands;
  std::string logout = "exit";
  std::vector<std::string> typed{};  ///< with the keys; empty: the lines above
  std::string pager = "--More--";  ///< as it stands in the recording
  std::string from{};              ///< the recording counts from here on
};

Recipe recipe_of(const Recording& recording) {
  Recipe recipe;
  recipe.mode = RecipeMode::shell;
  recipe.shell.prompt = *Pattern::compile(recording.prompt);
  recipe.shell.pager = *Pattern::compile(" ?--More--");
  recipe.shell.pager_key = " ";
  recipe.shell.prepare = recording.prepare;
  recipe.shell.logout = recording.logout;
  for (const std::string& line : recording.commands) {
    RecipeCommand command;
    command.name = command.send = line;
    command.max_bytes = 1U << 20U;
    recipe.commands.push_back(command);
  }
  return recipe;
}

std::vector<std::string> typed_lines(const Recording& recording) {
  if (!recording.typed.empty()) return recording.typed;
  std::vector<std::string> lines;
  for (const auto* list : {&recording.prepare, &recording.commands})
    for (const std::string& line : *list) lines.push_back(line + "\n");
  lines.push_back(recording.logout + "\n");
  return lines;
}

std::vector<Capture> replayed(const Recording& recording, std::size_t piece) {
  const auto folder = muster::test::shared_folder("captures/pty");
  if (!folder) return {};
  std::string bytes = muster::test::read_file(*folder / recording.file);
  if (!recording.from.empty()) bytes.erase(0, bytes.find(recording.from));
  const auto session = test::cut_terminal(bytes, typed_lines(recording), recording.pager);
  REQUIRE_FALSE(session.exchanges.empty());
  const Recipe recipe = recipe_of(recording);
  ShellDialogue dialogue(recipe, Deadlines{}, 1.0, wall, {});
  CHECK(test::replay(dialogue, session.transcript(), piece) == "");
  CHECK(dialogue.detail() == "");
  CHECK(dialogue.logged_out());
  return dialogue.take_captures();
}

/// In pieces of any size the same.
std::vector<Capture> replay_all(const Recording& recording) {
  INFO(recording.file);
  const std::vector<Capture> whole = replayed(recording, 1'000'000);
  for (const Capture& capture : whole) CHECK(capture.detail == "");
  for (const std::size_t piece : {std::size_t{1}, std::size_t{2}, std::size_t{17}, std::size_t{300}}) {
    const std::vector<Capture> parts = replayed(recording, piece);
    REQUIRE(parts.size() == whole.size());
    for (std::size_t i = 0; i < whole.size(); ++i) CHECK(parts[i].bytes == whole[i].bytes);
  }
  return whole;
}

const std::string shell_prompt = R"([a-z]+@([a-z0-9]+):~\$)";

TEST_CASE("recorded terminals: FRR's vtysh") {
  const auto captures = replay_all({.file = "edge1_netops_basic.raw", .prompt = "([a-z0-9]+)[>#]", .prepare = {"show version"},
                                    .commands = {"terminal length 0", "show ip bgp summary"}, .logout = "show ip ospf neighbor "});
  if (captures.empty()) return;
  CHECK(captures[0].bytes.empty());
  CHECK(captures[1].bytes.starts_with("\nIPv4 Unicast Summary (VRF default):\n"));
  CHECK(captures[1].bytes.ends_with("\nTotal number of neighbors 1\n"));
}

TEST_CASE("recorded terminals: FRR's vtysh through more") {
  const auto captures = replay_all({.file = "edge1_netops_more.raw", .prompt = "([a-z0-9]+)[>#]", .prepare = {"terminal paginate"},
                                    .commands = {"show ip route summary"}, .from = "edge1# terminal paginate"});
  if (!captures.empty()) CHECK(captures[0].bytes.find("\nTotals               213                  210") != std::string::npos);
}

TEST_CASE("recorded terminals: pages of a real more are joined to what they were") {
  const Recording recording{.file = "web1_nginx.raw", .prompt = shell_prompt, .prepare = {"x"}, .commands = {"sudo -n nginx -T | more"}};
  const auto folder = muster::test::shared_folder("captures/pty");
  if (!folder) return;
  const std::string bytes = muster::test::read_file(*folder / recording.file);
  const std::size_t pager = bytes.find("\x1b[7m--More--\x1b[m");
  REQUIRE(pager != std::string::npos);
  const auto found = read_page_break(std::string_view(bytes).substr(pager + 15));
  REQUIRE(found);
  CHECK(found->erase == PageErase::returns);
  CHECK(bytes.substr(pager + 15 + found->end).starts_with("_pass http://app;"));
}

TEST_CASE("recorded terminals: the pages of FRR's console are joined to what it prints without a pager") {
  const Recording paged{.file = "edge1_console_vty.raw", .prompt = "([a-z0-9]+)[>#]", .prepare = {"terminal length 0"},
                        .commands = {"show ip route"}, .from = "edge1# terminal length 0"};
  const auto whole = replay_all(paged);
  if (whole.empty()) return;
  CHECK(whole[0].bytes.starts_with("Codes: K - kernel route"));
  CHECK(std::ranges::count(whole[0].bytes, '\n') == 220);
  // The same output on pages of 22 lines, drawn as the console draws them.
  const std::string pager = " --More-- ";
  const std::string erase = std::string(1, '\0') + "\b\b\b\b\b\b\b\b\b\b          \b\b\b\b\b\b\b\b\b\b";
  std::string bytes = "edge1# terminal length 22\r\nedge1# show ip route\r\n";
  std::vector<std::string> typed{"terminal length 22\n", "show ip route\n"};
  std::size_t lines = 0;
  for (std::size_t at = 0; at < whole[0].bytes.size();) {
    const std::size_t end = whole[0].bytes.find('\n', at);
    bytes += whole[0].bytes.substr(at, end - at) + "\r\n";
    at = end + 1;
    if (++lines % 22 != 0) continue;
    bytes += pager + erase;
    typed.emplace_back(" ");
  }
  bytes += "edge1# exit\r\n";
  typed.emplace_back("exit\n");
  Recording same = paged;
  same.prepare = {"terminal length 22"};
  const Recipe recipe = recipe_of(same);
  const auto session = test::cut_terminal(bytes, typed, pager);
  for (const std::size_t piece : {std::size_t{1}, std::size_t{100}, std::size_t{1'000'000}}) {
    ShellDialogue dialogue(recipe, Deadlines{}, 1.0, wall, {});
    CHECK(test::replay(dialogue, session.transcript(), piece) == "");
    CHECK((dialogue.take_captures().at(0).bytes == whole[0].bytes));
  }
}

TEST_CASE("recorded terminals: shells with bracketed paste, under OpenSSH and dropbear") {
  const auto bash = replay_all({.file = "fw1_auditor_bash.raw", .prompt = shell_prompt, .prepare = {"sudo -n nft list ruleset"},
                                .commands = {"ip route", "false; echo rc=$?"}});
  if (bash.empty()) return;
  CHECK(bash[0].bytes.starts_with("default via 10.10.1.1 dev core0 \n"));
  CHECK(std::ranges::count(bash[0].bytes, '\n') == 5);
  CHECK(bash[1].bytes == "rc=1\n");
  const auto dropbear = replay_all({.file = "fw2_auditor_dropbear.raw", .prompt = shell_prompt,
                                    .prepare = {"sudo -n iptables-save"}, .commands = {}});
  CHECK(dropbear.empty());
}

TEST_CASE("recorded terminals: BIRD's client draws its prompt again and again") {
  replay_all({.file = "core1_birdc.raw", .prompt = "(bird)>", .prepare = {"show route"}, .commands = {"show protocols"},
              .logout = "quit", .from = "\x1b[?2004hbird> "});
}

}  // namespace
}  // namespace muster::collectors
