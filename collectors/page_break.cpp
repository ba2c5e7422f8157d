#include "collectors/page_break.hpp"

#include "collectors/completeness.hpp"

namespace muster::collectors {

namespace {

constexpr char escape = '\x1b';

bool is_whole_escape(std::string_view text, std::size_t at, std::size_t end) {
  const std::string_view sequence = text.substr(at, end - at);
  if (sequence.size() < 2) return false;
  if (sequence[1] == '[') return sequence.size() > 2 && sequence.back() >= '@';
  return end < text.size();  // others are rare: wait for what follows
}

/// Colours say nothing about erasing.
bool is_colour(std::string_view sequence) { return sequence.ends_with('m'); }

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  std::optional<PageBreak> read() {
    while (at_ < text_.size()) {
      const std::size_t before = at_;
      if (!step()) return std::nullopt;
      if (at_ == before) return found_;
    }
    return std::nullopt;
  }

 private:
  /// Passes over one piece of erasing; stays where the next line begins. False: the bytes do not suffice.
  bool step() {
    switch (text_[at_]) {
      case '\0': return advance(at_ + 1, std::nullopt);
      case '\b': return advance(at_ + 1, PageErase::backspaces);
      case '\r': return carriage_returns();
      case '\n': return line_end();
      case ' ': return blanks();
      case escape: return escape_sequence();
      default: found_.end = at_; return true;
    }
  }

  bool advance(std::size_t to, std::optional<PageErase> how) {
    if (how && !erased_) found_.erase = *how;
    erased_ = erased_ || how.has_value();
    found_.end = at_ = to;
    return true;
  }

  bool line_end() {
    found_.end = at_;
    found_.line_ends = !erased_;
    return true;
  }

  /// The last one belongs to the line end, if there is one.
  bool carriage_returns() {
    const std::size_t end = text_.find_first_not_of('\r', at_);
    if (end == std::string_view::npos) return false;
    if (text_[end] != '\n') return advance(end, PageErase::returns);
    if (end - at_ > 1) (void)advance(end - 1, PageErase::returns);
    found_.end = at_;
    found_.line_ends = !erased_;
    return true;
  }

  /// Blanks erase if the cursor goes back behind them; otherwise they indent the next line.
  bool blanks() {
    const std::size_t end = text_.find_first_not_of(std::string_view(" \0", 2), at_);
    if (end == std::string_view::npos) return false;
    if (text_[end] == '\b') return advance(end, std::nullopt);
    if (text_[end] == '\r') {
      const std::size_t behind = text_.find_first_not_of('\r', end);
      if (behind == std::string_view::npos) return false;
      if (text_[behind] != '\n' || behind - end > 1) return advance(end, std::nullopt);
    }
    found_.end = at_;
    return true;
  }

  bool escape_sequence() {
    const std::size_t end = skip_escape(text_, at_);
    if (!is_whole_escape(text_, at_, end)) return false;
    const bool colour = is_colour(text_.substr(at_, end - at_));
    return advance(end, colour ? std::nullopt : std::optional(PageErase::sequence));
  }

  std::string_view text_;
  std::size_t at_ = 0;
  bool erased_ = false;
  PageBreak found_;
};

}  // namespace

std::optional<PageBreak> read_page_break(std::string_view after) { return Reader(after).read(); }

}  // namespace muster::collectors
