#pragma once

#include <string>
#include <string_view>

#include "grammars/format.hpp"

/// What stands between a grammar's oversight and a report.
namespace muster::grammars {

/// Looks at every text that a capture left behind: in the model, in reasons of openings, in diagnostics. One that holds
/// a secret of the capture is replaced, and the domains of the format are opened: such a reading was wrong somewhere.
/// Of a secret, eight bytes with a letter and a digit are looked for, and only if they stand nowhere outside of
/// secrets; what has none is too common a word to be told from others. Linear in the capture and in the model.
void guard_secrets(const Format& format, std::string_view bytes, const std::string& context, ReadResult& result,
                   model::Device& device);

}  // namespace muster::grammars
