#include "grammars/cisco/text_blocks.hpp"

#include <algorithm>
#include <cstring>

namespace muster::grammars::cisco {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

/// The offset behind `word` and the blanks after it; 0 if the text does not begin with it.
std::size_t after_word(std::string_view text, std::string_view word) {
  if (!text.starts_with(word) || text.size() == word.size() || !is_blank(text[word.size()])) return 0;
  std::size_t at = word.size();
  while (at < text.size() && is_blank(text[at])) ++at;
  return at;
}

/// Whatever delimiter was typed, IOS prints ETX, as `^C`: one delimiter.
std::string_view delimiter_at(std::string_view text) {
  if (text.starts_with("^C")) return text.substr(0, 2);
  return text.substr(0, 1);
}

/// From the delimiter's first occurrence to its second; a text without end is taken as one line, so that a banner
/// that was cut short cannot hide what may follow it.
std::size_t delimited(std::string_view input, std::size_t at, std::size_t line_end) {
  if (at >= line_end) return line_end;
  const std::string_view delimiter = delimiter_at(input.substr(at, line_end - at));
  const std::size_t close = input.find(delimiter, at + delimiter.size());
  if (close == std::string_view::npos) return line_end;
  return std::max(close + delimiter.size(), line_end);
}

/// `banner motd ^C...`: the delimiter is what follows the kind of banner.
std::size_t banner_end(std::string_view input, std::size_t begin, std::size_t line_end, std::size_t kind) {
  std::size_t at = begin + kind;
  static constexpr std::string_view kinds[] = {"motd",           "login",     "exec", "incoming", "slip-ppp",
                                               "prompt-timeout", "config-save", "text", "title"};
  const std::string_view rest = input.substr(at, line_end - at);
  for (const std::string_view name : kinds)
    if (const std::size_t behind = after_word(rest, name)) return delimited(input, at + behind, line_end);
  return delimited(input, at, line_end);
}

/// Lines of hex up to a line `quit`. Anything else ends the block: it is no certificate then.
std::size_t hex_end(std::string_view input, std::size_t line_end) {
  std::size_t end = line_end;
  while (end < input.size()) {
    std::size_t at = end + 1;
    const void* const newline = at < input.size() ? std::memchr(input.data() + at, '\n', input.size() - at) : nullptr;
    const std::size_t stop = newline == nullptr
                                 ? input.size()
                                 : static_cast<std::size_t>(static_cast<const char*>(newline) - input.data());
    while (at < stop && is_blank(input[at])) ++at;
    std::string_view text = input.substr(at, stop - at);
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    if (text == "quit") return stop;
    const bool hex = !text.empty() && std::ranges::all_of(text, [](char c) {
      return c == ' ' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
    });
    if (!hex) return end;
    end = stop;
  }
  return end;
}

/// Lines up to `last`, none of which is configuration: `macro name X` ... `@`, `http-raw-request` ... `exit`. Without that
/// line, before the next one that begins with `head`, it is one line: a text that was cut short hides nothing.
std::size_t lines_end(std::string_view input, std::size_t line_end, std::string_view head, std::string_view last) {
  for (std::size_t at = line_end; at < input.size();) {
    const std::size_t begin = at + 1;
    at = std::min(input.find('\n', begin), input.size());
    std::string_view line = input.substr(std::min(begin, input.size()), at - std::min(begin, at));
    while (!line.empty() && is_blank(line.front())) line.remove_prefix(1);
    if (line.starts_with(head)) break;
    while (!line.empty() && is_blank(line.back())) line.remove_suffix(1);
    if (line == last) return at;
  }
  return line_end;
}

/// The text of `busy-message HOST ^C...`.
std::size_t after_name(std::string_view input, std::size_t begin, std::size_t line_end, std::size_t name) {
  std::size_t at = std::min(input.find(' ', begin + name), line_end);
  while (at < line_end && is_blank(input[at])) ++at;
  return delimited(input, at, line_end);
}

/// `menu NAME title ^C...`: what the users of a menu are shown.
std::size_t menu_end(std::string_view input, std::size_t begin, std::size_t line_end, std::size_t name) {
  const std::string_view text = input.substr(begin, line_end - begin);
  std::size_t at = std::min(text.find(' ', name), text.size());
  while (at < text.size() && is_blank(text[at])) ++at;
  for (const std::string_view what : {"title", "prompt"})
    if (const std::size_t behind = after_word(text.substr(at), what)) return delimited(input, begin + at + behind, line_end);
  return line_end;
}

}  // namespace

std::size_t text_end(std::string_view input, std::size_t begin, std::size_t line_end) {
  const std::string_view text = input.substr(begin, line_end - begin);
  switch (text.front()) {
    case 'a':
      for (const std::string_view name : {"aaa authentication banner", "aaa authentication fail-message"})
        if (const std::size_t at = after_word(text, name)) return delimited(input, begin + at, line_end);
      return line_end;
    case 'b':
      if (const std::size_t kind = after_word(text, "banner")) return banner_end(input, begin, line_end, kind);
      if (const std::size_t host = after_word(text, "busy-message")) return after_name(input, begin, line_end, host);
      return line_end;
    case 'v':
      if (const std::size_t at = after_word(text, "vacant-message")) return delimited(input, begin + at, line_end);
      return line_end;
    case 'h':
      return text.starts_with("http-raw-request") ? lines_end(input, line_end, "http-raw-request", "exit") : line_end;
    case 'm':
      if (after_word(text, "macro name") != 0) return lines_end(input, line_end, "macro name", "@");
      if (const std::size_t name = after_word(text, "menu")) return menu_end(input, begin, line_end, name);
      return line_end;
    case 'r':
      if (const std::size_t at = after_word(text, "refuse-message")) return delimited(input, begin + at, line_end);
      return line_end;
    case 'c':
      return after_word(text, "certificate") != 0 ? hex_end(input, line_end) : line_end;
    case 'k':
      return text.starts_with("key-string") && text.find_first_not_of(" \t\r", 10) == std::string_view::npos
                 ? hex_end(input, line_end)
                 : line_end;
    default: return line_end;
  }
}

std::string banner_text(std::string_view text) {
  if (text.empty()) return {};
  const std::string_view delimiter = delimiter_at(text);
  text.remove_prefix(delimiter.size());
  text = text.substr(0, text.rfind(delimiter));
  while (!text.empty() && (text.front() == '\n' || text.front() == '\r')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.remove_suffix(1);
  return std::string(text);
}

}  // namespace muster::grammars::cisco
