#include "grammars/cisco_asa/groups.hpp"

#include <algorithm>
#include <unordered_set>

#include "core/ip.hpp"

namespace muster::grammars::cisco_asa {
namespace {

/// Groups inside groups: no configuration nests deeper, and a larger one is no longer looked through.
constexpr std::size_t most_groups = 64;
constexpr std::size_t most_matches = 64;
constexpr std::size_t longest_ports = 4096;

/// The group and all that it names, each once; false if one of them is not defined, or there are too many.
bool reach(NamedList<Group>& groups, const std::string& name, std::vector<const Group*>& found) {
  std::vector<std::string> left{name};
  std::unordered_set<std::string> seen{name};
  bool whole = true;
  while (!left.empty()) {
    const std::string next = std::move(left.back());
    left.pop_back();
    const Group* const group = groups.find(next);
    if (group == nullptr || found.size() >= most_groups) {
      whole = false;
      continue;
    }
    found.push_back(group);
    for (const std::string& inner : group->names) {
      if (seen.size() > most_groups) return false;
      if (seen.insert(inner).second) left.push_back(inner);
    }
  }
  return whole;
}

/// Joins what differs in the destination port only, so that a rule is written once for each protocol.
void join(std::vector<ServiceMatch>& all, const ServiceMatch& match) {
  const auto fits = [&](const ServiceMatch& other) {
    return other.protocol == match.protocol && other.source_port == match.source_port &&
           other.narrower == match.narrower;
  };
  const auto found = std::ranges::find_if(all, fits);
  if (found == all.end()) {
    all.push_back(match);
  } else if (found->destination_port == "any" || match.destination_port == "any") {
    found->destination_port = "any";
  } else if (found->destination_port.size() < longest_ports) {
    found->destination_port += "," + match.destination_port;
  }
}

struct Interval {
  std::uint64_t begin, end;  ///< `end` is behind the last
};

std::uint64_t number_of(const IpAddress& address) {
  const auto& b = address.bytes;
  return std::uint64_t{b[0]} << 24 | std::uint64_t{b[1]} << 16 | std::uint64_t{b[2]} << 8 | b[3];
}

/// The IPv4 addresses of a member; false if it is not known which they are.
bool add_interval(const std::string& member, std::vector<Interval>& to) {
  if (const auto prefix = parse_prefix(member)) {
    if (prefix->address.family != 4) return true;  // a part of IPv6 decides nothing about IPv4
    const std::uint64_t begin = number_of(prefix->network().address);
    to.push_back({begin, begin + (std::uint64_t{1} << (32 - prefix->length))});
    return true;
  }
  const std::size_t dash = member.find('-');
  const auto first = parse_ip(member.substr(0, dash));
  const auto last = dash == std::string::npos ? std::nullopt : parse_ip(member.substr(dash + 1));
  if (!first || !last || first->family != last->family) return false;
  if (first->family == 4) to.push_back({number_of(*first), number_of(*last) + 1});
  return true;
}

bool cover_everything(std::vector<Interval>& parts) {
  std::ranges::sort(parts, {}, &Interval::begin);
  std::uint64_t covered = 0;
  for (const Interval& part : parts) {
    if (part.begin > covered) return false;
    covered = std::max(covered, part.end);
  }
  return covered > 0xffffffffU;
}

}  // namespace

bool Resolver::spend(std::size_t work) {
  constexpr std::size_t most = 4'000'000;
  spent_ += std::min(work, most);
  return spent_ < most;
}

Cover Resolver::cover(const std::string& name) {
  if (const Cover* const known = covers_.find(name)) return *known;
  return covers_.get(name) = compute_cover(name);
}

const ResolvedServices& Resolver::services(const std::string& name) {
  if (const ResolvedServices* const known = services_.find(name)) return *known;
  return services_.get(name) = compute_services(name);
}

ResolvedServices Resolver::compute_services(const std::string& name) {
  ResolvedServices resolved;
  std::vector<const Group*> found;
  resolved.complete = reach(groups_, name, found);
  for (const Group* group : found) {
    resolved.complete = resolved.complete && group->opened_by.empty() && !group->is_address() &&
                        group->kind != Group::Kind::other && spend(group->services.size());
    if (!resolved.complete) return resolved;
    for (const ServiceMatch& match : group->services) {
      if (resolved.matches.size() > most_matches) break;
      join(resolved.matches, match);
    }
  }
  for (const ServiceMatch& match : resolved.matches)
    resolved.complete = resolved.complete && match.destination_port.size() < longest_ports;
  resolved.complete = resolved.complete && !resolved.matches.empty() && resolved.matches.size() <= most_matches;
  return resolved;
}

Cover Resolver::compute_cover(const std::string& name) {
  std::vector<const Group*> found;
  bool sure = reach(groups_, name, found);
  std::vector<Interval> parts;
  for (const Group* group : found) {
    sure = sure && group->is_address() && group->opened_by.empty();
    if (!spend(group->members.size())) return Cover::unsure;
    for (const std::string& member : group->members)
      if (!member.starts_with("group ") && !add_interval(member, parts)) sure = false;
  }
  if (cover_everything(parts)) return Cover::everything;
  return sure ? Cover::less : Cover::unsure;
}

}  // namespace muster::grammars::cisco_asa
