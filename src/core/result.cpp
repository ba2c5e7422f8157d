#include "core/result.hpp"

namespace muster {

std::string to_string(const Error& error) {
  const std::string where = to_string(error.where);
  return where.empty() ? error.message : where + ": " + error.message;
}

}  // namespace muster
