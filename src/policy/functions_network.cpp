#include <algorithm>

#include "policy/evaluation.hpp"
#include "policy/functions.hpp"

namespace muster::policy {
namespace {

using Arguments = std::span<const Value>;

/// IPv4 written inside of IPv6 with dots is ambiguous and refused.
bool is_mapped_text(std::string_view text) {
  return text.find(':') != std::string_view::npos && text.find('.') != std::string_view::npos;
}

std::optional<IpPrefix> read_address(std::string_view text) {
  const auto address = is_mapped_text(text) ? std::nullopt : parse_ip(text);
  if (!address) return std::nullopt;
  return IpPrefix{*address, static_cast<std::uint8_t>(address->bit_count())};
}

std::optional<IpPrefix> read_prefix(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (is_mapped_text(text) || slash == std::string_view::npos) return std::nullopt;
  const std::string_view length = text.substr(slash + 1);
  if (length.size() > 1 && length.starts_with('0')) return std::nullopt;
  return parse_prefix(text);
}

Value no_address(Evaluation& evaluation, std::string_view text) {
  if (is_mapped_text(text)) return make_error("IPv4-mapped IPv6 address is not allowed");
  return evaluation.error("IP Address '" + std::string(text.substr(0, 60)) +
                          "' parse error during conversion from string");
}

Value no_prefix(Evaluation& evaluation, std::string_view text) {
  if (is_mapped_text(text)) return make_error("IPv4-mapped IPv6 address is not allowed");
  return evaluation.error("CIDR '" + std::string(text.substr(0, 60)) + "' parse error during conversion from string");
}

Value ip_of_text(Evaluation& evaluation, Arguments arguments) {
  const auto address = read_address(arguments[0].string());
  return address ? evaluation.prefix(*address, Kind::ip) : no_address(evaluation, arguments[0].string());
}

Value cidr_of_text(Evaluation& evaluation, Arguments arguments) {
  const auto prefix = read_prefix(arguments[0].string());
  return prefix ? evaluation.prefix(*prefix, Kind::cidr) : no_prefix(evaluation, arguments[0].string());
}

Value is_ip(Evaluation&, Arguments arguments) { return make_bool(read_address(arguments[0].string()).has_value()); }
Value is_cidr(Evaluation&, Arguments arguments) { return make_bool(read_prefix(arguments[0].string()).has_value()); }

Value is_canonical(Evaluation& evaluation, Arguments arguments) {
  const auto address = read_address(arguments[0].string());
  if (!address) return no_address(evaluation, arguments[0].string());
  return make_bool(to_string(address->address) == arguments[0].string());
}

Value ip_family(Evaluation&, Arguments arguments) { return make_int(arguments[0].prefix->address.family); }

bool within(const IpAddress& address, std::string_view prefix) { return parse_prefix(prefix)->contains(address); }

bool in_any(const IpAddress& address, std::string_view prefix4, std::string_view prefix6) {
  return within(address, address.family == 4 ? prefix4 : prefix6);
}

bool unspecified(const IpAddress& address) { return in_any(address, "0.0.0.0/32", "::/128"); }
bool loopback(const IpAddress& address) { return in_any(address, "127.0.0.0/8", "::1/128"); }
bool link_local_multicast(const IpAddress& address) { return in_any(address, "224.0.0.0/24", "ff02::/16"); }
bool link_local_unicast(const IpAddress& address) { return in_any(address, "169.254.0.0/16", "fe80::/10"); }
bool multicast(const IpAddress& address) { return in_any(address, "224.0.0.0/4", "ff00::/8"); }

/// As in other implementations of these functions, private addresses count as global unicast.
bool global_unicast(const IpAddress& address) {
  const bool broadcast = address.family == 4 && within(address, "255.255.255.255/32");
  return !broadcast && !unspecified(address) && !loopback(address) && !multicast(address) &&
         !link_local_unicast(address);
}

template <bool (*Test)(const IpAddress&)>
Value address_test(Evaluation&, Arguments arguments) {
  return make_bool(Test(arguments[0].prefix->address));
}

Value contains_ip(Evaluation&, Arguments arguments) {
  return make_bool(arguments[0].prefix->contains(arguments[1].prefix->address));
}

Value contains_ip_text(Evaluation& evaluation, Arguments arguments) {
  const auto address = read_address(arguments[1].string());
  return address ? make_bool(arguments[0].prefix->contains(address->address))
                 : no_address(evaluation, arguments[1].string());
}

Value contains_cidr(Evaluation&, Arguments arguments) {
  return make_bool(arguments[0].prefix->contains(*arguments[1].prefix));
}

Value contains_cidr_text(Evaluation& evaluation, Arguments arguments) {
  const auto prefix = read_prefix(arguments[1].string());
  return prefix ? make_bool(arguments[0].prefix->contains(*prefix)) : no_prefix(evaluation, arguments[1].string());
}

Value ip_of_cidr(Evaluation& evaluation, Arguments arguments) {
  return evaluation.prefix(*arguments[0].prefix, Kind::ip);
}
Value masked(Evaluation& evaluation, Arguments arguments) {
  return evaluation.prefix(arguments[0].prefix->network(), Kind::cidr);
}
Value prefix_length(Evaluation&, Arguments arguments) { return make_int(arguments[0].prefix->length); }

constexpr FunctionRow rows[] = {
    {"ip(string) -> ip", "Reads an address.", ip_of_text},
    {"cidr(string) -> cidr", "Reads address/length; host bits may be set.", cidr_of_text},
    {"isIP(string) -> bool", "The text is an address.", is_ip},
    {"isCIDR(string) -> bool", "The text is address/length.", is_cidr},
    {"ip::isCanonical(string) -> bool", "The address is written in its canonical form.", is_canonical},
    {"ip.family() -> int", "4 or 6.", ip_family},
    {"ip.isUnspecified() -> bool", "0.0.0.0 or ::.", address_test<unspecified>},
    {"ip.isLoopback() -> bool", "In 127.0.0.0/8, or ::1.", address_test<loopback>},
    {"ip.isGlobalUnicast() -> bool", "Neither multicast, broadcast, link-local, loopback nor unspecified.",
     address_test<global_unicast>},
    {"ip.isLinkLocalMulticast() -> bool", "In 224.0.0.0/24 or ff02::/16.", address_test<link_local_multicast>},
    {"ip.isLinkLocalUnicast() -> bool", "In 169.254.0.0/16 or fe80::/10.", address_test<link_local_unicast>},
    {"cidr.containsIP(ip) -> bool", "The address is in the prefix.", contains_ip},
    {"cidr.containsIP(string) -> bool", "The address is in the prefix.", contains_ip_text},
    {"cidr.containsCIDR(cidr) -> bool", "The other prefix is wholly in this one.", contains_cidr},
    {"cidr.containsCIDR(string) -> bool", "The other prefix is wholly in this one.", contains_cidr_text},
    {"cidr.ip() -> ip", "The address, host bits included.", ip_of_cidr},
    {"cidr.masked() -> cidr", "The same prefix with its host bits cleared.", masked},
    {"cidr.prefixLength() -> int", "The prefix length.", prefix_length},
};

}  // namespace

std::span<const FunctionRow> network_functions() { return rows; }

}  // namespace muster::policy
