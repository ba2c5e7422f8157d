#include <algorithm>

#include "grammars/cisco_nxos/config.hpp"

namespace muster::grammars::cisco_nxos {
namespace {

/// `password [0|5|7|8|9] VALUE`; `!` stands for an account that no password can enter.
Outcome read_password(User& user, Cursor& cursor) {
  auto secret = read_key(cursor);
  if (!secret) return cursor.fail("a password");
  if (secret->format != "plain" && (secret->value.reveal() == "!" || secret->value.reveal() == "*"))
    secret->format = "locked";
  user.password = {std::move(*secret), cursor.lines()};
  return Outcome::understood;
}

Outcome read_role(User& user, Cursor& cursor) {
  if (cursor.at_end()) return cursor.fail("a role");
  user.role_lines = cursor.context().device.lines.join(user.role_lines, cursor.lines());
  std::string role(cursor.word());
  if (std::ranges::find(user.roles, role) == user.roles.end()) user.roles.push_back(std::move(role));
  return Outcome::understood;
}

Outcome read_option(User& user, Cursor& cursor) {
  if (cursor.accept("password")) return read_password(user, cursor);
  if (cursor.accept("role")) return read_role(user, cursor);
  if (cursor.accept("expire")) return cursor.word().empty() ? cursor.fail("a date") : Outcome::understood;
  // Age and keys of a password: what is asked is how it is stored.
  if (cursor.accept("passphrase") || cursor.accept("sshkey") || cursor.accept("ssh-cert-dn") ||
      cursor.accept("keypair"))
    return done(cursor);
  if (cursor.accept("priv-lvl") || cursor.accept("privilege")) {
    const auto level = cursor.number(0, 15);
    if (!level) return cursor.fail("a privilege level from 0 to 15");
    user.privilege = {*level, cursor.lines()};
    return Outcome::understood;
  }
  if (cursor.accept("shelltype")) {
    if (cursor.at_end()) return cursor.fail("a shell");
    const model::LinesId lines = cursor.lines();
    user.shell = {std::string(cursor.word()), lines};
    return Outcome::understood;
  }
  return cursor.fail("an option of username");
}

Outcome username(Config& config, Cursor& cursor) {
  if (cursor.at_end()) return cursor.fail("a user name");
  const std::string name(cursor.word());
  if (cursor.negated) {
    if (!cursor.at_end()) return Outcome::known;
    config.users.erase(name);
    return Outcome::understood;
  }
  User& user = config.users.get(name);
  user.lines.add(cursor.line());
  while (!cursor.at_end())
    if (read_option(user, cursor) != Outcome::understood) return Outcome::failed;
  return Outcome::understood;
}

/// `enable secret [0|5] VALUE [priv-lvl N]`, with `feature privilege`
Outcome enable_secret(Config& config, Cursor& cursor) {
  if (cursor.negated) {
    config.secrets.erase("enable/secret");
    return done(cursor);
  }
  auto secret = read_key(cursor);
  if (!secret) return cursor.fail("a password");
  std::string name = "secret";
  if (cursor.accept("priv-lvl")) {
    const auto level = cursor.number(0, 15);
    if (!level) return cursor.fail("a privilege level from 0 to 15");
    if (*level != 15) name += " level " + std::to_string(*level);
  }
  keep_secret(config.secrets, "enable", name, std::move(*secret), cursor.lines());
  return cursor.end();
}

}  // namespace

Rows user_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"username", Domain::users, &username},
      {"enable secret", Domain::users, &enable_secret},
      {"enable", Domain::users},
      {"privilege", Domain::users},
      ignored<Config>("role", "what a role may do: an account says which role it has"),
      {"key config-key", Domain::users},
      ignored<Config>("encryption", "how keys of type 6 are made anew"),
  });
  return rows;
}

void convert_users(Config& config, const Target& target) {
  config.users.each([&](const std::string& name, User& user) {
    model::User& to = target.device.users.emplace_back();
    target.head(to, user.lines);
    to.name.set(name, to.lines);
    put(to.privilege, user.privilege);
    std::string roles;
    for (const std::string& role : user.roles) roles.append(roles.empty() ? "" : ",").append(role);
    if (!roles.empty()) to.role.set(std::move(roles), user.role_lines);
    if (user.password)
      put_secret(to.password, *user.password);
    else
      to.password.set_absent();
    put_or_absent(to.shell, user.shell);
    to.allowed_sources.set_absent();
  });
  put_secrets(config.secrets, target);
}

}  // namespace muster::grammars::cisco_nxos
