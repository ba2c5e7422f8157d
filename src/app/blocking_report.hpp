#pragma once

#include <vector>

#include "app/blocking.hpp"
#include "app/commands.hpp"

namespace muster::app {

/// The ranking as a page and as JSON.
[[nodiscard]] std::string blocking_text(const std::vector<BlockingLine>& lines, std::size_t devices, std::size_t top);
[[nodiscard]] std::string blocking_json(const std::vector<BlockingLine>& lines, std::size_t devices);

/// `muster coverage --blocking`: over files or over the latest captures of a store.
[[nodiscard]] ExitCode blocking_report(const CoverageOptions& options);

}  // namespace muster::app
