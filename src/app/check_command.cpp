#include "app/assemble.hpp"
#include "app/commands.hpp"
#include "app/device_report.hpp"
#include "app/files.hpp"
#include "app/messages.hpp"
#include "app/packs.hpp"
#include "app/recipes.hpp"
#include "app/reporting.hpp"
#include "crypto/key_ring.hpp"

namespace muster::app {
namespace {

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

/// True if the last line that is not blank is `end`, as the platform closes a whole configuration.
bool ends_with_line(std::string_view text, std::string_view end) {
  constexpr std::string_view blanks = " \t\r\n";
  const std::size_t last = text.find_last_not_of(blanks);
  if (last == std::string_view::npos) return false;
  text = text.substr(0, last + 1);
  const std::size_t line = text.rfind('\n');
  return text.substr(line == std::string_view::npos ? 0 : line + 1) == end;
}

/// A file may have been cut off where nobody sees it: without its end marker nothing in it is taken as absent.
void open_if_cut(const Capture& capture, const std::string& end, const grammars::Format& format, model::Device& device) {
  if (!end.empty() && !ends_with_line(capture.bytes, end))
    device.open(capture.context, format.contributes, "the file does not end with '" + end + "': it may be cut off", 0);
}

}  // namespace

ExitCode check_command(const CheckOptions& options) {
  const auto format = require_format(options.format);
  if (!format) return report_error(format.error());
  const auto as_of = as_of_time(options.as_of);
  if (!as_of) return report_error(as_of.error());
  const auto recipes = load_recipes({});
  if (!recipes) return report_errors(recipes.error());
  const auto packs = load_packs(options.policies, &*recipes);
  if (!packs) return report_errors(packs.error());
  const auto [platform, vendor, end] = platform_of_format(*recipes, options.format);
  report::RunReport run;
  run.tool_version = MUSTER_VERSION;
  run.started = run.finished = run.as_of = *as_of;
  run.rules = rule_infos(packs->rules);
  for (const std::string& file : options.files) {
    const auto capture = file_capture(file, options.format, *as_of);
    if (!capture) return report_error(capture.error());
    auto assembled = assemble({file, platform, vendor, {}, options.role, {}}, std::span(&*capture, 1),
                              crypto::fingerprinter(nullptr));
    open_if_cut(*capture, end, **format, assembled.device);
    DeviceFacts facts = judge(assembled, packs->rules, {*as_of});
    run.devices.push_back(device_report(std::move(facts), std::span(&*capture, 1), assembled.captures));
  }
  return write_reports(run, {options.html, options.json ? "-" : "", "", 0});
}

}  // namespace muster::app
