#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace muster::grammars::cisco {

/// `IndentRules::text_end` for IOS: banners with any delimiter, messages of terminal lines, macros, texts of menus, certificates in hex,
/// key strings of public keys.
std::size_t text_end(std::string_view input, std::size_t begin, std::size_t line_end);

/// What stands between the delimiters of a banner (`^C text ^C`, `#text#`), without the line ends at its rims.
std::string banner_text(std::string_view text);

}  // namespace muster::grammars::cisco
