#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/redacted_text.hpp"

/// A small reader of XML as devices write their configurations in it: elements, attributes, text, comments. It works on
/// the bytes in one pass, without recursion, and knows neither document types nor entities beyond the five of XML and
/// numeric ones: nothing is ever fetched or expanded.
namespace muster::grammars {

struct XmlPiece {
  enum class Kind : std::uint8_t {
    text,
    start,   ///< `<name ...>`
    end,     ///< `</name>`
    empty,   ///< `<name ... />`
    cdata,   ///< `<![CDATA[...]]>`
    aside,   ///< a comment, or a processing instruction such as `<?xml ...?>`
    broken,  ///< not read: a tag without its end, a document type; goes to the end of the input
  };
  Kind kind = Kind::text;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t line = 0;  ///< from 1
  std::uint32_t last_line = 0;
  std::string_view name;  ///< of an element
};

/// Yields the pieces in order; together they are the input. Up to 4 GiB.
class XmlReader {
 public:
  explicit XmlReader(std::string_view input) : input_(input) {}
  [[nodiscard]] bool next(XmlPiece& piece);

 private:
  void tag(XmlPiece& piece) const;
  [[nodiscard]] std::size_t tag_end(std::size_t from) const;

  std::string_view input_;
  std::size_t at_ = 0;
  std::uint32_t line_ = 1;
};

/// The value of an attribute, still encoded; `tag` is the text of a start or empty piece.
[[nodiscard]] std::optional<std::string_view> xml_attribute(std::string_view tag, std::string_view name);

/// `text` with its entities replaced; nothing if one is not known.
[[nodiscard]] std::optional<std::string> decode_xml(std::string_view text);

/// The pieces of the input put together again.
[[nodiscard]] std::string write_back_xml(std::string_view input);

}  // namespace muster::grammars
