#pragma once

#include <string>

#include "core/capture.hpp"

namespace muster::report {

/// What a person should do about a device or a capture that did not arrive: one or two plain sentences, the same in
/// every format; empty for `none`.
[[nodiscard]] std::string not_collected_advice(CollectionFailure failure);

}  // namespace muster::report
