#include "grammars/arista_eos/config.hpp"
#include "grammars/arista_eos/words.hpp"

namespace muster::grammars::arista_eos {
namespace {

/// `secret *`: no password fits.
StoredText locked() { return {Secret("*"), "locked", false}; }

Outcome read_option(User& user, Cursor& cursor) {
  if (cursor.accept("secret")) {
    if (cursor.accept("*")) {
      user.password = {locked(), cursor.lines()};
      return Outcome::understood;
    }
    auto secret = read_secret(cursor);
    if (!secret) return cursor.fail("a password");
    user.password = {std::move(*secret), cursor.lines()};
  } else if (cursor.accept("nopassword")) {
    user.password = {{Secret(), "none", false}, cursor.lines()};
  } else if (cursor.accept("privilege")) {
    const auto level = cursor.number(0, 15);
    if (!level) return cursor.fail("a privilege level from 0 to 15");
    user.privilege = {*level, cursor.lines()};
  } else if (cursor.accept("role")) {
    if (cursor.at_end()) return cursor.fail("a role");
    user.role = {std::string(cursor.word()), cursor.lines()};
  } else if (cursor.accept("shell")) {
    if (cursor.at_end()) return cursor.fail("a shell");
    user.shell = {std::string(cursor.word()), cursor.lines()};
  } else if (cursor.accept("ssh-key") || cursor.accept("sshkey")) {
    if (cursor.at_end()) return cursor.fail("a public key");
    cursor.take_rest();
  } else {
    return cursor.fail("an option of username");
  }
  return Outcome::understood;
}

/// `username NAME [privilege N] [role R] [shell S] nopassword|secret [type] VALUE`, `username NAME ssh-key KEY`
Outcome username(Config& config, Cursor& cursor) {
  if (cursor.at_end()) return cursor.fail("a user name");
  const std::string name(cursor.word());
  if (cursor.negated) {
    if (!cursor.at_end())
      return cursor.peek() == "ssh-key" || cursor.peek() == "sshkey" ? Outcome::understood : Outcome::known;
    config.users.erase(name);
    config.admin_removed = config.admin_removed || name == "admin";
    return Outcome::understood;
  }
  User& user = config.users.get(name);
  user.lines.add(cursor.line());
  while (!cursor.at_end())
    if (read_option(user, cursor) != Outcome::understood) return Outcome::failed;
  return Outcome::understood;
}

/// `[no] aaa root [nopassword|secret [type] VALUE]`: the account of the system below, which has no password of its own
/// unless a line gives it one.
Outcome root(Config& config, Cursor& cursor) {
  if (cursor.negated) {
    config.users.erase("root");
    return cursor.end();
  }
  User& user = config.users.get("root");
  user.lines.add(cursor.line());
  user.privilege = {15, cursor.lines()};
  if (read_option(user, cursor) != Outcome::understood) return Outcome::failed;
  return cursor.end();
}

/// `enable password|secret [type] VALUE`, `boot secret [type] VALUE`
Outcome device_secret(Config& config, Cursor& cursor, std::string kind, std::string name) {
  if (cursor.negated) {
    config.secrets.erase(kind + "/" + name);
    return cursor.end();
  }
  auto secret = read_secret(cursor);
  if (!secret) return cursor.fail("a password");
  if (!cursor.at_end()) return cursor.end();
  keep_secret(config.secrets, std::move(kind), std::move(name), std::move(*secret), cursor.lines());
  return Outcome::understood;
}
Outcome enable_password(Config& config, Cursor& cursor) { return device_secret(config, cursor, "enable", "secret"); }
Outcome boot_secret(Config& config, Cursor& cursor) { return device_secret(config, cursor, "boot", "boot loader"); }

/// The factory's account is there until a line gives it a password or takes it away.
void add_factory_admin(const Target& target) {
  model::User& to = target.device.users.emplace_back();
  to.context = target.context;
  to.name.set_default("admin");
  to.role.set_default("network-admin");
  to.password.set_default({Secret(), "none"});
  to.shell.set_absent();
  to.allowed_sources.set_absent();
}

}  // namespace

Rows user_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"username", Domain::users, &username},
      {"aaa root", Domain::users, &root},
      {"enable password", Domain::users, &enable_password},
      {"enable secret", Domain::users, &enable_password},
      {"enable", Domain::users},
      {"boot secret", Domain::users, &boot_secret},
      {"boot", Domain::software | Domain::users},
      {"role", Domain::users},
  });
  return rows;
}

void convert_users(Config& config, const Target& target) {
  if (config.users.find("admin") == nullptr && !config.admin_removed) add_factory_admin(target);
  config.users.each([&](const std::string& name, User& user) {
    model::User& to = target.device.users.emplace_back();
    target.head(to, user.lines);
    to.name.set(name, to.lines);
    put_or_default<std::int64_t>(to.privilege, user.privilege, 1);
    if (!put(to.role, user.role) && name != "root")
      to.role.set_default(config.login.default_role ? config.login.default_role->value : "network-operator");
    if (user.password)
      put_secret(to.password, *user.password);
    else
      to.password.set_absent();
    put_or_absent(to.shell, user.shell);
    to.allowed_sources.set_absent();
  });
  put_secrets(config.secrets, target);
}

}  // namespace muster::grammars::arista_eos
