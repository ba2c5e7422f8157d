#include "grammars/fortinet_fortios/config.hpp"

/// Servers that logins are sent to, and the groups that name them.
namespace muster::grammars::fortinet_fortios {
namespace {

constexpr auto at = &Config::aaa;
constexpr std::string_view details = "how the server is asked: the model has no place for it";

Outcome edit_server(Config& config, Cursor& cursor, std::string_view protocol) {
  auto name = edit_name(cursor);
  if (!name) return cursor.fail("a name");
  config.aaa = &config.vdom->aaa.get(std::string(protocol) + " " + *name);
  config.aaa->protocol = protocol;
  config.name = std::move(*name);
  begin_entry(*config.aaa, cursor);
  return cursor.end();
}
Outcome edit_radius(Config& config, Cursor& cursor) { return edit_server(config, cursor, "radius"); }
Outcome edit_tacacs(Config& config, Cursor& cursor) { return edit_server(config, cursor, "tacacs"); }
Outcome edit_ldap(Config& config, Cursor& cursor) { return edit_server(config, cursor, "ldap"); }

constexpr Domains domains = Domain::authentication;
constexpr std::string_view no_administrators = "users of the firewall's services are no administrators";

constexpr auto radius_words = words(
    "timeout", "status-ttl", "all-usergroup", "use-management-vdom", "nas-ip", "nas-id", "nas-id-type",
    "call-station-id-type", "acct-interim-interval", "radius-coa", "h3c-compatibility", "auth-type", "source-ip",
    "source-ip-interface", "username-case-sensitive", "group-override-attr-type", "class", "password-renewal",
    "password-encoding", "mac-username-delimiter", "mac-password-delimiter", "mac-case", "acct-all-servers",
    "switch-controller-acct-fast-framedip-detect", "switch-controller-nas-ip-dynamic", "switch-controller-service-type",
    "interface-select-method", "interface", "vrf-select", "transport-protocol", "tls-min-proto-version", "ca-cert",
    "client-cert", "server-identity-check", "account-key-processing", "account-key-cert-field", "rsso",
    "rsso-radius-server-port", "rsso-radius-response", "rsso-validate-request-secret", "rsso-endpoint-attribute",
    "rsso-endpoint-block-attribute", "rsso-context-timeout", "rsso-log-period", "rsso-log-flags",
    "rsso-flush-ip-session", "rsso-ep-one-ip-only", "sso-attribute", "sso-attribute-key",
    "sso-attribute-value-override", "delimiter", "require-message-authenticator");
constexpr auto tacacs_words = words("authen-type", "authorization", "source-ip", "source-ip-interface",
                                    "interface-select-method", "interface", "vrf-select", "status-ttl");
constexpr auto ldap_words = words(
    "status-ttl", "server-identity-check", "source-ip", "source-ip-interface", "source-port", "cnid", "dn", "type",
    "two-factor", "two-factor-authentication", "two-factor-notification", "two-factor-filter", "username",
    "group-member-check", "group-search-base", "group-object-filter", "group-filter", "secure", "ssl-min-proto-version",
    "ca-cert", "password-expiry-warning", "password-renewal", "member-attr", "account-key-processing",
    "account-key-cert-field", "account-key-upn-san", "account-key-filter", "search-type", "client-cert-auth",
    "client-cert", "obtain-user-info", "user-info-exchange-server", "interface-select-method", "interface",
    "vrf-select", "antiphish", "password-attr", "filter", "group-object-search-base");

Outcome keep_of_server(Config& config, Cursor& cursor, const std::string& name) {
  if (cursor.negated) return cursor.end();
  auto value = take_secret(cursor);
  if (!value) return cursor.fail("a shared secret");
  if (!cursor.at_end()) return cursor.end();
  if (!value->value.empty()) keep_secret(config.vdom->secrets, "radius", name, std::move(*value), cursor.lines());
  return Outcome::understood;
}
Outcome signon_secret(Config& config, Cursor& cursor) {
  return keep_of_server(config, cursor, config.name + " sign-on");
}

/// Further servers that are told who logged in and out. Their secrets are their own.
Outcome edit_accounting(Config& config, Cursor& cursor) {
  auto number = edit_name(cursor);
  if (!number) return cursor.fail("a number");
  config.entry_name = config.name + " accounting " + *number;
  return cursor.end();
}
Outcome accounting_secret(Config& config, Cursor& cursor) { return keep_of_server(config, cursor, config.entry_name); }

const Table& accounting_entry() {
  static constexpr auto rows = std::to_array<Row>({{"secret", domains | Domain::users, &accounting_secret}});
  static constexpr auto others =
      ignored_each(words("status", "server", "port", "source-ip", "interface-select-method", "interface", "vrf-select"),
                   "who else is told of sessions");
  static const Table table({rows, others}, &opens<at>);
  return table;
}
const Table& accounting_table() {
  static constexpr auto rows = std::to_array<Row>({{"edit", domains, &edit_accounting, &accounting_entry}});
  static const Table table({rows}, &opens<at>);
  return table;
}

const Table& radius_entry() {
  static constexpr auto rows = std::to_array<Row>({
      {"server", domains, &text<at, &AaaServers::server>},
      {"secondary-server", domains, &text<at, &AaaServers::secondary>},
      {"tertiary-server", domains, &text<at, &AaaServers::tertiary>},
      {"secret", domains | Domain::users, &secret<at, &AaaServers::secret>},
      {"secondary-secret", domains | Domain::users, &secret<at, &AaaServers::secondary_secret>},
      {"tertiary-secret", domains | Domain::users, &secret<at, &AaaServers::tertiary_secret>},
      {"radius-port", domains, &number<at, &AaaServers::port>},
      {"rsso-secret", domains | Domain::users, &signon_secret},
      {"config accounting-server", domains, &nested_block, &accounting_table},
      ignored<Config>("config class", details),
  });
  static constexpr auto others = ignored_each(radius_words, details);
  static const Table table({rows, others}, &opens<at>);
  return table;
}

const Table& tacacs_entry() {
  static constexpr auto rows = std::to_array<Row>({
      {"server", domains, &text<at, &AaaServers::server>},
      {"secondary-server", domains, &text<at, &AaaServers::secondary>},
      {"tertiary-server", domains, &text<at, &AaaServers::tertiary>},
      {"key", domains | Domain::users, &secret<at, &AaaServers::secret>},
      {"secondary-key", domains | Domain::users, &secret<at, &AaaServers::secondary_secret>},
      {"tertiary-key", domains | Domain::users, &secret<at, &AaaServers::tertiary_secret>},
      {"port", domains, &number<at, &AaaServers::port>},
  });
  static constexpr auto others = ignored_each(tacacs_words, details);
  static const Table table({rows, others}, &opens<at>);
  return table;
}

const Table& ldap_entry() {
  static constexpr auto rows = std::to_array<Row>({
      {"server", domains, &text<at, &AaaServers::server>},
      {"secondary-server", domains, &text<at, &AaaServers::secondary>},
      {"tertiary-server", domains, &text<at, &AaaServers::tertiary>},
      {"password", domains | Domain::users, &secret<at, &AaaServers::secret>},
      {"port", domains, &number<at, &AaaServers::port>},
  });
  static constexpr auto others = ignored_each(ldap_words, details);
  static const Table table({rows, others}, &opens<at>);
  return table;
}

template <auto Edit, auto Entry>
const Table& server_table() {
  static constexpr auto rows = std::to_array<Row>({{"edit", domains, Edit, Entry}});
  static const Table table({rows});
  return table;
}

/// `user local`: accounts of the firewall's users, not of its administrators.
Outcome user_password(Config& config, Cursor& cursor) {
  if (cursor.negated) return cursor.end();
  auto value = take_secret(cursor);
  if (!value) return cursor.fail("a password");
  if (!cursor.at_end()) return cursor.end();
  keep_secret(config.vdom->secrets, "local-user", config.name, std::move(*value), cursor.lines());
  return Outcome::understood;
}

Outcome edit_user(Config& config, Cursor& cursor) {
  auto name = edit_name(cursor);
  if (!name) return cursor.fail("a name");
  config.name = std::move(*name);
  return cursor.end();
}

const Table& user_entry() {
  static constexpr auto rows = std::to_array<Row>({
      {"passwd", Domain::users, &user_password},
  });
  static constexpr auto others = ignored_each(
      words("id", "status", "type", "ldap-server", "radius-server", "tacacs+-server", "saml-server", "two-factor",
            "two-factor-authentication", "two-factor-notification", "fortitoken", "email-to", "sms-server",
            "sms-custom-server", "sms-phone", "passwd-policy", "passwd-time", "authtimeout", "workstation",
            "auth-concurrent-override", "auth-concurrent-value", "ppk-secret", "ppk-identity", "qkd-profile",
            "username-sensitivity", "username-case-insensitivity", "username-case-sensitivity"),
      no_administrators);
  static const Table table({rows, others});
  return table;
}

const Table& user_table() {
  static constexpr auto rows = std::to_array<Row>({{"edit", Domain::users, &edit_user, &user_entry}});
  static const Table table({rows});
  return table;
}

Outcome group_members(Config& config, Cursor& cursor) {
  Maybe<Names> members;
  const Outcome outcome = read_names(members, cursor);
  if (outcome == Outcome::understood && members) config.vdom->user_groups.get(config.name) = std::move(members->value);
  return outcome;
}

const Table& group_entry() {
  static constexpr auto rows = std::to_array<Row>({
      {"member", domains, &group_members},
  });
  static constexpr auto others = ignored_each(
      words("id", "group-type", "authtimeout", "auth-concurrent-override", "auth-concurrent-value", "http-digest-realm",
            "sso-attribute-value", "user-id", "password", "user-name", "sponsor", "company", "email", "mobile-phone",
            "sms-server", "sms-custom-server", "expire-type", "expire", "max-accounts", "multiple-guest-add",
            "config match", "config guest", "redir-url", "sslvpn-portal"),
      no_administrators);
  static const Table table({rows, others});
  return table;
}

const Table& group_table() {
  static constexpr auto rows = std::to_array<Row>({{"edit", domains, &edit_user, &group_entry}});
  static const Table table({rows});
  return table;
}

/// Whether logins are asked for at that server as well.
bool is_asked(Vdom& vdom, const std::string& protocol, const std::string& server) {
  bool found = false;
  vdom.aaa.each([&](const std::string&, AaaServers& other) {
    for (const Maybe<std::string>* one : {&other.server, &other.secondary, &other.tertiary})
      found = found || (!other.accounting && other.protocol == protocol && *one && (*one)->value == server);
  });
  return found;
}

void put_server(const AaaServers& from, const std::string& name, const Maybe<std::string>& server,
                const Maybe<StoredText>& secret, Vdom& vdom, const Target& target) {
  if (secret)
    keep_secret(vdom.secrets, from.protocol, server ? name + " " + server->value : name, secret->value, secret->lines);
  if (!server) return;
  // One that is told of commands alone counts while that is on, and is no second one beside the same for logins.
  if (from.accounting && (!from.accounting->value || is_asked(vdom, from.protocol, server->value))) return;
  static const std::map<std::string_view, std::int64_t> usual_ports{{"radius", 1812}, {"tacacs", 49}, {"ldap", 389}};
  model::AaaServer& to = target.device.aaa_servers.emplace_back();
  from.put(to, target);
  to.name.set(from.protocol + " " + server->value, server->lines);
  to.protocol.set(from.protocol, to.lines);
  put(to.address, server);
  if (!from.port || from.port->value != 0) put_or_default(to.port, from.port, usual_ports.at(from.protocol));
}

}  // namespace

Rows aaa_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"config user radius", domains, &block, &server_table<&edit_radius, &radius_entry>},
      {"config user tacacs+", domains, &block, &server_table<&edit_tacacs, &tacacs_entry>},
      {"config user ldap", domains, &block, &server_table<&edit_ldap, &ldap_entry>},
      {"config user local", Domain::users, &block, &user_table},
      {"config user group", domains, &block, &group_table},
  });
  return rows;
}

void convert_aaa(Vdom& vdom, const Target& target) {
  vdom.aaa.each([&](const std::string& name, AaaServers& from) {
    const std::string own = name.substr(from.protocol.size() + 1);
    put_server(from, own, from.server, from.secret, vdom, target);
    // A stand-in without a key of its own is asked with that of the first.
    put_server(from, own, from.secondary, from.secondary_secret, vdom, target);
    put_server(from, own, from.tertiary, from.tertiary_secret, vdom, target);
  });
}

}  // namespace muster::grammars::fortinet_fortios
