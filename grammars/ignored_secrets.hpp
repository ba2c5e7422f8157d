#pragma once

#include "grammars/cursor.hpp"

namespace muster::grammars {

/// What a line is for may not matter to any rule; that the device keeps a secret in it does. Opens Domain::users for
/// each line that the fold ignored and that the pattern net finds a secret in, and makes the line a known one.
/// Takes time linear in the ignored lines.
void open_ignored_secrets(FoldContext& context);

}  // namespace muster::grammars
