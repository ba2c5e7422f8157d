#include <catch2/catch.hpp>

#include <map>
#include <string>
#include <vector>

#include "grammars/format.hpp"

/// What a handler of a block does when the head of its block only forgot something.
namespace {

using namespace muster;

struct Block {
  std::vector<std::string> heads;  ///< the statements around it, outermost first
  std::vector<std::string> lines;  ///< keywords that may stand in it
};

std::vector<std::string> statements(std::string path) {
  for (std::size_t star = 0; (star = path.find('*', star)) != std::string::npos;) path.replace(star, 1, "1");
  std::vector<std::string> all;
  for (std::size_t slash = 0; (slash = path.find('/')) != std::string::npos; path.erase(0, slash + 1))
    all.push_back(path.substr(0, slash));
  all.push_back(path);
  return all;
}

std::vector<Block> blocks_of(const grammars::Format& format) {
  std::map<std::vector<std::string>, std::vector<std::string>> lines;
  for (const grammars::KeywordInfo& keyword : format.keywords()) {
    std::vector<std::string> words = statements(keyword.path);
    const std::string last = words.back();
    words.pop_back();
    if (!words.empty()) lines[words].push_back(last);
  }
  std::vector<Block> blocks;
  for (auto& [heads, below] : lines) blocks.push_back({heads, below});
  return blocks;
}

/// The block once for each of its lines, with head `negated` undone.
std::string text_of(const Block& block, std::size_t negated) {
  std::string text;
  for (const std::string& line : block.lines) {
    for (std::size_t depth = 0; depth < block.heads.size(); ++depth)
      text += std::string(depth, ' ') + (depth == negated ? "no " : "") + block.heads[depth] + " 1\n";
    text += std::string(block.heads.size(), ' ') + line + " 1\n";
  }
  return text;
}

}  // namespace

TEST_CASE("no format falls over a block below a statement that undoes its head") {
  std::size_t texts = 0;
  for (const grammars::Format* const format : grammars::formats()) {
    if (format->keywords == nullptr) continue;
    for (const Block& block : blocks_of(*format))
      for (std::size_t negated = 0; negated < block.heads.size(); ++negated) {
        const std::string text = text_of(block, negated);
        model::Device device;
        INFO(format->name << ": no " << block.heads[negated]);
        CHECK(format->read(text, {}, device).lines.size() == block.lines.size() * (block.heads.size() + 1));
        ++texts;
      }
  }
  CHECK(texts > 100);
}
