#include "collectors/completeness.hpp"

#include <algorithm>
#include <array>

namespace muster::collectors {

namespace {

constexpr char escape = '\x1b';

bool holds(std::string_view text, char c) { return text.find(c) != std::string_view::npos; }

/// The CRs at `at`, and whether only they stand before the end of the line.
struct Returns {
  std::size_t end;
  bool end_line;
};

Returns returns_at(std::string_view text, std::size_t at) {
  const std::size_t end = std::min(text.find_first_not_of('\r', at), text.size());
  return {end, end < text.size() && text[end] == '\n'};
}

/// A carriage return there moves nothing.
bool at_line_start(std::string_view out) { return out.empty() || out.back() == '\n'; }

/// For a text without escape sequences, backspaces and NULs.
std::string without_returns(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t next = std::min(text.find('\r', at), text.size());
    out.append(text.substr(at, next - at));
    if (next == text.size()) break;
    const Returns returns = returns_at(text, next);
    if (!returns.end_line && !at_line_start(out)) out.append(returns.end - next, '\r');
    at = returns.end;
  }
  return out;
}

std::string_view trimmed(std::string_view line) {
  const std::size_t begin = line.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) return {};
  return line.substr(begin, line.find_last_not_of(" \t\r") + 1 - begin);
}

bool is_string_kind(char kind) { return kind == ']' || kind == 'P' || kind == '^' || kind == '_' || kind == 'X'; }

/// The end of an operating system command or the like: behind BEL or ESC \, or at the end of the line.
std::size_t skip_string(std::string_view text, std::size_t next) {
  next = std::min(text.find_first_of("\a\x1b\n", next), text.size());
  if (next < text.size() && text[next] == '\a') return next + 1;
  return text.substr(next).starts_with("\x1b\\") ? next + 2 : next;
}

}  // namespace

std::size_t skip_escape(std::string_view text, std::size_t at) {
  std::size_t next = at + 1;
  if (next >= text.size()) return next;
  const char kind = text[next++];
  if (is_string_kind(kind)) return skip_string(text, next);
  const char last_parameter = kind == '[' ? '?' : '/';  // CSI: parameters and intermediates; others: intermediates
  if (kind != '[' && (kind < ' ' || kind > '/')) return next;
  while (next < text.size() && text[next] >= ' ' && text[next] <= last_parameter) ++next;
  if (next >= text.size() || text[next] == '\n' || text[next] == escape) return next;
  return next + 1;
}

std::string normalised(std::string_view text) {
  if (!holds(text, escape) && !holds(text, '\b') && !holds(text, '\0')) return without_returns(text);
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (c == escape) {
      at = skip_escape(text, at);
    } else if (c == '\r') {
      const Returns returns = returns_at(text, at);
      if (!returns.end_line && !at_line_start(out)) out.append(returns.end - at, '\r');
      at = returns.end;
    } else {
      if (c == '\b' && !out.empty() && out.back() != '\n') out.pop_back();
      if (c != '\b' && c != '\0') out.push_back(c);
      ++at;
    }
  }
  return out;
}

std::string visible_line(std::string_view line) {
  std::string text = normalised(line);
  text.resize(text.find_last_not_of(" \t\r") + 1);
  if (const auto overwritten = text.rfind('\r'); overwritten != std::string::npos) text.erase(0, overwritten + 1);
  return text;
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

std::optional<std::string_view> error_line(std::string_view text, std::span<const std::string> markers) {
  if (markers.empty()) return std::nullopt;
  std::array<bool, 256> begins{};
  for (const std::string& marker : markers) begins[static_cast<unsigned char>(marker.front())] = true;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t first = text.find_first_not_of(' ', at);
    if (first == std::string_view::npos) break;
    const std::size_t end = std::min(text.find('\n', first), text.size());
    const std::string_view line = text.substr(first, end - first);
    if (!line.empty() && begins[static_cast<unsigned char>(line.front())] &&
        std::ranges::any_of(markers, [&](const std::string& marker) { return line.starts_with(marker); }))
      return line;
    at = end + 1;
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
