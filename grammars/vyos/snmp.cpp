#include <array>

#include "grammars/secret_words.hpp"
#include "grammars/vyos/config.hpp"

/// `service snmp`.
namespace muster::grammars::vyos {
namespace {

void put_community(Place place, NodeId node, model::SecretAttribute& to) {
  place.walk.secret(node);
  if (is_masked_secret(text(place, node)))
    to.set_unknown(place.walk.lines(node));
  else
    to.set({Secret(text(place, node)), "plain"}, place.walk.lines(node));
}

/// The whole network is no limit.
void put_clients(Place place, model::Text& to) {
  std::string all;
  LineSet lines;
  bool everybody = false;
  for (const std::string_view kind : {"client", "network"}) {
    const NodeId list = child(place, kind);
    if (list == no_node) continue;
    for (const NodeId each : children(place, list)) {
      everybody = everybody || text(place, each).ends_with("/0");
      all += (all.empty() ? "" : ",") + std::string(text(place, each));
      lines.add(place.walk.configuration()[each].line);
    }
  }
  if (all.empty() || everybody) return to.set_absent();
  to.set("clients " + all, lines.id(place.walk.device().lines, place.walk.options().capture));
}

/// A community is a secret by its name.
Outcome community(Place place) {
  model::SnmpCommunity& to = place.walk.device().snmp_communities.emplace_back();
  head(place, place.node, to);
  to.name.set("community " + std::to_string(++place.state.communities), to.lines);
  put_community(place, place.node, to.value);
  to.access.set_default("ro");
  put_clients(place, to.filter);
  for (const NodeId each : children(place)) {
    const std::string_view word = text(place, each);
    if (word == "authorization") {
      const NodeId value = value_of(place, each);
      if (value == no_node || !one_of(text(place, value), {"ro", "rw"}))
        return place.walk.fail(value == no_node ? each : value, "ro or rw");
      to.access.set(std::string(text(place, value)), place.walk.lines(value));
    } else if (!one_of(word, {"client", "network"})) {
      to.open = true, to.open_domains = Domain::snmp;
      to.opened_by = place.walk.lines(each);
      place.walk.unknown(each, {}, "a setting of a community");
    }
  }
  return Outcome::understood;
}

/// `trap-target 192.0.2.1 { community C; port 162 }`.
Outcome trap_target(Place place) {
  if (const NodeId community = child(place, "community"); community != no_node)
    keep_secret(place, community, "snmp", "trap-target " + std::string(text(place)));
  return Outcome::understood;
}

/// `auth { type sha; encrypted-password X }`. Without a type it is `fallback`.
void read_proof(Place place, NodeId node, std::string_view what, std::string_view fallback, const std::string& name,
                model::Text& to) {
  const NodeId part = child_of(place.walk.configuration(), node, what);
  if (part == no_node) return to.set_absent();
  to.set_default(std::string(fallback));
  for (const NodeId each : children(place, part)) {
    const std::string_view word = text(place, each);
    const NodeId value = value_of(place, each);
    if (word == "type" && value != no_node) {
      const std::string kind(text(place, value));
      to.set(kind == "aes" ? "aes128" : kind, place.walk.lines(value));
    } else if (one_of(word, {"plaintext-password", "plaintext-key"})) {
      if (value != no_node && !text(place, value).empty()) keep_secret(place, each, "snmp-user", name);
    } else if (one_of(word, {"encrypted-password", "encrypted-key"})) {
      keep_secret(place, each, "snmp-user", name);  // a key of the engine: no password can be found in it
      place.walk.device().credentials.back().value.value.format = "other";
    } else {
      place.walk.unknown(each, Domain::snmp | Domain::users, "a setting of SNMP v3");
    }
  }
}

Outcome user(Place place) {
  model::SnmpUser& to = place.walk.device().snmp_users.emplace_back();
  head(place, place.node, to);
  const std::string name(text(place));
  to.name.set(name, place.walk.lines(place.node));
  to.group.set_absent();
  read_proof(place, place.node, "auth", "md5", name + " auth", to.authentication);
  read_proof(place, place.node, "privacy", "des", name + " privacy", to.privacy);
  for (const NodeId each : children(place)) {
    const std::string_view word = text(place, each);
    if (word == "group") {
      put_text(place, each, to.group);
    } else if (one_of(word, {"engineid", "mode", "tsm-key"})) {
      place.walk.ignore(each);
    } else if (!one_of(word, {"auth", "privacy"})) {
      to.open = true, to.open_domains = Domain::snmp;
      to.opened_by = place.walk.lines(each);
      place.walk.unknown(each, {}, "a setting of a user");
    }
  }
  return Outcome::understood;
}

/// A target of traps has a user of its own.
Outcome trap_user(Place place) {
  model::Text kind;
  const std::string name = "trap-target " + std::string(text(place));
  read_proof(place, place.node, "auth", "md5", name + " auth", kind);
  read_proof(place, place.node, "privacy", "des", name + " privacy", kind);
  return Outcome::understood;
}

}  // namespace

Rows snmp_rows() {
  static constexpr std::string_view way = "by which way the agent is reached; the filters decide who may";
  static constexpr std::string_view views = "what is shown";
  static constexpr Domains keys = Domain::snmp | Domain::users;  // keys and the communities of traps are credentials
  static constexpr auto rows = std::to_array<Row>({
      block("service snmp", Domain::snmp),
      block("service snmp community", Domain::snmp),
      {"service snmp community *", Domain::snmp, &community},
      block("service snmp trap-target", Domain::snmp),
      {"service snmp trap-target *", keys, &trap_target},
      block("service snmp v3", Domain::snmp),
      block("service snmp v3 user", Domain::snmp),
      {"service snmp v3 user *", keys, &user},
      block("service snmp v3 trap-target", Domain::snmp),
      {"service snmp v3 trap-target *", keys, &trap_user},
      ignored("service snmp v3 engineid", "an identifier"),
      ignored("service snmp v3 group", views),
      ignored("service snmp v3 view", views),
      ignored("service snmp v3 tsm", way),
      ignored("service snmp contact", "free text"),
      ignored("service snmp location", "free text"),
      ignored("service snmp description", "free text"),
      ignored("service snmp listen-address", way),
      ignored("service snmp protocol", way),
      ignored("service snmp vrf", way),
      ignored("service snmp trap-source", "from where traps are sent"),
      ignored("service snmp smux-peer", views),
      ignored("service snmp script-extensions", views),
      ignored("service snmp oid-enable", views),
      ignored("service snmp mib", views),
  });
  return rows;
}

}  // namespace muster::grammars::vyos
