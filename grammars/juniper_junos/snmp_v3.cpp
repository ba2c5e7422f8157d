#include <array>

#include "grammars/juniper_junos/config.hpp"

/// `snmp v3`: users with their keys, and communities that stand for them.
namespace muster::grammars::juniper_junos {
namespace {

struct Kind {
  std::string_view word;
  std::string_view neutral;
};
constexpr auto authentications = std::to_array<Kind>({{"authentication-md5", "md5"},
                                                      {"authentication-sha", "sha"},
                                                      {"authentication-sha224", "sha224"},
                                                      {"authentication-sha256", "sha256"},
                                                      {"authentication-sha384", "sha384"},
                                                      {"authentication-sha512", "sha512"}});
constexpr auto privacies = std::to_array<Kind>({{"privacy-des", "des"},
                                                {"privacy-3des", "3des"},
                                                {"privacy-aes128", "aes128"},
                                                {"privacy-aes192", "aes192"},
                                                {"privacy-aes256", "aes256"}});

/// Sets what `each` says, if it is of this table; keeps its key.
template <std::size_t N>
bool read_kind(Place place, NodeId each, const std::array<Kind, N>& kinds, const std::string& user, model::Text& to) {
  const auto found = std::ranges::find(kinds, text(place, each), &Kind::word);
  if (found == kinds.end()) return false;
  to.set(std::string(found->neutral), place.walk.lines(each));
  for (const NodeId key : children(place, each))
    if (text(place, key).starts_with("authentication-") || text(place, key).starts_with("privacy-"))
      keep_secret(place, key, "snmp-user", user + " " + std::string(found->neutral));
  return true;
}

Outcome read_user(Place place, const std::string& name) {
  model::SnmpUser& to = place.walk.device().snmp_users.emplace_back();
  to.context = place.state.context;
  to.lines = place.walk.lines_below(place.node);
  to.name.set(name, place.walk.lines(place.node));
  to.authentication.set_absent(to.lines);
  to.privacy.set_absent(to.lines);
  for (const NodeId each : children(place)) {
    const std::string_view word = text(place, each);
    if (word == "authentication-none" || word == "privacy-none") continue;
    if (!read_kind(place, each, authentications, name, to.authentication) &&
        !read_kind(place, each, privacies, name, to.privacy))
      place.walk.unknown(each, Domain::snmp | Domain::users, "a kind of authentication or privacy");
  }
  return Outcome::understood;
}

Outcome local_user(Place place) { return read_user(place, std::string(text(place))); }

/// Users of other engines are those that notifications are sent as.
Outcome remote_user(Place place) {
  const Configuration& config = place.walk.configuration();
  const NodeId engine = config[config[place.node].parent].parent;
  return read_user(place, std::string(text(place)) + " at " + std::string(config[engine].text));
}

/// `security-to-group security-model usm security-name U group G`
Outcome membership(Place place) {
  const NodeId value = value_of_child(place, "group");
  if (value == no_node) return place.walk.fail(place.node, "a group");
  place.state.snmp_group_of[text(place)] = value;
  return Outcome::understood;
}

/// What it may do is said by the groups of its security name: the model leaves that open.
Outcome community(Place place) {
  const NodeId name = child(place, "community-name");
  model::SnmpCommunity& to = place.walk.device().snmp_communities.emplace_back();
  to.context = place.state.context;
  to.lines = place.walk.lines_below(place.node);
  to.name.set("community " + std::to_string(++place.state.communities), to.lines);
  if (name != no_node)
    read_secret(place, name, to.value);
  else
    to.value.set_unknown(to.lines);
  return Outcome::understood;
}

}  // namespace

Rows snmp_v3_rows() {
  static constexpr auto both = Domain::snmp | Domain::users;
  static constexpr std::string_view traps = "which traps are sent, and how";
  static constexpr std::string_view shown = "what the agent shows to those who may ask";
  static constexpr auto rows = std::to_array<Row>({
      block("snmp v3", both),
      block("snmp v3 usm", both),
      block("snmp v3 usm local-engine", both),
      {"snmp v3 usm local-engine user *", both, &local_user},
      block("snmp v3 usm remote-engine", both),
      block("snmp v3 usm remote-engine *", both),
      {"snmp v3 usm remote-engine * user *", both, &remote_user},
      {"snmp v3 snmp-community *", Domain::snmp, &community},
      ignored("snmp v3 vacm", shown),
      {"snmp v3 vacm security-to-group security-model usm security-name *", Domain::snmp, &membership},
      ignored("snmp v3 notify", traps),
      ignored("snmp v3 notify-filter", traps),
      ignored("snmp v3 target-parameters", traps),
      ignored("snmp v3 target-address", traps),
  });
  return rows;
}

void finish_snmp(Walk& walk, const State& state) {
  for (model::SnmpUser& each : walk.device().snmp_users) {
    const auto group = state.snmp_group_of.find(each.name.value);
    if (group == state.snmp_group_of.end())
      each.group.set_absent();
    else
      each.group.set(std::string(walk.configuration()[group->second].text), walk.lines(group->second));
  }
}

}  // namespace muster::grammars::juniper_junos
