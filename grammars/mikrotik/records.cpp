#include "grammars/mikrotik/records.hpp"

#include <algorithm>

namespace muster::grammars::mikrotik {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
constexpr std::size_t most_settings = 200;  ///< no object has as many
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '+'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::size_t indentation(std::string_view line) {
  const std::size_t at = line.find_first_not_of(" \t");
  return at == std::string_view::npos ? line.size() : at;
}

bool is_key_byte(char c) { return (c >= 'a' && c <= 'z') || is_digit(c) || c == '-' || c == '.'; }

/// The length of `key` where `key=` begins at `at`; 0 if none does.
std::size_t key_at(std::string_view text, std::size_t at) {
  if (at >= text.size() || text[at] < 'a' || text[at] > 'z') return 0;
  std::size_t end = at;
  while (end < text.size() && is_key_byte(text[end])) ++end;
  return end < text.size() && text[end] == '=' ? end - at : 0;
}

/// "17:20:06 echo: system,error ..." and "jan/02 17:20:06 ..."
bool is_message(std::string_view line) {
  return line.size() > 9 && is_digit(line[0]) && is_digit(line[1]) && line[2] == ':' && line[5] == ':' &&
         line.substr(8).starts_with(" echo: ");
}

/// An index or flags, and then a comment or the first key. Lines below the first are indented at least as far.
bool begins_record(std::string_view line) {
  constexpr std::size_t deepest_index = 5;
  constexpr std::size_t deepest_flags = 4;
  const std::size_t deep = indentation(line);
  Words words(line);
  std::string_view word = words.next();
  const bool indexed = !word.empty() && std::ranges::all_of(word, is_digit);
  if (deep > (indexed ? deepest_index : deepest_flags)) return false;
  if (indexed) word = words.next();
  bool flagged = false;
  for (int i = 0; i < 8 && !word.empty() && word.size() <= 8 && std::ranges::all_of(word, is_letter); ++i) {
    word = words.next();
    flagged = true;
  }
  return (indexed || flagged) && (word.starts_with(";;;") || key_at(word, 0) != 0);
}

std::string quoted(std::string_view text, std::size_t& at) {
  std::string value;
  for (++at; at < text.size() && text[at] != '"'; ++at) {
    if (text[at] == '\\' && at + 1 < text.size()) ++at;
    value += text[at];
  }
  if (at < text.size()) ++at;
  return value;
}

/// The one setting that stands without a value.
bool is_flag_word(std::string_view text, std::size_t at) {
  constexpr std::string_view word = "blackhole";
  const std::size_t end = at + word.size();
  return text.substr(at).starts_with(word) && (end == text.size() || is_blank(text[end]));
}

/// Up to the blank before the next key, or to the end.
std::string bare(std::string_view text, std::size_t& at) {
  std::string value;
  while (at < text.size()) {
    if (!is_blank(text[at])) {
      value += text[at++];
      continue;
    }
    std::size_t next = at;
    while (next < text.size() && is_blank(text[next])) ++next;
    if (next == text.size() || key_at(text, next) != 0 || is_flag_word(text, next)) break;
    // The screen cuts lists after a comma.
    if (!value.empty() && value.back() != ',') value += ' ';
    at = next;
  }
  return value;
}

}  // namespace

const std::string* Record::find(std::string_view key) const {
  const auto found = std::ranges::find(settings, key, [](const auto& each) { return each.first; });
  return found == settings.end() ? nullptr : &found->second;
}

LineKind LineKinds::next(std::string_view line) {
  const std::string_view text = trim(line);
  if (text.empty()) {
    in_legend_ = in_record_ = false;
    return LineKind::blank;
  }
  if (text.starts_with("Flags:") || text.starts_with("Columns:")) {
    in_legend_ = true;
    in_record_ = false;
    return LineKind::legend;
  }
  if (is_message(text)) return LineKind::message;
  // "C - connect, S - static, ..."
  if (in_legend_ && text.size() > 4 && is_letter(text[0]) && text.find(" - ") <= 2) return LineKind::legend;
  if (begins_record(line)) {
    in_legend_ = false;
    in_record_ = true;
    return LineKind::begin;
  }
  return in_record_ && indentation(line) > 3 ? LineKind::further : LineKind::other;
}

Record parse_record(std::string_view text) {
  Record record;
  std::size_t at = indentation(text);
  while (at < text.size() && is_digit(text[at])) ++at;
  while (at < text.size() && is_blank(text[at])) ++at;
  const std::size_t flags = at;
  while (at < text.size() && key_at(text, at) == 0 && (is_letter(text[at]) || is_blank(text[at]))) {
    const std::size_t word = at;
    while (at < text.size() && is_letter(text[at])) ++at;
    while (at < text.size() && is_blank(text[at])) ++at;
    if (at == word) break;
  }
  record.flags = trim(text.substr(flags, at - flags));
  if (text.substr(at).starts_with(";;;")) at = std::min(text.find('\n', at), text.size());
  while (at < text.size()) {
    while (at < text.size() && is_blank(text[at])) ++at;
    const std::size_t length = key_at(text, at);
    if (length == 0) {
      if (is_flag_word(text, at) && record.settings.size() < most_settings)
        record.settings.emplace_back("blackhole", "yes");
      while (at < text.size() && !is_blank(text[at])) ++at;
      continue;
    }
    if (record.settings.size() >= most_settings) {
      record.ambiguous = true;
      break;
    }
    const std::string_view key = text.substr(at, length);
    at += length + 1;
    std::string value = at < text.size() && text[at] == '"' ? quoted(text, at) : bare(text, at);
    if (record.find(key) != nullptr) record.ambiguous = true;
    record.settings.emplace_back(key, std::move(value));
  }
  return record;
}

std::int64_t parse_uptime_words(std::string_view text) {
  std::int64_t total = 0;
  std::int64_t number = -1;
  for (const char c : text) {
    if (is_digit(c)) {
      number = (number < 0 ? 0 : number) * 10 + (c - '0');
      if (number > 1000000000) return -1;
      continue;
    }
    const std::int64_t unit = c == 'w' ? 604800 : c == 'd' ? 86400 : c == 'h' ? 3600 : c == 'm' ? 60 : c == 's' ? 1 : 0;
    if (unit == 0 || number < 0) return -1;
    total += number * unit;
    number = -1;
  }
  return number >= 0 || text.empty() ? -1 : total;
}

}  // namespace muster::grammars::mikrotik
