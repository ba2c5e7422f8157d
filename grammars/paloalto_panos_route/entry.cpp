#include "grammars/paloalto_panos_route/entry.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "grammars/text_lines.hpp"

namespace muster::grammars::paloalto_panos_route {
namespace {

/// A word of flags: "A", "A?B", "Oi", "E", "~".
bool is_flags(std::string_view word) {
  return !word.empty() && std::ranges::all_of(word, [](char c) {
    return std::string_view("A?CHS~ROBEMio12").find(c) != std::string_view::npos;
  }) && !(word.front() >= '0' && word.front() <= '9');
}

std::string_view protocol_of(std::string_view flags) {
  static constexpr auto names = std::to_array<std::pair<char, std::string_view>>({{'B', "bgp"},
                                                                                  {'S', "static"},
                                                                                  {'C', "connected"},
                                                                                  {'H', "local"},
                                                                                  {'R', "rip"},
                                                                                  {'O', "ospf"},
                                                                                  {'~', "internal"}});
  for (const auto& [flag, name] : names)
    if (flags.find(flag) != std::string_view::npos) return name;
  return {};
}

bool is_number(std::string_view word) {
  return !word.empty() && std::ranges::all_of(word, [](char c) { return c >= '0' && c <= '9'; });
}

/// The next hop: an address, "discard", or another router: "vr NAME".
bool take_next_hop(Words& words, Entry& entry) {
  const std::string_view word = words.next();
  if (word == "vr" || word == "lr") {
    entry.interface = words.next();
    return !entry.interface.empty();
  }
  if (word == "discard" || word == "reject") return entry.interface = word, true;
  const auto address = parse_ip(word);
  if (!address) return false;
  const bool none = std::ranges::all_of(address->bytes, [](auto byte) { return byte == 0; });
  if (!none) entry.via = address;
  return true;
}

}  // namespace

std::optional<Columns> take_columns(std::string_view text) {
  if (!text.starts_with("destination")) return std::nullopt;
  Columns columns{text.find("metric"), text.find("interface")};
  for (const std::string_view name : {"nexthop", "flags", "age"})
    if (text.find(name) == std::string_view::npos) return std::nullopt;
  if (columns.metric == std::string_view::npos || columns.interface == std::string_view::npos) return std::nullopt;
  return columns;
}

bool is_entry(std::string_view text) {
  const std::string_view word = Words(text).next();
  return word.find('/') != std::string_view::npos && parse_prefix(word).has_value();
}

const char* take_entry(std::string_view text, const Columns& columns, Entry& entry, std::string_view& at) {
  Words words(text);
  at = words.peek();
  const auto prefix = parse_prefix(words.next());
  if (!prefix) return "a destination";
  entry.prefix = *prefix;
  at = words.peek();
  if (!take_next_hop(words, entry)) return "a next hop";
  at = words.peek();
  if (is_number(at) && !parse_number(words.next(), entry.metric)) return "a metric";
  const char* const flags_begin = words.peek().data();
  at = words.peek();
  if (!is_flags(at)) return "flags";
  while (is_flags(words.peek())) at = words.next();
  const std::string_view flags(flags_begin, static_cast<std::size_t>(at.data() + at.size() - flags_begin));
  entry.active = flags.find('A') != std::string_view::npos;
  entry.protocol = protocol_of(flags);
  at = flags;
  if (entry.protocol.empty()) return "a source of the route among the flags";
  for (std::string_view word = words.next(); !word.empty(); word = words.next()) {
    const bool before_interface = static_cast<std::size_t>(word.data() - text.data()) < columns.interface;
    at = word;
    if (!is_number(word))
      entry.interface = word;
    else if (before_interface && !parse_number(word, entry.age))
      return "an age";
  }
  return nullptr;
}

}  // namespace muster::grammars::paloalto_panos_route
