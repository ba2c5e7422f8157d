#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "format_harness.hpp"

namespace {

const muster::grammars::Format& chosen_format() {
  const char* const name = std::getenv("MUSTER_FUZZ_FORMAT");
  const muster::grammars::Format* const format = name == nullptr ? nullptr : muster::grammars::find_format(name);
  if (format == nullptr) {
    std::fputs("muster_fuzz_format: the variable MUSTER_FUZZ_FORMAT must name a format\n", stderr);
    std::exit(2);
  }
  return *format;
}

}  // namespace

/// Any bytes as the format that the environment names.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const muster::grammars::Format& format = chosen_format();
  muster::test::check_format(format, {reinterpret_cast<const char*>(data), size});
  return 0;
}
