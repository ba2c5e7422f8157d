#include "config/csv.hpp"

#include <algorithm>

namespace muster::config {
namespace {

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") + 1 - begin);
}

char delimiter_of(std::string_view text) {
  const std::string_view line = text.substr(0, text.find('\n'));
  char best = ',';
  for (const char candidate : {';', '\t'})
    if (std::ranges::count(line, candidate) > std::ranges::count(line, best)) best = candidate;
  return best;
}

class Reader {
 public:
  Reader(std::string_view text, std::string file)
      : text_(text), file_(std::move(file)), delimiter_(delimiter_of(text)) {}

  Result<std::vector<CsvRow>> rows() {
    std::vector<CsvRow> rows;
    while (at_ < text_.size()) {
      auto row = read_row();
      if (!row) return std::unexpected(row.error());
      if (std::ranges::any_of(*row, [](const CsvCell& cell) { return !cell.text.empty(); }))
        rows.push_back(std::move(*row));
    }
    return rows;
  }

 private:
  Result<CsvRow> read_row() {
    CsvRow row;
    for (;;) {
      auto cell = read_cell();
      if (!cell) return std::unexpected(cell.error());
      row.push_back(std::move(*cell));
      const bool more = at_ < text_.size() && text_[at_] == delimiter_;
      if (at_ < text_.size()) step();
      if (!more) return row;
    }
  }

  Result<CsvCell> read_cell() {
    while (at_ < text_.size() && (text_[at_] == ' ' || (text_[at_] == '\t' && delimiter_ != '\t'))) step();
    if (at_ < text_.size() && text_[at_] == '"') return quoted_cell();
    const SourcePosition where = here();
    const std::size_t begin = at_;
    while (!at_end_of_cell()) step();
    std::string_view text = text_.substr(begin, at_ - begin);
    if (text.ends_with('\r')) text.remove_suffix(1);
    return CsvCell{std::string(trimmed(text)), where};
  }

  Result<CsvCell> quoted_cell() {
    CsvCell cell{{}, here()};
    step();
    for (;; step()) {
      if (at_ == text_.size()) return fail(ErrorKind::input, "this quote does not end", cell.where);
      if (text_[at_] == '"' && (step(), at_ == text_.size() || text_[at_] != '"')) break;
      cell.text.push_back(text_[at_]);
    }
    while (!at_end_of_cell()) {
      if (text_[at_] != ' ' && text_[at_] != '\r')
        return fail(ErrorKind::input, "expected the end of the cell behind its closing quote", here());
      step();
    }
    cell.text = trimmed(cell.text);
    return cell;
  }

  [[nodiscard]] bool at_end_of_cell() const {
    return at_ == text_.size() || text_[at_] == delimiter_ || text_[at_] == '\n';
  }

  [[nodiscard]] SourcePosition here() const {
    return {file_, line_, static_cast<std::uint32_t>(at_ - line_begin_ + 1)};
  }

  void step() {
    if (text_[at_++] != '\n') return;
    ++line_;
    line_begin_ = at_;
  }

  std::string_view text_;
  std::string file_;
  char delimiter_;
  std::size_t at_ = 0;
  std::size_t line_begin_ = 0;
  std::uint32_t line_ = 1;
};

}  // namespace

Result<CsvTable> read_csv(std::string_view text, const std::string& file) {
  constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  auto rows = Reader(text, file).rows();
  if (!rows) return std::unexpected(rows.error());
  if (rows->empty()) return fail(ErrorKind::input, "expected a line that names the columns, got nothing", {file, 1, 1});
  CsvTable table{file, std::move(rows->front()), {}};
  rows->erase(rows->begin());
  table.rows = std::move(*rows);
  return table;
}

}  // namespace muster::config
