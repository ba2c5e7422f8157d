#include "collectors/platform_vote.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "collectors/completeness.hpp"

namespace muster::collectors {

namespace {

constexpr std::size_t most_lines = 8;
constexpr std::size_t most_version_bytes = 1U << 20U;

bool prompt_fits(const Recipe& recipe, std::string_view line) {
  const Pattern& own = recipe.detection.prompt;
  return own.empty() ? recipe.shell.prompt.matches_whole(line) : own.matches_whole(line);
}

bool names_prompt(const Recipe& recipe) { return !recipe.detection.prompt.empty() || !recipe.shell.prompt.empty(); }

}  // namespace

PlatformVote::PlatformVote(std::span<const Recipe* const> candidates, std::string_view ssh_version)
    : seen_(ssh_version.empty() ? "" : quoted(ssh_version)) {
  std::ranges::copy_if(candidates, std::back_inserter(candidates_), [&](const Recipe* recipe) {
    const RecipeDetection& detection = recipe->detection;
    return !detection.empty() && (detection.banner.empty() || detection.banner.found_in(ssh_version));
  });
}

bool PlatformVote::may_be_prompt(std::string_view line) const {
  return std::ranges::any_of(candidates_, [&](const Recipe* recipe) { return prompt_fits(*recipe, line); });
}

void PlatformVote::narrow_by_prompt(std::string_view line) {
  std::erase_if(candidates_, [&](const Recipe* recipe) { return names_prompt(*recipe) && !prompt_fits(*recipe, line); });
  seen_ += fmt::format("{}prompt '{}'", seen_.empty() ? "" : "; ", quoted(line));
}

std::vector<std::string> PlatformVote::lines() const {
  std::vector<std::pair<std::string, std::size_t>> counted;
  for (const Recipe* const recipe : candidates_) {
    const auto at = std::ranges::find(counted, recipe->detection.send, &std::pair<std::string, std::size_t>::first);
    if (at == counted.end())
      counted.emplace_back(recipe->detection.send, 1);
    else
      ++at->second;
  }
  std::ranges::stable_sort(counted, std::greater<>(), &std::pair<std::string, std::size_t>::second);
  if (counted.size() > most_lines) counted.resize(most_lines);
  std::vector<std::string> lines;
  for (auto& [line, count] : counted) lines.push_back(std::move(line));
  return lines;
}

void PlatformVote::answered(std::string_view line, std::string_view output) {
  bool known = false;
  for (const Recipe* const recipe : candidates_) {
    if (recipe->detection.send != line || !recipe->detection.expect.found_in(output)) continue;
    if (std::ranges::find(fitting_, recipe) == fitting_.end()) fitting_.push_back(recipe);
    known = true;
  }
  if (known) return;
  const std::size_t first = std::min(output.find_first_not_of(" \r\n"), output.size());
  const std::string words = quoted(output.substr(first)).substr(0, 60);
  seen_ += fmt::format("{}'{}': {}", seen_.empty() ? "" : "; ", line, words.empty() ? "no answer" : words);
}

Result<const Recipe*> PlatformVote::result() const {
  if (fitting_.size() == 1) return fitting_.front();
  if (fitting_.empty())
    return fail(ErrorKind::input, "no recipe fits what the device shows: " + (seen_.empty() ? "nothing" : seen_));
  std::string names;
  for (const Recipe* const recipe : fitting_) names += (names.empty() ? "" : ", ") + recipe->platform;
  return fail(ErrorKind::input, "more than one recipe fits what the device shows: " + names);
}

Recipe version_recipe(const PlatformVote& vote) {
  Recipe recipe;
  recipe.platform = platform_to_detect;
  recipe.mode = RecipeMode::exec;
  for (const std::string& line : vote.lines()) {
    RecipeCommand command;
    command.name = command.send = line;
    command.max_bytes = most_version_bytes;
    recipe.commands.push_back(std::move(command));
  }
  return recipe;
}

}  // namespace muster::collectors
