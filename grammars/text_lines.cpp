#include "grammars/text_lines.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <vector>

namespace muster::grammars {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t'; }

}  // namespace

bool LineScanner::next(TextLine& line) {
  if (position_ >= bytes_.size()) return false;
  const char* const begin = bytes_.data() + position_;
  const std::size_t left = bytes_.size() - position_;
  const void* const found = std::memchr(begin, '\n', left);
  const std::size_t length = found == nullptr ? left : static_cast<std::size_t>(static_cast<const char*>(found) - begin);
  const bool carriage_return = found != nullptr && length > 0 && begin[length - 1] == '\r';
  const std::size_t text_length = length - (carriage_return ? 1 : 0);
  const std::size_t whole = length + (found == nullptr ? 0 : 1);
  line = {++number_, static_cast<std::uint32_t>(position_), {begin, text_length}, {begin + text_length, whole - text_length}};
  position_ += whole;
  return true;
}

std::string write_back_lines(std::string_view bytes) {
  std::vector<TextLine> lines;
  LineScanner scanner(bytes);
  for (TextLine line; scanner.next(line);) lines.push_back(line);
  std::string out;
  out.reserve(bytes.size());
  for (const TextLine& line : lines) out.append(line.text).append(line.end);
  return out;
}

// The searches of string_view for one of several characters call a function for each byte: too dear here.
std::string_view Words::next() {
  std::size_t begin = std::min(position_, text_.size());
  while (begin < text_.size() && is_blank(text_[begin])) ++begin;
  position_ = begin;
  while (position_ < text_.size() && !is_blank(text_[position_])) ++position_;
  return text_.substr(begin, position_ - begin);
}

std::string_view Words::rest() const { return trim(text_.substr(position_)); }

std::string_view trim(std::string_view text) {
  const auto is_end = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
  while (!text.empty() && is_end(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_end(text.back())) text.remove_suffix(1);
  return text;
}

std::string printable(std::string_view got) {
  constexpr std::size_t longest = 40;
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  for (const char c : got) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = byte >= 0x20 && byte < 0x7f;
    if (out.size() + (plain ? 1 : 4) > longest) break;
    if (plain)
      out += c;
    else
      out.append("\\x").append(1, digits[byte >> 4U]).append(1, digits[byte & 0xfU]);
  }
  return out;
}

LineNotes::LineNotes(const ReadOptions& options, model::Device& device, std::size_t expected_lines)
    : options_(options), device_(device) {
  result_.lines.reserve(expected_lines);
}

void LineNotes::known(Domains domains, std::string_view keyword) {
  result_.lines.push_back(LineState::known);
  gap(domains, std::string("known, not modelled: ").append(keyword));
}

void LineNotes::unknown(Domains domains, std::string_view expected, std::string_view at) {
  not_understood(domains, expected, at, printable(at));
}

void LineNotes::unknown_hidden(Domains domains, std::string_view expected, std::string_view at) {
  not_understood(domains, expected, at, {});
}

void LineNotes::not_understood(Domains domains, std::string_view expected, std::string_view at, std::string got) {
  result_.lines.push_back(LineState::unknown);
  gap(domains, "unknown line");
  if (result_.diagnostics.size() < limit)
    result_.diagnostics.push_back({line_.number, column(at), std::string(expected), std::move(got)});
}

void LineNotes::secret(std::string_view part) {
  const auto begin = line_.offset + static_cast<std::uint32_t>(part.data() - line_.text.data());
  result_.secrets.push_back({begin, begin + static_cast<std::uint32_t>(part.size())});
}

model::LinesId LineNotes::lines() {
  if (lines_.first != line_.number) lines_ = {line_.number, device_.lines.add(options_.capture, line_.number)};
  return lines_.second;
}

ReadResult LineNotes::finish() {
  for (const Gap& each : gaps_)
    device_.open(options_.context, each.domains, each.reason, device_.lines.add(options_.capture, each.first, each.last));
  gaps_.clear();
  return std::move(result_);
}

void LineNotes::gap(Domains domains, std::string reason) {
  const bool joins = !gaps_.empty() && gaps_.back().last + 1 == line_.number && gaps_.back().domains == domains &&
                     gaps_.back().reason == reason;
  if (joins) {
    gaps_.back().last = line_.number;
  } else if (gaps_.size() < limit) {
    gaps_.push_back({domains, std::move(reason), line_.number, line_.number});
  } else {
    gaps_.back().domains |= domains;
    gaps_.back().last = line_.number;
  }
}

std::uint32_t LineNotes::column(std::string_view at) const {
  return static_cast<std::uint32_t>(at.data() - line_.text.data()) + 1;
}

bool parse_number(std::string_view text, std::uint32_t& value) {
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && stop == text.data() + text.size() && !text.empty();
}

void hide_secrets_in_diagnostics(std::string_view bytes, ReadResult& result) {
  if (result.secrets.empty() || result.diagnostics.empty()) return;
  std::vector<bool> hidden(bytes.size());
  for (const ByteSpan span : result.secrets)
    std::fill(hidden.begin() + static_cast<std::ptrdiff_t>(span.begin),
              hidden.begin() + static_cast<std::ptrdiff_t>(span.end), true);
  std::vector<std::size_t> begins{0};
  for (std::size_t at = 0; (at = bytes.find('\n', at)) != bytes.npos;) begins.push_back(++at);
  for (Diagnostic& diagnostic : result.diagnostics) {
    constexpr std::size_t most = 40;
    const std::size_t at = std::min(begins[diagnostic.line - 1] + diagnostic.column - 1, bytes.size());
    const auto first = hidden.begin() + static_cast<std::ptrdiff_t>(at);
    const auto last = hidden.begin() + static_cast<std::ptrdiff_t>(std::min(at + most, bytes.size()));
    const auto secret = std::find(first, last, true);
    if (secret != last) diagnostic.got = printable(bytes.substr(at, static_cast<std::size_t>(secret - first)));
  }
}

}  // namespace muster::grammars
