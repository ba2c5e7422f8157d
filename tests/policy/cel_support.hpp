#pragma once

#include <initializer_list>

#include "expression_support.hpp"

namespace muster::test {

/// Each expression must be true (evaluated without the static check, so that mixed types are seen at run time).
inline void all_true(std::initializer_list<const char*> expressions) {
  Expressions cel;
  for (const char* const expression : expressions) {
    INFO(expression);
    CHECK(cel.show(expression) == "true");
  }
}

/// Each must be an error when it is evaluated.
inline void all_errors(std::initializer_list<const char*> expressions) {
  Expressions cel;
  for (const char* const expression : expressions) {
    INFO(expression);
    CHECK(cel.show(expression) == "error");
  }
}

/// Each must be refused: by the parser or by the type check.
inline void all_refused(std::initializer_list<const char*> expressions) {
  Expressions cel;
  for (const char* const expression : expressions) {
    INFO(expression);
    CHECK_FALSE(cel.mistakes(expression).empty());
  }
}

}  // namespace muster::test
