#pragma once

#include <map>
#include <string>

#include "grammars/format.hpp"

/// Formats as people read them: what of a language is understood, from the declarations of its keywords.
namespace muster::app {

/// One line for each format: its name, what it is, the domains that it tells.
[[nodiscard]] std::string format_list();

/// Everything that a format declares: keyword by keyword what is modelled, what is ignored and why, and what is known
/// without being modelled, with the domains that such a line leaves open.
[[nodiscard]] std::string format_page(const grammars::Format& format);

/// docs/formats.md: a table of all formats, and for each what it does not model. `measured` holds, by format, what is
/// to stand in the table's last column.
[[nodiscard]] std::string format_document(const std::map<std::string, std::string, std::less<>>& measured);

}  // namespace muster::app
