#pragma once

#include <string>

#include "core/capture.hpp"
#include "core/result.hpp"
#include "core/timestamp.hpp"
#include "grammars/format.hpp"
#include "model/device.hpp"

namespace muster::app {

/// A file as if a device had shown it: `-` is standard input.
[[nodiscard]] Result<Capture> file_capture(const std::string& file, const std::string& format, Timestamp time);

/// A file may have been cut off where nobody sees it: without `end`, its platform's last line, nothing in it is taken
/// as absent. An empty `end` says nothing.
void open_if_cut(const Capture& capture, const std::string& end, const grammars::Format& format, model::Device& device);

}  // namespace muster::app
