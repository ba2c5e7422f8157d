#pragma once

#include <string>
#include <string_view>

namespace muster {

/// A text that must not leave the process: wiped when it is destroyed or moved from, without a stream operator,
/// a formatter or a comparison. `reveal()` is the one way to read it: each call to it is a place to review.
class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string_view text);
  Secret(const Secret& other);
  Secret(Secret&& other) noexcept;
  Secret& operator=(const Secret& other);
  Secret& operator=(Secret&& other) noexcept;
  ~Secret();

  [[nodiscard]] std::string_view reveal() const { return {text_.data(), text_.size()}; }
  [[nodiscard]] bool empty() const { return text_.empty(); }

 private:
  void wipe() noexcept;
  std::string text_;
};

/// Overwrites the bytes of `text` (capacity included) in a way that the compiler may not remove, and empties it.
void wipe(std::string& text) noexcept;

}  // namespace muster
