#include <algorithm>

#include "grammars/cisco/words.hpp"
#include "grammars/cisco_iosxr/config.hpp"

namespace muster::grammars::cisco_iosxr {
namespace {

constexpr std::size_t most_groups = 64;

Outcome group(Config& config, Cursor& cursor) {
  User& user = *config.user;
  const std::string name(cursor.word());
  if (name.empty()) return cursor.fail("a group of users");
  if (cursor.negated) {
    std::erase(user.groups, name);
    return cursor.end();
  }
  if (user.groups.size() >= most_groups) return Outcome::known;
  user.groups.push_back(name);
  user.group_lines.add(cursor.line());
  return cursor.end();
}

Outcome stored(Maybe<StoredText>& to, Cursor& cursor) {
  to.reset();
  if (cursor.negated) return Outcome::understood;
  auto secret = read_xr_secret(cursor, true);
  if (!secret) return cursor.fail("a password");
  to = {std::move(*secret), cursor.lines()};
  return cursor.end();
}
Outcome secret(Config& config, Cursor& cursor) { return stored(config.user->secret, cursor); }
Outcome password(Config& config, Cursor& cursor) { return stored(config.user->password, cursor); }

Outcome policy(Config& config, Cursor& cursor) {
  config.user->policy.reset();
  if (cursor.negated) return Outcome::understood;
  if (cursor.at_end()) return cursor.fail("a password policy");
  config.user->policy = {std::string(cursor.word()), cursor.lines()};
  return cursor.end();
}

/// `username NAME`, with its options below or, in flat form, behind it.
Outcome username(Config& config, Cursor& cursor) {
  const std::string name(cursor.word());
  if (name.empty()) return cursor.fail("a user name");
  if (cursor.negated && cursor.at_end()) {
    config.users.erase(name);
    return Outcome::understood;
  }
  config.user = &config.users.get(name);
  config.user->lines.add(cursor.line());
  if (cursor.at_end()) return Outcome::understood;
  if (cursor.accept("group")) return group(config, cursor);
  if (cursor.accept("secret")) return secret(config, cursor);
  if (cursor.accept("password")) return password(config, cursor);
  if (cursor.accept("policy")) return policy(config, cursor);
  return cursor.fail("an option of username");
}

Domains user_not_understood(Config& config, const Cursor& cursor, Domains domains) {
  config.user->opened.add(cursor, domains);
  return beside(domains, Domain::users);
}

const Table& user_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"group", Domain::users, &group},
      {"secret", Domain::users, &secret},
      {"password", Domain::users, &password},
      {"policy", Domain::users | Domain::authentication, &policy},
      {"masked-secret", Domain::users},
      {"keystring", Domain::users},
      {"restrict-consecutive-characters", Domain::users},
      ignored<Config>("login-history", "what is shown at a login"),
      ignored<Config>("description", "descriptive text"),
  });
  static const Table table({rows}, &user_not_understood);
  return table;
}

std::string joined(const std::vector<std::string>& words) {
  std::string all;
  for (const std::string& word : words) all.append(all.empty() ? "" : ",").append(word);
  return all;
}

}  // namespace

Rows user_rows() {
  static constexpr std::string_view role = "what a role may do: users name their roles";
  static constexpr auto rows = std::to_array<Row>({
      {"username", Domain::users | Domain::authentication, &username, &user_table},
      ignored<Config>("usergroup", role),
      ignored<Config>("taskgroup", role),
  });
  return rows;
}

void convert_users(Config& config, const Target& target) {
  config.users.each([&](const std::string& name, User& user) {
    model::User& to = target.device.users.emplace_back();
    target.head(to, user.lines);
    user.opened.put(to, target);
    to.name.set(name, to.lines);
    to.privilege.set_absent();
    if (user.groups.empty())
      to.role.set_absent();
    else
      to.role.set(joined(user.groups), target.id(user.group_lines));
    if (user.password)
      put_secret(to.password, *user.password);  // stays readable even where a hash stands beside it
    else if (user.secret && user.opened.lines.empty())
      put_secret(to.password, *user.secret);
    else if (user.secret)
      to.password.set_unknown(user.secret->lines);  // a line that was not understood may hold a readable one
    else
      to.password.set_absent();
    to.shell.set_absent();
    to.allowed_sources.set_absent();
  });
}

}  // namespace muster::grammars::cisco_iosxr
