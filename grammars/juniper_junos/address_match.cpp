#include "grammars/juniper_junos/address_match.hpp"

#include <algorithm>
#include <span>

#include "grammars/addresses.hpp"
#include "grammars/juniper_junos/services_by_name.hpp"

namespace muster::grammars::juniper_junos {
namespace {

using Entries = std::span<const AddressMatch::Entry>;
constexpr std::size_t most_parts = 4096;

/// One half of a prefix that is not a single address.
IpPrefix half(const IpPrefix& whole, bool upper) {
  IpPrefix part = whole;
  if (upper) part.address.bytes[whole.length / 8U] |= static_cast<std::uint8_t>(0x80U >> (whole.length % 8U));
  ++part.length;
  return part;
}

/// Writes what matches within `whole`, of which `included` holds where no entry says otherwise. `entries` are those
/// below it, sorted. As deep as a prefix has bits.
void write_parts(const IpPrefix& whole, bool included, Entries entries, std::vector<IpPrefix>& to) {
  if (to.size() > most_parts) return;
  for (; !entries.empty() && entries.front().prefix == whole; entries = entries.subspan(1))
    included = !entries.front().except;
  if (entries.empty()) {
    if (included) to.push_back(whole);
    return;
  }
  const IpPrefix upper = half(whole, true);
  const auto middle = std::ranges::partition_point(
      entries, [&upper](const AddressMatch::Entry& each) { return each.prefix.address < upper.address; });
  const auto below = static_cast<std::size_t>(middle - entries.begin());
  write_parts(half(whole, false), included, entries.first(below), to);
  write_parts(upper, included, entries.subspan(below), to);
}

IpPrefix everything(std::uint8_t family) {
  IpPrefix all;
  all.address.family = family;
  return all;
}

}  // namespace

bool AddressMatch::add(std::string_view text, bool except) {
  if (const auto prefix = parse_prefix(text)) {
    entries_.push_back({prefix->network(), except});
    has_exceptions_ = has_exceptions_ || except;
    return true;
  }
  const std::size_t slash = text.find('/');
  const auto address = parse_ipv4(text.substr(0, slash));
  const auto mask = slash == std::string_view::npos ? std::nullopt : parse_ipv4(text.substr(slash + 1));
  if (!address || !mask || except) return false;
  wildcards_.push_back(with_wildcard(*address, ~*mask));
  return true;
}

std::optional<std::string> AddressMatch::text() const {
  std::string all;
  if (!has_exceptions_) {
    for (const Entry& each : entries_) {
      if (each.prefix.length == 0) return "any";
      append(all, to_string(each.prefix));
    }
    for (const std::string& each : wildcards_) append(all, each);
    return all.empty() ? std::nullopt : std::optional(all);
  }
  if (!wildcards_.empty()) return std::nullopt;
  std::vector<Entry> sorted = entries_;
  std::ranges::stable_sort(sorted, {},
                           [](const Entry& each) { return std::pair(each.prefix.address, each.prefix.length); });
  std::vector<IpPrefix> parts;
  for (const std::uint8_t family : {std::uint8_t{4}, std::uint8_t{6}}) {
    std::vector<Entry> of_family;
    for (const Entry& each : sorted)
      if (each.prefix.address.family == family) of_family.push_back(each);
    write_parts(everything(family), false, of_family, parts);
  }
  if (parts.empty() || parts.size() > most_parts) return std::nullopt;
  for (const IpPrefix& part : parts) append(all, to_string(part));
  return all;
}

}  // namespace muster::grammars::juniper_junos
