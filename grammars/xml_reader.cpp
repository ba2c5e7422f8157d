#include "grammars/xml_reader.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace muster::grammars {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
bool ends_name(char c) { return is_blank(c) || c == '>' || c == '/' || c == '=' || c == '<'; }

std::string_view name_at(std::string_view text, std::size_t begin) {
  std::size_t end = begin;
  while (end < text.size() && !ends_name(text[end])) ++end;
  return text.substr(begin, end - begin);
}

void append_utf8(std::string& to, std::uint32_t code) {
  const auto byte = [&to](std::uint32_t value) { to += static_cast<char>(value); };
  if (code < 0x80) return byte(code);
  if (code < 0x800) return byte(0xc0U | code >> 6), byte(0x80U | (code & 0x3fU));
  if (code < 0x10000) return byte(0xe0U | code >> 12), byte(0x80U | (code >> 6 & 0x3fU)), byte(0x80U | (code & 0x3fU));
  byte(0xf0U | code >> 18), byte(0x80U | (code >> 12 & 0x3fU)), byte(0x80U | (code >> 6 & 0x3fU)),
      byte(0x80U | (code & 0x3fU));
}

/// `#65`, `#x41`.
bool append_number(std::string& to, std::string_view entity) {
  const bool hexadecimal = entity.size() > 1 && entity[1] == 'x';
  entity.remove_prefix(hexadecimal ? 2 : 1);
  std::uint32_t code = 0;
  const auto [end, error] = std::from_chars(entity.data(), entity.data() + entity.size(), code, hexadecimal ? 16 : 10);
  if (entity.empty() || error != std::errc() || end != entity.data() + entity.size() || code > 0x10ffff) return false;
  append_utf8(to, code);
  return true;
}

bool append_entity(std::string& to, std::string_view entity) {
  static constexpr auto names = std::to_array<std::pair<std::string_view, char>>(
      {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}});
  if (entity.starts_with("#")) return append_number(to, entity);
  for (const auto& [name, character] : names)
    if (entity == name) return to += character, true;
  return false;
}

}  // namespace

/// One past the `>` of the tag that begins at `from`; a `>` in quotes does not end it. npos: there is none.
std::size_t XmlReader::tag_end(std::size_t from) const {
  char quote = 0;
  for (std::size_t i = from; i < input_.size(); ++i) {
    const char c = input_[i];
    if (quote != 0)
      quote = c == quote ? '\0' : quote;
    else if (c == '>')
      return i + 1;
    else if (c == '"' || c == '\'')
      quote = c;
    else if (c == '<')
      break;
  }
  return std::string_view::npos;
}

void XmlReader::tag(XmlPiece& piece) const {
  const std::string_view rest = input_.substr(at_);
  const auto upto = [&](std::string_view mark, XmlPiece::Kind kind) {
    const std::size_t end = input_.find(mark, at_);
    piece.kind = end == std::string_view::npos ? XmlPiece::Kind::broken : kind;
    piece.end = static_cast<std::uint32_t>(end == std::string_view::npos ? input_.size() : end + mark.size());
  };
  if (rest.starts_with("<!--")) return upto("-->", XmlPiece::Kind::aside);
  if (rest.starts_with("<?")) return upto("?>", XmlPiece::Kind::aside);
  if (rest.starts_with("<![CDATA[")) return upto("]]>", XmlPiece::Kind::cdata);
  const std::size_t end = rest.starts_with("<!") ? std::string_view::npos : tag_end(at_ + 1);
  const bool closing = rest.starts_with("</");
  piece.name = name_at(input_, at_ + (closing ? 2 : 1));
  piece.end = static_cast<std::uint32_t>(std::min(end, input_.size()));
  if (end == std::string_view::npos || piece.name.empty())
    piece.kind = XmlPiece::Kind::broken, piece.end = static_cast<std::uint32_t>(input_.size());
  else if (closing)
    piece.kind = XmlPiece::Kind::end;
  else
    piece.kind = input_[end - 2] == '/' ? XmlPiece::Kind::empty : XmlPiece::Kind::start;
}

bool XmlReader::next(XmlPiece& piece) {
  if (at_ >= input_.size()) return false;
  piece = {};
  piece.begin = static_cast<std::uint32_t>(at_);
  piece.line = line_;
  if (input_[at_] == '<')
    tag(piece);
  else
    piece.end = static_cast<std::uint32_t>(std::min(input_.find('<', at_), input_.size()));
  const std::string_view text = input_.substr(at_, piece.end - at_);
  line_ += static_cast<std::uint32_t>(std::ranges::count(text, '\n'));
  piece.last_line = text.ends_with('\n') ? line_ - 1 : line_;
  at_ = piece.end;
  return true;
}

std::optional<std::string_view> xml_attribute(std::string_view tag, std::string_view name) {
  std::size_t at = 1;
  while (at < tag.size() && !ends_name(tag[at])) ++at;
  while (at < tag.size()) {
    while (at < tag.size() && (is_blank(tag[at]) || tag[at] == '/')) ++at;
    const std::string_view key = name_at(tag, at);
    at += key.size();
    while (at < tag.size() && (is_blank(tag[at]) || tag[at] == '=')) ++at;
    if (key.empty() || at >= tag.size() || (tag[at] != '"' && tag[at] != '\'')) return std::nullopt;
    const std::size_t end = tag.find(tag[at], at + 1);
    if (end == std::string_view::npos) return std::nullopt;
    if (key == name) return tag.substr(at + 1, end - at - 1);
    at = end + 1;
  }
  return std::nullopt;
}

std::optional<std::string> decode_xml(std::string_view text) {
  std::string decoded;
  constexpr std::size_t longest = 12;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t entity = std::min(text.find('&', at), text.size());
    decoded += text.substr(at, entity - at);
    if (entity == text.size()) break;
    const std::size_t end = text.substr(entity, longest).find(';');
    if (end == std::string_view::npos || !append_entity(decoded, text.substr(entity + 1, end - 1))) return std::nullopt;
    at = entity + end + 1;
  }
  return decoded;
}

std::string write_back_xml(std::string_view input) {
  std::string text;
  text.reserve(input.size());
  XmlReader reader(input);
  for (XmlPiece piece; reader.next(piece);) text += input.substr(piece.begin, piece.end - piece.begin);
  return text;
}

}  // namespace muster::grammars
