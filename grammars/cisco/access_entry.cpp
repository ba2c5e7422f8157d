#include "grammars/cisco/access_entry.hpp"

#include "grammars/cisco/access_names.ipp"
#include "grammars/x3_primitives.ipp"

namespace muster::grammars::cisco {
namespace {

namespace x3 = x3p::x3;
using x3p::keyword;
using x3p::label;
using x3p::sp;

constexpr auto entry_of = [](auto& context) -> AccessEntry& { return x3p::sink<AccessEntry>(context); };

// ---- addresses

template <AddressMatch AccessEntry::*Side>
struct SetKind {
  AddressMatch::Kind kind;
  template <class Context>
  void operator()(Context& context) const {
    (entry_of(context).*Side).kind = kind;
  }
};
template <AddressMatch AccessEntry::*Side>
struct SetHost {
  template <class Context>
  void operator()(Context& context) const {
    AddressMatch& side = entry_of(context).*Side;
    side.kind = AddressMatch::Kind::host;
    side.address = x3::_attr(context);
  }
};
template <AddressMatch AccessEntry::*Side>
struct SetNetwork {
  template <class Context>
  void operator()(Context& context) const {
    AddressMatch& side = entry_of(context).*Side;
    side.kind = AddressMatch::Kind::network;
    side.address = x3::_attr(context);
  }
};
template <AddressMatch AccessEntry::*Side>
struct SetWildcard {
  template <class Context>
  void operator()(Context& context) const {
    (entry_of(context).*Side).wildcard = x3::_attr(context);
  }
};
template <AddressMatch AccessEntry::*Side, AddressMatch::Kind Kind>
struct SetText {
  template <class Context>
  void operator()(Context& context) const {
    AddressMatch& side = entry_of(context).*Side;
    side.kind = Kind;
    side.text = x3::_attr(context);
  }
};

template <AddressMatch AccessEntry::*Side>
constexpr auto any() {
  return keyword("any")[SetKind<Side>{AddressMatch::Kind::any}];
}
template <AddressMatch AccessEntry::*Side>
constexpr auto group() {
  return keyword("object-group") >> sp >> label("the name of an object group")[x3p::word[SetText<Side, AddressMatch::Kind::group>{}]];
}
template <AddressMatch AccessEntry::*Side>
constexpr auto ipv4_host() {
  return keyword("host") >> sp >> label("an IPv4 address")[x3p::ipv4[SetHost<Side>{}]];
}
template <AddressMatch AccessEntry::*Side>
constexpr auto ipv4_side() {
  return label("any, host, object-group or an IPv4 address")[x3p::ipv4[SetNetwork<Side>{}]] >> sp >> label("a wildcard mask")[x3p::ipv4[SetWildcard<Side>{}]] |
         any<Side>() | ipv4_host<Side>() | group<Side>();
}

/// `10.0.0.0/8`, a whole word.
struct Ipv4Prefix : x3::parser<Ipv4Prefix> {
  using attribute_type = IpPrefix;
  [[maybe_unused]] static bool const has_attribute = true;
  template <class Context, class RuleContext, class Attribute>
  bool parse(const char*& first, const char* const& last, const Context&, RuleContext&, Attribute& attribute) const {
    const char* const at = x3p::end_of_word(first, last);
    const std::string_view text(first, static_cast<std::size_t>(at - first));
    if (text.find('/') == std::string_view::npos) return false;
    const auto prefix = parse_prefix(text);
    if (!prefix || prefix->address.family != 4) return false;
    if constexpr (x3p::wanted<Attribute>) attribute = *prefix;
    first = at;
    return true;
  }
};

template <AddressMatch AccessEntry::*Side>
struct SetPrefix {
  template <class Context>
  void operator()(Context& context) const {
    const IpPrefix prefix = x3::_attr(context);
    AddressMatch& side = entry_of(context).*Side;
    side.kind = AddressMatch::Kind::network;
    side.address = 0;
    for (std::size_t i = 0; i < 4; ++i) side.address = side.address << 8 | prefix.address.bytes[i];
    side.wildcard = prefix.length == 0 ? 0xffffffffU : (std::uint32_t{1} << (32 - prefix.length)) - 1;
  }
};

/// How NX-OS, EOS and IOS-XR name a group of addresses.
template <AddressMatch AccessEntry::*Side>
constexpr auto named_group() {
  return (keyword("addrgroup") | keyword("net-group") | keyword("object-group")) >> sp >>
         label("the name of a group")[x3p::word[SetText<Side, AddressMatch::Kind::group>{}]];
}
template <AddressMatch AccessEntry::*Side>
constexpr auto prefix_ipv4_side() {
  return x3p::ipv4[SetNetwork<Side>{}] >> sp >> x3p::ipv4[SetWildcard<Side>{}] | any<Side>() |
         label("any, host, a group, an IPv4 address or prefix")[Ipv4Prefix{}[SetPrefix<Side>{}] | x3p::ipv4[SetHost<Side>{}]] |
         ipv4_host<Side>() | named_group<Side>();
}

/// An IPv6 address or prefix.
struct Ipv6 : x3::parser<Ipv6> {
  using attribute_type = std::string_view;
  [[maybe_unused]] static bool const has_attribute = true;
  template <class Context, class RuleContext, class Attribute>
  bool parse(const char*& first, const char* const& last, const Context&, RuleContext&, Attribute& attribute) const {
    const char* const at = x3p::end_of_word(first, last);
    const std::string_view text(first, static_cast<std::size_t>(at - first));
    if (text.find(':') == std::string_view::npos || !parse_prefix(text)) return false;
    if constexpr (x3p::wanted<Attribute>) attribute = text;
    first = at;
    return true;
  }
};
constexpr Ipv6 ipv6{};

template <AddressMatch AccessEntry::*Side>
constexpr auto ipv6_side() {
  return any<Side>() |
         keyword("host") >> sp >> label("an IPv6 address")[ipv6[SetText<Side, AddressMatch::Kind::prefix>{}]] |
         group<Side>() |
         label("any, host, object-group or an IPv6 prefix")[ipv6[SetText<Side, AddressMatch::Kind::prefix>{}]];
}

template <AddressMatch AccessEntry::*Side>
constexpr auto prefix_ipv6_side() {
  return any<Side>() | keyword("host") >> sp >> label("an IPv6 address")[ipv6[SetText<Side, AddressMatch::Kind::prefix>{}]] |
         named_group<Side>() |
         label("any, host, a group or an IPv6 prefix")[ipv6[SetText<Side, AddressMatch::Kind::prefix>{}]];
}

// ---- ports

template <PortMatch AccessEntry::*Side>
struct SetOperator {
  PortMatch::Operator op;
  template <class Context>
  void operator()(Context& context) const {
    (entry_of(context).*Side).op = op;
  }
};
template <PortMatch AccessEntry::*Side>
struct AddPort {
  template <class Context>
  void operator()(Context& context) const {
    PortMatch& side = entry_of(context).*Side;
    if (side.count < side.ports.size())
      side.ports[side.count++] = static_cast<std::uint16_t>(x3::_attr(context));
    else
      x3::_pass(context) = false;
  }
};

template <PortMatch AccessEntry::*Side>
constexpr auto port() {
  return x3p::port_number[AddPort<Side>{}] | x3p::OneOf<port_table>{}[AddPort<Side>{}];
}
template <PortMatch AccessEntry::*Side>
constexpr auto ports() {
  using Operator = PortMatch::Operator;
  constexpr auto one = label("a port")[port<Side>()];
  return keyword("eq")[SetOperator<Side>{Operator::eq}] >> sp >> one >> *(sp >> port<Side>()) |
         keyword("range")[SetOperator<Side>{Operator::range}] >> sp >> one >> sp >> one |
         keyword("gt")[SetOperator<Side>{Operator::gt}] >> sp >> one |
         keyword("lt")[SetOperator<Side>{Operator::lt}] >> sp >> one |
         keyword("neq")[SetOperator<Side>{Operator::neq}] >> sp >> one >> *(sp >> port<Side>());
}

/// Which ports a group holds is not told here: the entry matches some of them.
template <PortMatch AccessEntry::*Side>
struct SetPortGroup {
  template <class Context>
  void operator()(Context& context) const {
    (entry_of(context).*Side).op = PortMatch::Operator::group;
    entry_of(context).other_conditions = true;
  }
};
template <PortMatch AccessEntry::*Side>
constexpr auto ports_or_group() {
  return ports<Side>() | (keyword("portgroup") | keyword("port-group")) >> sp >>
                             label("the name of a group")[x3::omit[x3p::word][SetPortGroup<Side>{}]];
}

// ---- options

constexpr auto narrow = [](auto& context) { entry_of(context).other_conditions = true; };
constexpr auto set_log = [](auto& context) { entry_of(context).log = true; };
constexpr auto set_established = [](auto& context) { entry_of(context).established = true; };
constexpr auto knows_ports = x3::eps[([](auto& context) { x3::_pass(context) = entry_of(context).has_ports; })];
constexpr x3p::ByteTable sign_bytes = x3p::bytes_that([](unsigned char c) { return c == '+' || c == '-'; });
constexpr x3p::Span<sign_bytes, 1> sign{};

constexpr auto option =
    (keyword("log-input") | keyword("log"))[set_log] | keyword("established")[set_established] |
    x3p::OneOf<flag_table>{}[narrow] | (x3p::OneOf<valued_table>{}[narrow] >> sp >> label("a value")[x3::omit[x3p::word]]) |
    (keyword("ttl")[narrow] >> sp >> (keyword("range") >> sp >> x3::omit[x3p::byte_number] >> sp >> x3::omit[x3p::byte_number] |
                                      (keyword("eq") | keyword("neq") | keyword("gt") | keyword("lt")) >> sp >>
                                          x3::omit[x3p::byte_number])) |
    ((keyword("match-all") | keyword("match-any"))[narrow] >> +(sp >> x3::omit[sign] >> x3::omit[x3p::word])) |
    (keyword("reflect")[narrow] >> sp >> label("a name")[x3::omit[x3p::word]] >>
     -(sp >> keyword("timeout") >> sp >> x3::omit[x3p::number])) |
    x3p::OneOf<type_table>{}[narrow] | x3::omit[x3p::byte_number][narrow];
constexpr auto options = *(x3p::more >> sp >> label("end of line")[option]);

/// What NX-OS, EOS and IOS-XR know beside the options of IOS. Counters and other next hops alone narrow nothing.
constexpr auto comparison = keyword("range") >> sp >> x3::omit[x3p::word] >> sp >> label("a value")[x3::omit[x3p::word]] |
                            (keyword("eq") | keyword("neq") | keyword("gt") | keyword("lt")) >> sp >>
                                label("a value")[x3::omit[x3p::word]];
constexpr auto prefix_option =
    (x3p::OneOf<compared_table>{}[narrow] >> sp >> comparison) | option | x3p::OneOf<prefix_flag_table>{}[narrow] |
    (x3p::OneOf<prefix_valued_table>{}[narrow] >> sp >> label("a value")[x3::omit[x3p::word]]) |
    (keyword("capture")[narrow] >> -(sp >> keyword("session") >> sp >> x3::omit[x3p::number])) |
    (keyword("counter") >> sp >> label("a name")[x3::omit[x3p::word]]) |
    ((keyword("nexthop1") | keyword("nexthop2") | keyword("nexthop3")) >> -(sp >> keyword("track") >> sp >> x3::omit[x3p::word]) >>
     -(sp >> keyword("vrf") >> sp >> x3::omit[x3p::word]) >>
     -(sp >> (keyword("ipv4") | keyword("ipv6")) >> sp >> label("an address")[x3::omit[x3p::word]]));
constexpr auto prefix_options = *(x3p::more >> sp >> label("end of line")[prefix_option]);

// ---- entries

struct SetProtocol {
  template <class Context>
  void operator()(Context& context) const {
    AccessEntry& entry = entry_of(context);
    entry.protocol = x3::_attr(context);
    const auto* const known = protocol_table.find(entry.protocol);
    if (known != nullptr) {
      entry.has_ports = known->value == 1;
      return;
    }
    std::uint32_t number = 0;
    for (const char c : entry.protocol)
      number = c >= '0' && c <= '9' && number < 1000 ? number * 10 + static_cast<std::uint32_t>(c - '0') : 1000;
    x3::_pass(context) = number >= 1 && number <= 255;  // 0 may stand for all of IP
    entry.has_ports = number == 6 || number == 17;
  }
};
constexpr auto protocol = label("a protocol")[x3p::word[SetProtocol{}]];

constexpr auto standard_rule =
    (keyword("any")[SetKind<&AccessEntry::source>{AddressMatch::Kind::any}] | ipv4_host<&AccessEntry::source>() |
     group<&AccessEntry::source>() |
     label("any, host or an IPv4 address")[x3p::ipv4[SetNetwork<&AccessEntry::source>{}]] >>
         -(sp >> x3p::ipv4[SetWildcard<&AccessEntry::source>{}])) >>
    *(x3p::more >> sp >> label("end of line")[(keyword("log-input") | keyword("log"))[set_log] | keyword("smartlog")[set_log]]);

constexpr auto extended_rule = protocol >> sp >> ipv4_side<&AccessEntry::source>() >>
                               -(knows_ports >> sp >> ports<&AccessEntry::source_port>()) >> sp >>
                               ipv4_side<&AccessEntry::destination>() >>
                               -(knows_ports >> sp >> ports<&AccessEntry::destination_port>()) >> options;

constexpr auto service_group_rule =
    ipv4_side<&AccessEntry::source>() >> sp >> ipv4_side<&AccessEntry::destination>() >> options;

constexpr auto ipv6_rule = protocol >> sp >> ipv6_side<&AccessEntry::source>() >>
                           -(knows_ports >> sp >> ports<&AccessEntry::source_port>()) >> sp >>
                           ipv6_side<&AccessEntry::destination>() >>
                           -(knows_ports >> sp >> ports<&AccessEntry::destination_port>()) >> options >>
                           -(sp >> keyword("sequence") >> sp >> label("a number")[x3p::number[([](auto& context) {
                               entry_of(context).sequence = x3::_attr(context);
                             })]]);

constexpr auto prefix_standard_rule =
    prefix_ipv4_side<&AccessEntry::source>() >>
    *(x3p::more >> sp >> label("end of line")[(keyword("log-input") | keyword("log"))[set_log]]);

constexpr auto prefix_extended_rule = protocol >> sp >> prefix_ipv4_side<&AccessEntry::source>() >>
                                      -(knows_ports >> sp >> ports_or_group<&AccessEntry::source_port>()) >> sp >>
                                      prefix_ipv4_side<&AccessEntry::destination>() >>
                                      -(knows_ports >> sp >> ports_or_group<&AccessEntry::destination_port>()) >> prefix_options;

constexpr auto prefix_ipv6_rule = protocol >> sp >> prefix_ipv6_side<&AccessEntry::source>() >>
                                  -(knows_ports >> sp >> ports_or_group<&AccessEntry::source_port>()) >> sp >>
                                  prefix_ipv6_side<&AccessEntry::destination>() >>
                                  -(knows_ports >> sp >> ports_or_group<&AccessEntry::destination_port>()) >> prefix_options;

}  // namespace

Outcome parse_standard_entry(Cursor& cursor, AccessEntry& entry) {
  entry.protocol = "ip";
  return x3p::parse(cursor, standard_rule, entry);
}
Outcome parse_extended_entry(Cursor& cursor, AccessEntry& entry) { return x3p::parse(cursor, extended_rule, entry); }
Outcome parse_service_group_entry(Cursor& cursor, AccessEntry& entry) {
  entry.protocol = "ip";
  return x3p::parse(cursor, service_group_rule, entry);
}
Outcome parse_ipv6_entry(Cursor& cursor, AccessEntry& entry) { return x3p::parse(cursor, ipv6_rule, entry); }

Outcome parse_prefix_standard_entry(Cursor& cursor, AccessEntry& entry) {
  entry.protocol = "ip";
  return x3p::parse(cursor, prefix_standard_rule, entry);
}
Outcome parse_prefix_extended_entry(Cursor& cursor, AccessEntry& entry) {
  return x3p::parse(cursor, prefix_extended_rule, entry);
}
Outcome parse_prefix_ipv6_entry(Cursor& cursor, AccessEntry& entry) { return x3p::parse(cursor, prefix_ipv6_rule, entry); }

namespace {

std::optional<std::uint16_t> take_port(Cursor& cursor) {
  if (const auto number = cursor.number(0, 65535)) return static_cast<std::uint16_t>(*number);
  const auto* const named = port_table.find(cursor.peek());
  if (named == nullptr) return std::nullopt;
  cursor.word();
  return static_cast<std::uint16_t>(named->value);
}

}  // namespace

bool take_ports(Cursor& cursor, PortMatch& ports) {
  using Operator = PortMatch::Operator;
  struct Named {
    std::string_view word;
    Operator op;
    std::size_t most;
  };
  static constexpr Named operators[] = {
      {"eq", Operator::eq, 10}, {"neq", Operator::neq, 10}, {"gt", Operator::gt, 1}, {"lt", Operator::lt, 1}, {"range", Operator::range, 2}};
  for (const Named& known : operators) {
    if (!cursor.accept(known.word)) continue;
    ports.op = known.op;
    while (ports.count < known.most) {
      const auto port = take_port(cursor);
      if (!port) break;
      ports.ports[ports.count++] = *port;
    }
    return known.op == Operator::range ? ports.count == 2 : ports.count > 0;
  }
  return false;
}

bool is_protocol(std::string_view word) {
  if (protocol_table.find(word) != nullptr) return true;
  std::uint32_t number = 0;
  for (const char c : word) number = c >= '0' && c <= '9' && number < 1000 ? number * 10 + static_cast<std::uint32_t>(c - '0') : 1000;
  return !word.empty() && number <= 255;
}

}  // namespace muster::grammars::cisco
