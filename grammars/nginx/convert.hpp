#pragma once

#include <span>

#include "grammars/cursor.hpp"
#include "grammars/nginx/config.hpp"

namespace muster::grammars::nginx {

/// Writes the servers, upstreams and log targets of a configuration into the device.
void convert(const Config& config, FoldContext& context);

/// The path rules of a server in the order that model::PathRule describes for nginx.
[[nodiscard]] std::vector<model::PathRule> path_rules(const Config& config, const Block& server);

/// Log targets of all blocks, each once.
void convert_logs(const Config& config, FoldContext& context);
/// Whether the requests of a server are logged.
void set_access_log(const Config& config, const Block& server, model::Boolean& access_log);

/// `tls_versions` and `ciphers` of a server by itself, once its `tls` and what opens it are set.
void set_tls(const Config& config, const Block& server, model::Frontend& frontend);
/// Makes them agree where servers share a socket.
void level_tls(std::span<model::Frontend> frontends);

}  // namespace muster::grammars::nginx
