#include <fmt/format.h>

#include "app/commands.hpp"
#include "app/messages.hpp"
#include "app/open_store.hpp"

namespace muster::app {

ExitCode runs_command(const HistoryOptions& options) {
  const auto store = open_existing_store(options.store);
  if (!store) return report_error(store.error());
  const auto runs = store->runs();
  if (!runs) return report_error(runs.error());
  std::string text;
  for (const store::Run& run : *runs)
    text += fmt::format("{}  {}  {} of {} devices, {} not collected  {}\n", run.id, to_string(run.info.started),
                        run.recorded, run.info.planned, run.failed,
                        run.complete() ? "complete" : "INCOMPLETE: stopped or killed");
  return print(text.empty() ? "no runs yet\n" : text);
}

}  // namespace muster::app
