#pragma once

#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>

namespace muster::analysis {

/// Reads a version text from left to right.
class VersionCursor {
 public:
  explicit VersionCursor(std::string_view text) : rest_(text) {}

  [[nodiscard]] bool done() const { return rest_.empty(); }
  [[nodiscard]] std::string_view rest() const { return rest_; }
  [[nodiscard]] char peek() const { return rest_.empty() ? '\0' : rest_.front(); }

  bool take(std::string_view wanted) {
    if (!rest_.starts_with(wanted)) return false;
    rest_.remove_prefix(wanted.size());
    return true;
  }

  /// A decimal number of up to 9 digits.
  std::optional<std::uint32_t> number() {
    const std::string_view digits = span("0123456789");
    std::uint32_t value = 0;
    if (digits.empty() || digits.size() > 9) return std::nullopt;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    rest_.remove_prefix(digits.size());
    return value;
  }

  /// A lower-case letter as 1 to 26; 0 if there is none.
  std::uint32_t letter() {
    if (peek() < 'a' || peek() > 'z') return 0;
    const auto value = static_cast<std::uint32_t>(peek() - 'a' + 1);
    rest_.remove_prefix(1);
    return value;
  }

  /// Capital letters, perhaps none.
  std::string_view capitals() { return take_span("ABCDEFGHIJKLMNOPQRSTUVWXYZ"); }
  std::string_view small_letters() { return take_span("abcdefghijklmnopqrstuvwxyz"); }

 private:
  [[nodiscard]] std::string_view span(std::string_view set) const {
    return rest_.substr(0, rest_.find_first_not_of(set));
  }
  std::string_view take_span(std::string_view set) {
    const std::string_view found = span(set);
    rest_.remove_prefix(found.size());
    return found;
  }
  std::string_view rest_;
};

}  // namespace muster::analysis
