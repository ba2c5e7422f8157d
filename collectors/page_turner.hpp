#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "collectors/page_break.hpp"
#include "collectors/ssh_options.hpp"

namespace muster::collectors {

/// Turns the pages of an output and takes out what the pager printed and erased. A line of the output may look like the
/// pager: the first page must stand for some time, and what is erased in another way than that page was none. The output
/// is then spoilt, not mended.
class PageTurner {
 public:
  /// A new output begins. After a spoilt one every pager must stand for some time.
  void begin_output();
  /// How long the pager's text, which is all of the last line, must stand. Nothing: not at all.
  [[nodiscard]] std::optional<Milliseconds> standing_time(std::string_view last_line, const Deadlines& deadlines) const;
  /// False: too many pages.
  [[nodiscard]] bool turn(std::size_t begin, std::size_t end);
  /// A key was sent, and what followed it has not told yet how the pager's text was erased.
  [[nodiscard]] bool turning() const { return begin_.has_value(); }
  /// False: more bytes are needed. Otherwise the pager's text is out of the buffer, or the output is spoilt.
  [[nodiscard]] bool cut(std::string& buffer);
  /// Why the output is spoilt; empty if it is not.
  [[nodiscard]] const std::string& fault() const { return fault_; }

 private:
  std::optional<std::size_t> begin_;  ///< of the pager's text whose key was sent
  std::size_t end_ = 0;
  std::size_t pages_ = 0;
  std::string first_page_;            ///< the first text that was confirmed, as it came
  std::optional<PageErase> erase_;    ///< how it was erased
  std::string fault_;
  bool careful_ = false;
};

}  // namespace muster::collectors
