#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// Half-open byte range [begin, end) of a text.
struct ByteSpan {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  friend auto operator<=>(const ByteSpan&, const ByteSpan&) = default;
};

/// Names a secret without telling it: a keyed digest, short, stable for one key.
using SecretFingerprint = std::function<std::string(std::string_view secret)>;

/// A text from which every known secret was removed. Reports, logs and the readable part of the store accept only
/// this type. It comes into being in two ways: `redact`, and `trusted_redacted` for text read back from the store.
class RedactedText {
 public:
  RedactedText() = default;
  [[nodiscard]] const std::string& text() const { return text_; }
  friend bool operator==(const RedactedText&, const RedactedText&) = default;

 private:
  explicit RedactedText(std::string text) : text_(std::move(text)) {}
  friend RedactedText redact(std::string_view, std::vector<ByteSpan>, const SecretFingerprint&);
  friend RedactedText trusted_redacted(std::string);
  std::string text_;
};

/// Replaces each span by `<secret:FINGERPRINT>` (spans may overlap and come in any order; those beyond the text are
/// cut). A span that crosses lines is replaced line by line, so that line numbers stay what they were.
[[nodiscard]] RedactedText redact(std::string_view raw, std::vector<ByteSpan> secrets, const SecretFingerprint& fingerprint);

/// Marks text as redacted that already was when it was stored; for src/store and src/wire only.
[[nodiscard]] RedactedText trusted_redacted(std::string text);

/// True if `token` has the form that `redact` leaves behind: what is behind it is not known.
[[nodiscard]] bool is_redaction_marker(std::string_view token);

}  // namespace muster
