#include "app/commands.hpp"
#include "app/files.hpp"
#include "app/messages.hpp"
#include "app/model_json.hpp"
#include "crypto/key_ring.hpp"

namespace muster::app {

ExitCode parse_command(const ParseOptions& options) {
  const auto format = require_format(options.format);
  if (!format) return report_error(format.error());
  const auto bytes = read_file(options.file);
  if (!bytes) return report_error(bytes.error());
  if (options.roundtrip) return print((*format)->write_back(*bytes));
  model::Device device;
  device.contributed = (*format)->completes();
  const auto read = grammars::read_and_redact(**format, *bytes, {}, device, crypto::fingerprinter(nullptr));
  return print(model_json(options.file, **format, device, read.result));
}

}  // namespace muster::app
