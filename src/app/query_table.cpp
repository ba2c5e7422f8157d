#include "app/query_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "report/visible_text.hpp"

namespace muster::app {
namespace {

using policy::Answer;
using Json = nlohmann::ordered_json;

constexpr std::string_view device_column = "device";
constexpr std::size_t widest = 60;

/// A value in one cell, as raw text.
std::string cell_text(const Answer& answer) {
  switch (answer.kind) {
    case Answer::Kind::null:
      return "(none)";
    case Answer::Kind::boolean:
      return answer.boolean ? "true" : "false";
    case Answer::Kind::integer:
      return fmt::format("{}", answer.integer);
    case Answer::Kind::uint:
      return fmt::format("{}", answer.uint);
    case Answer::Kind::floating:
      return fmt::format("{}", answer.floating);
    case Answer::Kind::text:
      return answer.text;
    case Answer::Kind::unknown:
      return answer.text.empty() ? "(not known)" : answer.text;
    case Answer::Kind::error:
      return "(error: " + answer.text + ")";
    case Answer::Kind::list:
    case Answer::Kind::map:
      break;
  }
  std::string text;
  for (std::size_t i = 0; i < answer.items.size(); ++i)
    text += (i == 0 ? "" : ", ") + (i < answer.keys.size() ? answer.keys[i] + ": " : "") + cell_text(answer.items[i]);
  if (answer.open) text += text.empty() ? "(not known)" : ", ...";
  return text.empty() ? "(none)" : text;
}

std::string csv_field(std::string_view text, bool is_text) {
  std::string escaped;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte < 0x20U && c != '\n' && c != '\r' && c != '\t') || byte == 0x7fU)
      escaped += fmt::format("\\x{:02x}", byte);
    else
      escaped += c;
  }
  // A spreadsheet takes what begins so for a formula, blanks in front or not.
  const std::size_t first = escaped.find_first_not_of(' ');
  if (is_text && first != std::string::npos &&
      std::string_view("=+-@\t\r\n").find(escaped[first]) != std::string_view::npos)
    escaped.insert(0, "'");
  if (escaped.find_first_of(",\"\r\n") == std::string::npos && !escaped.starts_with(' ') && !escaped.ends_with(' '))
    return escaped;
  std::string quoted = "\"";
  for (const char c : escaped) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + '"';
}

std::string csv_cell(const std::optional<Answer>& answer) {
  if (!answer || answer->kind == Answer::Kind::null) return {};
  const bool number = answer->kind == Answer::Kind::integer || answer->kind == Answer::Kind::uint ||
                      answer->kind == Answer::Kind::floating;
  return csv_field(cell_text(*answer), !number);
}

Json json_value(const Answer& answer) {
  switch (answer.kind) {
    case Answer::Kind::boolean:
      return answer.boolean;
    case Answer::Kind::integer:
      return answer.integer;
    case Answer::Kind::uint:
      return answer.uint;
    case Answer::Kind::floating:
      return answer.floating;
    case Answer::Kind::text:
      return report::valid_utf8(answer.text);
    case Answer::Kind::list: {
      Json list = Json::array();
      for (const Answer& item : answer.items) list.push_back(json_value(item));
      return list;
    }
    case Answer::Kind::map: {
      Json map = Json::object();
      for (std::size_t i = 0; i < answer.items.size(); ++i)
        map[report::valid_utf8(answer.keys[i])] = json_value(answer.items[i]);
      return map;
    }
    default:
      return nullptr;
  }
}

void add_reasons(const Answer& answer, std::vector<std::string>& reasons) {
  const auto add = [&](const std::string& reason) {
    if (std::ranges::find(reasons, reason) == reasons.end()) reasons.push_back(reason);
  };
  if (answer.kind == Answer::Kind::error) add("error: " + answer.text);
  for (const std::string& reason : answer.reasons) add(reason);
  for (const Answer& item : answer.items) add_reasons(item, reasons);
}

Json json_texts(const std::vector<std::string>& texts) {
  Json list = Json::array();
  for (const std::string& text : texts) list.push_back(report::valid_utf8(text));
  return list;
}

Json json_row(const QueryTable& table, const QueryRow& row) {
  Json values = Json::object();
  Json not_known = Json::object();
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    if (!row.cells[i]) continue;
    const std::string name = report::valid_utf8(table.columns()[i]);
    values[name] = json_value(*row.cells[i]);
    if (row.cells[i]->whole()) continue;
    std::vector<std::string> reasons;
    add_reasons(*row.cells[i], reasons);
    not_known[name] = json_texts(reasons);
  }
  Json made = {{"device", report::valid_utf8(row.device)}, {"values", std::move(values)}};
  if (!not_known.empty()) made["not_known"] = std::move(not_known);
  return made;
}

Json json_reasons(const std::vector<QueryRow>& rows, bool more) {
  Json list = Json::array();
  for (const QueryRow& row : rows)
    if (row.more == more)
      list.push_back({{"device", report::valid_utf8(row.device)}, {"reasons", json_texts(row.reasons)}});
  return list;
}

}  // namespace

std::size_t QueryTable::column(const std::string& name) {
  const auto found = std::ranges::find(columns_, name);
  if (found != columns_.end()) return static_cast<std::size_t>(found - columns_.begin());
  columns_.push_back(name);
  return columns_.size() - 1;
}

void QueryTable::add_row(const std::string& device, Answer answer) {
  QueryRow row{device, {}, false, {}};
  const auto put = [&](const std::string& name, Answer cell) {
    const std::size_t at = column(name);
    if (row.cells.size() <= at) row.cells.resize(at + 1);
    row.cells[at] = std::move(cell);
  };
  if (answer.kind == Answer::Kind::map)
    for (std::size_t i = 0; i < answer.items.size(); ++i) put(answer.keys[i], std::move(answer.items[i]));
  else
    put("value", std::move(answer));
  rows_.push_back(std::move(row));
}

void QueryTable::add(const std::string& device, Answer answer) {
  const bool rows =
      answer.kind == Answer::Kind::list && (gives_rows_ || std::ranges::any_of(answer.items, [](const Answer& item) {
                                              return item.kind == Answer::Kind::map;
                                            }));
  if (rows) {
    for (Answer& item : answer.items) add_row(device, std::move(item));
    if (answer.open) rows_.push_back({device, {}, true, std::move(answer.reasons)});
    return;
  }
  if (answer.kind == Answer::Kind::unknown && (gives_rows_ || !columns_.empty()))
    rows_.push_back({device, {}, true, std::move(answer.reasons)});
  else
    add_row(device, std::move(answer));
}

void QueryTable::add_undecided(const std::string& device, Answer answer) {
  QueryRow row{device, {}, false, {}};
  add_reasons(answer, row.reasons);
  if (row.reasons.empty()) row.reasons.emplace_back("--where gives no bool");
  undecided_.push_back(std::move(row));
}

std::size_t QueryTable::open_answers() const {
  std::size_t count = 0;
  for (const QueryRow& row : rows_) {
    count += row.more ? 1U : 0U;
    for (const auto& cell : row.cells) count += cell && !cell->whole() ? 1U : 0U;
  }
  return count;
}

std::string query_text(const QueryTable& table) {
  std::vector<std::vector<std::string>> lines{{std::string(device_column)}};
  for (const std::string& name : table.columns()) lines.front().push_back(report::terminal_text(name));
  for (const QueryRow& row : table.rows()) {
    std::vector<std::string> line{report::terminal_text(row.device)};
    for (std::size_t i = 0; i < table.columns().size(); ++i) {
      const bool has = i < row.cells.size() && row.cells[i].has_value();
      line.push_back(row.more ? "(not known)" : has ? report::terminal_text(cell_text(*row.cells[i])) : "");
    }
    lines.push_back(std::move(line));
  }
  std::vector<std::size_t> widths(lines.front().size());
  for (const auto& line : lines)
    for (std::size_t i = 0; i < line.size(); ++i)
      widths[i] = std::max(widths[i], std::min(report::display_width(line[i]), widest));
  std::string text;
  for (const auto& line : lines) {
    std::string shown;
    for (std::size_t i = 0; i < line.size(); ++i) {
      shown += line[i];
      const std::size_t width = report::display_width(line[i]);
      if (i + 1 < line.size()) shown.append(width < widths[i] ? widths[i] - width + 2 : 2, ' ');
    }
    shown.erase(shown.find_last_not_of(' ') + 1);
    text += shown + "\n";
  }
  return text;
}

std::string query_csv(const QueryTable& table) {
  std::string text(device_column);
  for (const std::string& name : table.columns()) text += "," + csv_field(name, true);
  text += "\r\n";
  for (const QueryRow& row : table.rows()) {
    text += csv_field(row.device, true);
    for (std::size_t i = 0; i < table.columns().size(); ++i)
      text += "," + (row.more               ? std::string("(not known)")
                     : i < row.cells.size() ? csv_cell(row.cells[i])
                                            : std::string());
    text += "\r\n";
  }
  return text;
}

std::string query_json(const QueryTable& table, std::string_view expression, std::string_view where, Timestamp as_of) {
  Json rows = Json::array();
  for (const QueryRow& row : table.rows())
    if (!row.more) rows.push_back(json_row(table, row));
  Json result = {{"query", report::valid_utf8(expression)}};
  if (!where.empty()) result["where"] = report::valid_utf8(where);
  result["as_of"] = to_string(as_of);
  result["columns"] = json_texts(table.columns());
  result["rows"] = std::move(rows);
  result["more"] = json_reasons(table.rows(), true);
  result["undecided"] = json_reasons(table.undecided(), false);
  return result.dump(2) + "\n";
}

}  // namespace muster::app
