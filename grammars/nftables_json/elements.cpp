#include "grammars/nftables_json/elements.hpp"

namespace muster::grammars::nftables_json {
namespace {

class Scanner {
 public:
  explicit Scanner(std::string_view bytes) : bytes_(bytes) {}

  Elements run() {
    Elements found;
    if (take("{") && take("\"nftables\"") && take(":") && take("[")) list(found);
    found.line = line_;
    found.column = column();
    return found;
  }

 private:
  void list(Elements& found) {
    if (!take("]")) {
      do {
        skip_blanks();
        Element element{{}, line_, column(), line_};
        const std::size_t begin = at_;
        if (!skip_value()) return;
        element.text = bytes_.substr(begin, end_ - begin);
        element.last_line = end_line_;
        found.all.push_back(element);
      } while (take(","));
      if (!take("]")) return;
    }
    if (!take("}")) return;
    skip_blanks();
    found.whole = at_ == bytes_.size();
  }

  [[nodiscard]] std::uint32_t column() const { return static_cast<std::uint32_t>(at_ - line_begin_ + 1); }

  void advance() {
    if (bytes_[at_++] != '\n') return;
    ++line_;
    line_begin_ = at_;
  }

  void skip_blanks() {
    while (at_ < bytes_.size() && is_blank(bytes_[at_])) advance();
  }

  static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

  void mark_end() {
    end_ = at_;
    end_line_ = line_;
  }

  bool take(std::string_view text) {
    skip_blanks();
    if (!bytes_.substr(at_).starts_with(text)) return false;
    at_ += text.size();
    return true;
  }

  bool skip_string() {
    for (advance(); at_ < bytes_.size(); advance()) {
      if (bytes_[at_] == '\\' && at_ + 1 < bytes_.size()) {
        advance();
      } else if (bytes_[at_] == '"') {
        advance();
        return true;
      }
    }
    return false;
  }

  /// Everything up to the comma or bracket that ends it.
  bool skip_value() {
    const std::size_t begin = at_;
    std::size_t depth = 0;
    while (at_ < bytes_.size()) {
      const char c = bytes_[at_];
      if (c == '"') {
        if (!skip_string()) return false;
        mark_end();
        continue;
      }
      if (depth == 0 && (c == ',' || c == ']' || c == '}')) return at_ > begin;
      if (c == '{' || c == '[') ++depth;
      if (c == '}' || c == ']') --depth;
      const bool blank = is_blank(c);
      advance();
      if (!blank) mark_end();
    }
    return false;
  }

  std::string_view bytes_;
  std::size_t at_ = 0;
  std::uint32_t line_ = 1;
  std::size_t line_begin_ = 0;
  std::size_t end_ = 0;  ///< of the value that was skipped last, without the blanks behind it
  std::uint32_t end_line_ = 1;
};

}  // namespace

Elements find_elements(std::string_view bytes) { return Scanner(bytes).run(); }

}  // namespace muster::grammars::nftables_json
