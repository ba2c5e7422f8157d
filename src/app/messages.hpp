#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/exit_code.hpp"
#include "core/result.hpp"
#include "grammars/format.hpp"

namespace muster::app {

/// Prints `muster: file:line:column: error: message` to stderr and yields the exit code for it.
ExitCode report_error(const Error& error);
ExitCode report_errors(const std::vector<Error>& errors);

/// The format of that name; an error names the nearest and lists all.
[[nodiscard]] Result<const grammars::Format*> require_format(std::string_view name);

/// The text for stdout, then a check that it could be written.
ExitCode print(std::string_view text, ExitCode code = ExitCode::compliant);

/// True if stdout may carry colour: a terminal, and NO_COLOR is not set.
[[nodiscard]] bool stdout_has_colour();

}  // namespace muster::app
