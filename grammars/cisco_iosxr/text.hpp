#pragma once

#include <cstddef>
#include <string_view>

namespace muster::grammars::cisco_iosxr {

/// `IndentRules::text_end`: banners, and sets and policies of routes up to their `end-set` or `end-policy`.
std::size_t text_end(std::string_view input, std::size_t begin, std::size_t line_end);

}  // namespace muster::grammars::cisco_iosxr
