#pragma once

#include <chrono>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "collectors/clock.hpp"
#include "core/result.hpp"
#include "core/secret.hpp"

namespace muster::collectors {

/// What a program printed: the secret, and for how long it is good if it said so.
struct PrintedSecret {
  Secret secret;
  std::optional<std::chrono::seconds> lease;
};

/// Runs a program without a shell and takes its first line as the secret. A second line, `expires_in SECONDS`, states a
/// lease. The program inherits the environment and nothing else: no input, no descriptor, its standard error is dropped;
/// it has its own process group, which is killed when it takes longer than `patience` or when the stop is requested.
/// Blocks. At most 64 KiB are read, into memory that is wiped.
/// Errors name the program and how it ended, never its arguments or what it printed.
[[nodiscard]] Result<PrintedSecret> run_secret_command(const std::vector<std::string>& command, Milliseconds patience,
                                                       const std::stop_token& stop = {});

/// The part of it that reads the output; `program` is for messages.
[[nodiscard]] Result<PrintedSecret> read_printed_secret(const std::string& program, std::string_view output);

}  // namespace muster::collectors
