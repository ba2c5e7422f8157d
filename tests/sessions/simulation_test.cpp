// The sessions that oxidized's tests simulate: recordings of real devices.
#include <algorithm>
#include <catch2/catch.hpp>

#include "collectors/completeness.hpp"
#include "collectors/exec_dialogue.hpp"
#include "collectors/shell_dialogue.hpp"
#include "sessions/recorded_session.hpp"
#include "support/shared.hpp"

namespace muster::collectors {
namespace {

const FixedClock wall(*parse_timestamp("2026-03-01T02:00:00Z"));

/// The prompts of the models; those that are not here were recorded without echo and prompt.
Pattern prompt_of(std::string_view model) {
  const auto pattern = [](std::string_view text) { return *Pattern::compile(text); };
  if (model == "fortigate") return pattern(R"(([A-Za-z0-9-]+) (?:\([a-z]+\) )?[#$] ?)");
  if (model == "h3c") return pattern(R"(<([A-Za-z0-9-]+)>)");
  if (model == "vyos") return pattern(R"([a-z.]+@([a-z0-9-]+):~\$)");
  if (model == "junos" || model == "routeros") return {};
  return pattern(R"(([A-Za-z0-9_-]+)#)");
}

/// The first lines prepare, the last one logs out, those between are commands. A change of the prompt belongs to the
/// preparation.
Recipe recipe_for(std::string_view model, const std::vector<std::string>& lines) {
  Recipe recipe;
  recipe.shell.prompt = prompt_of(model);
  recipe.mode = recipe.shell.prompt.empty() ? RecipeMode::exec : RecipeMode::shell;
  recipe.shell.pager = *Pattern::compile("--More--");
  recipe.shell.pager_key = " ";
  const auto global = std::ranges::find(lines, "config global");
  const std::size_t prepared = global == lines.end() ? 1 : static_cast<std::size_t>(global - lines.begin()) + 1;
  const std::size_t last = global == lines.end() ? lines.size() - 1
                                                 : static_cast<std::size_t>(std::ranges::find(lines, "end") - lines.begin());
  for (std::size_t i = 0; i <= last; ++i) {
    if (i < prepared && recipe.mode == RecipeMode::shell) {
      recipe.shell.prepare.push_back(lines[i]);
    } else if (i < last) {
      RecipeCommand command;
      command.name = command.send = lines[i];
      command.max_bytes = 1U << 20U;
      recipe.commands.push_back(command);
    } else {
      recipe.shell.logout = lines[i];
    }
  }
  return recipe;
}

/// What the answer holds between echo and prompt, without what the pager drew.
std::string expected_output(std::vector<std::string> answers) {
  std::string text;
  for (std::string& answer : answers) {
    constexpr std::string_view erased = "\r         \r";
    if (answer.starts_with(erased)) answer.erase(0, erased.size());
    if (answer.ends_with("--More-- ")) answer.erase(answer.size() - 9);
    text += answer;
  }
  text.erase(0, text.find('\n') + 1);
  text.erase(text.rfind('\n') + 1);
  return normalised(text);
}

std::vector<std::filesystem::path> simulations() {
  std::vector<std::filesystem::path> files;
  if (const auto folder = muster::test::shared_folder("oracles/sessions"))
    for (const auto& entry : std::filesystem::directory_iterator(*folder))
      if (entry.path().string().ends_with("simulation.yaml")) files.push_back(entry.path());
  std::ranges::sort(files);
  return files;
}

void check_terminal(const test::RecordedSession& session, const Recipe& recipe) {
  for (const std::size_t piece : {std::size_t{1}, std::size_t{13}, std::size_t{1000000}}) {
    INFO("pieces of " << piece);
    ShellDialogue dialogue(recipe, Deadlines{}, 1.0, wall, {});
    auto transcript = session.transcript();
    const auto logout = std::ranges::find(transcript, recipe.shell.logout + "\n", &TranscriptPart::text);
    transcript.erase(std::min(logout + 2, transcript.end()), transcript.end());
    CHECK(test::replay(dialogue, transcript, piece) == "");
    CHECK(dialogue.detail() == "");
    const auto captures = dialogue.take_captures();
    REQUIRE(captures.size() == recipe.commands.size());
    for (const Capture& capture : captures) {
      INFO(capture.sent);
      CHECK(capture.detail == "");
      CHECK(capture.bytes == expected_output(session.answers(capture.sent)));
    }
  }
}

void check_exec(const test::RecordedSession& session, const Recipe& recipe) {
  ExecDialogue dialogue(recipe, Deadlines{}, 1.0, wall);
  for (const RecipeCommand& command : recipe.commands) {
    CHECK(dialogue.next_line() == command.send);
    dialogue.start({});
    dialogue.receive(session.answers(command.send).at(0), {});
    dialogue.end(0);
  }
  CHECK(dialogue.finished());
  for (const Capture& capture : dialogue.take_captures())
    CHECK(capture.bytes == normalised(session.answers(capture.sent).at(0)));
}

TEST_CASE("recorded sessions: the dialogue sends exactly what was recorded, and captures what came between") {
  const auto files = simulations();
  std::size_t replayed = 0;
  for (const auto& file : files) {
    INFO(file.filename().string());
    const std::string name = file.filename().string();
    const std::string model = name.substr(0, name.find('#'));
    const test::RecordedSession session = test::read_simulation(file);
    const Recipe recipe = recipe_for(model, session.lines());
    recipe.mode == RecipeMode::shell ? check_terminal(session, recipe) : check_exec(session, recipe);
    ++replayed;
  }
  CHECK((files.empty() || replayed > 20));
}

/// Lines of what oxidized made of a session that it took over as they were.
std::vector<std::string> configuration_lines(const std::filesystem::path& output) {
  std::vector<std::string> lines;
  const std::string text = muster::test::read_file(output);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string line = text.substr(at, end - at);
    if (!line.empty() && line.find_first_of("#!<") == std::string::npos) lines.push_back(line);
    at = end + 1;
  }
  return lines;
}

TEST_CASE("recorded sessions: the lines that oxidized keeps of a configuration are in our captures") {
  for (const auto& file : simulations()) {
    std::string output = file.string();
    const std::string_view ending = "simulation.yaml";
    output.replace(output.size() - ending.size(), ending.size(), "output.txt");
    if (!std::filesystem::exists(output) || file.filename().string().starts_with("routeros")) continue;
    INFO(file.filename().string());
    const test::RecordedSession session = test::read_simulation(file);
    std::string all = "\n";
    for (const std::string& line : session.lines()) all += expected_output(session.answers(line));
    std::string unblanked;  // oxidized drops blanks at the end of lines
    for (const char c : all) {
      if (c == '\n') unblanked.erase(unblanked.find_last_not_of(' ') + 1);
      unblanked += c;
    }
    std::size_t missing = 0;
    const auto lines = configuration_lines(output);
    for (const std::string& line : lines)
      if (unblanked.find("\n" + line.substr(0, line.find_last_not_of(" \r") + 1) + "\n") == std::string::npos) ++missing;
    CHECK(missing * 20 <= lines.size());  // what it rewrites itself
  }
}

}  // namespace
}  // namespace muster::collectors
