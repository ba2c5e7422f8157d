#include "app/line_shape.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "grammars/format.hpp"

namespace muster::app {
namespace {

constexpr std::string_view blanks = " \t\r";
constexpr std::size_t most_words = 40;
constexpr std::string_view quoted = "\"*\"";  ///< a text in quotes, with blanks in it

std::string_view next_word(std::string_view& rest) {
  const std::size_t begin = rest.find_first_not_of(blanks);
  if (begin == std::string_view::npos) return rest = {}, std::string_view();
  rest.remove_prefix(begin);
  std::size_t end = std::min(rest.find_first_of(blanks), rest.size());
  if (rest.front() == '"' || rest.front() == '\'') {
    const std::size_t quote = rest.find(rest.front(), 1);
    if (quote != std::string_view::npos) end = std::max(end, quote + 1);
  }
  const std::string_view word = rest.substr(0, end);
  rest.remove_prefix(end);
  return word;
}

bool is_plain(std::string_view word) {
  return std::ranges::all_of(word, [](char c) { return (c >= 'a' && c <= 'z') || c == '-' || c == '_' || c == ':'; });
}

bool is_punctuation(std::string_view word) { return word.find_first_not_of("{}();,") == std::string_view::npos; }

/// What turns a line round or begins any line of its form says nothing of its kind.
bool is_prefix(std::string_view word) { return word == "no" || word == "set" || word == "delete"; }

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (std::string_view("\\.+*?()|[]{}^$").find(c) != std::string_view::npos) out.push_back('\\');
    out.push_back(c);
  }
  return out;
}

}  // namespace

std::string LineShape::text() const {
  std::string out;
  for (const Word& word : words) out.append(out.empty() ? "" : " ").append(word.text.empty() ? "*" : word.text);
  return out;
}

std::string LineShape::pattern() const {
  std::string out;
  for (const Word& word : words)
    out.append(out.empty() ? "" : " +")
        .append(word.text.empty()     ? "\\S+"
                : word.text == quoted ? "\"[^\"]*\""
                                      : escaped(word.text));
  return out;
}

std::vector<std::string> vocabulary_of(std::string_view format) {
  std::set<std::string> words;
  const grammars::Format* const found = grammars::find_format(format);
  if (found == nullptr) return {};
  for (const grammars::KeywordInfo& keyword : found->keywords()) {
    std::string_view rest = keyword.path;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find_first_of(" /"), rest.size());
      if (end > 0 && rest.substr(0, end) != "*") words.emplace(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  return {words.begin(), words.end()};
}

LineShape shape_of(std::string_view line, const std::vector<std::string>& vocabulary) {
  LineShape shape;
  bool first = true;
  for (std::string_view word = next_word(line); !word.empty(); word = next_word(line)) {
    if (shape.words.size() == most_words) {
      shape.words.back() = {};
      break;
    }
    const bool names_itself = first && word.find_first_of("0123456789") == std::string_view::npos;
    const bool known = names_itself || is_punctuation(word) || std::ranges::binary_search(vocabulary, word);
    if (word.front() == '"' && word.size() > 2 && word.find_first_of(blanks) != std::string_view::npos) {
      shape.words.push_back({std::string(quoted), true});
      first = false;
      continue;
    }
    const bool secret = word.find("<secret:") != std::string_view::npos;
    shape.words.push_back({!secret && (known || is_plain(word)) ? std::string(word) : std::string(), known && !secret});
    first = first && is_prefix(word);
  }
  return shape;
}

std::vector<LineShape> without_names(std::vector<LineShape> shapes) {
  std::size_t longest = 0;
  for (const LineShape& shape : shapes) longest = std::max(longest, shape.words.size());
  for (std::size_t place = 1; place < longest; ++place) {
    std::map<LineShape, std::set<std::string>> values;  ///< shape without this word -> what stands there
    const auto stripped = [&](LineShape shape) {
      shape.words[place] = {};
      return shape;
    };
    const auto is_candidate = [&](const LineShape& shape) {
      return place < shape.words.size() && !shape.words[place].is_known;
    };
    for (const LineShape& shape : shapes)
      if (is_candidate(shape)) values[stripped(shape)].insert(shape.words[place].text);
    for (LineShape& shape : shapes) {
      if (!is_candidate(shape)) continue;
      LineShape without = stripped(shape);
      if (values.at(without).size() >= names_at_a_place) shape = std::move(without);
    }
  }
  return shapes;
}

}  // namespace muster::app
