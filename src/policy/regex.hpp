#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace muster::policy {

/// A compiled RE2 pattern: matching takes time linear in the text.
class Regex {
 public:
  /// Nothing, and the reason in `error`, if the pattern is not valid or too large.
  [[nodiscard]] static std::optional<Regex> compile(std::string_view pattern, std::string* error = nullptr);
  Regex(Regex&&) noexcept;
  Regex& operator=(Regex&&) noexcept;
  ~Regex();

  /// True if the pattern matches anywhere in the text.
  [[nodiscard]] bool search(std::string_view text) const;

 private:
  struct Compiled;
  explicit Regex(std::unique_ptr<Compiled> compiled);
  std::unique_ptr<Compiled> compiled_;
};

}  // namespace muster::policy
