#include "core/capture.hpp"

#include <array>

namespace muster {

std::string_view to_string(CollectionFailure failure) {
  static constexpr std::array<std::string_view, collection_failure_count> names{
      "none",     "credential missing", "host key unknown", "host key changed", "unreachable",
      "protocol", "denied",             "stalled",          "truncated",        "refused",
      "garbage",  "oversize",           "stale",            "unreadable",       "cancelled",
      "shrunk",   "busy",               "unrecognised",     "not tried"};
  return names[static_cast<std::size_t>(failure)];
}

}  // namespace muster
