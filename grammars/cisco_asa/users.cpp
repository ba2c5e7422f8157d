#include "grammars/cisco_asa/config.hpp"
#include "grammars/secret_words.hpp"

namespace muster::grammars::cisco_asa {
namespace {

/// `VALUE [encrypted|nt-encrypted|pbkdf2|mschap]`: without a word behind it the value is plain text.
std::optional<StoredText> take_password(Cursor& cursor) {
  if (cursor.at_end()) return std::nullopt;
  const std::string_view value = cursor.word();
  cursor.secret(value);
  std::string format = "plain";
  if (cursor.accept("pbkdf2"))
    format = "asa-pbkdf2";
  else if (cursor.accept("encrypted") || cursor.accept("nt-encrypted") || cursor.accept("mschap"))
    format = "other";  // of a user's, the name is part of what is hashed
  return StoredText{Secret(value), std::move(format), is_masked_secret(value)};
}

Outcome read_option(User& user, Cursor& cursor) {
  if (cursor.accept("password")) {
    auto secret = take_password(cursor);
    if (!secret) return cursor.fail("a password");
    user.password = {std::move(*secret), cursor.lines()};
    return Outcome::understood;
  }
  if (cursor.accept("nopassword")) {
    user.password = {{Secret(), "none", false}, cursor.lines()};
    return Outcome::understood;
  }
  if (cursor.accept("privilege")) {
    const auto level = cursor.number(0, 15);
    if (!level) return cursor.fail("a privilege level from 0 to 15");
    user.privilege = {*level, cursor.lines()};
    return Outcome::understood;
  }
  return cursor.fail("an option of username");
}

/// `username U password X encrypted privilege 15`, `username U attributes`
Outcome username(Config& config, Cursor& cursor) {
  if (cursor.at_end()) return cursor.fail("a user name");
  const std::string name(cursor.word());
  if (cursor.negated) {
    config.users.erase(name);
    return Outcome::understood;
  }
  User& user = config.users.get(name);
  config.user = &user;
  user.lines.add(cursor.line());
  if (cursor.accept("attributes")) return cursor.end();
  while (!cursor.at_end())
    if (read_option(user, cursor) != Outcome::understood) return Outcome::failed;
  return Outcome::understood;
}

/// `service-type admin|nas-prompt|remote-access`
Outcome service_type(Config& config, Cursor& cursor) {
  config.user->role.reset();
  if (cursor.negated) return Outcome::understood;
  if (cursor.at_end()) return cursor.fail("a type of service");
  config.user->role = {std::string(cursor.word()), cursor.lines()};
  return cursor.end();
}

Domains user_not_understood(Config& config, const Cursor& cursor, Domains domains) {
  config.user->opened_by.add(cursor.line(), cursor.node().last_line);
  return domains.without(Domain::users);
}

const Table& attribute_table() {
  static constexpr std::string_view tunnels = "what the user's VPN session may do: no rule looks at it";
  static constexpr auto rows = std::to_array<Row>({
      {"service-type", Domain::users, &service_type},
      {"ssh authentication", Domain::users},
      {"password-storage", Domain::users},
      {"memberof", Domain::users},
      {"webvpn", Domain::users},
      {"vpn-filter", Domain::users | Domain::filters},
      ignored<Config>("vpn-group-policy", tunnels),
      ignored<Config>("vpn-framed-ip-address", tunnels),
      ignored<Config>("vpn-framed-ipv6-address", tunnels),
      ignored<Config>("vpn-tunnel-protocol", tunnels),
      ignored<Config>("vpn-access-hours", tunnels),
      ignored<Config>("vpn-simultaneous-logins", tunnels),
      ignored<Config>("vpn-idle-timeout", tunnels),
      ignored<Config>("vpn-session-timeout", tunnels),
      ignored<Config>("group-lock", tunnels),
  });
  static const Table table({rows}, &user_not_understood);
  return table;
}

/// `enable password X [level N] [encrypted|pbkdf2]`
Outcome enable_password(Config& config, Cursor& cursor) {
  if (cursor.at_end() && !cursor.negated) return cursor.fail("a password");
  StoredText secret;
  if (!cursor.at_end() && !(cursor.negated && cursor.peek() == "level")) {
    const std::string_view value = cursor.word();
    cursor.secret(value);
    secret = {Secret(value), "plain", is_masked_secret(value)};
  }
  std::string name = "password";
  while (!cursor.at_end()) {
    if (cursor.accept("level")) {
      const auto level = cursor.number(0, 15);
      if (!level) return cursor.fail("a privilege level from 0 to 15");
      if (*level != 15) name += " level " + std::to_string(*level);
    } else if (cursor.accept("encrypted")) {
      secret.format = "pix-md5";
    } else if (cursor.accept("pbkdf2")) {
      secret.format = "asa-pbkdf2";
    } else {
      return cursor.end();
    }
  }
  if (cursor.negated)
    config.secrets.erase("enable/" + name);
  else
    keep_secret(config.secrets, "enable", name, std::move(secret), cursor.lines());
  return Outcome::understood;
}

/// `passwd X [encrypted]`: asked by telnet where AAA asks for nothing else.
Outcome passwd(Config& config, Cursor& cursor) {
  if (cursor.negated) {
    config.secrets.erase("line/passwd");
    return Outcome::understood;
  }
  auto secret = take_password(cursor);
  if (!secret) return cursor.fail("a password");
  if (secret->format == "other") secret->format = "pix-md5";
  keep_secret(config.secrets, "line", "passwd", std::move(*secret), cursor.lines());
  return cursor.end();
}

Outcome minimum_length(Config& config, Cursor& cursor) {
  config.minimum_length.reset();
  if (cursor.negated) return Outcome::understood;
  const auto length = cursor.number(0, 1024);
  if (!length) return cursor.fail("a length");
  config.minimum_length = {*length, cursor.lines()};
  return cursor.end();
}

/// Keys are printed in an encrypted form only if a master key is set, which no configuration shows.
Outcome password_encryption(Config& config, Cursor& cursor) {
  config.password_encryption = !cursor.negated;
  return cursor.end();
}

}  // namespace

Rows user_rows() {
  static constexpr std::string_view strength = "what new passwords look like beyond their length: no rule asks for it";
  static constexpr auto rows = std::to_array<Row>({
      {"username", Domain::users, &username, &attribute_table},
      {"enable password", Domain::users, &enable_password},
      {"enable", Domain::users},
      {"passwd", Domain::users, &passwd},
      {"password encryption aes", Domain::users | Domain::authentication, &password_encryption},
      {"password", Domain::users},
      {"key config-key", Domain::users},
      {"password-policy minimum-length", Domain::authentication, &minimum_length},
      {"password-policy", Domain::authentication},
      ignored<Config>("password-policy lifetime", strength),
      ignored<Config>("password-policy minimum-changes", strength),
      ignored<Config>("password-policy minimum-lowercase", strength),
      ignored<Config>("password-policy minimum-uppercase", strength),
      ignored<Config>("password-policy minimum-numeric", strength),
      ignored<Config>("password-policy minimum-special", strength),
      ignored<Config>("password-policy reuse-interval", strength),
      ignored<Config>("password-policy username-check", strength),
      ignored<Config>("password-policy authenticate-enable", strength),
      {"privilege", Domain::users},
      ignored<Config>("password-recovery", "who stands before the device: no rule asks"),
      ignored<Config>("service password-recovery", "who stands before the device: no rule asks"),
      ignored<Config>("user-message", "text shown to users"),
  });
  return rows;
}

void convert_users(Config& config, const Target& target) {
  config.users.each([&](const std::string& name, User& user) {
    model::User& to = target.device.users.emplace_back();
    target.head(to, user.lines);
    to.open = !user.opened_by.empty();
    to.opened_by = target.id(user.opened_by);
    to.name.set(name, to.lines);
    put_or_default<std::int64_t>(to.privilege, user.privilege, 2);
    put_or_absent(to.role, user.role);
    if (user.password)
      put_secret(to.password, *user.password);
    else
      to.password.set_absent();
    to.shell.set_absent();
    to.allowed_sources.set_absent();
  });
  put_secrets(config.secrets, target);
}

}  // namespace muster::grammars::cisco_asa
