#include <cstdio>
#include <set>
#include <string>
#include <string_view>

#include "grammars/format.hpp"

/// Prints libFuzzer's dictionary of a format, made from the keywords that it declares: each word, each path of a block.
/// usage: muster_fuzz_dictionary FORMAT
namespace {

using namespace muster;

constexpr std::size_t longest = 64;  ///< libFuzzer's own limit

/// The pieces of `path` between separators, without the wildcard.
void split(std::string_view path, char separator, std::set<std::string>& into) {
  while (!path.empty()) {
    const std::size_t end = std::min(path.find(separator), path.size());
    const std::string_view piece = path.substr(0, end);
    if (!piece.empty() && piece != "*" && piece.size() <= longest) into.emplace(piece);
    path.remove_prefix(std::min(end + 1, path.size()));
  }
}

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

}  // namespace

int main(int count, char** arguments) {
  const grammars::Format* const format = count == 2 ? grammars::find_format(arguments[1]) : nullptr;
  if (format == nullptr) return 2;
  std::set<std::string> words;
  if (format->keywords != nullptr)
    for (const grammars::KeywordInfo& keyword : format->keywords()) {
      split(keyword.path, '/', words);
      split(keyword.path, ' ', words);
    }
  std::set<std::string> single;
  for (const std::string& word : words) split(word, '/', single);
  words.merge(single);
  std::printf("# words of %s\n", arguments[1]);  // libFuzzer refuses an empty file
  for (const std::string& word : words) std::printf("%s\n", quoted(word).c_str());
}
