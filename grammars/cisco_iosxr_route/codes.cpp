#include "grammars/cisco_iosxr_route/codes.hpp"

#include <algorithm>
#include <array>

#include "grammars/text_lines.hpp"

namespace muster::grammars::cisco_iosxr_route {
namespace {

struct Code {
  char letter;
  std::string_view protocol;
};
constexpr auto codes = std::to_array<Code>({{'C', "connected"}, {'S', "static"},   {'R', "rip"},    {'B', "bgp"},
                                            {'D', "eigrp"},     {'O', "ospf"},     {'E', "egp"},    {'i', "isis"},
                                            {'U', "static"},    {'o', "odr"},      {'L', "local"},  {'G', "dagr"},
                                            {'l', "lisp"},      {'A', "access"},   {'M', "mobile"}, {'a', "application"},
                                            {'r', "rpl"},       {'t', "te"}});
/// What may follow the letter: kinds of routes of the protocol, and marks.
constexpr auto kinds = std::to_array<std::string_view>(
    {"EX", "IA", "N1", "N2", "E1", "E2", "L1", "L2", "ia", "su", "*", "(>)", "(!)", "SBR"});

}  // namespace

std::optional<std::string_view> protocol_of(std::string_view code) {
  code = trim(code);
  if (code.empty()) return std::nullopt;
  const auto found = std::ranges::find(codes, code.front(), &Code::letter);
  if (found == codes.end()) return std::nullopt;
  code = trim(code.substr(1));
  while (!code.empty()) {
    const auto kind = std::ranges::find_if(kinds, [&](std::string_view k) { return code.starts_with(k); });
    if (kind == kinds.end()) return std::nullopt;
    code = trim(code.substr(kind->size()));
  }
  return found->protocol;
}

std::optional<std::string_view> protocol_named(std::string_view words) {
  const std::string_view name = Words(words).next();
  if (name == "eigrp" || name == "te" || name == "application") return name;
  if (name == "te-client") return "te";
  const auto found = std::ranges::find(codes, name, &Code::protocol);
  return found == codes.end() ? std::nullopt : std::optional(found->protocol);
}

}  // namespace muster::grammars::cisco_iosxr_route
