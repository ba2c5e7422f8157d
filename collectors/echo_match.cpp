#include "collectors/echo_match.hpp"

namespace muster::collectors {

EchoMatch::Answer EchoMatch::look(std::string_view line, const std::function<bool(std::string_view)>& is_prompt) {
  if (line.ends_with(sent_)) {
    std::string_view before = line.substr(0, line.size() - sent_.size());
    before = before.substr(0, before.find_last_not_of(' ') + 1);
    if (is_prompt(before)) {
      prompt_ = before;
      return noise_seen_ && only_noise_ ? Answer::through : Answer::direct;
    }
  }
  if (only_noise_) only_noise_ = continues(line);
  first_ = false;
  return only_noise_ && noise_seen_ && complete() ? Answer::through : Answer::no;
}

/// True as long as the line can be explained by an echo that messages interrupt.
bool EchoMatch::continues(std::string_view line) {
  if (line.starts_with(prompt_) && consume(0, line.substr(prompt_.size()))) return true;
  if (first_) return false;
  if (line.empty()) return true;
  if (noise_->matches_whole(line)) return noise_seen_ = true;
  return noise_seen_ && consume(matched_, line);
}

/// True if `text` goes on with the line sent from `from`; blanks do not count, the terminal's line has lost some.
bool EchoMatch::consume(std::size_t from, std::string_view text) {
  for (const char c : text) {
    if (c == ' ') continue;
    from = sent_.find_first_not_of(' ', from);
    if (from == std::string::npos || sent_[from] != c) return false;
    ++from;
  }
  matched_ = from;
  return true;
}

}  // namespace muster::collectors
