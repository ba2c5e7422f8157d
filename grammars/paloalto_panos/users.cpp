#include <algorithm>
#include <array>

#include "grammars/crypt_format.hpp"
#include "grammars/paloalto_panos/config.hpp"
#include "grammars/secret_words.hpp"

/// `mgt-config`: administrators, their roles, and what passwords have to be like.
namespace muster::grammars::paloalto_panos {
namespace {

constexpr auto both = Domains(Domain::users) | Domain::authentication;

void read_hash(Place place, NodeId statement, model::User& user) {
  const NodeId value = value_of(place, statement);
  if (value == no_node || is_masked_secret(text(place, value)))
    return user.password.set_unknown(place.walk.lines(statement));
  if (is_secret_field(text(place, value))) place.walk.secret(value);
  set_crypt_field(user.password, text(place, value), place.walk.lines(value));
}

/// `role-based { superuser yes; }`, `role-based { vsysadmin localhost.localdomain { vsys vsys1; } }`,
/// `role-based { custom { profile P; } }`.
void read_role(Place place, NodeId permissions, model::User& user) {
  const NodeId roles = child_of(place.walk.configuration(), permissions, "role-based");
  if (roles == no_node) return user.role.set_unknown(place.walk.lines(permissions));
  for (const NodeId role : children(place, roles)) {
    const NodeId value = value_of(place, role);
    if (value != no_node && text(place, value) == "no") continue;
    const NodeId profile = value_at(place, role, {"profile"});
    std::string name(text(place, role));
    if (name == "custom" && profile != no_node) name += " " + std::string(text(place, profile));
    user.role.set(std::move(name), place.walk.lines_below(role));
  }
}

bool is_harmless(std::string_view word) {
  static constexpr auto words = std::to_array<std::string_view>({"preferences", "password-profile", "public-key"});
  return std::ranges::find(words, word) != words.end();
}

/// An account without a hash logs in with a key, a certificate, or at a server.
Outcome administrator(Place place) {
  model::User& user = place.walk.device().users.emplace_back();
  head(place, place.node, user);
  user.name.set(std::string(text(place)), place.walk.lines(place.node));
  user.privilege.set_absent();
  user.role.set_absent();
  user.shell.set_default("cli");
  user.allowed_sources.set_absent();
  place.state.saw_users = true;
  bool elsewhere = false;
  for (const NodeId each : children(place)) {
    const std::string_view word = text(place, each);
    if (word == "phash") {
      read_hash(place, each, user);
    } else if (word == "permissions") {
      read_role(place, each, user);
    } else if (word == "authentication-profile" || word == "client-certificate-only") {
      elsewhere = true;
    } else if (is_harmless(word)) {
      place.walk.ignore(each);
      elsewhere = elsewhere || word == "public-key";
    } else {
      place.walk.unknown(each, Domain::users, "a setting of an administrator");
    }
  }
  if (elsewhere && child(place, "phash") == no_node) user.password.set_absent();
  return Outcome::understood;
}

/// Their numbers count once `enabled yes` stands there.
Outcome complexity(Place place) {
  if (place.state.now.foreign) return Outcome::ignored;
  const auto enabled = says_yes(place, place.node, "enabled");
  const NodeId length = value_at(place, place.node, {"minimum-length"});
  model::Integer& to = place.walk.device().login.minimum_length;
  if (!enabled || !*enabled)
    return enabled ? (to.set(0, place.walk.lines_below(place.node)), Outcome::understood) : Outcome::understood;
  const auto value = length == no_node ? std::optional<std::uint32_t>(0) : number(text(place, length));
  if (!value) return place.walk.fail(length, "a number of characters");
  to.set(*value, place.walk.lines(length == no_node ? place.node : length));
  return Outcome::understood;
}

Outcome settings(Place) { return Outcome::understood; }

Outcome authentication_profile(Place place) {
  place.state.authentication_profiles[text(place)] = place.node;
  return Outcome::understood;
}

std::string method_name(std::string_view word) {
  if (word == "tacplus") return "tacacs";
  if (word == "local-database" || word == "none") return word == "none" ? "none" : "local";
  return std::string(word);
}

}  // namespace

Rows user_rows() {
  static constexpr std::string_view rights = "what a role may do; a user's role is in the model";
  static constexpr auto rows = std::to_array<Row>({
      {"mgt-config", both, &settings},
      block("mgt-config users", Domain::users),
      {"mgt-config users *", Domain::users, &administrator},
      {"mgt-config password-complexity", Domain::authentication, &complexity},
      known("mgt-config password-profile", Domain::authentication),
      ignored("mgt-config access-domain", rights),
      ignored("mgt-config devices", "which devices a Panorama manages"),
      ignored("admin-role", rights),
      {"authentication-profile *", both, &authentication_profile},
      block("authentication-profile", both),
      known("authentication-sequence", both),
      ignored("certificate-profile", "which certificates of others are accepted"),
      ignored("user-group-source", rights),
  });
  return rows;
}

/// Local accounts are asked first, then what the authentication profile of the device names.
void finish_users(Walk& walk, State& state) {
  model::Device& device = walk.device();
  if (!state.saw_users && state.pushed.empty())
    device.open(walk.options().context, Domain::users, "no administrators: the account does not see them, or a part",
                0);
  device.login.secrets_encoded.set_default(true);  // with a key of the device, or the factory's
  if (device.login.lockout_attempts.state == model::State::unknown && device.login.lockout_attempts.lines == 0)
    device.login.lockout_attempts.set_default(0);
  // The rules for passwords stand where the accounts do, and are off until they are switched on.
  if (state.saw_users && device.login.minimum_length.state == model::State::unknown)
    device.login.minimum_length.set_default(0);
  if (!state.management.authentication_profile) return device.login.methods.set_default({"local"});
  const Configuration& config = walk.configuration();
  const auto& wanted = *state.management.authentication_profile;
  const auto found = state.authentication_profiles.find(wanted.value);
  const NodeId method =
      found == state.authentication_profiles.end() ? no_node : child_of(config, found->second, "method");
  const NodeId kind = method == no_node ? no_node : value_of(config, method);
  if (kind == no_node) return device.login.methods.set_unknown(wanted.lines);  // a profile that stands elsewhere
  std::vector<std::string> methods{"local"};
  methods.push_back(method_name(config[kind].text));
  device.login.methods.set(std::move(methods), wanted.lines);
}

}  // namespace muster::grammars::paloalto_panos
