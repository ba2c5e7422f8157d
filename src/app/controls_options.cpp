#include "app/commands.hpp"
#include "app/option_list.hpp"

namespace muster::app {
namespace {

constexpr const char* benchmark_file_help = "Further benchmark file or folder (may be repeated)";
constexpr const char* policy_help = "Policy file or folder beside the built-in ones (may be repeated)";

void add_list_options(OptionList& list, ControlsListOptions& o) {
  list.repeated_text("--benchmark-file", o.benchmark_files, benchmark_file_help);
  list.repeated_text("-p,--policy", o.policies, policy_help);
}

void add_show_options(OptionList& list, ControlsListOptions& o) {
  list.required_texts("benchmark", o.words, "Id of a benchmark, then of one of its controls");
  add_list_options(list, o);
}

void add_report_options(OptionList& list, ControlsReportOptions& o) {
  list.texts("files", o.files, "Configurations ('-': standard input); none: the evaluation in the store");
  list.text("--as", o.format, "Format of the files (see 'muster formats')");
  list.text("--role", o.role, "Role of the files' devices: router, switch, firewall, ...");
  list.text("-s,--store", o.store, "Folder of the store");
  list.text("--evaluation", o.evaluation, "Id of an evaluation in the store (default: the latest)");
  list.repeated_text("--benchmark", o.benchmarks,
                     "Id of a benchmark (may be repeated; default: those that speak about the devices seen)");
  list.repeated_text("--benchmark-file", o.benchmark_files, benchmark_file_help);
  list.repeated_text("--attestations", o.attestations, "Attestation file or folder (may be repeated)");
  list.repeated_text("--waivers", o.waivers, "With files: file of waivers and line declarations (may be repeated)");
  list.repeated_text("-p,--policy", o.policies, policy_help);
  list.text("--as-of", o.as_of, "Judge as of this time (RFC 3339) instead of now; a stored evaluation keeps its own");
  list.flag("--all", o.all, "List controls that no rule tests one by one");
  list.flag("--json", o.json, "Print the JSON report");
  list.text("--html", o.html, "Write the HTML report to this file");
}

}  // namespace

void add_controls_commands(CommandList& commands) {
  commands.group("controls", "Benchmarks such as DISA STIGs, and what the rules say of their controls");
  commands.command("controls list", "List the benchmarks", controls_list_command, add_list_options);
  commands.command("controls show", "Show a benchmark or one of its controls", controls_show_command, add_show_options);
  commands.command("controls report", "Say for each control what was proven, what failed and what is left to people",
                   controls_report_command, add_report_options);
}

}  // namespace muster::app
