#pragma once

#include <string>

#include "store/store.hpp"

namespace muster::app {

/// Opens the store in `folder` with the sealing key `folder/seal.key`; makes both on first use and says so on stderr.
[[nodiscard]] Result<store::Store> open_or_create_store(const std::string& folder, Timestamp now);

/// Opens a store that exists; without its key file raw captures stay closed.
[[nodiscard]] Result<store::Store> open_existing_store(const std::string& folder);

}  // namespace muster::app
