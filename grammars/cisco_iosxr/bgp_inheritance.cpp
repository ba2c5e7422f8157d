#include <algorithm>
#include <array>

#include "grammars/cisco_iosxr/config.hpp"

/// What BGP neighbours have of their own and from the groups that they use, put into the model.
namespace muster::grammars::cisco_iosxr {
namespace {

/// Groups that are looked at for one neighbour: real configurations have a handful.
constexpr int most_groups = 32;

/// What a neighbour has together with its groups; the nearest that says something counts.
struct Whole {
  Maybe<std::int64_t> remote_as;
  Maybe<bool> authenticated;
  Maybe<std::string> key_chain;
  Maybe<bool> ttl_security;
  std::map<std::string, PeerFamily> families;
  LineSet opened;
  Domains opened_domains;
  bool missing = false;  ///< a group that is not there
  int groups_left = most_groups;
};

template <class T>
void fill(Maybe<T>& to, const Maybe<T>& from) {
  if (!to) to = from;
}

void fill_family(PeerFamily& to, const PeerFamily& from) {
  fill(to.filter_in, from.filter_in);
  fill(to.filter_out, from.filter_out);
  fill(to.maximum_prefixes, from.maximum_prefixes);
}

void add_family_groups(Whole& whole, PeerFamily& to, const PeerFamily& from, Config& config) {
  for (const std::string& use : from.uses) {
    const Peer* const group = config.peers.find(use);
    if (group == nullptr || whole.groups_left-- <= 0) {
      whole.missing = true;
      continue;
    }
    if (!group->opened.lines.empty()) {
      whole.opened = group->opened.lines;
      whole.opened_domains |= group->opened.domains;
    }
    for (const auto& [name, family] : group->families) {
      fill_family(to, family);
      add_family_groups(whole, to, family, config);
    }
  }
}

/// The nearest password or chain decides, and what switches the inheritance of one off is kept beside the other.
void add_proof(Whole& whole, const Peer& peer) {
  const bool decided =
      (whole.authenticated && whole.authenticated->value) || (whole.key_chain && !whole.key_chain->value.empty());
  if (decided) return;
  fill(whole.authenticated, peer.authenticated);
  const bool own = peer.authenticated && peer.authenticated->value;
  if (!own || (peer.key_chain && !peer.key_chain->value.empty())) fill(whole.key_chain, peer.key_chain);
}

void add_peer(Whole& whole, const Peer& peer, Config& config) {
  fill(whole.remote_as, peer.remote_as);
  add_proof(whole, peer);
  fill(whole.ttl_security, peer.ttl_security);
  for (const auto& [name, family] : peer.families) fill_family(whole.families[name], family);
  if (!peer.opened.lines.empty()) {  // a line that was not understood may stand against what groups say
    whole.opened = peer.opened.lines;
    whole.opened_domains = peer.opened.domains;
    return;
  }
  for (const auto& [name, family] : peer.families) add_family_groups(whole, whole.families[name], family, config);
  for (const std::string& use : peer.uses) {
    if (!whole.opened.empty()) return;
    const Peer* const group = config.peers.find(use);
    if (group == nullptr || whole.groups_left-- <= 0)
      whole.missing = true;
    else
      add_peer(whole, *group, config);
  }
}

/// What all address families have, joined; unknown if one of them lacks it, absent if all do.
void put_policy(model::Text& to, const Whole& whole, Maybe<std::string> PeerFamily::*member) {
  std::vector<std::string> names;
  model::LinesId lines = 0;
  std::size_t lacking = 0;
  for (const auto& [name, family] : whole.families) {
    const Maybe<std::string>& policy = family.*member;
    if (!policy && name.empty()) continue;
    if (!policy) {
      ++lacking;
      continue;
    }
    lines = policy->lines;
    if (std::ranges::find(names, policy->value) == names.end()) names.push_back(policy->value);
  }
  if (names.empty()) return to.set_absent();
  if (lacking != 0) return to.set_unknown(lines);
  std::string all;
  for (const std::string& name : names) all.append(all.empty() ? "" : ",").append(name);
  to.set(all, lines);
}

/// XR has limits of its own for families without one: then nothing is said.
void put_maximum(model::Integer& to, const Whole& whole) {
  Maybe<std::int64_t> largest;
  for (const auto& [name, family] : whole.families) {
    if (name.empty() && !family.maximum_prefixes) continue;
    if (!family.maximum_prefixes) return;
    if (!largest || family.maximum_prefixes->value > largest->value) largest = family.maximum_prefixes;
  }
  put(to, largest);
}

void put_authentication(model::Boolean& to, const Whole& whole, const Config& config) {
  const bool by_password = whole.authenticated && whole.authenticated->value;
  const bool by_chain = whole.key_chain && !whole.key_chain->value.empty();
  // What a chain that does not exist proves is not known; nor whether one kind inherited outlives the other switched off.
  const bool doubtful = whole.authenticated && !whole.authenticated->value;
  if (by_chain && config.key_chains.contains(whole.key_chain->value) && !doubtful)
    to.set(true, whole.key_chain->lines);
  else if (by_chain || (by_password && whole.key_chain))
    to.set_unknown(whole.key_chain->lines);
  else if (whole.key_chain)
    to.set(false, whole.key_chain->lines);
  else
    put_or_default(to, whole.authenticated, false);
}

}  // namespace

void convert_bgp(Config& config, const Target& target) {
  config.peers.each([&](const std::string& key, const Peer& from) {
    if (from.address.empty()) return;
    Whole whole;
    add_peer(whole, from, config);
    model::RoutingNeighbor& to = target.device.neighbors.emplace_back();
    target.head(to, from.lines);
    to.open = !whole.opened.empty() || whole.missing;
    to.opened_by = target.id(whole.opened);
    if (!whole.opened.empty() && !whole.missing) to.open_domains = whole.opened_domains;
    to.name.set("bgp " + key, to.lines);
    to.protocol.set("bgp", to.lines);
    put(to.remote_as, whole.remote_as);
    put_authentication(to.authenticated, whole, config);
    put_policy(to.filter_in, whole, &PeerFamily::filter_in);
    put_policy(to.filter_out, whole, &PeerFamily::filter_out);
    put_maximum(to.maximum_prefixes, whole);
    put_or_default(to.ttl_security, whole.ttl_security, false);
  });
}

}  // namespace muster::grammars::cisco_iosxr
