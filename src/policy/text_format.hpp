#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "policy/value.hpp"

namespace muster::policy {

/// "%s is %d".format([...]): clauses %s %d %f %e %b %o %x %X %%, a precision for %f and %e. No secret can be formatted.
[[nodiscard]] std::expected<std::string, std::string> format_text(std::string_view pattern, const List& arguments);

}  // namespace muster::policy
