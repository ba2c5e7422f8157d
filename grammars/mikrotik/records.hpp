#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "grammars/text_lines.hpp"

/// `print detail` and `print terse` of RouterOS: a legend of flags, then records of `key=value`.
namespace muster::grammars::mikrotik {

struct Record {
  std::string_view flags;  ///< letters in front of the settings: "DAc"
  std::vector<std::pair<std::string_view, std::string>> settings;
  bool ambiguous = false;  ///< a key stands twice: a comment may look like settings

  [[nodiscard]] bool has(char flag) const { return flags.find(flag) != std::string_view::npos; }
  /// The value of a setting; null if there is none.
  [[nodiscard]] const std::string* find(std::string_view key) const;
};

/// The kinds of lines.
enum class LineKind : std::uint8_t {
  blank,
  legend,   ///< `Flags: X - disabled`, `Columns: ...`, and how they go on
  message,  ///< what the system logs to the terminal
  begin,    ///< first line of a record
  further,  ///< the record goes on
  other,
};

/// Tells lines apart, in their order.
class LineKinds {
 public:
  [[nodiscard]] LineKind next(std::string_view line);

 private:
  bool in_legend_ = false;
  bool in_record_ = false;
};

/// The record that `text` holds, over one or more lines. `text` must outlive it.
[[nodiscard]] Record parse_record(std::string_view text);

/// "1w2d3h4m5s" or "3h5m" in seconds; -1 if it is none.
[[nodiscard]] std::int64_t parse_uptime_words(std::string_view text);

/// Reads all records of an output: gathers the lines of each, and calls `use(record)` with `notes` at its first line.
/// `use` says what became of it; the further lines get the same state. True if the output had a legend or a record.
template <class Use>
bool read_records(std::string_view bytes, LineNotes& notes, Domains domains, const Use& use) {
  LineScanner scanner(bytes);
  LineKinds kinds;
  std::vector<TextLine> lines;
  std::string text;
  bool any = false;
  const auto finish = [&] {
    if (lines.empty()) return;
    text.clear();
    for (const TextLine& each : lines) text.append(each.text).push_back('\n');
    const Record record = parse_record(text);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      notes.begin(lines[i]);
      use(record, i == 0);
    }
    lines.clear();
  };
  for (TextLine line; scanner.next(line);) {
    const LineKind kind = kinds.next(line.text);
    if (kind == LineKind::further) {
      lines.push_back(line);
      continue;
    }
    finish();
    if (kind == LineKind::begin) {
      any = true;
      lines.push_back(line);
      continue;
    }
    notes.begin(line);
    any = any || kind == LineKind::legend;
    if (kind == LineKind::other)
      notes.unknown(domains, "a record", trim(line.text));
    else if (kind == LineKind::message)
      notes.ignored();
    else
      notes.understood();
  }
  finish();
  return any;
}

}  // namespace muster::grammars::mikrotik
