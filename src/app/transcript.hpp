#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/assemble.hpp"
#include "core/collect.hpp"
#include "core/redacted_text.hpp"
#include "core/result.hpp"

namespace muster::app {

/// Strings that must not stand in a text, wherever they come.
class SecretStrings {
 public:
  /// Of a secret of several lines each line is one. Strings of less than four characters are found as whole words only.
  void add(std::string_view secret);
  /// Where they stand, also with terminal control codes between their characters. Nothing if that would take too long:
  /// then the text must not be shown at all.
  [[nodiscard]] std::optional<std::vector<ByteSpan>> find(std::string_view text) const;

 private:
  std::set<std::string, std::less<>> strings_;
};

/// The parts with every secret replaced, by `secrets` and by the net over all text, however the secret was cut into
/// parts. Where that cannot be done the text is left out, and a note says so.
[[nodiscard]] std::vector<TranscriptPart> redacted(std::vector<TranscriptPart> parts, const SecretStrings& secrets,
                                                   const SecretFingerprint& fingerprint);

/// Writes a file for each device into a folder (0700; files 0600):
///   {"device": ..., "platform": ..., "parts": [{"ms": 12, "sent" or "received" or "note": "text"}, ...]}
/// Bytes that are not UTF-8 become U+FFFD. Thread-safe.
class TranscriptWriter {
 public:
  [[nodiscard]] static Result<TranscriptWriter> open(const std::filesystem::path& folder);

  /// `read` runs parallel to the outcome's captures: what their grammars marked as secret is hidden.
  void write(const DeviceIdentity& identity, const CollectionOutcome& outcome, std::span<const ReadCapture> read,
             const SecretFingerprint& fingerprint);
  /// The first thing that went wrong.
  [[nodiscard]] std::optional<Error> error() const;

 private:
  struct Shared {
    std::mutex mutex;
    std::optional<Error> error;
  };
  explicit TranscriptWriter(std::filesystem::path folder);
  std::filesystem::path folder_;
  std::unique_ptr<Shared> shared_;
};

}  // namespace muster::app
