#include "app/file_capture.hpp"

#include <string_view>

#include "app/files.hpp"

namespace muster::app {
namespace {

/// True if the last line that is not blank is `end`, as the platform closes a whole configuration.
bool ends_with_line(std::string_view text, std::string_view end) {
  constexpr std::string_view blanks = " \t\r\n";
  const std::size_t last = text.find_last_not_of(blanks);
  if (last == std::string_view::npos) return false;
  text = text.substr(0, last + 1);
  const std::size_t line = text.rfind('\n');
  return text.substr(line == std::string_view::npos ? 0 : line + 1) == end;
}

}  // namespace

Result<Capture> file_capture(const std::string& file, const std::string& format, Timestamp time) {
  auto bytes = read_file(file);
  if (!bytes) return std::unexpected(bytes.error());
  Capture capture;
  capture.command = "file";
  capture.sent = file;
  capture.format = format;
  capture.source = "file:" + file;
  capture.started = capture.finished = capture.content_time = time;
  capture.bytes = std::move(*bytes);
  return capture;
}

void open_if_cut(const Capture& capture, const std::string& end, const grammars::Format& format,
                 model::Device& device) {
  if (!end.empty() && !ends_with_line(capture.bytes, end))
    device.open(capture.context, format.contributes, "the file does not end with '" + end + "': it may be cut off", 0);
}

}  // namespace muster::app
