#pragma once

#include <string_view>

#include "grammars/format.hpp"

namespace muster::test {

/// Reads any bytes as one format and holds what comes out against what a format promises: no byte and no line is lost,
/// spans and lines lie inside the input, the time is linear, the same bytes give the same answer, a line that was not
/// understood leaves something open, and no secret shows in a diagnostic, a reason or a text of the model.
/// Says on stderr what does not hold, and aborts. A program checks one format: what it declares is asked for once.
void check_format(const grammars::Format& format, std::string_view bytes);

}  // namespace muster::test
