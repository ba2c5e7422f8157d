#include "grammars/mikrotik_routeros/rule.hpp"

#include "grammars/addresses.hpp"

namespace muster::grammars::mikrotik_routeros {
namespace {

/// Conditions that narrow a rule; what they compare with is not modelled.
constexpr auto conditions = std::to_array<std::string_view>({
    "connection-bytes",
    "connection-limit",
    "connection-mark",
    "connection-nat-state",
    "connection-rate",
    "connection-type",
    "content",
    "dscp",
    "dst-address-type",
    "src-address-type",
    "dst-limit",
    "fragment",
    "helper",
    "hotspot",
    "icmp-options",
    "in-bridge-port",
    "in-bridge-port-list",
    "out-bridge-port",
    "out-bridge-port-list",
    "ingress-priority",
    "ipsec-policy",
    "ipv4-options",
    "layer7-protocol",
    "limit",
    "nth",
    "packet-mark",
    "packet-size",
    "per-connection-classifier",
    "port",
    "priority",
    "psd",
    "random",
    "realm",
    "routing-mark",
    "routing-table",
    "src-mac-address",
    "tcp-flags",
    "tcp-mss",
    "time",
    "tls-host",
    "ttl",
    "hop-limit",
    "headers",
    "routing-rule",
    "p2p",
    "in-interface-type",
});

/// What a rule does beside what it decides.
constexpr auto details = std::to_array<std::string_view>({
    "comment",      "log-prefix",      "reject-with",     "hw-offload",      "address-list-timeout",
    "place-before", "randomise-ports", "randomize-ports", "same-not-by-dst", "to-ports",
    "bytes",        "packets",         "creation-time",   "socks5-server",   "socks5-port",
    "socks5-user",  "socks5-password", "sctp-vtag",       "dynamic",         "invalid",
    "log-all",
});

bool is_one_of(std::span<const std::string_view> words, std::string_view key) {
  return std::ranges::find(words, key) != words.end();
}

/// `!value` matches everything else: the model has no word for that but "a further condition".
bool is_negated(const Parameter& from) { return from.value.starts_with('!'); }

void put_part(Names& to, std::string part, Rule& rule) {
  if (!to.empty())
    rule.narrowed = true;  // an address and a list: both have to match
  else
    to.push_back(std::move(part));
}

const char* address(Rule& rule, Names& to, const Parameter& from) {
  if (is_negated(from)) {
    rule.narrowed = true;
    return nullptr;
  }
  const std::size_t dash = from.value.find('-');
  const std::string_view first = std::string_view(from.value).substr(0, dash);
  if (!parse_prefix(first) || (dash != std::string::npos && !parse_ip(from.value.substr(dash + 1))))
    return "an address";
  const bool everything = from.value == "0.0.0.0/0" || from.value == "::/0";
  if (!everything) put_part(to, from.value, rule);
  return nullptr;
}

void list(Rule& rule, Names& to, const Parameter& from, bool ipv6) {
  if (is_negated(from))
    rule.narrowed = true;
  else
    put_part(to, (ipv6 ? "group ip6:" : "group ") + from.value, rule);
}

const char* ports(Rule& rule, std::string& to, const Parameter& from) {
  if (is_negated(from)) {
    rule.narrowed = true;
    return nullptr;
  }
  if (from.value.find_first_not_of("0123456789-,") != std::string::npos) return "ports";
  to = from.value;
  return nullptr;
}

void interface(Rule& rule, std::string& to, const Parameter& from) {
  to += (to.empty() ? "" : ",") + from.value;
  if (from.value != "all") rule.narrowed = true;
}

std::string protocol(std::string name) {
  if (name == "icmpv6" || name == "58") return "icmp6";
  if (name == "6") return "tcp";
  if (name == "17") return "udp";
  if (name == "1") return "icmp";
  return name;
}

const char* states(Rule& rule, const Parameter& from) {
  if (is_negated(from)) {
    rule.narrowed = true;
    return nullptr;
  }
  rule.states = split_list(from.value);
  for (const std::string& state : rule.states)
    if (state != "established" && state != "related" && state != "untracked" && state != "new" && state != "invalid")
      return "states of a connection";
  return nullptr;
}

/// One setting; "a known setting" if it is none.
const char* read_setting(Rule& rule, const Parameter& from, bool ipv6) {
  const std::string_view key = from.key;
  if (is_one_of(details, key) || from.unset) return nullptr;
  if (is_one_of(conditions, key)) return rule.narrowed = true, nullptr;
  if (key == "chain") return rule.chain = from.value, nullptr;
  if (key == "action") return rule.action = from.value, nullptr;
  if (key == "jump-target") return rule.jump_target = from.value, nullptr;
  if (key == "address-list") return rule.adds_to = from.value, nullptr;
  if (key == "to-addresses" || key == "to-address") return rule.to_addresses = from.value, nullptr;
  if (key == "src-address") return address(rule, rule.source, from);
  if (key == "dst-address") return address(rule, rule.destination, from);
  if (key == "src-address-list") return list(rule, rule.source, from, ipv6), nullptr;
  if (key == "dst-address-list") return list(rule, rule.destination, from, ipv6), nullptr;
  if (key == "src-port") return ports(rule, rule.source_port, from);
  if (key == "dst-port") return ports(rule, rule.destination_port, from);
  if (key == "in-interface" || key == "in-interface-list") return interface(rule, rule.in_interface, from), nullptr;
  if (key == "out-interface" || key == "out-interface-list") return interface(rule, rule.out_interface, from), nullptr;
  if (key == "connection-state") return states(rule, from);
  if (key == "protocol") {
    if (is_negated(from)) return rule.narrowed = true, nullptr;
    return rule.protocol = protocol(from.value), nullptr;
  }
  if (key == "log" || key == "disabled") {
    if (from.value != "yes" && from.value != "no" && from.value != "true" && from.value != "false") return "yes or no";
    const bool on = from.value == "yes" || from.value == "true";
    if (key == "log") return rule.log = on, nullptr;
    rule.disabled = Lined<bool>{on, 0};
    return nullptr;
  }
  return "a known setting";
}

}  // namespace

Outcome read_rule(Rule& rule, const Statement& statement, bool ipv6, Cursor& cursor) {
  Outcome outcome = Outcome::understood;
  // The chain is read whatever else is wrong: an opaque rule stands in its place.
  for (const Parameter& each : statement.settings) {
    const char* const expected = read_setting(rule, each, ipv6);
    if (expected == nullptr || outcome == Outcome::failed) continue;
    const bool unknown = std::string_view(expected) == "a known setting";
    outcome = cursor.fail_at(unknown ? each.key.data() : each.raw.data(), expected);
  }
  if (outcome == Outcome::understood && rule.chain.empty()) return cursor.fail("a chain");
  return outcome;
}

std::string joined(const Names& parts) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : ",") + part;
  return text.empty() ? "any" : text;
}

}  // namespace muster::grammars::mikrotik_routeros
