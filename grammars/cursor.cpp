#include "grammars/cursor.hpp"

#include <algorithm>
#include <cstring>

namespace muster::grammars {
namespace {

/// Above the blanks, one comparison tells.
bool is_blank(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte <= ' ' && (c == ' ' || c == '\t' || c == '\r' || c == '\n');
}

const char* word_end(const char* at, const char* end) {
  while (at != end && !is_blank(*at)) ++at;
  return at;
}

constexpr std::size_t got_limit = 40;

/// A word as a person may see it: short, what does not print as \xNN.
std::string shown(std::string_view word) {
  static constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const char c : word) {
    const auto byte = static_cast<unsigned char>(c);
    const bool printable = byte >= 0x20 && byte < 0x7f;
    if (text.size() + (printable ? 1 : 4) > got_limit) break;
    if (printable)
      text.push_back(c);
    else
      text.append("\\x").append(1, digits[byte >> 4]).append(1, digits[byte & 15]);
  }
  return text;
}

/// Whether the net finds a secret in `line` that overlaps `part` of it.
bool touches_secret(std::string_view line, std::string_view part) {
  const auto begin = static_cast<std::uint32_t>(part.data() - line.data());
  const auto end = static_cast<std::uint32_t>(begin + part.size());
  const auto spans = secret_net(line);
  return std::ranges::any_of(spans, [&](ByteSpan span) { return span.begin < end && begin < span.end; });
}

}  // namespace

Cursor::Cursor(FoldContext& context, const Node& node)
    : context_(context),
      node_(node),
      at_(context.tree.input().data() + node.begin),
      end_(context.tree.input().data() + node.end) {
  skip_blanks();
}

void Cursor::skip_blanks() {
  while (at_ != end_ && is_blank(*at_)) ++at_;
}

std::string_view Cursor::peek() const { return {at_, static_cast<std::size_t>(word_end(at_, end_) - at_)}; }

std::string_view Cursor::word() {
  const std::string_view next = peek();
  at_ += next.size();
  skip_blanks();
  return next;
}

bool Cursor::accept(std::string_view keyword) {
  const auto left = static_cast<std::size_t>(end_ - at_);
  if (left < keyword.size() || std::memcmp(at_, keyword.data(), keyword.size()) != 0) return false;
  if (left > keyword.size() && !is_blank(at_[keyword.size()])) return false;
  at_ += keyword.size();
  skip_blanks();
  return true;
}

std::optional<std::uint32_t> Cursor::number(std::uint32_t low, std::uint32_t high) {
  std::uint64_t value = 0;
  const char* at = at_;
  for (; at != end_ && *at >= '0' && *at <= '9'; ++at) {
    value = value * 10 + static_cast<std::uint64_t>(*at - '0');
    if (value > high) return std::nullopt;
  }
  if (at == at_ || value < low || (at != end_ && !is_blank(*at))) return std::nullopt;
  at_ = at;
  skip_blanks();
  return static_cast<std::uint32_t>(value);
}

std::string_view Cursor::take_rest() {
  const std::string_view text = rest();
  at_ = end_;
  return text;
}

void Cursor::move_to(const char* position) {
  at_ = position;
  skip_blanks();
}

const char* Cursor::begin_of_line(const char* position) const {
  const char* const text = whole().data();
  for (const char* p = position; p != text; --p)
    if (p[-1] == '\n') return p;
  const char* const input = context_.tree.input().data();
  if (context_.counted_line != node_.line) {  // many statements may share one long line
    const std::size_t newline = node_.begin == 0 ? std::string_view::npos : context_.tree.input().rfind('\n', node_.begin - 1);
    context_.counted_begin = newline == std::string_view::npos ? 0 : static_cast<std::uint32_t>(newline + 1);
    context_.counted_line = node_.line;
  }
  return input + context_.counted_begin;
}

void Cursor::take_position(const Cursor& other) {
  at_ = other.at_;
  wildcards_ = other.wildcards_;
  wildcard_count_ = other.wildcard_count_;
}

Outcome Cursor::fail_at(const char* position, std::string_view expected) {
  const std::string_view line = whole();
  const std::string_view got(position, static_cast<std::size_t>(word_end(position, end_) - position));
  const bool hidden = !got.empty() && touches_secret(line, got);
  // At the end of a text that ends with a newline, the place is on its last line, not on one that there may not be.
  const bool past_end = position == line.data() + line.size() && line.ends_with('\n');
  const char* const place = past_end ? position - 1 : position;
  const auto newlines = static_cast<std::uint32_t>(std::count(line.data(), place, '\n'));
  const auto column = static_cast<std::uint32_t>(place - begin_of_line(place)) + 1;
  diagnostic_ = Diagnostic{node_.line + newlines, column, std::string(expected), hidden ? "(hidden)" : shown(got)};
  return Outcome::failed;
}

model::LinesId Cursor::lines() const {
  if (lines_ == 0) lines_ = context_.device.lines.add(context_.options.capture, node_.line, node_.last_line);
  return lines_;
}

void Cursor::add_wildcard(std::string_view word) {
  if (wildcard_count_ < wildcards_.size()) wildcards_[wildcard_count_++] = word;
}

void Cursor::secret(std::string_view part) {
  if (part.empty()) return;
  const auto begin = static_cast<std::uint32_t>(part.data() - context_.tree.input().data());
  context_.result.secrets.push_back({begin, static_cast<std::uint32_t>(begin + part.size())});
}

}  // namespace muster::grammars
