#include <fmt/format.h>

#include <algorithm>

#include "core/nearest.hpp"
#include "waivers/reader.hpp"

namespace muster::waivers {
namespace {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

/// A person's name for comparison: case and the number of blanks do not tell people apart. Folds ASCII and the letters
/// of Latin-1 (U+00C0 to U+00DE, in UTF-8 0xc3 and 0x80 to 0x9e).
std::string folded(std::string_view name) {
  std::string out;
  bool latin = false;
  for (const char c : trimmed(name)) {
    const auto byte = static_cast<unsigned char>(c);
    const bool blank = c == ' ' || c == '\t';
    if (blank && out.ends_with(' ')) continue;
    const bool upper = (c >= 'A' && c <= 'Z') || (latin && byte >= 0x80U && byte <= 0x9eU && byte != 0x97U);
    out.push_back(blank ? ' ' : upper ? static_cast<char>(byte + 0x20U) : c);
    latin = byte == 0xc3U;
  }
  return out;
}

bool is_id(std::string_view id) {
  return id.size() <= 100 && std::ranges::all_of(id, [](char c) { return c > ' ' && c < 0x7f; });
}

/// False if a date is missing or wrong, which has its own error.
bool is_dated(const Approval& approval) { return approval.granted != Timestamp() && approval.expires != Timestamp(); }

Timestamp required_date(config::Table& table, std::string_view key, std::string_view advice) {
  if (!table.has(key)) table.error_at(key, fmt::format("missing key '{}': {}", key, advice));
  return table.date(key).value_or(std::chrono::sys_days());
}

void check_names(config::Document& document, const std::vector<config::LocatedText>& names, std::string_view kind,
                 std::span<const std::string> valid) {
  for (const config::LocatedText& name : names)
    if (std::ranges::find(valid, name.text) == valid.end())
      document.errors().push_back(
          {ErrorKind::input,
           fmt::format("no {} '{}' in the inventory{}", kind, name.text, suggestion(name.text, valid)), name.where});
}

std::vector<std::string> names_at(config::Document& document, config::Table& table, std::string_view key,
                                  std::string_view kind, std::span<const std::string> valid, bool check) {
  const auto located = table.located_texts(key);
  if (!located) return {};
  if (located->empty()) table.error_at(key, fmt::format("'{}': expected at least one {}, got none", key, kind));
  if (check) check_names(document, *located, kind, valid);
  std::vector<std::string> names;
  for (const config::LocatedText& name : *located) names.push_back(name.text);
  return names;
}

}  // namespace

std::string suggestion(std::string_view name, std::span<const std::string> names) {
  const std::vector<std::string_view> views(names.begin(), names.end());
  const auto near = nearest(name, views);
  return near ? fmt::format("; did you mean '{}'?", *near) : std::string();
}

std::string said(config::Table& table, std::string_view key, std::string_view what_for) {
  if (!table.has(key)) table.error_at(key, fmt::format("missing key '{}': {}", key, what_for));
  const auto text = table.text(key);
  if (!text) return {};
  if (trimmed(*text).empty()) table.error_at(key, fmt::format("'{}' is empty: {}", key, what_for));
  return std::string(trimmed(*text));
}

Approval read_approval(config::Table& table) {
  Approval approval;
  approval.where = table.where("id");
  approval.id = said(table, "id", "expected a name for it that no other exception has");
  if (!is_id(approval.id))
    table.error_at("id",
                   fmt::format("expected at most 100 printable characters without blanks, got '{}'", approval.id));
  approval.requester = said(table, "requester", "who asks for it?");
  approval.approver = said(table, "approver", "who allowed it? It must be another person than the requester");
  if (!approval.approver.empty() && folded(approval.requester) == folded(approval.approver))
    table.error_at("approver",
                   fmt::format("requester and approver are the same person ('{}'): somebody else must approve it",
                               approval.approver));
  approval.ticket = said(table, "ticket", "where was it decided?");
  approval.granted = required_date(table, "granted", "expected the day from which it is in force, such as 2026-11-01");
  approval.expires =
      required_date(table, "expires", "an exception must end; expected its last day, such as 2026-12-31");
  if (is_dated(approval) && approval.expires < approval.granted)
    table.error_at("expires", fmt::format("it expires on {}, before it is granted on {}", date_of(approval.expires),
                                          date_of(approval.granted)));
  return approval;
}

void check_life(config::Table& table, const Approval& approval, std::int64_t limit, std::string_view because) {
  const Timestamp latest = approval.granted + std::chrono::days(limit);
  if (is_dated(approval) && approval.expires > latest)
    table.error_at("expires", fmt::format("it lasts until {}: {} may be granted for at most {} days, here until {}",
                                          date_of(approval.expires), because, limit, date_of(latest)));
}

Selection read_selection(config::Document& document, config::Table& table, const KnownNames& known) {
  Selection selection;
  selection.devices = names_at(document, table, "devices", "device", known.devices, known.has_inventory);
  selection.groups = names_at(document, table, "groups", "group", known.groups, known.has_inventory);
  return selection;
}

}  // namespace muster::waivers
