#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "grammars/format.hpp"

/// Reads any bytes as one format: never crashes, loses no byte and no line, and keeps every span inside the input.
namespace {

using namespace muster;

void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "violated: %s\n", what);
  std::abort();
}

std::size_t lines_of(std::string_view bytes) {
  const auto newlines = static_cast<std::size_t>(std::count(bytes.begin(), bytes.end(), '\n'));
  return newlines + (!bytes.empty() && bytes.back() != '\n' ? 1 : 0);
}

void check_device(const model::Device& device) {
  for (const model::Opening& opening : device.openings) {
    require(!opening.domains.empty(), "an opening opens something");
    require(!opening.reason.empty(), "an opening has a reason");
  }
  for (const model::User& user : device.users) require(user.name.known(), "an account has a name");
  for (const model::Filter& filter : device.filters)
    for (const model::FilterRule& rule : filter.rules)
      require(rule.opaque || !rule.action.empty(), "a rule that was understood has an action");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const grammars::Format& format = *grammars::find_format(MUSTER_FUZZ_FORMAT);
  if (format.write_back != nullptr) require(format.write_back(bytes) == bytes, "write_back gives the input again");

  model::Device device;
  const auto read = grammars::read_and_redact(format, bytes, {}, device, [](std::string_view secret) {
    require(!secret.empty(), "no empty secret is replaced");
    return std::string("0123456789abcdef");
  });
  require(read.result.lines.size() == lines_of(bytes), "each line has a state");
  for (const ByteSpan span : read.result.secrets)
    require(span.begin <= span.end && span.end <= size, "a secret lies inside the input");
  for (const grammars::Diagnostic& diagnostic : read.result.diagnostics) {
    require(diagnostic.line >= 1 && diagnostic.line <= read.result.lines.size(), "a diagnostic names a line");
    require(diagnostic.column >= 1 && !diagnostic.expected.empty(), "a diagnostic names a column and an expectation");
    require(diagnostic.got.size() <= 40, "a diagnostic shows little");
  }
  const std::string& shown = read.text.text();
  require(std::count(shown.begin(), shown.end(), '\n') == std::count(bytes.begin(), bytes.end(), '\n'),
          "the redacted form keeps the lines");
  check_device(device);
  return 0;
}
