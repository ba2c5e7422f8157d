#pragma once

#include <string_view>

#include "grammars/format.hpp"

namespace muster::test {

/// No secret that the grammar marked shows in a diagnostic, in the reason of an opening or in
/// a text of the model. Aborts otherwise. Secrets that are as short as other words, or stand elsewhere in the open too,
/// prove nothing.
void require_no_leak(const grammars::Format& format, std::string_view bytes, const grammars::ReadResult& result,
                     const model::Device& device);

}  // namespace muster::test
