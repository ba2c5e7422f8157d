#include "policy/explanation.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "policy/conversions.hpp"
#include "policy/utf8.hpp"

namespace muster::policy {
namespace {

constexpr std::size_t longest_value = 200;
constexpr std::size_t most_items = 20;
constexpr std::size_t longest_list = 1000;  ///< lists that share their parts print far longer than they are
constexpr std::size_t most_ranges = 50;
constexpr std::size_t most_reasons = 10;
constexpr std::size_t most_lines_in_reason = 3;

bool is_plain(std::string_view text) {
  return text.size() <= longest_value && std::ranges::all_of(text, [](char c) { return c >= 0x20 && c < 0x7f; });
}

std::string printable(std::string_view text) {
  if (is_plain(text)) return std::string(text);
  std::string shown;
  for (std::size_t at = 0; at < text.size() && shown.size() < longest_value;) {
    const std::string_view rest = text.substr(at);
    const std::size_t length = character_length(rest);
    const auto byte = static_cast<unsigned char>(rest.front());
    const bool plain = length > 1 ? !(length == 2 && byte == 0xc2U && static_cast<unsigned char>(rest[1]) < 0xa0U)
                                  : byte >= 0x20U && byte < 0x7fU;
    if (plain)
      shown += rest.substr(0, length);
    else
      for (const char c : rest.substr(0, length)) shown += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
    at += length;
  }
  return text.size() > longest_value ? shown + "..." : shown;
}

std::string show_list(const List& list) {
  std::string shown;
  for (std::uint32_t i = 0; i < list.size && i < most_items && shown.size() < longest_list; ++i)
    shown += (i == 0 ? "" : ", ") + show(list.at(i));
  if (list.size > most_items || shown.size() >= longest_list || list.open)
    shown += shown.empty() ? "(not known)" : ", ...";
  return shown.empty() ? "(none)" : shown;
}

std::string show_lines(std::span<const Evidence> lines) {
  std::string shown;
  for (std::size_t i = 0; i < lines.size() && i < most_lines_in_reason; ++i) {
    shown += i == 0 ? "" : ", ";
    shown += lines[i].first_line == lines[i].last_line ? fmt::format("{}", lines[i].first_line)
                                                       : fmt::format("{}-{}", lines[i].first_line, lines[i].last_line);
  }
  if (lines.size() > most_lines_in_reason) shown += ", ...";
  const bool one = lines.size() == 1 && lines[0].first_line == lines[0].last_line;
  return (one ? " (line " : " (lines ") + shown + ")";
}

/// The leaves of a cause, each once, in order; bounded however often parts are shared.
std::vector<const Cause*> leaves(const Cause* cause) {
  constexpr std::size_t most_visits = 10000;
  std::vector<const Cause*> found;
  std::vector<const Cause*> pending{cause};
  for (std::size_t visits = 0; !pending.empty() && visits < most_visits; ++visits) {
    const Cause* const next = pending.back();
    pending.pop_back();
    if (next == nullptr) continue;
    if (next->left == nullptr && next->right == nullptr) found.push_back(next);
    pending.push_back(next->right);
    pending.push_back(next->left);
  }
  return found;
}

}  // namespace

std::string show(const Value& value) {
  switch (value.kind) {
    case Kind::unknown:
      return "(not known)";
    case Kind::error:
      return "(error: " + printable(value.string()) + ")";
    case Kind::null:
      return "(none)";
    case Kind::secret:
      return "(secret)";
    case Kind::fingerprint:
      return "(secret of " + printable(value.fingerprint->owner) + ")";
    case Kind::at_least:
      return fmt::format("at least {}", value.integer);
    case Kind::list:
      return show_list(*value.list);
    case Kind::string:
      return printable(value.string());
    default:
      return printable(to_text(value).value_or("(" + std::string(type_name(value)) + ")"));
  }
}

void append_shown(std::string& text, const Value& value) {
  if (value.kind == Kind::string && is_plain(value.string()))
    text += value.string();
  else
    text += show(value);
}

std::string fill_message(std::span<const MessagePart> parts, Evaluation& evaluation, std::span<const Value> variables) {
  std::string message;
  for (const MessagePart& part : parts)
    message += part.expression ? show(evaluation.run(*part.expression, variables)) : part.text;
  return message;
}

std::vector<Evidence> tidy(std::vector<Evidence> lines) {
  if (lines.size() < 2) return lines;
  std::ranges::sort(lines);
  std::vector<Evidence> tidied;
  for (const Evidence& range : lines) {
    if (!tidied.empty() && tidied.back().capture == range.capture && range.first_line <= tidied.back().last_line + 1)
      tidied.back().last_line = std::max(tidied.back().last_line, range.last_line);
    else if (tidied.size() < most_ranges)
      tidied.push_back(range);
  }
  return tidied;
}

Explanation explain(const Cause* cause, const model::Device& device) {
  Explanation explanation;
  std::size_t more = 0;
  for (const Cause* leaf : leaves(cause)) {
    const auto lines = device.lines.get(leaf->lines);
    explanation.evidence.insert(explanation.evidence.end(), lines.begin(), lines.end());
    std::string reason = leaf->what.empty() ? std::string() : printable(leaf->what) + ": ";
    reason += printable(leaf->reason);
    if (!lines.empty()) reason += show_lines(lines);
    if (std::ranges::find(explanation.reasons, reason) != explanation.reasons.end()) continue;
    if (explanation.reasons.size() < most_reasons)
      explanation.reasons.push_back(std::move(reason));
    else
      ++more;
  }
  if (more > 0) explanation.reasons.push_back(fmt::format("and {} more", more));
  if (explanation.reasons.empty()) explanation.reasons.emplace_back("a value is not known");
  explanation.evidence = tidy(std::move(explanation.evidence));
  return explanation;
}

}  // namespace muster::policy
