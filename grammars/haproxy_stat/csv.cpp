#include "grammars/haproxy_stat/csv.hpp"

namespace muster::grammars::haproxy_stat {
namespace {

/// Where the quoted value that begins at `begin` ends, at its closing quote; npos if nowhere. Two quotes stand for one.
std::size_t closing_quote(std::string_view line, std::size_t begin) {
  for (std::size_t at = begin + 1; (at = line.find('"', at)) != line.npos; at += 2)
    if (at + 1 == line.size() || line[at + 1] != '"') return at;
  return line.npos;
}

}  // namespace

bool split_csv(std::string_view line, std::vector<std::string_view>& values) {
  values.clear();
  for (std::size_t at = 0; at < line.size();) {
    std::size_t end = 0;
    if (line[at] == '"') {
      const std::size_t close = closing_quote(line, at);
      if (close == line.npos || (close + 1 < line.size() && line[close + 1] != ',')) return false;
      values.push_back(line.substr(at + 1, close - at - 1));
      end = close + 1;
    } else {
      end = line.find(',', at);
      if (end == line.npos) end = line.size();
      values.push_back(line.substr(at, end - at));
    }
    at = end + 1;
  }
  return true;
}

}  // namespace muster::grammars::haproxy_stat
