#include "grammars/mikrotik/services.hpp"

#include "grammars/mikrotik_routeros/keys.hpp"
#include "grammars/user_index.hpp"

/// Accounts, where a text has them: an export leaves them out. RADIUS and what the device asks of passwords.
namespace muster::grammars::mikrotik_routeros {
namespace {

constexpr Domains domains = Domain::users;
constexpr Domains login_domains = Domain::authentication | Domain::users;

constexpr auto keys = std::to_array<Key<User>>({
    {"group", &text<&User::group, User>},
    {"password", &secret<&User::password, User>},
    {"address", &text<&User::address, User>},
    {"disabled", &flag<&User::disabled, User>},
    {"name"},
    {"comment"},
    {"inactivity-timeout"},
    {"inactivity-policy"},
    {"expired"},
});

Outcome read_user(Config& config, Cursor& cursor) {
  const Statement statement = parse_statement(cursor.rest());
  std::string name(statement.condition("name"));
  if (statement.selectors.size() == 1) name = statement.selectors.front();
  if (const Parameter* const set = statement.find("name"); set != nullptr) name = set->value;
  if (name.empty() || name.find_first_not_of("0123456789*") == std::string::npos)
    return cursor.fail("the name of a user");
  User& user = config.users.get(name);
  begin_entry(config, user, cursor);
  return apply<User>(user, statement, keys, cursor);
}

constexpr auto aaa_keys = std::to_array<Key<Config>>({
    {"use-radius", &flag<&Config::use_radius, Config>},
    {"accounting"},
    {"default-group"},
    {"exclude-groups"},
    {"interim-update"},
});
Outcome set_aaa(Config& config, Cursor& cursor) {
  return apply<Config>(config, parse_statement(cursor.rest()), aaa_keys, cursor);
}

constexpr auto policy_keys = std::to_array<Key<Config>>({
    {"minimum-password-length", &number<&Config::minimum_length, Config>},
    {"minimum-categories"},
});
Outcome set_policy(Config& config, Cursor& cursor) {
  return apply<Config>(config, parse_statement(cursor.rest()), policy_keys, cursor);
}

constexpr auto radius_keys = std::to_array<Key<Radius>>({
    {"address", &text<&Radius::address, Radius>},
    {"secret", &secret<&Radius::secret, Radius>},
    {"authentication-port", &number<&Radius::port, Radius>},
    {"disabled", &flag<&Radius::disabled, Radius>},
    {"service"},
    {"timeout"},
    {"accounting-port"},
    {"accounting-backup"},
    {"called-id"},
    {"domain"},
    {"realm"},
    {"src-address"},
    {"protocol"},
    {"certificate"},
    {"require-message-auth"},
    {"comment"},
});

const Table& users_table() { return menu_table<domains, &read_user, &read_user>(); }
const Table& aaa_table() { return menu_table<login_domains, nullptr, &set_aaa>(); }
const Table& policy_table() { return menu_table<login_domains, nullptr, &set_policy>(); }
const Table& radius_table() { return menu_table<login_domains, &add_object<&Config::radius, radius_keys>, nullptr>(); }

}  // namespace

void convert_users(Config& config, const Target& target) {
  UserIndex index(target.device, target.context);
  config.users.each([&](const std::string& name, User& from) {
    model::User& to = index.find_or_add(name, target.id(from.lines));
    if (from.open) {
      to.open = true;
      to.opened_by = target.id(from.opened_by);
    }
    if (!to.name.known()) to.name.set(name, to.lines);
    put(to.role, from.group);
    if (from.address) mikrotik::set_sources(to.allowed_sources, from.address->value, from.address->lines);
    if (from.off())
      to.password.set({Secret(), "locked"}, from.disabled->lines);
    else if (from.password)
      put_secret(to.password, *from.password);
  });
}

void convert_aaa(Config& config, const Target& target) {
  model::LoginPolicy& to = target.device.login;
  if (config.use_radius)
    to.methods.set(config.use_radius->value ? Names{"local", "radius"} : Names{"local"}, config.use_radius->lines);
  else
    to.methods.set_default({"local"});
  put_or_default<std::int64_t>(to.minimum_length, config.minimum_length, 0);
  to.secrets_encoded.set_default(false);
  for (const Radius& from : config.radius) {
    if (from.off() || !from.address) continue;
    model::AaaServer& server = target.device.aaa_servers.emplace_back();
    entry_head(server, from, target);
    server.name.set("radius " + from.address->value, server.lines);
    server.protocol.set("radius", server.lines);
    put(server.address, from.address);
    put_or_default<std::int64_t>(server.port, from.port, 1812);
    model::Credential& credential = target.device.credentials.emplace_back();
    entry_head(credential, from, target);
    credential.kind.set("radius", credential.lines);
    credential.name.set(from.address->value, credential.lines);
    if (from.secret) put_secret(credential.value, *from.secret);
  }
}

Rows user_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"/user", domains, &menu, &users_table},
      ignored<Config>("/user group", "what a group may do is not part of the model: accounts carry its name"),
      ignored<Config>("/user ssh-keys", "public keys of accounts; no password follows from them"),
      ignored<Config>("/user ssh-keys private", "keys that the device logs in elsewhere with"),
      {"/user active", domains},
  });
  return rows;
}

Rows aaa_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"/user aaa", login_domains, &menu, &aaa_table},
      {"/user settings", login_domains, &menu, &policy_table},
      {"/radius", login_domains, &menu, &radius_table},
      ignored<Config>("/radius incoming",
                      "changes to sessions that a RADIUS server asks for; no login is checked by it"),
  });
  return rows;
}

}  // namespace muster::grammars::mikrotik_routeros
