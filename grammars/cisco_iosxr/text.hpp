#pragma once

#include <cstddef>
#include <string_view>

#include "grammars/tree.hpp"

namespace muster::grammars::cisco_iosxr {

/// `IndentRules::text_end`: banners, and sets and policies of routes up to their `end-set` or `end-policy`.
std::size_t text_end(std::string_view input, std::size_t begin, std::size_t line_end);

/// How its lines become a tree.
inline constexpr IndentRules indent_rules{.comments = "!", .text_end = &text_end, .text_starts = "abcelmoprt"};

}  // namespace muster::grammars::cisco_iosxr
