#pragma once

#include <memory>
#include <string_view>

#include "app/commands.hpp"
#include "app/fleet.hpp"
#include "app/run_listener.hpp"
#include "collectors/clock.hpp"
#include "collectors/source.hpp"
#include "collectors/ssh_options.hpp"

namespace muster::app {

/// "ssh", "directory" or "git": how a run names where its captures came from.
[[nodiscard]] std::string_view source_kind(const RunOptions& options);

[[nodiscard]] collectors::SshOptions ssh_options(const RunOptions& options);

/// Where the options say that captures come from. `fleet`, `clock` and `listener` must outlive it.
[[nodiscard]] std::unique_ptr<collectors::Source> make_source(const RunOptions& options, const Fleet& fleet,
                                                              const collectors::Clock& clock, RunListener& listener);

}  // namespace muster::app
