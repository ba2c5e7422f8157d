#include "bench/grammars/hand_written.hpp"

#include <cstring>

namespace muster::bench {
namespace {

using grammars::Node;
using grammars::cisco::AccessEntry;
using grammars::cisco::AddressMatch;
using grammars::cisco::PortMatch;

/// A line's words, one after the other.
class Words {
 public:
  explicit Words(std::string_view text) : at_(text.data()), end_(text.data() + text.size()) { skip(); }
  bool done() const { return at_ == end_; }
  std::string_view next() {
    const char* const begin = at_;
    while (at_ != end_ && *at_ != ' ') ++at_;
    const std::string_view word(begin, static_cast<std::size_t>(at_ - begin));
    skip();
    return word;
  }
  std::string_view peek() const {
    const char* at = at_;
    while (at != end_ && *at != ' ') ++at;
    return {at_, static_cast<std::size_t>(at - at_)};
  }

 private:
  void skip() {
    while (at_ != end_ && *at_ == ' ') ++at_;
  }
  const char* at_;
  const char* end_;
};

bool number(std::string_view word, std::uint32_t limit, std::uint32_t& value) {
  value = 0;
  for (const char c : word) {
    if (c < '0' || c > '9') return false;
    value = value * 10 + static_cast<std::uint32_t>(c - '0');
    if (value > limit) return false;
  }
  return !word.empty();
}

bool address(std::string_view word, std::uint32_t& value) {
  value = 0;
  std::size_t at = 0;
  for (int part = 0; part < 4; ++part) {
    if (part > 0 && (at >= word.size() || word[at++] != '.')) return false;
    std::uint32_t octet = 0;
    const std::size_t begin = at;
    for (; at < word.size() && word[at] >= '0' && word[at] <= '9'; ++at) octet = octet * 10 + static_cast<std::uint32_t>(word[at] - '0');
    if (at == begin || at - begin > 3 || octet > 255) return false;
    value = value << 8 | octet;
  }
  return at == word.size();
}

bool side(Words& words, AddressMatch& match) {
  const std::string_view word = words.next();
  if (word == "any") return true;
  if (word == "host") {
    match.kind = AddressMatch::Kind::host;
    return address(words.next(), match.address);
  }
  match.kind = AddressMatch::Kind::network;
  return address(word, match.address) && address(words.next(), match.wildcard);
}

bool port(Words& words, PortMatch& match) {
  const std::string_view word = words.next();
  std::uint32_t value = 0;
  if (!number(word, 65535, value)) {
    if (word == "snmp") value = 161;
    else if (word == "domain") value = 53;
    else if (word == "www") value = 80;
    else if (word == "telnet") value = 23;
    else return false;
  }
  match.ports[match.count++] = static_cast<std::uint16_t>(value);
  return true;
}

bool ports(Words& words, PortMatch& match) {
  const std::string_view word = words.peek();
  if (word == "eq") {
    words.next();
    match.op = PortMatch::Operator::eq;
    return port(words, match);
  }
  if (word == "range") {
    words.next();
    match.op = PortMatch::Operator::range;
    return port(words, match) && port(words, match);
  }
  return true;
}

}  // namespace

std::vector<Node> hand_written_tree(std::string_view input) {
  std::vector<Node> nodes;
  nodes.reserve(input.size() / 32 + 8);
  std::vector<std::pair<std::uint32_t, std::uint32_t>> open;  // node, indentation
  const char* const base = input.data();
  const char* const end = base + input.size();
  std::uint32_t line = 0;
  for (const char* at = base; at < end;) {
    ++line;
    const auto* const newline = static_cast<const char*>(std::memchr(at, '\n', static_cast<std::size_t>(end - at)));
    const char* const stop = newline != nullptr ? newline : end;
    const char* text = at;
    while (text < stop && *text == ' ') ++text;
    const char* last = stop;
    while (last > text && (last[-1] == ' ' || last[-1] == '\r')) --last;
    const auto indent = static_cast<std::uint32_t>(text - at);
    at = stop + 1;
    if (text == last || *text == '!') continue;
    const std::uint32_t first_line = line;
    if (last - text > 7 && std::memcmp(text, "banner ", 7) == 0) {
      const std::string_view rest(text + 7, static_cast<std::size_t>(end - text - 7));
      const std::size_t sign = rest.find("^C");
      const std::size_t close = sign == std::string_view::npos ? sign : rest.find("^C", sign + 2);
      if (close != std::string_view::npos) {
        last = rest.data() + close + 2;
        for (const char* p = stop; p < last; ++p) line += *p == '\n' ? 1 : 0;
        const auto* const after = static_cast<const char*>(std::memchr(last, '\n', static_cast<std::size_t>(end - last)));
        at = after != nullptr ? after + 1 : end;
      }
    }
    while (!open.empty() && open.back().second >= indent) {
      nodes[open.back().first].subtree_end = static_cast<std::uint32_t>(nodes.size());
      open.pop_back();
    }
    open.push_back({static_cast<std::uint32_t>(nodes.size()), indent});
    nodes.push_back({static_cast<std::uint32_t>(text - base), static_cast<std::uint32_t>(last - base), first_line, line, 0,
                     static_cast<std::uint32_t>(open.size() - 1)});
  }
  for (const auto& [node, indent] : open) nodes[node].subtree_end = static_cast<std::uint32_t>(nodes.size());
  return nodes;
}

bool hand_written_entry(std::string_view line, AccessEntry& entry) {
  Words words(line);
  std::uint32_t value = 0;
  if (number(words.peek(), 0xffffffffU / 10, value)) {
    entry.sequence = value;
    words.next();
  }
  const std::string_view action = words.next();
  if (action == "permit") entry.permit = true;
  else if (action != "deny") return false;
  entry.protocol = words.next();
  if (entry.protocol == "tcp" || entry.protocol == "udp") entry.has_ports = true;
  else if (entry.protocol != "ip" && entry.protocol != "icmp") return false;
  if (!side(words, entry.source) || (entry.has_ports && !ports(words, entry.source_port))) return false;
  if (!side(words, entry.destination) || (entry.has_ports && !ports(words, entry.destination_port))) return false;
  while (!words.done()) {
    const std::string_view option = words.next();
    if (option == "log") entry.log = true;
    else if (option == "established") entry.established = true;
    else return false;
  }
  return true;
}

}  // namespace muster::bench
