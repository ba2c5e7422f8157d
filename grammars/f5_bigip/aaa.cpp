#include <array>

#include "grammars/f5_bigip/settings.hpp"

/// auth password-policy, source, remote-user, and the servers that logins are sent to.
namespace muster::grammars::f5_bigip {
namespace {

constexpr Domains authentication = Domain::authentication;

constexpr std::string_view more_rules = "a further rule for new passwords";
constexpr std::string_view directory = "how accounts are found in the directory";
constexpr std::string_view pace = "how long a server is waited for";

const Table& policy_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"policy-enforcement", authentication, set_switch<&Config::password_policy, &PasswordPolicy::enforced>},
      {"minimum-length", authentication, set_number<&Config::password_policy, &PasswordPolicy::minimum_length>},
      {"max-login-failures", authentication, set_number<&Config::password_policy, &PasswordPolicy::maximum_failures>},
      {"lockout-duration", authentication, set_number<&Config::password_policy, &PasswordPolicy::lockout_duration>},
      ignored<Config>("expiration-warning", more_rules),
      ignored<Config>("max-duration", more_rules),
      ignored<Config>("min-duration", more_rules),
      ignored<Config>("password-memory", more_rules),
      ignored<Config>("required-lowercase", more_rules),
      ignored<Config>("required-numeric", more_rules),
      ignored<Config>("required-special", more_rules),
      ignored<Config>("required-uppercase", more_rules),
      ignored<Config>("manual-unlock-disabled", "whether an administrator may end a lockout"),
  });
  static const Table table({Rows(rows), common_rows()});
  return table;
}

const Table& source_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"type", authentication, set_text<&Config::auth_source, &AuthSource::type>},
      {"fallback", authentication, set_switch<&Config::auth_source, &AuthSource::fallback>},
  });
  static const Table table({Rows(rows), common_rows()});
  return table;
}

template <std::size_t Size>
Outcome group(Config& config, Cursor& cursor, const char (&kind)[Size]) {
  const auto name = take_name(cursor);
  if (!name) return cursor.fail("a name");
  config.aaa_kind = kind;
  config.aaa_name = *name;
  config.aaa_group = &config.aaa_groups.get(config.aaa_kind + ' ' + *name);
  config.aaa_group->about.lines.add(cursor.line());
  return cursor.end();
}

Outcome tacacs(Config& config, Cursor& cursor) { return group(config, cursor, "tacacs"); }
Outcome radius(Config& config, Cursor& cursor) { return group(config, cursor, "radius"); }
Outcome ldap(Config& config, Cursor& cursor) { return group(config, cursor, "ldap"); }

const Table& servers_table() { return list_table<&Config::aaa_group, &AaaGroup::servers, Domain::authentication>(); }

/// What TACACS+, RADIUS and LDAP have in common.
Rows group_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"servers", authentication, begin_list<&Config::aaa_group, &AaaGroup::servers>, servers_table},
      {"port", authentication, set_number<&Config::aaa_group, &AaaGroup::port>},
      ignored<Config>("debug", "adds messages"),
      ignored<Config>("timeout", pace),
  });
  return rows;
}

const Table& tacacs_table() {
  static constexpr std::string_view talk = "what is asked of the servers";
  static constexpr auto rows = std::to_array<Row>({
      {"secret", authentication, set_secret<&Config::aaa_group, &AaaGroup::secret>},
      ignored<Config>("protocol", talk),
      ignored<Config>("service", talk),
      ignored<Config>("accounting", "which servers get the records of sessions"),
      ignored<Config>("authentication", "in which order servers are tried"),
      ignored<Config>("encryption", "masks the password with the shared secret"),
  });
  static const Table table({Rows(rows), group_rows(), common_rows()});
  return table;
}

const Table& radius_table() {
  static constexpr auto rows = std::to_array<Row>({
      ignored<Config>("service-type", "what is asked of the servers"),
      ignored<Config>("accounting-bug", "tolerates a fault of old servers"),
      ignored<Config>("client-id", "what is asked of the servers"),
      ignored<Config>("retries", pace),
  });
  static const Table table({Rows(rows), group_rows(), common_rows()});
  return table;
}

const Table& ldap_table() {
  static constexpr std::string_view tls = "how the directory is spoken to";
  static constexpr auto rows = std::to_array<Row>({
      {"bind-pw", authentication, set_secret<&Config::aaa_group, &AaaGroup::secret>},
      ignored<Config>("bind-dn", directory),
      ignored<Config>("bind-timeout", pace),
      ignored<Config>("check-host-attr", directory),
      ignored<Config>("check-roles-group", directory),
      ignored<Config>("filter", directory),
      ignored<Config>("group-dn", directory),
      ignored<Config>("group-member-attribute", directory),
      ignored<Config>("idle-timeout", pace),
      ignored<Config>("ignore-auth-info-unavail", directory),
      ignored<Config>("ignore-unknown-user", directory),
      ignored<Config>("login-attribute", directory),
      ignored<Config>("login-filter", directory),
      ignored<Config>("login-name", directory),
      ignored<Config>("referrals", directory),
      ignored<Config>("scope", directory),
      ignored<Config>("search-base-dn", directory),
      ignored<Config>("search-timeout", pace),
      ignored<Config>("user-template", directory),
      ignored<Config>("version", tls),
      ignored<Config>("warnings", "adds messages"),
      ignored<Config>("ssl", tls),
      ignored<Config>("ssl-ca-cert-file", tls),
      ignored<Config>("ssl-check-peer", tls),
      ignored<Config>("ssl-ciphers", tls),
      ignored<Config>("ssl-client-cert", tls),
      ignored<Config>("ssl-client-key", tls),
  });
  static const Table table({Rows(rows), group_rows(), common_rows()});
  return table;
}

const Table& radius_server_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"server", authentication, set_text<&Config::radius_server, &RadiusServer::address>},
      {"port", authentication, set_number<&Config::radius_server, &RadiusServer::port>},
      {"secret", authentication, set_secret<&Config::radius_server, &RadiusServer::secret>},
      ignored<Config>("timeout", pace),
  });
  static const Table table({Rows(rows), common_rows()});
  return table;
}

void convert_policy(const Config& config, model::LoginPolicy& to) {
  const PasswordPolicy& from = config.password_policy;
  put_or_default<std::int64_t>(to.lockout_attempts, from.maximum_failures, 0);
  put(to.lockout_time, from.lockout_duration);
  // Rules for new passwords count while they are enforced, which is the default since release 14.
  const bool known = from.enforced || config.version != 0;
  const bool enforced = from.enforced ? from.enforced->value : config.version >= 14;
  constexpr std::int64_t usual_length = 6;
  if (known && enforced && from.enforced)
    put_or_default(to.minimum_length, from.minimum_length, usual_length);
  else if (known && enforced)  // as sure as it is that no line switches them off
    to.minimum_length.set_default(from.minimum_length ? from.minimum_length->value : usual_length);
  else if (from.enforced)
    to.minimum_length.set(0, from.enforced->lines);
  else if (known)
    to.minimum_length.set_default(0);
}

void convert_source(const AuthSource& from, model::LoginPolicy& to, model::LineTable& table) {
  if (!from.type) return to.methods.set_default({"local"});
  std::string type = from.type->value;
  if (type == "active-directory" || type == "cert-ldap") type = "ldap";
  std::vector<std::string> methods{type};
  model::LinesId lines = from.type->lines;
  if (type != "local" && from.fallback && from.fallback->value) {
    methods.emplace_back("local");
    lines = table.join(lines, from.fallback->lines);
  }
  to.methods.set(std::move(methods), lines);
}

void add_server(const Target& target, const std::string& kind, const std::string& address,
                const Maybe<std::int64_t>& port, std::int64_t usual_port, const LineSet& lines) {
  model::AaaServer& to = target.device.aaa_servers.emplace_back();
  target.head(to, lines);
  to.name.set(kind + ' ' + address, to.lines);
  to.protocol.set(kind, to.lines);
  to.address.set(address, to.lines);
  put_or_default(to.port, port, usual_port);
}

void keep(Config& config, const std::string& kind, const std::string& name, Maybe<StoredText>& secret) {
  if (secret) keep_secret(config.secrets, kind, name, std::move(secret->value), secret->lines);
}

void convert_group(Config& config, const std::string& name, AaaGroup& from, const Target& target) {
  const std::string kind = name.substr(0, name.find(' '));
  keep(config, kind, name.substr(kind.size() + 1), from.secret);
  for (const auto& server : from.servers.values) {
    if (kind != "radius") {
      add_server(target, kind, server.value, from.port, kind == "ldap" ? 389 : 49, from.servers.lines);
      continue;
    }
    RadiusServer* const radius = config.radius_servers.find(full_name(server.value));
    if (radius == nullptr || !radius->address) continue;
    constexpr std::int64_t usual_port = 1812;
    add_server(target, kind, radius->address->value, radius->port, usual_port, radius->about.lines);
    keep(config, kind, radius->address->value, radius->secret);
  }
}

}  // namespace

Rows aaa_rows() {
  static constexpr Domains both = Domain::authentication | Domain::users;
  static constexpr auto rows = std::to_array<Row>({
      {"auth password-policy", authentication, block, policy_table},
      {"auth source", authentication, block, source_table},
      {"auth tacacs", authentication, tacacs, tacacs_table},
      {"auth radius", authentication, radius, radius_table},
      {"auth ldap", authentication, ldap, ldap_table},
      {"auth radius-server", authentication, object<&Config::radius_servers, &Config::radius_server>,
       radius_server_table},
      {"auth remote-user", authentication},
      {"auth remote-role", authentication},
      {"auth cert-ldap", both},
      {"auth ssl-cc-ldap", both},
      {"auth ssl-crldp", both},
      {"auth ssl-ocsp", both},
      {"auth crldp-server", authentication},
      {"auth ocsp-responder", authentication},
      {"auth kerberos-delegation", authentication},
      {"auth profile", authentication},
      {"auth password", both},
      {"auth apm-auth", both},
      {"auth login-failures", authentication},
  });
  return rows;
}

void convert_aaa(Config& config, const Target& target) {
  convert_policy(config, target.device.login);
  convert_source(config.auth_source, target.device.login, target.device.lines);
  config.aaa_groups.each([&](const std::string& name, AaaGroup& from) { convert_group(config, name, from, target); });
}

}  // namespace muster::grammars::f5_bigip
