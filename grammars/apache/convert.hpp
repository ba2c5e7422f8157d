#pragma once

#include "grammars/apache/config.hpp"
#include "grammars/cursor.hpp"

namespace muster::grammars::apache {

/// Writes the servers, balancers and log targets of a configuration into the device.
void convert(const Config& config, FoldContext& context);

/// The logs of requests of one server.
struct RequestLogs {
  const Directive* sure = nullptr;     ///< writes every request
  const Directive* unsure = nullptr;   ///< under a condition, or to a place that a variable names
  const Directive* nowhere = nullptr;  ///< /dev/null
  [[nodiscard]] bool any() const { return sure != nullptr || unsure != nullptr || nowhere != nullptr; }
};
[[nodiscard]] RequestLogs request_logs_of(const Section& section);
/// Only those of GlobalLog, which virtual hosts write to whatever logs they have.
[[nodiscard]] RequestLogs global_logs_of(const Section& section);
/// A log without a condition decides.
void set_access_log(const RequestLogs& logs, model::Boolean& access_log);
/// Log targets of all servers, each once.
void convert_logs(const Config& config, FoldContext& context);
/// Balancers with their members.
void convert_pools(const Config& config, FoldContext& context);
/// SSLEngine, SSLProtocol, SSLCipherSuite: what a virtual host does not say, the main server says.
void set_tls(const Section& own, const Section* base, model::Frontend& frontend);

}  // namespace muster::grammars::apache
