#include "grammars/cisco/words.hpp"
#include "grammars/cisco_ios/config.hpp"

namespace muster::grammars::cisco_ios {
namespace {

/// Options of `username` that change nothing that a rule asks: how a session ends, call-back, descriptions.
bool skip_harmless_option(Cursor& cursor) {
  if (cursor.accept("nohangup") || cursor.accept("one-time") || cursor.accept("nocallback-verify")) return true;
  if (cursor.accept("user-maxlinks")) return !cursor.word().empty();
  if (cursor.accept("description")) return !cursor.take_rest().empty();
  // What a session of the account may do only narrows what its level allows.
  if (cursor.accept("autocommand")) return !cursor.take_rest().empty();
  if (cursor.accept("noescape") || cursor.accept("callback-rotary")) return true;
  if (cursor.accept("view")) return !cursor.word().empty();
  if (cursor.accept("aaa")) return cursor.accept("attribute") && cursor.accept("list") && !cursor.word().empty();
  return false;
}

Outcome read_password(User& user, Cursor& cursor) {
  auto secret = read_secret(cursor, true);
  if (!secret) return cursor.fail("a password");
  user.password = {std::move(*secret), cursor.lines()};
  return Outcome::understood;
}

Outcome read_option(User& user, Cursor& cursor) {
  if (cursor.accept("password") || cursor.accept("secret")) return read_password(user, cursor);
  if (cursor.accept("privilege")) {
    const auto level = cursor.number(0, 15);
    if (!level) return cursor.fail("a privilege level from 0 to 15");
    user.privilege = {*level, cursor.lines()};
    return Outcome::understood;
  }
  if (cursor.accept("role")) {
    if (cursor.at_end()) return cursor.fail("a role");
    user.role = {std::string(cursor.word()), cursor.lines()};
    return Outcome::understood;
  }
  if (cursor.accept("common-criteria-policy")) {
    user.policy = cursor.word();
    return user.policy.empty() ? cursor.fail("the name of a policy") : Outcome::understood;
  }
  if (cursor.accept("algorithm-type"))
    return cursor.word().empty() ? cursor.fail("a kind of hash") : Outcome::understood;
  if (cursor.accept("nopassword")) {
    user.password = {{Secret(), "none", false}, cursor.lines()};
    return Outcome::understood;
  }
  if (cursor.accept("access-class")) {
    user.limited = true;
    return cursor.word().empty() ? cursor.fail("an access list") : Outcome::understood;
  }
  if (skip_harmless_option(cursor)) return Outcome::understood;
  return cursor.fail("an option of username");
}

Outcome username(Config& config, Cursor& cursor) {
  if (cursor.at_end()) return cursor.fail("a user name");
  const std::string name(cursor.word());
  if (cursor.negated) {
    config.users.erase(name);
    return Outcome::understood;
  }
  User& user = config.users.get(name);
  user.lines.add(cursor.line());
  while (!cursor.at_end())
    if (read_option(user, cursor) != Outcome::understood) return Outcome::failed;
  return Outcome::understood;
}

/// `enable secret|password [level N] [type] VALUE`
Outcome enable(Config& config, Cursor& cursor, std::string kind) {
  if (cursor.accept("level")) {
    const auto level = cursor.number(0, 15);
    if (!level) return cursor.fail("a privilege level from 0 to 15");
    if (*level != 15) kind += " level " + std::to_string(*level);
  }
  if (cursor.negated) {
    config.secrets.erase("enable/" + kind);
    return Outcome::understood;
  }
  auto secret = read_secret(cursor, true);
  if (!secret) return cursor.fail("a password");
  if (!cursor.at_end()) return cursor.end();
  keep_secret(config.secrets, "enable", kind, std::move(*secret), cursor.lines());
  return Outcome::understood;
}

Outcome enable_secret(Config& config, Cursor& cursor) { return enable(config, cursor, "secret"); }
Outcome enable_password(Config& config, Cursor& cursor) { return enable(config, cursor, "password"); }

}  // namespace

Rows user_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"username", Domain::users, &username},
      {"enable secret", Domain::users, &enable_secret},
      {"enable password", Domain::users, &enable_password},
      {"enable", Domain::users},
      ignored<Config>("enable last-resort", "says only what TACACS falls back to"),
  });
  return rows;
}

void convert_users(Config& config, const Target& target) {
  config.users.each([&](const std::string& name, User& user) {
    model::User& to = target.device.users.emplace_back();
    target.head(to, user.lines);
    to.name.set(name, to.lines);
    put_or_default<std::int64_t>(to.privilege, user.privilege, 1);
    put_or_absent(to.role, user.role);
    if (user.password)
      put_secret(to.password, *user.password);
    else
      to.password.set_absent();
    to.shell.set_absent();
    if (!user.limited) to.allowed_sources.set_absent();
  });
  put_secrets(config.secrets, target);
}

}  // namespace muster::grammars::cisco_ios
