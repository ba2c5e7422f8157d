#pragma once

#include <fmt/format.h>

#include <concepts>
#include <iterator>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace muster::report {

class Html;

/// Text as HTML content: markup characters are escaped; what could reorder or hide text, and bytes that are not UTF-8,
/// are shown as marked escapes. Not for attributes: no attribute of a report holds text from outside.
[[nodiscard]] Html html_text(std::string_view text);

/// Prose of ours or of a policy: as `html_text`, with what stands between backticks as code.
[[nodiscard]] Html html_prose(std::string_view text);

/// A piece of finished HTML. It comes into being by `html_text`, or by `html` from a literal and safe arguments: so no
/// text from outside can get in unescaped.
class Html {
 public:
  Html() = default;
  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] bool empty() const { return text_.empty(); }
  Html& operator+=(const Html& other) {
    text_ += other.text_;
    return *this;
  }

 private:
  explicit Html(std::string text) : text_(std::move(text)) {}
  friend Html html_text(std::string_view text);
  template <class... Args>
  friend Html html(fmt::format_string<const Args&...> literal, const Args&... arguments);
  template <class... Args>
  friend void put(Html& out, fmt::format_string<const Args&...> literal, const Args&... arguments);
  std::string text_;
};

template <class T>
concept SafeArgument = std::is_arithmetic_v<T> || std::same_as<T, Html>;

/// A literal with its arguments put in.
template <class... Args>
[[nodiscard]] Html html(fmt::format_string<const Args&...> literal, const Args&... arguments) {
  static_assert((SafeArgument<Args> && ...), "pass text through html_text");
  return Html(fmt::format(literal, arguments...));
}

/// The same, appended to `out`.
template <class... Args>
void put(Html& out, fmt::format_string<const Args&...> literal, const Args&... arguments) {
  static_assert((SafeArgument<Args> && ...), "pass text through html_text");
  // Not format_to: it would instantiate the library's formatting in every file.
  out.text_ += fmt::format(literal, arguments...);
}

}  // namespace muster::report

template <>
struct fmt::formatter<muster::report::Html> : fmt::formatter<std::string_view> {
  template <class Context>
  auto format(const muster::report::Html& html, Context& context) const {
    return fmt::formatter<std::string_view>::format(html.text(), context);
  }
};
