#include "collectors/completeness.hpp"

#include <algorithm>

namespace muster::collectors {

namespace {

constexpr char escape = '\x1b';

/// Where the escape sequence that begins at `at` ends (one past it).
std::size_t skip_escape(std::string_view text, std::size_t at) {
  std::size_t next = at + 1;
  if (next >= text.size()) return next;
  const char kind = text[next++];
  if (kind == '[') {  // CSI: parameters and intermediates, then one final byte
    while (next < text.size() && text[next] >= 0x20 && text[next] < 0x40) ++next;
    return std::min(next + 1, text.size());
  }
  if (kind == ']') {  // OSC: until BEL or the end of the line
    while (next < text.size() && text[next] != '\a' && text[next] != '\n') ++next;
    return next < text.size() && text[next] == '\a' ? next + 1 : next;
  }
  return next;
}

bool is_plain(std::string_view text) {
  return std::ranges::none_of(text, [](char c) { return c == '\r' || c == '\b' || c == escape || c == '\0'; });
}

/// CRs are dropped where only CRs stand between them and the end of the line.
bool ends_line(std::string_view text, std::size_t at) {
  const std::size_t next = text.find_first_not_of('\r', at);
  return next != std::string_view::npos && text[next] == '\n';
}

std::string_view trimmed(std::string_view line) {
  const std::size_t begin = line.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) return {};
  return line.substr(begin, line.find_last_not_of(" \t\r") + 1 - begin);
}

}  // namespace

std::string normalised(std::string_view text) {
  if (is_plain(text)) return std::string(text);
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (c == escape) {
      at = skip_escape(text, at);
      continue;
    }
    if (c == '\b') {
      if (!out.empty() && out.back() != '\n') out.pop_back();
    } else if (c == '\r') {
      const std::size_t next = std::min(text.find_first_not_of('\r', at), text.size());
      if (!ends_line(text, at)) out.append(next - at, '\r');
      at = next;
      continue;
    } else if (c != '\0') {
      out.push_back(c);
    }
    ++at;
  }
  return out;
}

std::string_view last_line(std::string_view text) {
  while (!text.empty()) {
    const std::size_t newline = text.rfind('\n');
    const std::string_view line = trimmed(newline == std::string_view::npos ? text : text.substr(newline + 1));
    if (!line.empty()) return line;
    if (newline == std::string_view::npos) break;
    text = text.substr(0, newline);
  }
  return {};
}

std::optional<std::string_view> error_line(std::string_view text, std::span<const Pattern> errors) {
  if (errors.empty()) return std::nullopt;
  while (!text.empty()) {
    const std::size_t newline = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, newline);
    if (std::ranges::any_of(errors, [&](const Pattern& error) { return error.found_in(line); })) return line;
    text.remove_prefix(std::min(newline + 1, text.size()));
  }
  return std::nullopt;
}

std::string quoted(std::string_view text) {
  constexpr std::size_t longest = 120;
  text = trimmed(text.substr(0, text.find('\n')));
  std::string line(text.substr(0, longest));
  for (char& c : line)
    if (c < ' ' || c > '~') c = '?';
  if (text.size() > longest) line += "...";
  return line;
}

CollectionOutcome outcome_for(const CollectJob& job) {
  CollectionOutcome outcome;
  outcome.device_id = job.device_id;
  outcome.member = job.member;
  return outcome;
}

void fail_whole(CollectionOutcome& outcome, const Recipe* recipe, CollectionFailure failure, const std::string& detail) {
  outcome.failure = failure;
  outcome.detail = detail;
  if (recipe == nullptr) return;
  for (const RecipeCommand& command : recipe->commands) {
    if (std::ranges::find(outcome.captures, command.name, &Capture::command) != outcome.captures.end()) continue;
    Capture capture;
    capture.command = command.name;
    capture.sent = command.send;
    capture.format = command.format;
    capture.normaliser_version = normaliser_version;
    capture.failure = failure;
    capture.detail = detail;
    outcome.captures.push_back(std::move(capture));
  }
}

}  // namespace muster::collectors
