#pragma once

#include <span>

#include "app/assemble.hpp"
#include "waivers/book.hpp"

namespace muster::app {

/// The facts of a device under the exceptions: lines that were declared not to matter no longer open their domains, a
/// verdict that rests on that says so in its reasons, and waived fails are marked. `captures` are those that the device
/// was assembled from; the device is changed. A pure function of its arguments.
[[nodiscard]] DeviceFacts judge_under(const waivers::Book& book, const waivers::Subject& subject,
                                      AssembledDevice& assembled, std::span<const Capture> captures,
                                      const policy::PolicySet& rules, const policy::EvaluateOptions& options);

}  // namespace muster::app
