#include "app/commands.hpp"
#include "app/option_list.hpp"
#include "app/run_resume.hpp"

namespace muster::app {
namespace {

/// How gently the run treats the network; collectors/ssh_options.hpp says what each means.
void add_kindness_options(OptionList& list, RunOptions& o) {
  list.number("--in-flight", o.in_flight, 1, 4096, "Sessions at the same time");
  list.number("--per-site", o.per_site, 0, 4096, "Sessions at the same time in a site (0: no limit)");
  list.number("--logins-per-domain", o.logins_per_domain, 0, 4096, "Logins under way in an AAA domain (0: no limit)");
  list.number("--login-interval", o.login_interval, 0, 600'000, "Milliseconds between the logins of an AAA domain");
  list.number("--canaries", o.canaries, 0, 4096, "So many devices of each platform go first");
  list.number("--retries", o.retries, 0, 10,
              "Repetitions after no answer or a broken connection; never after a refusal");
  list.number("--retry-delay", o.retry_delay, 0, 3600, "Seconds before a repetition");
  list.number("--denials", o.denials, 1, 1000,
              "Denials after which a credential is not sent any more in its AAA domain");
  list.number("--unreachable-per-site", o.unreachable_per_site, 0, 4096,
              "Devices in a row without an answer, after which the rest of a site is not tried (0: all are)");
  list.number("--idle-timeout", o.idle_timeout, 1, 3600, "Seconds that a device may be silent");
}

void add_run_options(OptionList& list, RunOptions& o) {
  list.texts("devices", o.devices, "Only these device ids or groups");
  list.text("-i,--inventory", o.inventory, "Inventory file");
  list.text("-s,--store", o.store, "Folder of the store");
  list.text("--source", o.source, "Read a folder of configurations, or git+PATH[#REF], instead of logging in");
  list.number("--max-age", o.max_age_hours, 0, 1'000'000, "With --source: older files are stale (hours; 0: any age)");
  list.repeated_text("-p,--policy", o.policies,
                     "Policy pack in place of the pack 'production': the name of a shipped one, a file or a folder");
  list.repeated_text("--waivers", o.waivers, "File of waivers and line declarations, beside the inventory's (may be repeated)");
  list.repeated_text("--recipes", o.recipes, "Further recipe file or folder (may be repeated)");
  list.text("--as-of", o.as_of, "Judge as of this time (RFC 3339) instead of now");
  list.text("--html", o.html, "Write the HTML report to this file");
  list.repeated_text("--benchmark", o.benchmarks,
                     "Id of a benchmark ('muster controls list'): its rules join the run, its controls the HTML report");
  list.repeated_text("--attestations", o.attestations, "With --benchmark: attestation file or folder");
  list.text("--json", o.json, "Write the JSON report to this file ('-': standard output)");
  list.flag("--dry-run", o.dry_run, "Show what would be sent where; send nothing, store nothing");
  list.optional_text("--resume", o.resume, latest_incomplete,
                     "Go on with this run (default: the latest that was stopped)");
  list.repeated_text("--accept-shrunk", o.accepted_shrunk,
                     "The smaller configurations of these devices or groups are right");
  list.text("--log-json", o.log_json, "Append what happens to this file, a JSON object a line ('-': standard error)");
  list.text("--record", o.record, "Write redacted transcripts of the sessions into this folder");
  list.number("--workers", o.workers, 0, 1024, "Threads that read and judge (0: one less than the machine has)");
  add_kindness_options(list, o);
  list.fraction("--tolerate-not-assessed", o.tolerated_not_assessed, 0, 100,
                "Percent of verdicts that may be not assessed");
  list.flag("--strict", o.strict, "Stop on any error in the inventory instead of leaving the entry out");
  list.flag("-q,--quiet", o.quiet, "No progress on standard error");
}

}  // namespace

void add_run_commands(CommandList& commands) {
  commands.command("run", "Collect from every device, judge, and report", run_command, add_run_options);
}

}  // namespace muster::app
