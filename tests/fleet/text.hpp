#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

namespace muster::fleet {

/// A text with LF line ends whose copies share it: ten thousand devices may print the same configuration.
class Text {
 public:
  Text() = default;
  Text(std::string text) : shared_(std::make_shared<Shared>(std::move(text))) {}  // NOLINT(google-explicit-constructor)
  Text(const char* text) : Text(std::string(text)) {}                             // NOLINT(google-explicit-constructor)

  [[nodiscard]] const std::string& str() const { return shared_ ? shared_->text : nothing(); }
  operator const std::string&() const { return str(); }  // NOLINT(google-explicit-constructor)
  [[nodiscard]] std::size_t size() const { return str().size(); }
  [[nodiscard]] bool empty() const { return str().empty(); }

  /// The text with CRLF line ends. Made once.
  [[nodiscard]] const std::string& for_terminal() const {
    if (!shared_) return nothing();
    std::call_once(shared_->once, [this] { shared_->terminal = with_crlf(shared_->text); });
    return shared_->terminal;
  }

  static std::string with_crlf(std::string_view text) {
    std::string out;
    out.reserve(text.size() + text.size() / 16);
    for (const char c : text) {
      if (c == '\n') out.push_back('\r');
      out.push_back(c);
    }
    return out;
  }

  friend bool operator==(const Text& a, const Text& b) { return a.str() == b.str(); }
  friend bool operator==(const Text& a, std::string_view b) { return a.str() == b; }

 private:
  struct Shared {
    explicit Shared(std::string content) : text(std::move(content)) {}
    std::string text;
    std::once_flag once;
    std::string terminal;
  };
  static const std::string& nothing() {
    static const std::string empty;
    return empty;
  }
  std::shared_ptr<Shared> shared_;
};

}  // namespace muster::fleet
