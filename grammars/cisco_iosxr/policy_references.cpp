#include "grammars/cisco_iosxr/policy_references.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "grammars/text_lines.hpp"

namespace muster::grammars::cisco_iosxr {
namespace {

/// Words of a policy's line: brackets, commas and blanks part them. A bracket is a word of its own.
std::vector<std::string_view> tokens_of(std::string_view line) {
  std::vector<std::string_view> tokens;
  for (std::size_t at = 0; at < line.size();) {
    const char c = line[at];
    if (c == ' ' || c == '\t' || c == '\r' || c == ',') {
      ++at;
    } else if (c == '(' || c == ')') {
      tokens.push_back(line.substr(at++, 1));
    } else if (c == '\'') {
      const std::size_t end = std::min(line.find('\'', at + 1), line.size() - 1);
      tokens.push_back(line.substr(at, end - at + 1));
      at = end + 1;
    } else {
      const std::size_t end = std::min(line.find_first_of(" \t\r,()'", at), line.size());
      tokens.push_back(line.substr(at, end - at));
      at = end;
    }
  }
  return tokens;
}

struct Place {
  std::string_view before;  ///< the word in front of `in`, `matches-any` and the like
  std::string_view test;
  std::string_view kind;
  std::string_view context;
};
constexpr auto places = std::to_array<Place>({
    {"destination", "in", "prefix-set", "route-policy prefix-set"},
    {"source", "in", "prefix-set", "route-policy prefix-set"},
    {"next-hop", "in", "prefix-set", "route-policy prefix-set"},
    {"rib-has-route", "in", "prefix-set", "route-policy prefix-set"},
    {"as-path", "in", "as-path-set", "route-policy as-path in"},
    {"rd", "in", "rd-set", "route-policy rd in"},
    {"tag", "in", "tag-set", "route-policy tag in"},
    {"community", "in", "community-set", "route-policy delete community [not] in"},
    {"community", "matches-any", "community-set", "route-policy community matches-any"},
    {"community", "matches-every", "community-set", "route-policy community matches-every"},
    {"large-community", "matches-any", "large-community-set", "route-policy large-community matches-any"},
    {"large-community", "matches-every", "large-community-set", "route-policy large-community matches-every"},
    {"large-community", "in", "large-community-set", "route-policy delete large-community [not] in"},
    {"rt", "matches-any", "extcommunity-set rt", "route-policy extcommunity rt matches-any"},
    {"rt", "matches-every", "extcommunity-set rt", "route-policy extcommunity rt matches-every"},
    {"rt", "in", "extcommunity-set rt", "route-policy delete extcommunity rt in"},
    {"soo", "matches-any", "extcommunity-set soo", "route-policy extcommunity soo matches-any"},
});

/// A name of something: no literal in brackets, no parameter, no string.
bool is_name(std::string_view token) {
  return !token.empty() && token.front() != '(' && token.front() != '$' && token.front() != '\'' &&
         token.find_first_of(":/") == std::string_view::npos;
}

class Scanner {
 public:
  explicit Scanner(References& to) : to_(to) {}

  void line(std::string_view text, std::uint32_t number) {
    const std::string_view statement = trim(text);
    if (statement.empty() || statement.front() == '#') return;
    tokens_ = tokens_of(statement);
    number_ = number;
    for (std::size_t i = 0; i < tokens_.size(); ++i) token(i);
  }

 private:
  [[nodiscard]] std::string_view at(std::size_t i) const { return i < tokens_.size() ? tokens_[i] : std::string_view(); }

  void token(std::size_t i) {
    if (at(i) == "apply")
      return use("route-policy", i == 0 ? "route-policy apply (statement)" : "route-policy apply (boolean expression)", at(i + 1));
    if (at(i) == "set" && at(i + 1) == "community") return use("community-set", "route-policy set community", at(i + 2));
    if (at(i) == "set" && at(i + 1) == "large-community")
      return use("large-community-set", "route-policy set large-community", at(i + 2));
    if (at(i) == "set" && at(i + 1) == "extcommunity" && at(i + 2) == "rt")
      return use("extcommunity-set rt", "route-policy set extcommunity rt", at(i + 3));
    const std::size_t test = at(i + 1) == "not" ? i + 2 : i + 1;
    for (const Place& place : places)
      if (at(i) == place.before && at(test) == place.test) return use(place.kind, place.context, at(test + 1));
  }

  void use(std::string_view kind, std::string_view context, std::string_view name) {
    if (is_name(name)) to_.used.push_back({kind, kind, std::string(name), context, number_});
  }

  References& to_;
  std::vector<std::string_view> tokens_;
  std::uint32_t number_ = 0;
};

}  // namespace

void add_policy_uses(const Tree& tree, References& to) {
  Scanner scanner(to);
  for (const Node& node : tree.nodes()) {
    const std::string_view text = tree.text(node);
    if (node.depth != 0 || node.last_line == node.line || !text.starts_with("route-policy ")) continue;
    LineScanner lines(text);
    TextLine line;
    (void)lines.next(line);  // its own name
    while (lines.next(line)) scanner.line(line.text, node.line + line.number - 1);
  }
  std::ranges::stable_sort(to.used, {}, &StructureUse::line);
}

}  // namespace muster::grammars::cisco_iosxr
