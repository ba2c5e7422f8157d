#pragma once

#include "grammars/cisco_iosxr/config.hpp"

namespace muster::grammars::cisco_iosxr {

/// Lines of an interface that are known or ignored.
Rows other_interface_rows();

}  // namespace muster::grammars::cisco_iosxr
