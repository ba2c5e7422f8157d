#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "collectors/pattern.hpp"

namespace muster::collectors {

/// Finds the echo of a line in the terminal's lines from the one on which the prompt stood. Log messages may come before,
/// after or in the middle of it; the device then draws prompt and line again, or goes on where it was interrupted.
class EchoMatch {
 public:
  enum class Answer : unsigned char {
    no,       ///< not the echo, or not yet
    direct,   ///< prompt and line: whatever stands before this line belongs to the output before
    through,  ///< only pieces of the echo and log messages stand between the prompt and the end of this line
  };

  EchoMatch() = default;
  /// `prompt` is the visible text of the line on which the prompt stands; `noise` must outlive the match.
  EchoMatch(std::string sent, std::string prompt, const Pattern& noise)
      : sent_(std::move(sent)), prompt_(std::move(prompt)), noise_(&noise) {
    sent_.erase(sent_.find_last_not_of(' ') + 1);  // a terminal's line has lost such blanks too
  }

  /// Looks at the next complete line as a terminal shows it. `is_prompt` says whether a text is a prompt that may stand
  /// before the echo.
  [[nodiscard]] Answer look(std::string_view line, const std::function<bool(std::string_view)>& is_prompt);

  /// The prompt before the echo, once it was found.
  [[nodiscard]] const std::string& prompt() const { return prompt_; }

 private:
  [[nodiscard]] bool continues(std::string_view line);
  [[nodiscard]] bool consume(std::size_t from, std::string_view text);
  [[nodiscard]] bool complete() const { return matched_ > 0 && sent_.find_first_not_of(' ', matched_) == std::string::npos; }

  std::string sent_;
  std::string prompt_;
  const Pattern* noise_ = nullptr;
  bool first_ = true;
  bool only_noise_ = true;   ///< since the prompt there was nothing but pieces of the echo and log messages
  bool noise_seen_ = false;
  std::size_t matched_ = 0;  ///< bytes of the line whose echo has come
};

}  // namespace muster::collectors
