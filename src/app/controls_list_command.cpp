#include "app/benchmarks.hpp"
#include "app/commands.hpp"
#include "app/messages.hpp"
#include "app/recipes.hpp"
#include "core/nearest.hpp"
#include "report/controls_report.hpp"

namespace muster::app {
namespace {

std::expected<Benchmarks, std::vector<Error>> load(const ControlsListOptions& options) {
  const auto recipes = load_recipes({});
  if (!recipes) return std::unexpected(recipes.error());
  return load_all_benchmarks(options.benchmark_files, options.policies, *recipes);
}

report::ControlsTextOptions text_options() { return {.colour = stdout_has_colour()}; }

Result<const controls::Control*> require_control(const controls::Benchmark& benchmark, const std::string& id) {
  if (const controls::Control* const control = find_control(benchmark, id)) return control;
  std::vector<std::string_view> ids;
  for (const controls::Control& control : benchmark.controls) ids.push_back(control.id);
  std::string message = "benchmark '" + benchmark.id + "' has no control '" + id + "'";
  if (const auto near = nearest(id, ids)) message += "; did you mean '" + std::string(*near) + "'?";
  return fail(ErrorKind::usage, message);
}

}  // namespace

ExitCode controls_list_command(const ControlsListOptions& options) {
  const auto benchmarks = load(options);
  if (!benchmarks) return report_errors(benchmarks.error());
  return print(report::benchmark_list_text(benchmarks->all, text_options()));
}

ExitCode controls_show_command(const ControlsListOptions& options) {
  const auto benchmarks = load(options);
  if (!benchmarks) return report_errors(benchmarks.error());
  const auto benchmark = require_benchmark(*benchmarks, options.words.front());
  if (!benchmark) return report_error(benchmark.error());
  if (options.words.size() == 1) return print(report::benchmark_text(**benchmark, text_options()));
  std::string text;
  for (std::size_t i = 1; i < options.words.size(); ++i) {
    const auto control = require_control(**benchmark, options.words[i]);
    if (!control) return report_error(control.error());
    text += report::control_text(**benchmark, **control, text_options());
  }
  return print(text);
}

}  // namespace muster::app
