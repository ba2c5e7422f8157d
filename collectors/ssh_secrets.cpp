// What a session knows that must not be said.
#include <algorithm>

#include "collectors/completeness.hpp"
#include "collectors/ssh_session.hpp"

namespace muster::collectors {

namespace {

/// Also as `quoted` writes it, and cut off at the end of a quotation.
bool holds(std::string_view text, std::string_view secret) {
  constexpr std::size_t telling = 6;
  const std::string written = quoted(secret);
  if (text.find(secret) != std::string_view::npos) return true;
  if (!written.empty() && text.find(written) != std::string_view::npos) return true;
  if (!text.ends_with("...")) return false;
  text.remove_suffix(3);
  for (std::size_t size = std::min(text.size(), written.size()); size >= telling; --size)
    if (text.ends_with(std::string_view(written).substr(0, size))) return true;
  return false;
}

}  // namespace

/// Those that this session may send.
std::vector<const Secret*> SshDeviceSession::secrets() const {
  std::vector<const Secret*> known;
  if (login_ && !login_->password.empty()) known.push_back(&login_->password);
  for (const Secret* secret : {&enable_, &line_})
    if (!secret->empty()) known.push_back(secret);
  return known;
}

/// Messages quote what devices say. A device that says a secret of ours is not quoted.
void SshDeviceSession::scrub_outcome() {
  const auto scrub = [known = secrets()](std::string& text) {
    for (const Secret* secret : known)
      if (holds(text, secret->reveal())) text = "not shown: it holds a secret";
  };
  scrub(outcome_.detail);
  for (Capture& capture : outcome_.captures) scrub(capture.detail);
  for (CollectEvent& event : outcome_.timeline) scrub(event.detail);
}

}  // namespace muster::collectors
