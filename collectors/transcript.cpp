#include "collectors/transcript.hpp"

#include <utility>

namespace muster::collectors {

namespace {

void mask(std::string& text, std::string_view secret) {
  constexpr std::string_view instead = "<secret>";
  if (secret.empty() || text.find(secret) == std::string::npos) return;
  std::string masked;
  std::size_t from = 0;
  for (std::size_t at = text.find(secret); at != std::string::npos; at = text.find(secret, from)) {
    masked.append(text, from, at - from).append(instead);
    from = at + secret.size();
  }
  masked.append(text, from);
  wipe(text);
  text = std::move(masked);
}

}  // namespace

void Transcript::add(TranscriptPart::Kind kind, std::uint64_t milliseconds, std::string_view text,
                     std::span<const Secret* const> secrets) {
  if (full_ || text.empty()) return;
  if (size_ + text.size() > limit_) {
    full_ = true;
    parts_.push_back({TranscriptPart::Kind::note, milliseconds, "the rest was not recorded: the session is too long"});
    return;
  }
  size_ += text.size();
  std::string masked;
  if (kind == TranscriptPart::Kind::sent && !secrets.empty()) {
    masked.reserve(text.size());
    masked.assign(text);
    for (const Secret* secret : secrets) mask(masked, secret->reveal());
    text = masked;
  }
  const bool goes_on = !parts_.empty() && parts_.back().kind == kind && kind != TranscriptPart::Kind::note;
  if (goes_on)
    parts_.back().text.append(text);
  else
    parts_.push_back({kind, milliseconds, std::string(text)});
}

std::vector<TranscriptPart> Transcript::take(std::span<const Secret* const> secrets) {
  for (TranscriptPart& part : parts_)
    for (const Secret* secret : secrets) mask(part.text, secret->reveal());
  size_ = 0;
  return std::exchange(parts_, {});
}

}  // namespace muster::collectors
