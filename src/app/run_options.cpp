#include "app/commands.hpp"
#include "app/option_list.hpp"

namespace muster::app {
namespace {

void add_run_options(OptionList& list, RunOptions& o) {
  list.texts("devices", o.devices, "Only these device ids or groups");
  list.text("-i,--inventory", o.inventory, "Inventory file");
  list.text("-s,--store", o.store, "Folder of the store");
  list.text("--source", o.source, "Read a folder of configurations instead of logging in");
  list.number("--max-age", o.max_age_hours, 0, 1'000'000, "With --source: older files are stale (hours; 0: any age)");
  list.texts("-p,--policy", o.policies, "Policy file or folder instead of the built-in ones ('builtin': those)");
  list.texts("--recipes", o.recipes, "Further recipe file or folder");
  list.text("--as-of", o.as_of, "Judge as of this time (RFC 3339) instead of now");
  list.text("--html", o.html, "Write the HTML report to this file");
  list.text("--json", o.json, "Write the JSON report to this file ('-': standard output)");
  list.number("--in-flight", o.in_flight, 1, 4096, "Sessions at the same time");
  list.number("--idle-timeout", o.idle_timeout, 1, 3600, "Seconds that a device may be silent");
  list.fraction("--tolerate-not-assessed", o.tolerated_not_assessed, 0, 100, "Percent of verdicts that may be not assessed");
  list.flag("--strict", o.strict, "Stop on any error in the inventory instead of leaving the entry out");
  list.flag("-q,--quiet", o.quiet, "No progress on standard error");
}

void add_enroll_options(OptionList& list, EnrollOptions& o) {
  list.texts("devices", o.devices, "Only these device ids or groups");
  list.text("-i,--inventory", o.inventory, "Inventory file");
  list.text("-s,--store", o.store, "Folder of the store");
  list.flag("--accept", o.accept, "Pin the keys shown, for devices that have none yet");
  list.flag("--replace", o.replace, "Pin the keys shown, also where another one is pinned");
}

}  // namespace

void add_run_commands(CommandList& commands) {
  commands.command("run", "Collect from every device, judge, and report", run_command, add_run_options);
  commands.command("enroll", "Show and pin the host keys of devices", enroll_command, add_enroll_options);
}

}  // namespace muster::app
