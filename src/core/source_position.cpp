#include "core/source_position.hpp"

namespace muster {

std::string to_string(const SourcePosition& where) {
  std::string text = where.file;
  if (where.line != 0) text += ":" + std::to_string(where.line);
  if (where.line != 0 && where.column != 0) text += ":" + std::to_string(where.column);
  return text;
}

}  // namespace muster
