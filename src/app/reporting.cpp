#include "app/reporting.hpp"

#include "app/files.hpp"
#include "app/messages.hpp"
#include "report/counts.hpp"
#include "report/html.hpp"
#include "report/json.hpp"
#include "report/terminal.hpp"

namespace muster::app {

ExitCode write_reports(const report::RunReport& run, const ReportTargets& targets) {
  if (!targets.html.empty())
    if (const auto written = write_file(targets.html, report::html_report(run, targets.benchmarks)); !written)
      return report_error(written.error());
  const ExitCode code = report::exit_code(run, targets.tolerated_not_assessed / 100.0);
  if (targets.json == "-") return print(report::json_report(run), code);
  if (!targets.json.empty())
    if (const auto written = write_file(targets.json, report::json_report(run)); !written)
      return report_error(written.error());
  report::TerminalOptions terminal;
  terminal.colour = stdout_has_colour();
  terminal.html_path = targets.html;
  terminal.json_path = targets.json;
  terminal.store_path = targets.store;
  return print(report::terminal_summary(run, terminal), code);
}

Timestamp now() { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); }

Result<Timestamp> as_of_time(const std::string& text) {
  if (text.empty()) return now();
  if (const auto time = parse_timestamp(text)) return *time;
  return fail(ErrorKind::usage, "--as-of: expected a time such as 2026-03-01T02:00:00Z, got '" + text + "'");
}

}  // namespace muster::app
