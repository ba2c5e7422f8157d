#pragma once

#include <span>

#include "grammars/nginx/config.hpp"

namespace muster::grammars::nginx {

[[nodiscard]] std::span<const Keyword<Config>> ignored_in_blocks();
[[nodiscard]] std::span<const Keyword<Config>> ignored_in_main();
[[nodiscard]] std::span<const Keyword<Config>> ignored_in_upstream();

}  // namespace muster::grammars::nginx
