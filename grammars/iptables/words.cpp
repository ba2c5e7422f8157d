#include "grammars/iptables/words.hpp"

namespace muster::grammars::iptables {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

std::size_t quoted_end(std::string_view line, std::size_t at) {
  while (at < line.size() && line[at] != '"') at += line[at] == '\\' ? 2U : 1U;
  return at < line.size() ? at : line.size();
}

}  // namespace

void split_words(std::string_view line, std::vector<Word>& words) {
  words.clear();
  std::size_t at = 0;
  while (true) {
    while (at < line.size() && is_blank(line[at])) ++at;
    if (at == line.size()) return;
    const std::size_t begin = at;
    if (line[at] == '"') {
      const std::size_t end = quoted_end(line, at + 1);
      words.push_back({line.substr(begin + 1, end - begin - 1), line.data() + begin, true, end < line.size()});
      at = end < line.size() ? end + 1 : end;
      continue;
    }
    while (at < line.size() && !is_blank(line[at])) ++at;
    words.push_back({line.substr(begin, at - begin), line.data() + begin, false, true});
  }
}

}  // namespace muster::grammars::iptables
