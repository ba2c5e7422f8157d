#pragma once

#include <map>
#include <string>

namespace muster::app {

/// The data sets that are part of this binary and that verdicts depend on: path -> SHA-256, for the manifest.
[[nodiscard]] std::map<std::string, std::string> data_digests();

}  // namespace muster::app
