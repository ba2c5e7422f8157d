#include "app/messages.hpp"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>

#include "core/nearest.hpp"

namespace muster::app {

ExitCode report_error(const Error& error) {
  const std::string text = "muster: " + to_string(error) + "\n";
  std::fwrite(text.data(), 1, text.size(), stderr);
  return ExitCode::usage_or_input_error;
}

ExitCode report_errors(const std::vector<Error>& errors) {
  for (const Error& error : errors) report_error(error);
  return ExitCode::usage_or_input_error;
}

Result<const grammars::Format*> require_format(std::string_view name) {
  if (const auto* format = grammars::find_format(name)) return format;
  std::vector<std::string_view> names;
  std::string list;
  for (const auto* format : grammars::formats()) {
    names.push_back(format->name);
    list += (list.empty() ? "" : ", ") + std::string(format->name);
  }
  std::string message = "format '" + std::string(name) + "' is not known";
  if (const auto near = nearest(name, names)) message += "; did you mean '" + std::string(*near) + "'?";
  return fail(ErrorKind::usage, message + " (formats: " + list + ")");
}

ExitCode print(std::string_view text, ExitCode code) {
  const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
  return written ? code : report_error({ErrorKind::io, "standard output could not be written", {}});
}

bool stdout_has_colour() {
  const char* const no_colour = std::getenv("NO_COLOR");
  return isatty(STDOUT_FILENO) == 1 && (no_colour == nullptr || *no_colour == '\0');
}

}  // namespace muster::app
