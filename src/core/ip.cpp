#include "core/ip.hpp"

#include <arpa/inet.h>

#include <bit>
#include <charconv>
#include <cstring>

namespace muster {
namespace {

bool same_leading_bits(const IpAddress& a, const IpAddress& b, unsigned bits) {
  const std::size_t whole = bits / 8;
  if (std::memcmp(a.bytes.data(), b.bytes.data(), whole) != 0) return false;
  const unsigned rest = bits % 8;
  return rest == 0 || ((a.bytes[whole] ^ b.bytes[whole]) >> (8 - rest)) == 0;
}

/// inet_ntop prints by way of sprintf: ten times the cost, felt on large access lists.
std::string dotted_quad(const IpAddress& address) {
  std::array<char, INET_ADDRSTRLEN> buffer{};
  char* out = buffer.data();
  for (std::size_t octet = 0; octet < 4; ++octet) {
    const unsigned value = address.bytes[octet];
    if (octet > 0) *out++ = '.';
    if (value >= 100) *out++ = static_cast<char>('0' + value / 100);
    if (value >= 10) *out++ = static_cast<char>('0' + value / 10 % 10);
    *out++ = static_cast<char>('0' + value % 10);
  }
  return {buffer.data(), out};
}

/// As strict as inet_pton, which wants a copy that ends with NUL: four numbers up to 255 without leading zeros.
std::optional<IpAddress> parse_dotted_quad(std::string_view text) {
  IpAddress address;
  const char* at = text.data();
  const char* const end = at + text.size();
  const auto digit = [&] { return at == end ? 10U : static_cast<unsigned>(*at) - '0'; };
  for (std::size_t octet = 0; octet < 4; ++octet) {
    if (octet > 0 && (at == end || *at++ != '.')) return std::nullopt;
    unsigned value = digit();
    if (value > 9) return std::nullopt;
    ++at;
    // Nothing follows a leading zero.
    for (unsigned next = digit(); value != 0 && next <= 9; ++at, next = digit())
      if ((value = value * 10 + next) > 255) return std::nullopt;
    address.bytes[octet] = static_cast<std::uint8_t>(value);
  }
  return at == end ? std::optional(address) : std::nullopt;
}

}  // namespace

IpAddress IpAddress::v4(std::uint32_t host_order) {
  IpAddress address;
  for (std::size_t i = 0; i < 4; ++i) address.bytes[i] = static_cast<std::uint8_t>(host_order >> (24 - 8 * i));
  return address;
}

bool IpPrefix::contains(const IpAddress& other) const {
  return address.family == other.family && same_leading_bits(address, other, length);
}

bool IpPrefix::contains(const IpPrefix& other) const { return length <= other.length && contains(other.address); }

IpPrefix IpPrefix::network() const {
  IpPrefix result = *this;
  for (unsigned bit = length; bit < static_cast<unsigned>(address.bit_count()); ++bit)
    result.address.bytes[bit / 8] &= static_cast<std::uint8_t>(~(0x80U >> (bit % 8)));
  return result;
}

std::optional<IpAddress> parse_ip(std::string_view text) {
  if (text.empty() || text.size() >= INET6_ADDRSTRLEN) return std::nullopt;
  if (text.find(':') == std::string_view::npos) return parse_dotted_quad(text);
  std::array<char, INET6_ADDRSTRLEN> buffer{};
  std::memcpy(buffer.data(), text.data(), text.size());
  if (std::strlen(buffer.data()) != text.size()) return std::nullopt;
  IpAddress address;
  address.family = 6;
  if (inet_pton(AF_INET6, buffer.data(), address.bytes.data()) != 1) return std::nullopt;
  return address;
}

std::optional<IpPrefix> parse_prefix(std::string_view text) {
  const std::size_t slash = text.find('/');
  const auto address = parse_ip(text.substr(0, slash));
  if (!address) return std::nullopt;
  if (slash == std::string_view::npos) return IpPrefix{*address, static_cast<std::uint8_t>(address->bit_count())};
  const std::string_view digits = text.substr(slash + 1);
  int length = 0;
  const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), length);
  if (error != std::errc{} || stop != digits.data() + digits.size() || length < 0 || length > address->bit_count())
    return std::nullopt;
  return IpPrefix{*address, static_cast<std::uint8_t>(length)};
}

std::optional<std::uint8_t> mask_length(std::uint32_t netmask) {
  const int ones = std::countl_one(netmask);
  if (std::popcount(netmask) != ones) return std::nullopt;
  return static_cast<std::uint8_t>(ones);
}

std::string to_string(const IpAddress& address) {
  if (address.family == 4) return dotted_quad(address);
  std::array<char, INET6_ADDRSTRLEN> buffer{};
  inet_ntop(AF_INET6, address.bytes.data(), buffer.data(), buffer.size());
  return buffer.data();
}

std::string to_string(const IpPrefix& prefix) { return to_string(prefix.address) + "/" + std::to_string(prefix.length); }

}  // namespace muster
