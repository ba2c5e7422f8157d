#pragma once

#include <span>

#include "model/device.hpp"
#include "waivers/declaration.hpp"

namespace muster::waivers {

/// Takes the lines whose declarations are in force out of what opened the device and its objects, for their domains
/// alone. Lines that say nothing (blank ones, comments) go where all others of their opening went. What no line opened
/// stays open, and what is in the model stays as it is: a value that is not known, or a rule of a filter that was not
/// understood, does not become known. `captures` are those that the lines are of.
void close_declared(model::Device& device, std::span<const DeclaredLine> lines, std::span<const CaptureLines> captures);

}  // namespace muster::waivers
