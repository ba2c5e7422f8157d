#pragma once

#include "grammars/apache/section_tree.hpp"
#include "grammars/cursor.hpp"

namespace muster::grammars::apache {

/// Marks the passwords and keys of a statement, whatever becomes of it.
void mark_secrets(const Statement& statement, Cursor& cursor);

}  // namespace muster::grammars::apache
