#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <string_view>

#include "grammars/format.hpp"

/// Writes libFuzzer's dictionary of each format into a folder, made from the keywords that it declares: each word, each
/// path of a block.
/// usage: muster_fuzz_dictionary FOLDER
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
  if (count != 2) return 2;
  for (const grammars::Format* const format : grammars::formats()) {
    std::set<std::string> words;
    if (format->keywords != nullptr)
      for (const grammars::KeywordInfo& keyword : format->keywords()) {
        split(keyword.path, '/', words);
        split(keyword.path, ' ', words);
      }
    std::set<std::string> single;
    for (const std::string& word : words) split(word, '/', single);
    words.merge(single);
    std::ofstream file(std::filesystem::path(arguments[1]) / std::string(format->name));
    file << "# words of " << format->name << '\n';  // libFuzzer refuses an empty file
    for (const std::string& word : words) file << quoted(word) << '\n';
    if (!file.flush()) return 1;
  }
}
