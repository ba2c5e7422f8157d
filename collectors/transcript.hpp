#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "core/collect.hpp"
#include "core/secret.hpp"

namespace muster::collectors {

/// What a session sent and received, stretch by stretch, at most `limit` bytes of it.
class Transcript {
 public:
  static constexpr std::size_t default_limit = 16U << 20U;

  explicit Transcript(std::size_t limit = default_limit) : limit_(limit) {}

  /// Bytes of one kind in a row become one part, with the time of the first. Past the limit nothing is kept but one
  /// note that says so. Secrets in what is sent are masked before they are kept.
  void add(TranscriptPart::Kind kind, std::uint64_t milliseconds, std::string_view text,
           std::span<const Secret* const> secrets = {});
  [[nodiscard]] std::size_t size() const { return size_; }
  /// All parts; each of the secrets, where a device repeated it too, stands there as `<secret>`.
  [[nodiscard]] std::vector<TranscriptPart> take(std::span<const Secret* const> secrets);

 private:
  std::size_t limit_;
  std::size_t size_ = 0;
  bool full_ = false;
  std::vector<TranscriptPart> parts_;
};

}  // namespace muster::collectors
