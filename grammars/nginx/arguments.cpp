#include "grammars/nginx/arguments.hpp"

#include <algorithm>

namespace muster::grammars::nginx {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\v'; }

class Arguments {
 public:
  explicit Arguments(std::string_view text) : text_(text) {}

  /// Reads the next argument into `out`; false at the end.
  bool next(std::string& out) {
    out.clear();
    skip();
    if (at_ == text_.size()) return false;
    begin_ = at_;
    const char quote = text_[at_];
    if (quote == '"' || quote == '\'') {
      quoted(quote, out);
    } else {
      plain(out);
    }
    return true;
  }
  [[nodiscard]] std::string_view raw() const { return text_.substr(begin_, at_ - begin_); }

 private:
  void skip() {
    while (at_ < text_.size()) {
      if (text_[at_] == '#') {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else if (is_blank(text_[at_])) {
        ++at_;
      } else {
        return;
      }
    }
  }

  void plain(std::string& out) {
    while (at_ < text_.size() && !is_blank(text_[at_])) one(out);
  }

  void quoted(char quote, std::string& out) {
    ++at_;
    while (at_ < text_.size() && text_[at_] != quote) one(out);
    if (at_ < text_.size()) ++at_;
  }

  void one(std::string& out) {
    const char c = text_[at_++];
    if (c != '\\' || at_ == text_.size()) {
      out.push_back(c);
      return;
    }
    const char escaped = text_[at_++];
    switch (escaped) {
      case '"':
      case '\'':
      case '\\':
        out.push_back(escaped);
        return;
      case 't':
        out.push_back('\t');
        return;
      case 'r':
        out.push_back('\r');
        return;
      case 'n':
        out.push_back('\n');
        return;
      default:
        out.append({'\\', escaped});
        return;
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t begin_ = 0;
};

}  // namespace

std::vector<std::string> split_arguments(std::string_view text) {
  std::vector<std::string> all;
  Arguments arguments(text);
  for (std::string one; arguments.next(one);) all.push_back(std::move(one));
  return all;
}

std::string_view last_argument(std::string_view text) {
  Arguments arguments(text);
  std::string_view last;
  for (std::string one; arguments.next(one);) last = arguments.raw();
  return last;
}

}  // namespace muster::grammars::nginx
