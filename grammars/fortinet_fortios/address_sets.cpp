#include "grammars/fortinet_fortios/address_sets.hpp"

#include <algorithm>
#include <bitset>
#include <optional>

#include "core/ip.hpp"
#include "grammars/addresses.hpp"

namespace muster::grammars::fortinet_fortios {
namespace {

constexpr std::uint8_t narrow_length = 8;
constexpr std::size_t most_wide = 64;
constexpr unsigned deepest = 16;

AddressSet opaque_set() {
  AddressSet set;
  set.opaque = true;
  return set;
}

AddressSet of_prefix(const std::string& text) {
  AddressSet set;
  const auto prefix = parse_prefix(text);
  if (!prefix) return opaque_set();
  set.everything = prefix->length == 0;
  if (!set.everything && prefix->length < narrow_length) set.wide.push_back(text);
  return set;
}

/// A range is everything, small, or not worth more than doubt.
AddressSet of_range(const Maybe<std::string>& start, const Maybe<std::string>& end) {
  const auto first = start ? parse_ip(start->value) : std::nullopt;
  const auto last = end ? parse_ip(end->value) : std::nullopt;
  if (!first || !last || first->family != last->family) return opaque_set();
  return first->bytes[0] == last->bytes[0] ? AddressSet{} : opaque_set();
}

/// Prefixes shorter than /8 that have every first byte between them.
bool cover_everything(const Names& wide) {
  std::bitset<256> seen;
  for (const std::string& text : wide) {
    const auto prefix = parse_prefix(text);
    if (!prefix) continue;
    const unsigned first = prefix->network().address.bytes[0];
    for (unsigned byte = first; byte < first + (1U << (8 - prefix->length)) && byte < 256; ++byte) seen.set(byte);
  }
  return seen.all();
}

void append(std::string& list, const std::string& item) { list.append(list.empty() ? "" : ",").append(item); }

}  // namespace

AddressSet AddressSets::address(const Address& from) const {
  if (from.opaque) return opaque_set();
  const std::string type = from.type ? from.type->value : "ipmask";
  if (type == "ipmask" || type == "ipprefix")
    return from.subnet ? of_prefix(from.subnet->value) : of_prefix(v6_ ? "::/0" : "0.0.0.0/0");
  if (type == "iprange" || type == "multicastrange") return of_range(from.start, from.end);
  if (type == "wildcard")
    return from.wildcard && from.wildcard->value.find(" 255.") != std::string::npos ? AddressSet{} : opaque_set();
  if (type == "broadcastmask" || type == "interface-subnet")
    return from.subnet ? of_prefix(from.subnet->value) : AddressSet{};
  return {};  // by name, by country, by a connector: some addresses, whichever
}

AddressSet AddressSets::group(const std::string& name, const Group& from, unsigned depth) {
  const auto [entry, added] = groups_.try_emplace(name, opaque_set());  // for a group that holds itself
  if (!added) return entry->second;
  AddressSet set;
  set.opaque = from.opaque || depth > deepest;
  if (from.members && !set.opaque)
    for (const std::string& member : from.members->value) {
      const AddressSet part = one(member, depth + 1);
      set.opaque = set.opaque || part.opaque;
      set.everything = set.everything || part.everything;
      set.wide.insert(set.wide.end(), part.wide.begin(), part.wide.end());
    }
  if (set.wide.size() > most_wide) set = opaque_set();
  // What a set with holes still covers is not worked out.
  if (from.exclude && from.exclude->value && (set.everything || !set.wide.empty())) set.opaque = true;
  return groups_[name] = std::move(set);
}

AddressSet AddressSets::one(const std::string& name, unsigned depth) {
  NamedList<Address>& addresses = v6_ ? vdom_.addresses6 : vdom_.addresses;
  NamedList<Group>& groups = v6_ ? vdom_.address_groups6 : vdom_.address_groups;
  if (const Address* const found = addresses.find(name)) return address(*found);
  if (const Group* const found = groups.find(name)) return group(name, *found, depth);
  if (vdom_.virtual_addresses.find(name) != nullptr || name == "none") return {};
  return name == "all" ? of_prefix(v6_ ? "::/0" : "0.0.0.0/0") : opaque_set();
}

std::string AddressSets::text_of(const Names& names, bool& opaque) {
  std::string text;
  Names wide;
  bool everything = false;
  for (const std::string& name : names) {
    const AddressSet set = one(name, 0);
    opaque = opaque || set.opaque;
    everything = everything || set.everything;
    wide.insert(wide.end(), set.wide.begin(), set.wide.end());
    if (set.wide.empty()) append(text, "group " + name);
    if (wide.size() > most_wide) opaque = true;
    if (opaque) break;
  }
  if (everything || cover_everything(wide)) return "any";
  for (const std::string& prefix : wide) append(text, prefix);
  return text;
}

}  // namespace muster::grammars::fortinet_fortios
