#include "collectors/page_turner.hpp"

namespace muster::collectors {

namespace {

constexpr std::size_t most_pages = 100'000;
constexpr std::size_t longest_erase = 4096;

}  // namespace

void PageTurner::begin_output() {
  careful_ = careful_ || !fault_.empty();
  fault_.clear();
  begin_.reset();
  pages_ = 0;
}

/// A text that looks as one that was confirmed counts at once, if its erasing will tell it from a line of the output.
std::optional<Milliseconds> PageTurner::standing_time(std::string_view last_line, const Deadlines& deadlines) const {
  if (!erase_ || *erase_ == PageErase::none || careful_) return deadlines.doubt;
  if (last_line == first_page_) return std::nullopt;
  return deadlines.settle;
}

bool PageTurner::turn(std::size_t begin, std::size_t end) {
  begin_ = begin;
  end_ = end;
  return ++pages_ <= most_pages;
}

bool PageTurner::cut(std::string& buffer) {
  const auto found = read_page_break(std::string_view(buffer).substr(end_));
  if (!found && buffer.size() - end_ <= longest_erase) return false;
  const std::size_t begin = *begin_;
  begin_.reset();
  if (!found || found->line_ends || (erase_ && *erase_ != found->erase)) {
    fault_ = "a line of the output looks like the pager";
    return true;
  }
  if (!erase_) {
    erase_ = found->erase;
    first_page_ = buffer.substr(begin, end_ - begin);
  }
  buffer.erase(begin, end_ + found->end - begin);
  return true;
}

}  // namespace muster::collectors
