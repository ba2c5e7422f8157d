#include <array>

#include "grammars/crypt_format.hpp"
#include "grammars/juniper_junos/config.hpp"
#include "grammars/secret_words.hpp"

/// Accounts, login classes, and the sessions that they start.
namespace muster::grammars::juniper_junos {
namespace {

/// `authentication { encrypted-password "$6$..."; ssh-rsa "..."; }`: without a password only keys let the account in.
void read_authentication(Place place, NodeId node, model::User& user) {
  user.password.set_absent(place.walk.lines(node));
  for (const NodeId each : children(place, node)) {
    const std::string_view word = text(place, each);
    if (word == "plain-text-password-value") {
      read_secret(place, each, user.password);
    } else if (word == "encrypted-password") {
      const NodeId value = value_of(place, each);
      if (value == no_node || is_masked_secret(text(place, value))) {
        user.password.set_unknown(place.walk.lines(each));
        continue;
      }
      if (is_secret_field(text(place, value))) place.walk.secret(value);
      set_crypt_field(user.password, text(place, value), place.walk.lines(value));
    } else if (!word.starts_with("ssh-") && word != "load-key-file" && word != "no-public-keys") {
      place.walk.unknown(each, Domain::users, "a kind of authentication");
    }
  }
}

model::User& add_user(Place place, std::string_view name) {
  model::User& user = place.walk.device().users.emplace_back();
  user.context = place.state.context;
  user.lines = place.walk.lines_below(place.node);
  user.name.set(std::string(name), place.walk.lines(place.node));
  user.privilege.set_absent();
  return user;
}

Outcome root(Place place) {
  model::User& user = add_user(place, "root");
  user.role.set_default("super-user");
  user.shell.set_default("/bin/csh");
  read_authentication(place, place.node, user);
  place.state.has_root = true;
  return Outcome::understood;
}

Outcome login_user(Place place) {
  model::User& user = add_user(place, text(place));
  user.role.set_absent();
  user.shell.set_default("cli");
  user.password.set_absent();
  for (const NodeId each : children(place)) {
    const std::string_view word = text(place, each);
    if (word == "class") {
      const NodeId value = value_of(place, each);
      if (value == no_node) return place.walk.fail(each, "a class after 'class'");
      user.role.set(std::string(text(place, value)), place.walk.lines(value));
      place.state.classes_in_use[text(place, value)] = place.walk.lines(value);
    } else if (word == "authentication") {
      read_authentication(place, each, user);
    } else if (word == "cli" || word == "full-name" || word == "uid") {
      place.walk.ignore(each);
    } else {
      place.walk.unknown(each, Domain::users, "a setting of a user");
    }
  }
  return Outcome::understood;
}

Outcome login_class(Place place) {
  place.state.classes[text(place)] = place.node;
  return Outcome::understood;
}

Outcome idle_timeout(Place place) {
  place.state.idle_timeout = place.node;
  return Outcome::understood;
}

Outcome deny_sources(Place place) {
  place.state.deny_sources = place.node;
  return Outcome::understood;
}

/// `allow-sources` of the class; what is denied besides leaves a set that the model cannot tell.
void put_sources(Walk& walk, const State& state, model::User& user) {
  const Configuration& config = walk.configuration();
  const auto found = state.classes.find(user.role.value);
  const NodeId own = found == state.classes.end() ? no_node : found->second;
  const NodeId denied = own == no_node ? no_node : child(config, own, "deny-sources");
  if (denied != no_node || state.deny_sources != no_node)
    return user.allowed_sources.set_unknown(walk.lines_below(denied == no_node ? state.deny_sources : denied));
  const NodeId allowed = own == no_node ? no_node : child(config, own, "allow-sources");
  if (allowed == no_node) return user.allowed_sources.set_absent();
  std::vector<std::string> sources;
  for (const NodeId each : Children(config, allowed)) sources.emplace_back(config[each].text);
  user.allowed_sources.set(std::move(sources), walk.lines_below(allowed));
}

/// What is built in has no entry of its own.
bool is_unlimited(std::string_view name) {
  static constexpr auto built_in =
      std::to_array<std::string_view>({"super-user", "superuser", "operator", "read-only", "unauthorized"});
  return std::ranges::find(built_in, name) != built_in.end();
}

/// `idle-timeout MINUTES` of the class, else of all; without it sessions never end.
void put_timeout(Walk& walk, const State& state, std::string_view name, model::Integer& to) {
  const Configuration& config = walk.configuration();
  const auto found = state.classes.find(name);
  NodeId at = found == state.classes.end() ? no_node : child(config, found->second, "idle-timeout");
  if (at == no_node) at = state.idle_timeout;
  const NodeId value = at == no_node ? no_node : value_of(config, at);
  constexpr std::uint32_t seconds = 60;
  if (value != no_node) {
    const auto minutes = number(config[value].text);
    if (minutes) return to.set(std::int64_t{*minutes} * seconds, walk.lines(value));
    return to.set_unknown(walk.lines(value));
  }
  if (found != state.classes.end() || is_unlimited(name)) to.set_default(0);
}

}  // namespace

Rows user_rows() {
  static constexpr std::string_view rights = "what members of the class may do; a user's class is in the model";
  static constexpr auto rows = std::to_array<Row>({
      {"system root-authentication", Domain::users, &root},
      block("system login", Domain::users | Domain::authentication | Domain::management),
      {"system login user *", Domain::users | Domain::management, &login_user},
      {"system login class *", Domain::users | Domain::management, &login_class},
      block("system login class * idle-timeout", Domain::management),
      ignored("system login class * permissions", rights),
      ignored("system login class * allow-commands", rights),
      ignored("system login class * allow-commands-regexps", rights),
      ignored("system login class * allow-configuration", rights),
      ignored("system login class * allow-configuration-regexps", rights),
      ignored("system login class * deny-commands", rights),
      ignored("system login class * deny-commands-regexps", rights),
      ignored("system login class * deny-configuration", rights),
      ignored("system login class * deny-configuration-regexps", rights),
      ignored("system login class * allow-hidden-commands", rights),
      ignored("system login class * no-hidden-commands", rights),
      ignored("system login class * confirm-commands", rights),
      ignored("system login class * security-role", rights),
      ignored("system login class * logical-system", rights),
      ignored("system login class * tenant", rights),
      ignored("system login class * configuration-breadcrumbs", "how the command line looks"),
      ignored("system login class * cli", "how the command line looks"),
      ignored("system login class * login-alarms", "what is shown at login"),
      ignored("system login class * login-script", "what is shown at login"),
      ignored("system login class * login-tip", "what is shown at login"),
      ignored("system login class * satellite", rights),
      ignored("system login class * access-start", "narrows when its members may log in"),
      ignored("system login class * access-end", "narrows when its members may log in"),
      ignored("system login class * allowed-days", "narrows when its members may log in"),
      block("system login class * allow-sources", Domain::users),
      block("system login class * allow-sources *", Domain::users),
      block("system login class * deny-sources", Domain::users),
      block("system login class * deny-sources *", Domain::users),
      ignored("system login class * allow-times", "narrows when its members may log in"),
      ignored("system login class * deny-times", "narrows when its members may log in"),
      {"system login idle-timeout", Domain::management, &idle_timeout},
      {"system login deny-sources", Domain::users, &deny_sources},
  });
  return rows;
}

void finish_users(Walk& walk, State& state) {
  model::Device& device = walk.device();
  if (!state.has_root) {
    model::User& user = device.users.emplace_back();  // the factory's root has no password
    user.context = walk.options().context;
    user.name.set_default("root");
    user.role.set_default("super-user");
    user.password.set_default({Secret(), "none"});
  }
  for (model::User& user : device.users) put_sources(walk, state, user);
  state.classes_in_use.try_emplace("super-user", 0);
  for (const auto& [name, lines] : state.classes_in_use) {
    model::TerminalLine& to = device.terminal_lines.emplace_back();
    to.context = walk.options().context;
    const auto own = state.classes.find(name);
    to.lines = own == state.classes.end() ? lines : walk.lines_below(own->second);
    to.name.set("sessions of class " + std::string(name), to.lines);
    to.kind.set("vty", to.lines);
    to.privilege.set_absent();
    put_timeout(walk, state, name, to.exec_timeout);
  }
}

}  // namespace muster::grammars::juniper_junos
