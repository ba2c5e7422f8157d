#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace muster::grammars::nginx {

/// The arguments of a directive as nginx splits them: at white space, outside of quotes, comments left out, quotes
/// and escapes resolved (`\n`, `\r`, `\t` inside quotes; a backslash before another byte stays, as nginx keeps it,
/// unless that byte is a quote or a backslash).
[[nodiscard]] std::vector<std::string> split_arguments(std::string_view text);

/// Where the last argument stands in `text`, quotes included; empty if there is none.
[[nodiscard]] std::string_view last_argument(std::string_view text);

}  // namespace muster::grammars::nginx
