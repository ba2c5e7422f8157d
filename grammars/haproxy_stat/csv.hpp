#pragma once

#include <string_view>
#include <vector>

namespace muster::grammars::haproxy_stat {

/// The values of a line, without the quotes around them. A comma at the end of the line ends the last value. False if a
/// quote has no partner, or other text follows it. Linear.
[[nodiscard]] bool split_csv(std::string_view line, std::vector<std::string_view>& values);

}  // namespace muster::grammars::haproxy_stat
