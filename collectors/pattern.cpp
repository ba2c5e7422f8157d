#include "collectors/pattern.hpp"

#include <algorithm>
#include <cctype>
#include <numeric>

#include <re2/filtered_re2.h>
#include <re2/re2.h>

namespace muster::collectors {

namespace {

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

}  // namespace

Result<Pattern> Pattern::compile(std::string_view expression, SourcePosition where) {
  RE2::Options options(RE2::Latin1);
  options.set_log_errors(false);
  Pattern pattern;
  auto compiled = std::make_shared<const RE2>(piece(expression), options);
  if (!compiled->ok())
    return fail(ErrorKind::input, "the expression does not compile: " + compiled->error(), std::move(where));
  pattern.expression_ = std::move(compiled);
  return pattern;
}

bool Pattern::matches_whole(std::string_view text) const {
  return expression_ != nullptr && RE2::FullMatch(piece(text), *expression_);
}

bool Pattern::found_in(std::string_view text) const {
  return expression_ != nullptr && RE2::PartialMatch(piece(text), *expression_);
}

std::optional<std::string_view> Pattern::first_group(std::string_view text) const {
  re2::StringPiece group;
  if (!has_group() || !RE2::PartialMatch(piece(text), *expression_, &group)) return std::nullopt;
  return std::string_view(group.data(), group.size());
}

std::optional<std::string_view> Pattern::group_of_whole(std::string_view text) const {
  re2::StringPiece group;
  if (!has_group() || !RE2::FullMatch(piece(text), *expression_, &group)) return std::nullopt;
  return std::string_view(group.data(), group.size());
}

std::vector<std::string_view> Pattern::all_groups(std::string_view text) const {
  std::vector<std::string_view> groups;
  if (!has_group()) return groups;
  re2::StringPiece rest = piece(text);
  for (re2::StringPiece group; RE2::FindAndConsume(&rest, *expression_, &group);)
    groups.emplace_back(group.data(), group.size());
  return groups;
}

Pattern Pattern::line_filter(const std::vector<Pattern>& found, const std::vector<Pattern>& whole) {
  std::string expression;
  const auto add = [&](const Pattern& pattern, const char* before, const char* after) {
    if (pattern.empty()) return;
    expression += (expression.empty() ? "(?m)" : "|") + std::string(before) + pattern.expression_->pattern() + after;
  };
  for (const Pattern& pattern : found) add(pattern, "(?:", ")");
  for (const Pattern& pattern : whole) add(pattern, "(?:^(?:", ")$)");
  // Anchors of the whole text are not anchors of a line: then there is no filter.
  const bool anchored = expression.find("\\A") != std::string::npos || expression.find("\\z") != std::string::npos;
  if (expression.empty() || anchored) return {};
  return compile(expression).value_or(Pattern());
}

/// RE2 knows the texts of which some must be there; one is needed if the others do not suffice. It knows them in lower
/// case, so that those with letters are of no use.
std::string Pattern::needed_text() const {
  if (expression_ == nullptr) return {};
  re2::FilteredRE2 filter(1);
  int id = 0;
  std::vector<std::string> texts;
  if (filter.Add(expression_->pattern(), expression_->options(), &id) != RE2::NoError) return {};
  filter.Compile(&texts);
  std::string needed;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    std::vector<int> others(texts.size());
    std::iota(others.begin(), others.end(), 0);
    others.erase(others.begin() + static_cast<std::ptrdiff_t>(i));
    std::vector<int> matching;
    filter.AllPotentials(others, &matching);
    const bool letters = std::ranges::any_of(texts[i], [](unsigned char c) { return std::isalpha(c) != 0; });
    const bool better = needed.empty() || texts[i].size() > needed.size() || (texts[i][0] == '%' && needed[0] != '%');
    if (matching.empty() && !letters && better && needed != "%") needed = texts[i];
  }
  return needed;
}

bool Pattern::has_group() const { return expression_ != nullptr && expression_->NumberOfCapturingGroups() > 0; }

}  // namespace muster::collectors
