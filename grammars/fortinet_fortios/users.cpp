#include <algorithm>

#include "grammars/fortinet_fortios/config.hpp"

/// Administrators and their profiles.
namespace muster::grammars::fortinet_fortios {
namespace {

constexpr auto at = &Config::admin;
constexpr std::string_view pages = "what the user's pages show";
constexpr std::string_view details = "the model of accounts has no place for it";

/// `trusthostN ADDRESS MASK`; 0.0.0.0/0 stands for no limit.
Outcome trusted_host(Config& config, Cursor& cursor) {
  std::string_view word = cursor.whole();
  if (cursor.negated) word.remove_prefix(std::min(word.find("trusthost"), word.size()));
  if (cursor.negated && cursor.whole().find("ip6-trusthost") != std::string_view::npos)
    word = cursor.whole().substr(cursor.whole().find("ip6-trusthost"));
  word = word.substr(0, word.find_first_of(" \t"));
  const bool numbered = word.find("trusthost") < word.find("-trusthost") || word.starts_with("ip6-");
  std::string& source = config.admin->sources.get(numbered ? std::string(word) : std::to_string(cursor.line()));
  source.clear();
  if (cursor.negated) return cursor.end();
  auto prefix = take_network(cursor);
  if (!prefix) return cursor.fail("an address and a contiguous mask");
  if (*prefix == "0.0.0.0/0" || *prefix == "::/0") return cursor.end();
  source = std::move(*prefix);
  config.admin->source_lines.add(cursor.line());
  return cursor.end();
}

constexpr auto trusted_words = words(
    "trusthost1", "trusthost2", "trusthost3", "trusthost4", "trusthost5", "trusthost6", "trusthost7", "trusthost8",
    "trusthost9", "trusthost10", "ip6-trusthost1", "ip6-trusthost2", "ip6-trusthost3", "ip6-trusthost4",
    "ip6-trusthost5", "ip6-trusthost6", "ip6-trusthost7", "ip6-trusthost8", "ip6-trusthost9", "ip6-trusthost10");
constexpr auto trusted_rows = [] {
  std::array<Row, trusted_words.size()> rows{};
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = Row{trusted_words[i], Domain::users, &trusted_host};
  return rows;
}();

constexpr auto page_words = words(
    "comments", "config dashboard", "config dashboard-tabs", "config gui-dashboard", "config gui-vdom-menu-favorites",
    "config gui-global-menu-favorites", "gui-default-dashboard-template", "gui-detail-panel-location",
    "gui-ignore-release-overview-version", "gui-ignore-invalid-signature-version", "gui-log-display", "gui-dashboard",
    "gui-global-menu-favorites", "gui-vdom-menu-favorites", "gui-new-feature-acknowledge", "config login-time",
    "hidden", "email-to", "sms-server", "sms-custom-server", "sms-phone", "password-expire", "last-login",
    "first-login", "login-time", "config history", "history0", "history1", "is-admin");
constexpr auto detail_words =
    words("vdom", "vdom-override", "accprofile-override", "radius-vdom-override", "radius-accprofile-override",
          "allow-remove-admin-session", "force-password-change", "schedule", "two-factor", "two-factor-authentication",
          "two-factor-notification", "fortitoken", "guest-auth", "guest-usergroups", "config guest-usergroups",
          "guest-lang", "wildcard", "ssh-certificate", "peer-group", "fortiai");
constexpr auto page_rows = ignored_each(page_words, pages);
constexpr auto detail_rows = ignored_each(detail_words, details);

const Table& admin_entry() {
  static constexpr auto rows = std::to_array<Row>({
      {"accprofile", Domain::users, &text<at, &Admin::profile>},
      {"password", Domain::users, &secret<at, &Admin::password>},
      {"remote-auth", Domain::users | Domain::authentication, &flag<at, &Admin::remote>},
      {"remote-group", Domain::users | Domain::authentication, &text<at, &Admin::remote_group>},
      {"peer-auth", Domain::users, &flag<at, &Admin::certificate>},
      ignored<Config>("ssh-public-key1", details),
      ignored<Config>("ssh-public-key2", details),
      ignored<Config>("ssh-public-key3", details),
      {"old-password", Domain::users},
  });
  static const Table table({rows, trusted_rows, page_rows, detail_rows}, &opens<at>);
  return table;
}

const Table& admin_table() {
  static constexpr auto rows =
      std::to_array<Row>({{"edit", Domain::users, &edit_global<&Config::admins, at>, &admin_entry}});
  static const Table table({rows});
  return table;
}

/// The entries of `config trusthost` of an API user.
const Table& api_host_entry() {
  static constexpr auto rows = std::to_array<Row>({
      {"ipv4-trusthost", Domain::users, &trusted_host},
      {"ipv6-trusthost", Domain::users, &trusted_host},
      ignored<Config>("type", "the address tells"),
  });
  static const Table table({rows}, &opens<at>);
  return table;
}

const Table& api_host_table() {
  static constexpr auto rows = std::to_array<Row>({{"edit", Domain::users, &nested_edit, &api_host_entry}});
  static const Table table({rows}, &opens<at>);
  return table;
}

const Table& api_entry() {
  static constexpr auto rows = std::to_array<Row>({
      {"accprofile", Domain::users, &text<at, &Admin::profile>},
      {"api-key", Domain::users, &secret<at, &Admin::password>},
      {"config trusthost", Domain::users, &nested_block, &api_host_table},
      ignored<Config>("vdom", details),
      ignored<Config>("comments", pages),
      ignored<Config>("schedule", details),
      ignored<Config>("cors-allow-origin", details),
      ignored<Config>("peer-auth", details),
      ignored<Config>("peer-group", details),
  });
  static const Table table({rows}, &opens<at>);
  return table;
}

Outcome edit_keyless(Config& config, Cursor& cursor) {
  const Outcome outcome = edit_global<&Config::admins, at>(config, cursor);
  if (outcome == Outcome::understood) config.admin->no_password = true;
  return outcome;
}

const Table& api_table() {
  static constexpr auto rows = std::to_array<Row>({{"edit", Domain::users, &edit_keyless, &api_entry}});
  static const Table table({rows});
  return table;
}

const Table& sso_entry() {
  static constexpr auto rows = std::to_array<Row>({
      {"accprofile", Domain::users, &text<at, &Admin::profile>},
      ignored<Config>("vdom", details),
  });
  static const Table table({rows, page_rows}, &opens<at>);
  return table;
}

const Table& sso_table() {
  static constexpr auto rows = std::to_array<Row>({{"edit", Domain::users, &edit_keyless, &sso_entry}});
  static const Table table({rows});
  return table;
}

/// What a profile lets do is told by its name, which is the account's role. `disable` is the usual state of this one.
Outcome timeout_override(Config&, Cursor& cursor) {
  return cursor.negated || cursor.accept("disable") ? cursor.end() : Outcome::known;
}

const Table& profile_entry() {
  static constexpr auto rows = std::to_array<Row>({
      {"admintimeout-override", Domain::management, &timeout_override},
  });
  static constexpr auto others = std::to_array<Row>({
      ignored<Config>("admintimeout", "counts only with admintimeout-override"),
  });
  static constexpr auto rights =
      ignored_each(words("scope", "comments", "secfabgrp", "ftviewgrp", "authgrp", "sysgrp", "netgrp", "loggrp",
                         "fwgrp", "vpngrp", "utmgrp", "wanoptgrp", "wifi", "admingrp", "endpoint-control-grp", "mntgrp",
                         "routegrp", "updategrp", "menu-file", "devicegrp", "system-diagnostics", "system-execute-ssh",
                         "system-execute-telnet", "cli-diagnose", "cli-get", "cli-show", "cli-exec", "cli-config",
                         "config fwgrp-permission", "config loggrp-permission", "config netgrp-permission",
                         "config sysgrp-permission", "config utmgrp-permission", "config secfabgrp-permission"),
                   "what a role may do: accounts name the role");
  static const Table table({rows, others, rights});
  return table;
}

const Table& profile_table() {
  static constexpr auto rows = std::to_array<Row>({{"edit", Domain::management, &nested_edit, &profile_entry}});
  static const Table table({rows});
  return table;
}

void put_password(const Admin& from, model::User& to) {
  if (from.password)
    put_secret(to.password, *from.password);
  else if (from.no_password || (from.remote && from.remote->value) || (from.certificate && from.certificate->value))
    to.password.set_absent();
  else {
    to.password.set_default({Secret(), "none"});  // as the device leaves the factory: nothing is printed
    to.password.lines = to.lines;
  }
}

/// Of a family without a trusted host every address may log in.
void put_sources(Admin& from, model::User& to, const Target& target) {
  Names all;
  bool v4 = false;
  bool v6 = false;
  from.sources.each([&](const std::string&, const std::string& source) {
    if (source.empty()) return;
    (source.find(':') == std::string::npos ? v4 : v6) = true;
    all.push_back(source);
  });
  if (all.empty()) return to.allowed_sources.set_absent();
  if (!v4) all.emplace_back("0.0.0.0/0");
  if (!v6) all.emplace_back("::/0");
  to.allowed_sources.set(std::move(all), target.id(from.source_lines));
}

}  // namespace

Rows user_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"config system admin", Domain::users, &block, &admin_table},
      {"config system api-user", Domain::users, &block, &api_table},
      {"config system sso-admin", Domain::users, &block, &sso_table},
      {"config system sso-forticloud-admin", Domain::users, &block, &sso_table},
      {"config system sso-fortigate-cloud-admin", Domain::users, &block, &sso_table},
      {"config system accprofile", Domain::management, &block, &profile_table},
  });
  return rows;
}

void convert_users(Config& config, const Target& target) {
  config.admins.each([&](const std::string& name, Admin& from) {
    model::User& to = target.device.users.emplace_back();
    from.put(to, target);
    to.name.set(name, to.lines);
    put_or_absent(to.role, from.profile);
    put_password(from, to);
    to.shell.set_absent();
    put_sources(from, to, target);
  });
}

}  // namespace muster::grammars::fortinet_fortios
