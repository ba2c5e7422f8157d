#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "grammars/config_values.hpp"
#include "grammars/cursor.hpp"

/// Words of EOS's command line that several features share.
namespace muster::grammars::arista_eos {

/// An interface's name in its long form: `Et1/1`, `ethernet 1/1` and `Ethernet1/1` are "Ethernet1/1".
std::string long_name(std::string_view type, std::string_view number = {});

/// The name of an interface, with or without a blank before its number; empty at the end of the line.
std::string read_interface(Cursor& cursor);

/// `[0|5|7|8a|sha512] VALUE`: marks the value for redaction. Without a type it is plain text.
std::optional<StoredText> read_secret(Cursor& cursor);

/// Lines of another block that stand under the head of this one: the last of them.
std::uint32_t last_line_of_block(const Cursor& cursor);

/// `IndentRules::text_end` for EOS: banners, comments, scripts and code, which all end with a line `EOF`.
std::size_t text_end(std::string_view input, std::size_t begin, std::size_t line_end);

}  // namespace muster::grammars::arista_eos
