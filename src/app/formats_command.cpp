#include "app/commands.hpp"
#include "app/format_page.hpp"
#include "app/messages.hpp"

namespace muster::app {

ExitCode formats_command(const FormatsOptions& options) {
  if (options.names.empty()) return print(format_list());
  std::string text;
  for (const std::string& name : options.names) {
    const auto format = require_format(name);
    if (!format) return report_error(format.error());
    text += (text.empty() ? "" : "\n") + format_page(**format);
  }
  return print(text);
}

}  // namespace muster::app
