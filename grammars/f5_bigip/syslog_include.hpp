#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The text that `sys syslog include` puts into syslog-ng's configuration, as far as it sends messages elsewhere.
namespace muster::grammars::f5_bigip {

struct SyslogDestination {
  std::string host;
  std::int64_t port = 514;
  std::string transport;  ///< "udp", "tcp", "tls"
};

/// The remote destinations that a log statement of the text uses; nothing if a part of it was not understood: it may
/// then take messages away as well.
[[nodiscard]] std::optional<std::vector<SyslogDestination>> read_syslog_include(std::string_view text);

}  // namespace muster::grammars::f5_bigip
