#pragma once

#include <bitset>
#include <optional>
#include <string>
#include <unordered_map>

#include "grammars/cursor.hpp"
#include "grammars/haproxy/conditions.hpp"
#include "grammars/haproxy/settings.hpp"

namespace muster::grammars::haproxy {

/// Writes proxies, pools, log targets and accounts of a configuration into the device.
void convert(const Config& config, FoldContext& context);

/// The path rules of frontends, with those of the backends that they choose.
class PathRules {
 public:
  explicit PathRules(const std::vector<Proxy>& proxies);
  /// Sets `path_rules` and `default_target`.
  void set(const Proxy& proxy, model::Frontend& frontend);

 private:
  const Decisions& backend(const std::string& name);
  Decisions backend_rules(const Proxy& proxy);
  Decisions requests(const Proxy& proxy, const Acls& acls, Decisions then);
  Decisions one_request(const Line& line, const Acls& acls, const Decisions& after, Decisions rest);
  Decisions chosen(const Line& line, std::string_view name);
  Decisions apply(const Line& line, const Acls& acls, Decisions then, Decisions rest);

  std::unordered_map<std::string, const Proxy*> backends_;
  std::unordered_map<std::string, Decisions> known_;
  Composer composer_;
};

inline constexpr std::size_t tls_version_count = 5;  ///< SSL 3 to TLS 1.3

/// What the words of one place ask for.
struct TlsChoice {
  std::bitset<tls_version_count> refused;  ///< no-tlsv10
  std::optional<std::size_t> least, most;
  std::string ciphers, suites;
  bool unclear = false;  ///< a variable, a list of certificates with options of their own, or a word that nobody knows
};

/// The TLS that proxies offer: their binds over what `global` says. Both arguments must outlive it.
class TlsSettings {
 public:
  TlsSettings(const Config& config, model::LineTable& lines);
  /// Sets `tls_versions` and `ciphers`: absent where no bind offers TLS.
  void set(const Proxy& proxy, model::Frontend& frontend) const;

 private:
  model::LineTable& lines_;
  TlsChoice defaults_;
  model::LinesId defaults_lines_ = 0;
};

void convert_logs(const Config& config, FoldContext& context);
void convert_accounts(const Config& config, const std::vector<Proxy>& proxies, FoldContext& context);
void convert_pool(const Proxy& proxy, FoldContext& context);

}  // namespace muster::grammars::haproxy
