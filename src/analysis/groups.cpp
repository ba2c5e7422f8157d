#include "analysis/groups.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace muster::analysis {
namespace {

constexpr std::size_t max_depth = 64;           ///< of groups in groups; deeper ones are unknown
constexpr std::size_t max_parts = 1U << 20;

bool is_any(std::string_view text) { return text.empty() || text == "any"; }

IpAddress last_of(const IpPrefix& prefix) {
  IpAddress last = prefix.address;
  for (unsigned bit = prefix.length; bit < static_cast<unsigned>(last.bit_count()); ++bit)
    last.bytes[bit / 8] |= static_cast<std::uint8_t>(0x80U >> (bit % 8));
  return last;
}

bool before(const IpAddress& a, const IpAddress& b) { return a.bytes < b.bytes; }

std::optional<std::uint32_t> port(std::string_view text) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// The address behind `address`; nothing behind the last one.
std::optional<IpAddress> next(IpAddress address) {
  for (int at = address.bit_count() / 8 - 1; at >= 0; --at)
    if (++address.bytes[static_cast<std::size_t>(at)] != 0) return address;
  return std::nullopt;
}

}  // namespace

GroupReach::GroupReach(const model::Device* device) {
  if (device == nullptr) return;
  for (const model::ObjectGroup& group : device->groups) by_name_[group.name.value].push_back(&group);
}

GroupReach::Parts GroupReach::parts_of(std::string_view kind, std::string_view text, std::string_view context) {
  Parts parts;
  for (std::string_view rest = text; !rest.empty();) {
    const std::size_t comma = std::min(rest.find(','), rest.size());
    add(parts, kind, rest.substr(0, comma), context);
    rest.remove_prefix(std::min(comma + 1, rest.size()));
  }
  return parts;
}

GroupReach::Addresses GroupReach::every_address(std::string_view text, std::string_view context) {
  if (is_any(text)) return {Answer::yes, true, true};
  Parts parts = parts_of("address ", text, context);
  if (parts.all == Answer::yes) return {Answer::yes, true, true};
  Addresses families = covered(parts.addresses);
  families.all = families.v4 || families.v6 ? Answer::yes : parts.all;
  return families;
}

Answer GroupReach::every_service(std::string_view text, std::string_view context) {
  if (is_any(text)) return Answer::yes;
  Parts parts = parts_of("service ", text, context);
  return cover_all(parts.ports) ? Answer::yes : parts.all;
}

void GroupReach::add(Parts& parts, std::string_view kind, std::string_view member, std::string_view context) {
  constexpr std::string_view group = "group ";
  if (is_any(member)) parts.all = Answer::yes;
  if (member.starts_with(group)) return add_group(parts, kind, member.substr(group.size()), context);
  if (kind == "service ") return add_ports(parts, member);
  const std::size_t dash = member.find('-');
  if (const auto prefix = parse_prefix(member)) {
    parts.addresses.push_back({prefix->network().address, last_of(*prefix)});
  } else if (dash != std::string_view::npos) {
    const auto first = parse_ip(member.substr(0, dash));
    const auto last = parse_ip(member.substr(dash + 1));
    if (first && last && first->family == last->family) parts.addresses.push_back({*first, *last});
  }
}

/// "22", "1024-65535", "any 80"; a service of one protocol is never all of them.
void GroupReach::add_ports(Parts& parts, std::string_view member) {
  if (member == "any any" || member == "ip") parts.all = Answer::yes;
  constexpr std::string_view any_protocol = "any ";
  if (member.starts_with(any_protocol)) member.remove_prefix(any_protocol.size());
  const std::size_t dash = std::min(member.find('-'), member.size());
  const auto first = port(member.substr(0, dash));
  const auto last = dash == member.size() ? first : port(member.substr(dash + 1));
  if (first && last && *first <= *last) parts.ports.push_back({*first, *last});
}

void GroupReach::add_group(Parts& parts, std::string_view kind, std::string_view name, std::string_view context) {
  const std::string key = std::string(context) + "/" + std::string(kind) + std::string(name);
  auto found = read_.find(key);
  if (found == read_.end()) {
    if (open_.contains(key)) {  // which of several groups that hold each other is asked for first must not matter
      if (parts.all == Answer::no) parts.all = Answer::unknown;
      return;
    }
    const model::ObjectGroup* group = find(std::string(kind) + std::string(name), context);
    // Where addresses of IPv6 have names of their own.
    if (group == nullptr && kind == "address ") group = find("address6 " + std::string(name), context);
    Parts read;
    if (group == nullptr || group->open || !group->members.known() || open_.size() >= max_depth) {
      read.all = Answer::unknown;
    } else {
      open_.insert(key);
      for (const std::string& member : group->members.value) add(read, kind, member, context);
      open_.erase(key);
    }
    found = read_.emplace(key, std::move(read)).first;
  }
  if (found->second.all == Answer::yes || parts.all == Answer::no) parts.all = found->second.all;
  const Parts& more = found->second;
  if (parts.addresses.size() + more.addresses.size() > max_parts || parts.ports.size() + more.ports.size() > max_parts) {
    if (parts.all == Answer::no) parts.all = Answer::unknown;
    return;
  }
  parts.addresses.insert(parts.addresses.end(), more.addresses.begin(), more.addresses.end());
  parts.ports.insert(parts.ports.end(), more.ports.begin(), more.ports.end());
}

const model::ObjectGroup* GroupReach::find(const std::string& name, std::string_view context) const {
  const auto found = by_name_.find(name);
  if (found == by_name_.end()) return nullptr;
  const model::ObjectGroup* shared = nullptr;
  for (const model::ObjectGroup* const group : found->second) {
    if (group->context == context) return group;
    // What all contexts share stands in the one without a name, or in the one that is named so.
    if (group->context.empty() || (shared == nullptr && group->context == "shared")) shared = group;
  }
  return shared;
}

GroupReach::Addresses GroupReach::covered(std::vector<Interval>& addresses) {
  std::ranges::sort(addresses, [](const Interval& a, const Interval& b) {
    return a.first.family != b.first.family ? a.first.family < b.first.family : before(a.first, b.first);
  });
  Addresses result;
  for (std::size_t at = 0; at < addresses.size();) {
    const int family = addresses[at].first.family;
    IpAddress edge{};
    edge.family = addresses[at].first.family;
    std::optional<IpAddress> wanted = edge;  // the lowest address that is not covered yet
    for (; at < addresses.size() && addresses[at].first.family == family; ++at)
      if (wanted && !before(*wanted, addresses[at].first) && !before(addresses[at].last, *wanted)) wanted = next(addresses[at].last);
    if (!wanted) (family == 4 ? result.v4 : result.v6) = true;
  }
  return result;
}

bool GroupReach::cover_all(std::vector<Ports>& ports) {
  std::ranges::sort(ports, {}, &Ports::first);
  std::uint32_t wanted = 1;
  for (const Ports& each : ports) {
    if (each.first > wanted) return false;
    wanted = std::max(wanted, each.last + 1);
  }
  return wanted > 65535;
}

}  // namespace muster::analysis
