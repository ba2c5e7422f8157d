#include <algorithm>
#include <limits>

#include "policy/arena_vector.hpp"
#include "policy/evaluation.hpp"
#include "policy/functions.hpp"
#include "policy/text_format.hpp"
#include "policy/utf8.hpp"

namespace muster::policy {
namespace {

using Arguments = std::span<const Value>;

Value starts_with(Evaluation&, Arguments arguments) {
  return make_bool(arguments[0].string().starts_with(arguments[1].string()));
}
Value ends_with(Evaluation&, Arguments arguments) {
  return make_bool(arguments[0].string().ends_with(arguments[1].string()));
}

Value contains_text(Evaluation& evaluation, Arguments arguments) {
  evaluation.spend(arguments[0].size / 16);
  return make_bool(arguments[0].string().find(arguments[1].string()) != std::string_view::npos);
}

Value matches(Evaluation& evaluation, Arguments arguments) {
  constexpr std::uint64_t compile_steps = 2000;
  if (!evaluation.spend(compile_steps + arguments[1].size * 16ULL + arguments[0].size / 8))
    return make_error("over budget");
  std::string error;
  const auto pattern = Regex::compile(arguments[1].string(), &error);
  return pattern ? make_bool(pattern->search(arguments[0].string()))
                 : evaluation.error("invalid regular expression: " + error);
}

Value out_of_range(Evaluation& evaluation, std::int64_t index) {
  return evaluation.error("index out of range: " + std::to_string(index));
}

/// The byte at which a character begins; nothing if the index is outside of [0, size].
std::optional<std::size_t> offset_of(Evaluation& evaluation, std::string_view text, std::int64_t index) {
  evaluation.spend(text.size() / 16);
  if (index < 0 || index > static_cast<std::int64_t>(count_characters(text))) return std::nullopt;
  return character_offset(text, static_cast<std::size_t>(index));
}

Value char_at(Evaluation& evaluation, Arguments arguments) {
  const std::string_view text = arguments[0].string();
  const auto at = offset_of(evaluation, text, arguments[1].integer);
  if (!at) return out_of_range(evaluation, arguments[1].integer);
  return make_text(*at == text.size() ? std::string_view() : text.substr(*at, character_length(text.substr(*at))));
}

Value index_from(Evaluation& evaluation, std::string_view text, std::string_view part, std::int64_t from) {
  const auto begin = offset_of(evaluation, text, from);
  if (!begin) return out_of_range(evaluation, from);
  const std::size_t found = text.find(part, *begin);
  return make_int(found == std::string_view::npos ? -1
                                                  : static_cast<std::int64_t>(count_characters(text.substr(0, found))));
}
Value index_of(Evaluation& evaluation, Arguments a) { return index_from(evaluation, a[0].string(), a[1].string(), 0); }
Value index_of_from(Evaluation& evaluation, Arguments a) {
  return index_from(evaluation, a[0].string(), a[1].string(), a[2].integer);
}

Value last_index_from(Evaluation& evaluation, std::string_view text, std::string_view part,
                      std::optional<std::int64_t> from) {
  std::size_t begin = std::string_view::npos;
  if (from) {
    const auto at = offset_of(evaluation, text, *from);
    if (!at) return out_of_range(evaluation, *from);
    begin = *at;
  }
  const std::size_t found = text.rfind(part, begin);
  return make_int(found == std::string_view::npos ? -1
                                                  : static_cast<std::int64_t>(count_characters(text.substr(0, found))));
}
Value last_index_of(Evaluation& evaluation, Arguments a) {
  return last_index_from(evaluation, a[0].string(), a[1].string(), std::nullopt);
}
Value last_index_of_from(Evaluation& evaluation, Arguments a) {
  return last_index_from(evaluation, a[0].string(), a[1].string(), a[2].integer);
}

Value substring(Evaluation& evaluation, Arguments arguments) {
  const std::string_view text = arguments[0].string();
  const auto begin = offset_of(evaluation, text, arguments[1].integer);
  if (!begin) return out_of_range(evaluation, arguments[1].integer);
  if (arguments.size() == 2) return make_text(text.substr(*begin));
  const auto end = offset_of(evaluation, text, arguments[2].integer);
  if (!end) return out_of_range(evaluation, arguments[2].integer);
  if (*end < *begin)
    return evaluation.error("invalid substring range. start: " + std::to_string(arguments[1].integer) +
                            ", end: " + std::to_string(arguments[2].integer));
  return make_text(text.substr(*begin, *end - *begin));
}

Value join_with(Evaluation& evaluation, const List& list, std::string_view separator) {
  ArenaText joined(evaluation.arena());
  for (std::uint32_t i = 0; i < list.size; ++i) {
    const Value item = list.at(i);
    if (item.kind != Kind::string) return make_error("no such overload");
    if (!evaluation.spend(1 + (item.size + separator.size()) / 16)) return make_error("over budget");
    if (i > 0) joined += separator;
    joined += item.string();
  }
  return make_text(joined.view());
}
Value join(Evaluation& evaluation, Arguments arguments) { return join_with(evaluation, *arguments[0].list, {}); }
Value join_separated(Evaluation& evaluation, Arguments arguments) {
  return join_with(evaluation, *arguments[0].list, arguments[1].string());
}

Value replace_some(Evaluation& evaluation, Arguments arguments, std::int64_t limit) {
  const std::string_view text = arguments[0].string();
  const std::string_view from = arguments[1].string();
  const std::string_view to = arguments[2].string();
  ArenaText replaced(evaluation.arena());
  std::size_t at = 0;
  for (std::int64_t count = 0; count != limit && at <= text.size(); ++count) {
    const std::size_t found = text.find(from, at);
    if (found == std::string_view::npos) break;
    if (!evaluation.spend(1 + (found - at + to.size()) / 16)) return make_error("over budget");
    replaced += text.substr(at, found - at);
    replaced += to;
    at = found + from.size();
    if (from.empty()) {  // between all characters
      if (at == text.size()) return make_text(replaced.view());
      const std::size_t length = character_length(text.substr(at));
      replaced += text.substr(at, length);
      at += length;
    }
  }
  replaced += text.substr(std::min(at, text.size()));
  return make_text(replaced.view());
}
Value replace(Evaluation& evaluation, Arguments arguments) { return replace_some(evaluation, arguments, -1); }
Value replace_limited(Evaluation& evaluation, Arguments arguments) {
  return replace_some(evaluation, arguments, std::max<std::int64_t>(arguments[3].integer, -1));
}

Value split_some(Evaluation& evaluation, std::string_view text, std::string_view separator, std::int64_t limit) {
  ArenaVector<Value> parts(evaluation.arena());
  if (limit == 0) return evaluation.list({});
  while (limit < 0 || static_cast<std::int64_t>(parts.size()) + 1 < limit) {
    std::size_t found = separator.empty() ? character_length(text.empty() ? " " : text) : text.find(separator);
    if (separator.empty() && found >= text.size()) break;
    if (found == std::string_view::npos || !evaluation.spend(1 + found / 16)) break;
    parts.push_back(make_text(text.substr(0, found)));
    text.remove_prefix(found + separator.size());
  }
  parts.push_back(make_text(text));
  return evaluation.list(parts.items());
}
Value split(Evaluation& evaluation, Arguments a) { return split_some(evaluation, a[0].string(), a[1].string(), -1); }
Value split_limited(Evaluation& evaluation, Arguments a) {
  return split_some(evaluation, a[0].string(), a[1].string(), a[2].integer);
}

Value reverse(Evaluation& evaluation, Arguments arguments) {
  const std::string_view text = arguments[0].string();
  if (!evaluation.spend(text.size() / 8)) return make_error("over budget");
  const std::span<char> reversed = evaluation.arena().make<char>(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = character_length(text.substr(at));
    text.copy(reversed.data() + (text.size() - at - length), length, at);
    at += length;
  }
  return make_text({reversed.data(), reversed.size()});
}

template <char First, char Last, int Shift>
Value change_case(Evaluation& evaluation, Arguments arguments) {
  const std::string_view text = arguments[0].string();
  if (!evaluation.spend(text.size() / 16)) return make_error("over budget");
  const std::span<char> changed = evaluation.arena().make<char>(text.size());
  std::ranges::transform(text, changed.begin(),
                         [](char c) { return c >= First && c <= Last ? static_cast<char>(c + Shift) : c; });
  return make_text({changed.data(), changed.size()});
}

/// Length of the white space character at the start: Unicode's White_Space; 0 if it is another.
std::size_t white_space(std::string_view text) {
  if (text.empty()) return 0;
  const char c = text.front();
  if (c == ' ' || (c >= '\t' && c <= '\r')) return 1;
  for (const std::string_view space :
       {"\u0085", "\u00a0", "\u1680", "\u2000", "\u2001", "\u2002", "\u2003", "\u2004", "\u2005", "\u2006", "\u2007",
        "\u2008", "\u2009", "\u200a", "\u2028", "\u2029", "\u202f", "\u205f", "\u3000"})
    if (text.starts_with(space)) return space.size();
  return 0;
}

Value trim(Evaluation& evaluation, Arguments arguments) {
  std::string_view text = arguments[0].string();
  evaluation.spend(text.size() / 8);
  while (const std::size_t length = white_space(text)) text.remove_prefix(length);
  std::size_t end = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t blank = white_space(text.substr(at));
    at += blank > 0 ? blank : character_length(text.substr(at));
    if (blank == 0) end = at;
  }
  return make_text(text.substr(0, end));
}

Value quote(Evaluation& evaluation, Arguments arguments) {
  constexpr std::string_view special = "\a\b\f\n\r\t\v\\\"";
  constexpr std::string_view letters = "abfnrtv\\\"";
  ArenaText quoted(evaluation.arena());
  quoted += '"';
  const std::string_view text = arguments[0].string();
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = character_length(text.substr(at));
    const std::size_t found = special.find(text[at]);
    if (found != std::string_view::npos) {
      quoted += '\\';
      quoted += letters[found];
    } else if (length == 1 && static_cast<unsigned char>(text[at]) >= 0x80U) {
      quoted += "\xef\xbf\xbd";  // what is no UTF-8 becomes the replacement character
    } else {
      quoted += text.substr(at, length);
    }
    at += length;
  }
  quoted += '"';
  evaluation.spend(quoted.size() / 16);
  return make_text(quoted.view());
}

Value format(Evaluation& evaluation, Arguments arguments) {
  if (!evaluation.spend(arguments[0].size / 4 + arguments[1].list->size * 4ULL)) return make_error("over budget");
  const auto text = format_text(arguments[0].string(), *arguments[1].list);
  return text ? evaluation.text(*text) : evaluation.error(text.error());
}

constexpr FunctionRow rows[] = {
    {"string.startsWith(string) -> bool", "The text begins with the argument.", starts_with},
    {"string.endsWith(string) -> bool", "The text ends with the argument.", ends_with},
    {"string.contains(string) -> bool", "The argument stands somewhere in the text.", contains_text},
    {"string.matches(string) -> bool", "The regular expression (RE2) matches somewhere in the text.", matches},
    {"matches(string, string) -> bool", "The same.", matches},
    {"string.charAt(int) -> string", "The character at an index; empty at the end.", char_at},
    {"string.indexOf(string) -> int", "Index of the first occurrence, or -1.", index_of},
    {"string.indexOf(string, int) -> int", "The same, from an index on.", index_of_from},
    {"string.lastIndexOf(string) -> int", "Index of the last occurrence, or -1.", last_index_of},
    {"string.lastIndexOf(string, int) -> int", "The same, at or before an index.", last_index_of_from},
    {"string.substring(int) -> string", "From an index to the end.", substring},
    {"string.substring(int, int) -> string", "From an index up to another.", substring},
    {"list(string).join() -> string", "All texts, one after the other.", join},
    {"list(string).join(string) -> string", "The same, with a separator.", join_separated},
    {"string.replace(string, string) -> string", "Replaces all occurrences.", replace},
    {"string.replace(string, string, int) -> string", "Replaces at most so many.", replace_limited},
    {"string.split(string) -> list(string)", "The parts between the separators.", split},
    {"string.split(string, int) -> list(string)", "At most so many parts.", split_limited},
    {"string.reverse() -> string", "The characters in reverse order.", reverse},
    {"string.lowerAscii() -> string", "A to Z become a to z.", change_case<'A', 'Z', 'a' - 'A'>},
    {"string.upperAscii() -> string", "a to z become A to Z.", change_case<'a', 'z', 'A' - 'a'>},
    {"string.trim() -> string", "Without white space at its ends.", trim},
    {"strings::quote(string) -> string", "In double quotes, with escapes.", quote},
    {"string.format(list(A)) -> string", "Fills in %s %d %f %e %b %o %x %X.", format},
};

}  // namespace

std::span<const FunctionRow> text_functions() { return rows; }

}  // namespace muster::policy
