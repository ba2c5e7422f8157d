#include <algorithm>
#include <array>

#include "grammars/f5_bigip/settings.hpp"

/// ltm profile: of each its kind; of client-ssl the versions of TLS; of request-log whether it is switched on.
namespace muster::grammars::f5_bigip {
namespace {

constexpr Domains proxy = Domain::proxy;

template <std::size_t Size>
void keep_kind(Config& config, const std::string& name, const char (&kind)[Size]) {
  config.profile_kinds.insert_or_assign(name, kind);
}

Outcome any_profile(Config& config, Cursor& cursor) {
  const std::string kind(cursor.wildcard(0));
  // Some kinds have no instances: `ltm profile global-settings`.
  if (cursor.at_end()) return Outcome::understood;
  const auto name = take_name(cursor);
  if (!name) return cursor.fail("a name");
  config.profile_kinds.insert_or_assign(*name, kind);
  return cursor.end();
}

Outcome client_ssl(Config& config, Cursor& cursor) {
  const Outcome outcome = object<&Config::client_ssl, &Config::ssl>(config, cursor);
  Cursor again(cursor.context(), cursor.node());
  for (int i = 0; i < 3; ++i) again.word();
  if (const auto name = take_name(again)) keep_kind(config, *name, "client-ssl");
  return outcome;
}

Outcome request_log(Config& config, Cursor& cursor) {
  const Outcome outcome = object<&Config::log_profiles, &Config::log_profile>(config, cursor);
  Cursor again(cursor.context(), cursor.node());
  for (int i = 0; i < 3; ++i) again.word();
  if (const auto name = take_name(again)) keep_kind(config, *name, "request-log");
  return outcome;
}

/// A profile of another module: its kind alone counts.
template <std::size_t Size>
Outcome other_profile(Config& config, Cursor& cursor, const char (&kind)[Size]) {
  const auto name = take_name(cursor);
  if (!name) return cursor.fail("a name");
  keep_kind(config, *name, kind);
  return cursor.at_end() ? Outcome::ignored : cursor.fail("end of line");
}

Outcome access_profile(Config& config, Cursor& cursor) { return other_profile(config, cursor, "access"); }
Outcome subscriber_profile(Config& config, Cursor& cursor) { return other_profile(config, cursor, "pem"); }
Outcome security_profile(Config& config, Cursor& cursor) { return other_profile(config, cursor, "security"); }

Outcome hidden(Config&, Cursor& cursor) { return take_secret(cursor) ? cursor.end() : cursor.fail("a secret"); }

Outcome detail(Config&, Cursor& cursor) {
  (void)cursor.take_rest();
  return Outcome::ignored;
}

const Table& chain_table() {
  static constexpr auto rows = std::to_array<Row>({{"passphrase", proxy, hidden}, {"*", proxy, detail}});
  static const Table table({Rows(rows)});
  return table;
}

Outcome chain(Config&, Cursor& cursor) { return item_name(cursor) ? Outcome::understood : cursor.fail("a name"); }

const Table& chains_table() {
  static constexpr auto rows = std::to_array<Row>({{"*", proxy, chain, chain_table}});
  static const Table table({Rows(rows)});
  return table;
}

/// What no rule asks for. Secrets are marked; what is left does not change where requests go.
Rows detail_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"passphrase", proxy, hidden},
      {"proxy-ca-passphrase", proxy, hidden},
      {"password", proxy, hidden},
      {"secret", proxy, hidden},
      {"cookie-encryption-passphrase", proxy, hidden},
      {"encrypt-cookie-secret", proxy, hidden},
      {"cert-key-chain", proxy, block, chains_table},
      {"*", proxy, detail},
  });
  return rows;
}

const Table& any_table() {
  static const Table table({detail_rows()});
  return table;
}

const Table& options_table() { return list_table<&Config::ssl, &ClientSsl::options, Domain::proxy>(); }

const Table& client_ssl_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"defaults-from", proxy, set_name<&Config::ssl, &ClientSsl::parent>},
      {"ciphers", proxy, set_text<&Config::ssl, &ClientSsl::ciphers>},
      {"cipher-group", proxy, set_name<&Config::ssl, &ClientSsl::cipher_group>},
      {"options", proxy, begin_list<&Config::ssl, &ClientSsl::options>, options_table},
  });
  static const Table table({Rows(rows), detail_rows()});
  return table;
}

const Table& request_log_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"request-logging", proxy, set_switch<&Config::log_profile, &LogProfile::requests>},
      {"defaults-from", proxy, set_name<&Config::log_profile, &LogProfile::parent>},
  });
  static const Table table({Rows(rows), detail_rows()});
  return table;
}

// Conversion.

/// A setting of the profile or of the nearest parent that has it; `ended` if the chain ended at a profile that is not
/// defined here.
template <class Has>
const ClientSsl* nearest(Config& config, const std::string& profile, const Has& has, bool& ended) {
  constexpr int deepest = 20;
  std::string name = profile;
  for (int depth = 0; depth < deepest; ++depth) {
    const ClientSsl* const found = config.client_ssl.find(name);
    if (found == nullptr) break;
    if (has(*found)) return found;
    if (!found->parent) break;
    name = found->parent->value;
  }
  ended = true;
  return nullptr;
}

bool lists(const ListOf& options, std::string_view word) {
  return std::ranges::any_of(options.values, [&](const auto& each) { return each.value == word; });
}

/// Whether the ciphers leave the versions of TLS to the options.
bool is_plain(const std::string& ciphers) { return ciphers == "DEFAULT" || ciphers == "ALL"; }

}  // namespace

void convert_tls(Config& config, const std::string& profile, model::Frontend& to, const Target& target) {
  bool ended = false;
  const ClientSsl* const by_ciphers = nearest(
      config, profile, [](const ClientSsl& each) { return each.ciphers.has_value(); }, ended);
  if (by_ciphers != nullptr) to.ciphers.set({by_ciphers->ciphers->value}, by_ciphers->ciphers->lines);
  const ClientSsl* const by_group = nearest(
      config, profile, [](const ClientSsl& each) { return each.cipher_group.has_value(); }, ended);
  const ClientSsl* const by_options = nearest(
      config, profile, [](const ClientSsl& each) { return each.options.given; }, ended);
  if (by_options == nullptr) return;
  const ListOf& options = by_options->options;
  std::vector<std::string> versions;
  if (!lists(options, "no-tlsv1") && !lists(options, "no-tls")) versions.emplace_back("1.0");
  if (!lists(options, "no-tlsv1.1") && !lists(options, "no-tls")) versions.emplace_back("1.1");
  const bool old = !versions.empty();
  if (!lists(options, "no-tlsv1.2") && !lists(options, "no-tls")) versions.emplace_back("1.2");
  if (!lists(options, "no-tlsv1.3") && !lists(options, "no-tls")) {
    // Before release 14 there is no TLS 1.3, and later it needs ciphers of its own.
    if (config.version == 0 || config.version >= 14) {
      if (by_group != nullptr || by_ciphers == nullptr || !is_plain(by_ciphers->ciphers->value)) return;
    }
  }
  // Ciphers may leave out the old versions that the options allow.
  if (old && (by_group != nullptr || by_ciphers == nullptr || !is_plain(by_ciphers->ciphers->value))) return;
  to.tls_versions.set(std::move(versions), target.id(options.lines));
}

Rows profile_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"ltm profile client-ssl", proxy, client_ssl, client_ssl_table},
      {"ltm profile request-log", proxy, request_log, request_log_table},
      {"ltm profile *", proxy, any_profile, any_table},
      {"apm profile *", proxy, access_profile},
      {"pem profile *", proxy, subscriber_profile},
      {"security dos profile", proxy, security_profile},
      {"security bot-defense profile", proxy, security_profile},
      {"security anti-fraud profile", proxy, security_profile},
      {"security http profile", proxy, security_profile},
      {"security ftp profile", proxy, security_profile},
      {"security smtp profile", proxy, security_profile},
      {"security dns profile", proxy, security_profile},
      {"security ssh profile", proxy, security_profile},
      {"security scrubber profile", proxy, security_profile},
      {"api-protection profile *", proxy, security_profile},
  });
  return rows;
}

}  // namespace muster::grammars::f5_bigip
