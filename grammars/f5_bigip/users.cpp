#include <algorithm>
#include <array>

#include "grammars/f5_bigip/settings.hpp"
#include "grammars/user_index.hpp"

/// auth user: accounts, their roles on partitions, their shells.
namespace muster::grammars::f5_bigip {
namespace {

constexpr Domains users = Domain::users;

Outcome user(Config& config, Cursor& cursor) {
  const auto name = take_value(cursor);
  if (!name) return cursor.fail("a user name");
  config.user = &config.users.get(*name);
  config.user->about.lines.add(cursor.line());
  return cursor.end();
}

Outcome partition(Config& config, Cursor& cursor) {
  const auto name = item_name(cursor);
  if (!name) return cursor.fail("a partition");
  config.partition = *name;
  return Outcome::understood;
}

Outcome role(Config& config, Cursor& cursor) {
  const std::string_view role = cursor.word();
  if (role.empty()) return cursor.fail("a role");
  config.user->role_lines.add(cursor.line());
  config.user->roles.push_back(config.partition == "all-partitions" ? std::string(role)
                                                                    : std::string(role) + " on " + config.partition);
  return cursor.end();
}

/// Before 11.6 a user had one role for one partition.
Outcome only_role(Config& config, Cursor& cursor) {
  config.partition = "all-partitions";
  return role(config, cursor);
}

const Table& partition_table() {
  static constexpr auto rows = std::to_array<Row>({{"role", users, role}});
  static const Table table({Rows(rows)}, open_object<&Config::user>);
  return table;
}

const Table& partitions_table() {
  static constexpr auto rows = std::to_array<Row>({{"*", users, partition, partition_table}});
  static const Table table({Rows(rows)}, open_object<&Config::user>);
  return table;
}

/// Older releases write `partition-access all`.
Outcome partition_access(Config&, Cursor& cursor) {
  cursor.accept("all");
  cursor.accept("Common");
  return cursor.end();
}

const Table& user_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"encrypted-password", users, set_secret<&Config::user, &User::password>},
      {"password", users, set_secret<&Config::user, &User::password>},
      {"shell", users, set_text<&Config::user, &User::shell>},
      {"partition-access", users, partition_access, partitions_table},
      {"role", users, only_role},
      ignored<Config>("session-limit", "how many sessions at a time"),
  });
  static const Table table({Rows(rows), common_rows()}, open_object<&Config::user>);
  return table;
}

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text.append(text.empty() ? "" : ", ").append(part);
  return text;
}

}  // namespace

Rows user_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"auth user", users, user, user_table},
      ignored<Config>("auth partition", "a folder for objects"),
  });
  return rows;
}

void convert_users(Config& config, const Target& target) {
  UserIndex index(target.device, target.context);
  config.users.each([&](const std::string& name, User& from) {
    model::User& to = index.find_or_add(name, target.id(from.about.lines));
    if (!from.about.opened_by.empty()) {
      to.open = true;
      to.opened_by = target.id(from.about.opened_by);
      to.open_domains = from.about.opened;
    }
    if (from.password) put_secret(to.password, *from.password);
    if (!from.roles.empty()) to.role.set(joined(from.roles), target.id(from.role_lines));
    if (from.shell) to.shell.set(from.shell->value, from.shell->lines);
    to.allowed_sources.set_absent();
  });
}

}  // namespace muster::grammars::f5_bigip
