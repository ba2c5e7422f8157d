#include "analysis/rule_packets.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <optional>
#include <utility>

#include "core/ip.hpp"

namespace muster::analysis {
namespace {

constexpr std::string_view group_word = "group ";
constexpr std::string_view not_word = "not ";
constexpr std::string_view any_word = "any ";
constexpr int most_free_bits = 12;  ///< of a wildcard above its lowest bits: each doubles the spans

struct NamedProtocol {
  std::string_view name;
  std::uint8_t number;
};
constexpr auto protocols = std::to_array<NamedProtocol>(
    {{"icmp", 1},   {"igmp", 2},      {"ipip", 4},   {"ipinip", 4},  {"tcp", 6},        {"egp", 8},
     {"udp", 17},   {"rsvp", 46},     {"gre", 47},   {"esp", 50},    {"ipsec-esp", 50}, {"ah", 51},
     {"ahp", 51},   {"ipsec-ah", 51}, {"icmp6", 58}, {"icmpv6", 58}, {"ipv6-icmp", 58}, {"eigrp", 88},
     {"ospf", 89},  {"nos", 94},      {"pim", 103},  {"pcp", 108},   {"vrrp", 112},     {"l2tp", 115},
     {"sctp", 132}, {"udplite", 136}});

bool is_any(std::string_view text) { return text.empty() || text == "any"; }

std::optional<std::uint32_t> number(std::string_view text) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// Calls `each` for the parts between commas.
template <class Each>
void for_parts(std::string_view list, Each each) {
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    each(list.substr(0, comma));
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
}

Spans one(const Span& span) { return Spans(std::vector<Span>{span}); }
Bounds exactly(const Spans& spans) { return {spans, spans}; }

Number to_number(const IpAddress& address) {
  Number value = 0;
  for (int i = 0; i < address.bit_count() / 8; ++i) value = value << 8U | address.bytes[static_cast<std::size_t>(i)];
  return value;
}

/// "10.0.0.0 0.255.0.255": bits that are set in the second may be anything.
bool add_wildcard(std::uint32_t address, std::uint32_t wildcard, std::vector<Span>& to) {
  const int low = std::countr_one(wildcard);
  const std::uint32_t low_bits = low == 32 ? ~0U : (1U << low) - 1U;
  const std::uint32_t free = wildcard & ~low_bits;
  if (std::popcount(free) > most_free_bits) return false;
  const std::uint32_t base = address & ~wildcard;
  std::uint32_t subset = 0;
  do {  // all subsets of the free bits
    to.push_back({base | subset, base | subset | low_bits});
    subset = (subset - free) & free;
  } while (subset != 0);
  return true;
}

/// A port or a range of them. No packet has port 0, so that 1 to 65535 are all.
bool add_ports(std::string_view text, std::vector<Span>& to) {
  const std::size_t dash = std::min(text.find('-'), text.size());
  const auto first = number(text.substr(0, dash));
  const auto last = dash == text.size() ? first : number(text.substr(dash + 1));
  if (!first || !last || *last > 65535) return false;
  to.push_back({*first == 1 ? 0 : *first, *last});
  return true;
}

/// Protocols by name or number, joined by commas; "ipv4" and "ipv6" are all of their family.
Bounds protocols_of(std::string_view text, int family) {
  const Spans all = one(RuleReader::all_protocols());
  if (is_any(text) || text == "ip" || text == "all") return exactly(all);
  if (text == "ipv4" || text == "ipv6") return exactly((text == "ipv4") == (family == 4) ? all : Spans());
  std::vector<Span> known;
  bool whole = true;
  for_parts(text, [&](std::string_view part) {
    const auto named = std::ranges::find(protocols, part, &NamedProtocol::name);
    const auto value = named != protocols.end() ? std::optional<std::uint32_t>(named->number) : number(part);
    if (value && *value < 256)
      known.push_back({*value, *value});
    else
      whole = false;
  });
  Spans surely(std::move(known));
  return {surely, whole ? surely : all};
}

Bounds common(const Bounds& a, const Bounds& b) { return {common(a.surely, b.surely), common(a.maybe, b.maybe)}; }

}  // namespace

Number NameNumbers::of(std::string_view name) {
  const auto found = numbers_.find(name);
  if (found != numbers_.end()) return found->second;
  const Number next = numbers_.size();
  numbers_.emplace(name, next);
  return next;
}

Span RuleReader::all_addresses(int family) { return {0, family == 4 ? Number{0xffffffffU} : ~Number{0}}; }

void RuleReader::add_address(std::string_view member, int family, std::vector<Span>& surely, bool& whole) {
  if (is_any(member)) return surely.push_back(all_addresses(family));
  if (const auto prefix = parse_prefix(member)) {
    if (prefix->address.family != family) return;
    const Number first = to_number(prefix->network().address);
    const unsigned host = static_cast<unsigned>(prefix->address.bit_count()) - prefix->length;
    const Number size = host == 128 ? ~Number{0} : (Number{1} << host) - 1;
    return surely.push_back({first, first + size});
  }
  const std::size_t dash = member.find('-');
  const std::size_t space = member.find(' ');
  const std::size_t at = std::min(dash, space);
  const auto first = at == std::string_view::npos ? std::nullopt : parse_ip(member.substr(0, at));
  const auto second = first ? parse_ip(member.substr(at + 1)) : std::nullopt;
  if (!second || first->family != second->family) {
    whole = false;
    host_names_ = true;
  } else if (first->family == family) {
    const Number low = to_number(*first);
    const Number high = to_number(*second);
    if (at == dash)
      surely.push_back({low, high});
    else if (family != 4 || !add_wildcard(static_cast<std::uint32_t>(low), static_cast<std::uint32_t>(high), surely))
      whole = false;
  }
}

Bounds RuleReader::addresses(std::string_view text, int family) {
  const Spans all = one(all_addresses(family));
  if (is_any(text)) return exactly(all);
  const bool negated = text.starts_with(not_word);
  if (negated) text.remove_prefix(not_word.size());
  std::vector<Span> known;
  bool whole = true;
  bool same_family = false;
  for_parts(text, [&](std::string_view part) {
    if (!part.starts_with(group_word)) return add_address(part, family, known, whole);
    const GroupMembers& group = groups_.find("address", part.substr(group_word.size()), context_);
    if (!group.complete) whole = false, unknown_group_ = true;
    for (const std::string_view member : group.members) add_address(member, family, known, whole);
  });
  same_family = !known.empty();
  Spans surely(std::move(known));
  if (!negated) return {surely, whole ? surely : all};
  // "not 10.0.0.0/8" says nothing of the other family.
  if (!whole || !same_family) return {Spans(), all};
  return exactly(surely.outside(all.parts().front()));
}

std::vector<RuleReader::Service> RuleReader::services(std::string_view text, const Bounds& protocol) {
  const Spans all = one(all_ports());
  if (is_any(text)) return {{protocol, exactly(all)}};
  if (text.starts_with(not_word)) return {{{Spans(), protocol.maybe}, {Spans(), all}}};
  std::vector<Service> result;
  std::vector<Span> known;
  bool whole = true;
  const auto member_of_group = [&](std::string_view member) {
    if (member == "any any" || member == "ip" || member == "any") return result.push_back({protocol, exactly(all)});
    const std::size_t space = std::min(member.find(' '), member.size());
    const Bounds both = common(protocol, protocols_of(member.substr(0, space), 4));
    std::vector<Span> ports;
    if (space == member.size() || member.substr(space + 1) == "any") return result.push_back({both, exactly(all)});
    if (add_ports(member.substr(space + 1), ports))
      result.push_back({both, exactly(Spans(std::move(ports)))});
    else
      result.push_back({{Spans(), both.maybe}, {Spans(), all}});
  };
  for_parts(text, [&](std::string_view part) {
    if (!part.starts_with(group_word)) {
      if (!add_ports(part, known)) whole = false;
      return;
    }
    const GroupMembers& group = groups_.find("service", part.substr(group_word.size()), context_);
    whole = whole && group.complete;
    std::ranges::for_each(group.members, member_of_group);
  });
  Spans surely(std::move(known));
  if (!surely.empty() || !whole) result.push_back({protocol, {surely, whole ? surely : all}});
  return result;
}

/// Source ports belong to whatever protocol the rule has: of a group, only services of any protocol are sure.
Bounds RuleReader::source_ports(std::string_view text) {
  const Spans all = one(all_ports());
  if (is_any(text)) return exactly(all);
  std::vector<Span> known;
  bool whole = !text.starts_with(not_word);
  for_parts(text, [&](std::string_view part) {
    if (!part.starts_with(group_word)) {
      if (!add_ports(part, known)) whole = false;
      return;
    }
    const GroupMembers& group = groups_.find("service", part.substr(group_word.size()), context_);
    whole = whole && group.complete;
    for (const std::string_view member : group.members)
      if (!member.starts_with(any_word) || !add_ports(member.substr(any_word.size()), known)) whole = false;
  });
  Spans surely = text.starts_with(not_word) ? Spans() : Spans(std::move(known));
  return {surely, whole ? surely : all};
}

/// Zones and applications are compared by name. Of "!LAN" no zone that a rule names is sure: it may be a part of LAN.
Bounds RuleReader::names(std::string_view text, NameNumbers& numbers) {
  const Span all{0, ~Number{0}};
  const Span unnamed{~Number{0}, ~Number{0}};
  if (is_any(text)) return exactly(one(all));
  if (text.starts_with('!') && text.find(',') == std::string_view::npos) {
    const Number value = numbers.of(text.substr(1));
    return {one(unnamed), one({value, value}).outside(all)};
  }
  std::vector<Span> known;
  bool whole = true;
  for_parts(text, [&](std::string_view part) {
    if (part.starts_with('!') || part.starts_with(not_word) || part.starts_with(group_word)) {
      whole = false;
    } else {
      const Number value = numbers.of(part);
      known.push_back(part == "any" ? all : Span{value, value});
    }
  });
  Spans surely(std::move(known));
  return {surely, whole ? surely : one(all)};
}

RulePackets RuleReader::read(const model::FilterRule& rule, int family) {
  static const model::FilterRule anything;
  const model::FilterRule& from = rule.opaque ? anything : rule;
  host_names_ = unknown_group_ = false;
  const std::array<Bounds, 6> fields{addresses(from.source, family),       addresses(from.destination, family),
                                     source_ports(from.source_port),       names(from.source_zone, zones_),
                                     names(from.destination_zone, zones_), names(from.application, applications_)};
  const Spans connection = one({Number{from.established}, 1});
  RulePackets packets;
  packets.host_names_only = host_names_ && !unknown_group_;
  for (const Service& service : services(from.destination_port, protocols_of(from.protocol, family))) {
    for (const bool sure : {true, false}) {
      const auto side = [sure](const Bounds& bounds) { return sure ? bounds.surely : bounds.maybe; };
      Product product{{side(fields[0]), side(fields[1]), side(service.protocol), side(fields[2]), side(service.ports),
                       side(fields[3]), side(fields[4]), side(fields[5]), connection}};
      if (product.empty() || (sure && rule.opaque)) continue;
      (sure ? packets.surely : packets.maybe).push_back(std::move(product));
    }
  }
  return packets;
}

std::optional<Product> RuleReader::read_flow(std::string_view text, int family) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const std::size_t space = std::min(text.find(' '), text.size());
    if (space > 0) words.push_back(text.substr(0, space));
    text.remove_prefix(std::min(space + 1, text.size()));
  }
  model::FilterRule rule;
  while (words.size() >= 5 && (words[words.size() - 2] == "from" || words[words.size() - 2] == "to")) {
    (words[words.size() - 2] == "from" ? rule.source_zone : rule.destination_zone) = words.back();
    words.resize(words.size() - 2);
  }
  if (words.size() < 3 || words.size() > 4) return std::nullopt;
  rule.protocol = words[0];
  rule.source = words[1];
  rule.destination = words[2];
  if (words.size() == 4) rule.destination_port = words[3];
  if (!understood(rule)) return std::nullopt;
  const RulePackets packets = read(rule, family);
  if (packets.surely.empty()) return Product{};  // addresses of the other family
  Product flow = packets.surely.front();
  flow[Property::known_connection] = one({0, 0});
  return flow;
}

/// Every word of a flow must say what it means: no group, no name.
bool RuleReader::understood(const model::FilterRule& flow) {
  std::vector<Span> ports;
  const bool ports_known = is_any(flow.destination_port) || add_ports(flow.destination_port, ports);
  const auto address_known = [](std::string_view text) { return text == "any" || parse_prefix(text).has_value(); };
  const Bounds protocol = protocols_of(flow.protocol, 4);
  const bool protocol_known = protocol.surely == protocol.maybe;
  return ports_known && protocol_known && address_known(flow.source) && address_known(flow.destination);
}

}  // namespace muster::analysis
