#pragma once

#include <map>
#include <string>
#include <string_view>

#include "fleet/device.hpp"

/// What faults make of texts. Pure functions.
namespace muster::fleet {

using Words = std::map<std::string_view, std::string_view>;

/// `{name}` becomes the word of that name.
[[nodiscard]] std::string filled(std::string_view pattern, const Words& words);

/// A text without control codes and carriage returns.
[[nodiscard]] std::string plain(std::string_view text);

/// With some lines left out, as for a lower privilege.
[[nodiscard]] std::string filtered(std::string_view text);
/// With `mask` in the place of what follows a word that announces a secret.
[[nodiscard]] std::string masked(std::string_view text, std::string_view mask);
/// With lines that look like `prompt` in the middle.
[[nodiscard]] std::string with_prompts(std::string_view text, std::string_view prompt);
/// With a log message behind every tenth line.
[[nodiscard]] std::string with_noise(std::string_view text, std::string_view log_line);
/// With a log message in the middle of every tenth line.
[[nodiscard]] std::string with_noise_inside(std::string_view text, std::string_view log_line);

}  // namespace muster::fleet
