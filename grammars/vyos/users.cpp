#include <array>

#include "grammars/crypt_format.hpp"
#include "grammars/secret_words.hpp"
#include "grammars/vyos/config.hpp"

/// `system login`: accounts, the servers that are asked for others, banners, and the idle time.
namespace muster::grammars::vyos {
namespace {

constexpr auto both = Domains(Domain::users) | Domain::authentication;

void read_hash(Place place, NodeId statement, model::User& user) {
  const NodeId value = value_of(place, statement);
  if (value == no_node || is_masked_secret(text(place, value)))
    return user.password.set_unknown(place.walk.lines(statement));
  if (is_secret_field(text(place, value))) place.walk.secret(value);
  set_crypt_field(user.password, text(place, value), place.walk.lines(value));
}

/// An empty one is what the router leaves where a hash took its place.
void read_plain(Place place, NodeId statement, model::User& user) {
  const NodeId value = value_of(place, statement);
  if (value == no_node || text(place, value).empty()) return;
  read_secret(place, statement, user.password);
}

/// Without a password an account logs in with a key, or not at all.
void read_authentication(Place place, NodeId node, model::User& user) {
  for (const NodeId each : children(place, node)) {
    const std::string_view word = text(place, each);
    if (word == "encrypted-password") {
      read_hash(place, each, user);
    } else if (word == "plaintext-password") {
      read_plain(place, each, user);
    } else if (word == "otp") {
      if (const NodeId key = child_of(place.walk.configuration(), each, "key"); key != no_node)
        keep_secret(place, key, "user", std::string(text(place)) + " otp");
      place.walk.ignore(each);
    } else if (one_of(word, {"public-keys", "principal"})) {
      place.walk.ignore(each);  // keys are public
    } else {
      user.open = true, user.open_domains = Domain::users;
      user.opened_by = place.walk.lines(each);
      place.walk.unknown(each, {}, "a proof of identity");
    }
  }
}

void read_role(Place place, model::User& user) {
  const NodeId level = child(place, "level");
  const NodeId group = value_at(place, place.node, {"operator", "group"});
  if (level != no_node)
    put_text(place, level, user.role);
  else if (group != no_node)
    user.role.set("operator " + std::string(text(place, group)), place.walk.lines(group));
  else
    user.role.set_default("admin");
}

Outcome user(Place place) {
  model::User& to = place.walk.device().users.emplace_back();
  head(place, place.node, to);
  to.name.set(std::string(text(place)), place.walk.lines(place.node));
  to.privilege.set_absent();
  to.shell.set_default("vbash");
  to.allowed_sources.set_absent();
  to.password.set_absent();
  place.state.saw_users = true;
  read_role(place, to);
  for (const NodeId each : children(place)) {
    const std::string_view word = text(place, each);
    if (word == "authentication") {
      read_authentication(place, each, to);
    } else if (one_of(word, {"full-name", "home-directory", "group", "disable"})) {
      place.walk.ignore(each);  // an account that is disabled can be enabled again: its password counts
    } else if (!one_of(word, {"level", "operator"})) {
      to.open = true, to.open_domains = Domain::users;
      to.opened_by = place.walk.lines(each);
      place.walk.unknown(each, {}, "a setting of a user");
    }
  }
  return Outcome::understood;
}

/// `\n` in a banner is a new line.
std::string banner_text(std::string_view stored) {
  std::string all;
  for (std::size_t i = 0; i < stored.size(); ++i) {
    const bool escape = stored[i] == '\\' && i + 1 < stored.size() && (stored[i + 1] == 'n' || stored[i + 1] == 't');
    if (escape)
      all += stored[++i] == 'n' ? '\n' : '\t';
    else
      all += stored[i];
  }
  return all;
}

Outcome banner(Place place) {
  for (const NodeId each : children(place)) {
    const std::string_view word = text(place, each);
    const NodeId value = value_of(place, each);
    if (!one_of(word, {"pre-login", "post-login"}) || value == no_node) {
      place.walk.unknown(each, Domain::management, "pre-login or post-login, and a text");
      continue;
    }
    model::Banner& to = place.walk.device().banners.emplace_back();
    head(place, each, to);
    to.name.set(word == "pre-login" ? "login" : "motd", to.lines);
    to.text.set(banner_text(text(place, value)), to.lines);
  }
  return Outcome::understood;
}

void add_method(Place place, std::string_view method) {
  auto& kept = place.state.remote_logins;
  if (!kept) kept.emplace();
  const auto name = std::string(method);
  if (std::ranges::find(kept->value, name) == kept->value.end()) kept->value.push_back(name);
  model::LineTable& table = place.walk.device().lines;
  kept->lines = table.join(kept->lines, place.walk.lines_below(place.node));
}

/// `server 192.0.2.1 { key K; port 1812; timeout 2; priority 1; disable }`.
void read_server(Place place, NodeId server, const std::string& protocol, std::int64_t usual_port) {
  model::AaaServer to;
  head(place, server, to);
  const std::string name(text(place, server));
  to.name.set(protocol + " " + name, to.lines);
  to.protocol.set(protocol, to.lines);
  to.address.set(name, to.lines);
  to.port.set_default(usual_port);
  bool disabled = false;
  for (const NodeId each : children(place, server)) {
    const std::string_view word = text(place, each);
    if (one_of(word, {"key", "secret"}))
      keep_secret(place, each, protocol, name);
    else if (word == "port")
      put_number(place, each, to.port);
    else if (word == "disable")
      disabled = is_on(place, server, word);
    else if (one_of(word, {"timeout", "priority", "source-address", "vrf"}))
      place.walk.ignore(each);
    else
      place.walk.unknown(each, Domain::authentication, "a setting of a server");
  }
  if (disabled) return;
  add_method(place, protocol);
  place.walk.device().aaa_servers.push_back(std::move(to));
}

template <bool radius>
Outcome servers(Place place) {
  for (const NodeId each : children(place)) {
    const std::string_view word = text(place, each);
    if (word == "server") {
      for (const NodeId server : children(place, each))
        read_server(place, server, radius ? "radius" : "tacacs", radius ? 1812 : 49);
    } else if (one_of(word, {"source-address", "vrf", "timeout"})) {
      place.walk.ignore(each);
    } else {
      place.walk.unknown(each, Domain::authentication, "server");
    }
  }
  return Outcome::understood;
}

/// The form of releases before 1.2.
template <bool radius>
Outcome one_server(Place place) {
  read_server(place, place.node, radius ? "radius" : "tacacs", radius ? 1812 : 49);
  return Outcome::understood;
}

Outcome idle_timeout(Place place) {
  const NodeId value = value_of(place, place.node);
  const auto seconds = value == no_node ? std::nullopt : number(text(place, value));
  if (!seconds) return place.walk.fail(value == no_node ? place.node : value, "a number of seconds");
  place.state.idle_timeout = Lined<std::int64_t>{*seconds, place.walk.lines(value)};
  return Outcome::understood;
}

Outcome console(Place place) {
  place.state.consoles.push_back(place.node);
  return Outcome::understood;
}

}  // namespace

Rows user_rows() {
  static constexpr auto rows = std::to_array<Row>({
      block("system login", both | Domain::management),
      {"system login user *", Domain::users, &user},
      block("system login user", Domain::users),
      {"system login banner", Domain::management, &banner},
      {"system login radius", both, &servers<true>},
      {"system login tacacs", both, &servers<false>},
      {"system login tacplus", both, &servers<false>},
      block("system login radius-server", both),
      {"system login radius-server *", both, &one_server<true>},
      block("system login tacplus-server", both),
      {"system login tacplus-server *", both, &one_server<false>},
      {"system login timeout", Domain::management, &idle_timeout},
      ignored("system login radius-source-address", "from where servers are asked"),
      ignored("system login max-login-session", "how many may be logged in at once"),
      ignored("system login operator-group", "what a role may do; a user's role is in the model"),
      block("system console", Domain::management),
      block("system console device", Domain::management),
      {"system console device *", Domain::management, &console},
      ignored("system console powersave", "when a screen goes dark"),
  });
  return rows;
}

void finish_users(Walk& walk, State& state) {
  model::Device& device = walk.device();
  if (!state.saw_users)
    device.open(walk.options().context, Domain::users, "no users: the account does not see them, or a part", 0);
  device.login.secrets_encoded.set_default(false);
  if (state.remote_logins) {
    std::vector<std::string> methods = state.remote_logins->value;
    methods.emplace_back("local");
    device.login.methods.set(std::move(methods), state.remote_logins->lines);
  } else {
    device.login.methods.set_default({"local"});
    device.login.command_accounting.set_default(false);
  }
  for (const NodeId node : state.consoles) {
    model::TerminalLine& line = device.terminal_lines.emplace_back();
    line.context = walk.options().context;
    line.lines = walk.lines_below(node);
    line.name.set("console " + std::string(walk.configuration()[node].text), line.lines);
    line.kind.set("console", line.lines);
    line.transport_input.set_absent();
    line.access_class.set_absent();
    line.privilege.set_absent();
    line.login.set_default(state.remote_logins ? "aaa" : "local");
    put_or_default(line.exec_timeout, state.idle_timeout, std::int64_t{0});
  }
}

}  // namespace muster::grammars::vyos
