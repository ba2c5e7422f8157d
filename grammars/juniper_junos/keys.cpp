#include <algorithm>
#include <array>

#include "grammars/juniper_junos/config.hpp"
#include "grammars/secret_words.hpp"

/// Keys of tunnels and of routing protocols, and a net for those that no other part reads.
namespace muster::grammars::juniper_junos {
namespace {

/// `policy P { pre-shared-key ascii-text "$9$..."; }`
Outcome ike_policy(Place place) {
  const NodeId key = child(place, "pre-shared-key");
  if (key == no_node) return Outcome::understood;
  for (const NodeId kind : children(place, key))
    keep_secret(place, kind, "ipsec", "policy " + std::string(text(place)));
  return Outcome::understood;
}

/// `key-chain C { key 1 { secret "$9$..."; start-time ...; } }`
Outcome key_chain(Place place) {
  const Configuration& config = place.walk.configuration();
  const NodeId keys = child(place, "key");
  if (keys == no_node) return Outcome::understood;
  for (const NodeId key : children(place, keys))
    if (const NodeId secret = child(config, key, "secret"); secret != no_node)
      keep_secret(place, secret, "key-chain", std::string(text(place)) + " " + std::string(text(place, key)));
  return Outcome::understood;
}

/// What is stored in a form of Junos' own says by itself that it is a secret; these words say it of any text.
bool names_secret(std::string_view word) {
  static constexpr auto words = std::to_array<std::string_view>(
      {"authentication-key", "hello-authentication-key", "secret", "simple-password", "authentication-password",
       "privacy-password", "privacy-key", "ascii-text", "hexadecimal", "chap-secret", "pap-password",
       "default-chap-secret", "default-pap-password", "local-password", "cak", "preauthentication-secret",
       "shared-secret", "boot-loader-authentication", "routing-engine-secret"});
  return std::ranges::find(words, word) != words.end();
}

bool is_stored_secret(std::string_view value) { return value.starts_with("$9$") || value.starts_with("$8$"); }

/// The words above a secret, without those that are secrets themselves.
std::string path_of(const Configuration& config, NodeId node) {
  std::string path;
  for (NodeId at = node; at != Configuration::root(); at = config[at].parent)
    if (!config[at].text.starts_with('$')) path.insert(0, std::string(config[at].text) + (path.empty() ? "" : " "));
  return path;
}

/// The protocol or the part of the system that it belongs to: the second word of its path, within a system of its own
/// the fourth.
std::string_view kind_of(const Configuration& config, NodeId node) {
  NodeId top = node, second = node, fourth = node;
  for (; config[top].depth > 1; top = config[top].parent) {
    if (config[top].depth == 4) fourth = top;
    if (config[top].depth == 2) second = top;
  }
  const bool within = config[top].text == "logical-systems" || config[top].text == "tenants";
  const std::string_view kind = config[within ? fourth : second].text;
  return is_stored_secret(kind) ? "other" : kind;
}

void keep(Walk& walk, State& state, NodeId value) {
  const NodeId statement = walk.configuration()[value].parent;
  keep_secret({walk, state, statement}, statement, std::string(kind_of(walk.configuration(), value)),
              path_of(walk.configuration(), statement));
}

}  // namespace

Rows key_rows() {
  static constexpr auto users = Domains(Domain::users);
  static constexpr std::string_view algorithms =
      "algorithms and ends of tunnels, of which the model holds the keys alone";
  static constexpr auto rows = std::to_array<Row>({
      block("security ike", users),
      {"security ike policy *", users, &ike_policy},
      ignored("security ike proposal", algorithms),
      ignored("security ike gateway", algorithms),
      ignored("security ike respond-bad-spi", algorithms),
      ignored("security ike session", algorithms),
      ignored("security ike traceoptions", "notes for debugging"),
      ignored("security ipsec", algorithms),
      known("security ipsec security-association", users),
      known("security ipsec internal", users),
      block("security authentication-key-chains", users),
      {"security authentication-key-chains key-chain *", users, &key_chain},
  });
  return rows;
}

void finish_keys(Walk& walk, State& state) {
  const Configuration& config = walk.configuration();
  const NodeId groups = config.find(Configuration::root(), "groups");
  for (NodeId at = config[Configuration::root()].first_child; at != no_node;) {
    if (at == groups || config[at].inactive) {
      at = config.next_beside(at, Configuration::root());
      continue;
    }
    const NodeId above = config[at].parent;
    const bool secret =
        is_stored_secret(config[at].text) || (names_secret(config[above].text) && config[at].first_child == no_node);
    if (secret && above == Configuration::root())
      walk.secret(at);  // an unknown line, and nobody's key
    else if (secret && !state.secrets_read.contains(at))
      keep(walk, state, at);
    at = config.next_below(at, Configuration::root());
  }
}

}  // namespace muster::grammars::juniper_junos
