#pragma once

#include <expected>
#include <memory>
#include <vector>

#include "app/commands.hpp"
#include "collectors/key_evidence.hpp"
#include "core/result.hpp"

namespace muster::app {

using KeySources = std::vector<std::unique_ptr<collectors::KeyEvidence>>;

/// Reads the files that the options name. Everything that cannot be used in a list of fingerprints or a vantage file is
/// an error; what is passed over in a known_hosts file is said on standard error.
[[nodiscard]] std::expected<KeySources, std::vector<Error>> read_key_sources(const EnrollOptions& options);

/// This machine's name, for vantage files.
[[nodiscard]] std::string host_name();

}  // namespace muster::app
