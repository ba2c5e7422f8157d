#pragma once

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

/// `tls_versions` and `ciphers`: absent where no bind offers TLS.
void set_tls(const Config& config, const Proxy& proxy, model::LineTable& lines, model::Frontend& frontend);
void convert_logs(const Config& config, FoldContext& context);
void convert_accounts(const Config& config, const std::vector<Proxy>& proxies, FoldContext& context);
void convert_pool(const Proxy& proxy, FoldContext& context);

}  // namespace muster::grammars::haproxy
