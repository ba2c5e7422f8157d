#pragma once

#include <string_view>

namespace muster::grammars::cisco {

/// Whether a line is the time that IOS-XR and NX-OS print before an output: "Thu Mar  4 01:14:46.184 UTC".
[[nodiscard]] bool is_time_stamp(std::string_view line);

}  // namespace muster::grammars::cisco
