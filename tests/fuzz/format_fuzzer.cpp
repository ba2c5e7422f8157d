#include <cstddef>
#include <cstdint>
#include <string_view>

#include "format_harness.hpp"

/// Any bytes as the format that this program is made for.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const muster::grammars::Format& format = *muster::grammars::find_format(MUSTER_FUZZ_FORMAT);
  muster::test::check_format(format, {reinterpret_cast<const char*>(data), size});
  return 0;
}
