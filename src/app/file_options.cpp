#include "app/commands.hpp"
#include "app/option_list.hpp"

namespace muster::app {
namespace {

void add_check_options(OptionList& list, CheckOptions& o) {
  list.required_texts("files", o.files, "Files ('-': standard input)");
  list.required_text("--as", o.format, "Format of the files (see 'muster formats')");
  list.repeated_text("-p,--policy", o.policies, "Policy file or folder instead of the built-in ones (may be repeated)");
  list.repeated_text("--waivers", o.waivers, "File of waivers and line declarations (may be repeated)");
  list.text("--as-of", o.as_of, "Judge as of this time (RFC 3339) instead of now");
  list.text("--role", o.role, "Role of the device, for rules that ask for it");
  list.flag("--json", o.json, "Print the JSON report");
  list.text("--html", o.html, "Write the HTML report to this file");
}

void add_parse_options(OptionList& list, ParseOptions& o) {
  list.required_text("file", o.file, "File ('-': standard input)");
  list.required_text("--as", o.format, "Format of the file (see 'muster formats')");
  list.choice("--format", o.output, {"json"}, "Form of the output");
  list.flag("--roundtrip", o.roundtrip, "Write the parsed tree back: the very bytes of the file");
}

void add_coverage_options(OptionList& list, CoverageOptions& o) {
  list.texts("files", o.files, "Files");
  list.text("--as", o.format, "Format of the files (see 'muster formats')");
  list.repeated_text("-p,--policy", o.policies, "Policy file or folder instead of the built-in ones (may be repeated)");
  list.choice("--format", o.output, {"text", "json"}, "Form of the output: text or json");
  list.flag("--blocking", o.blocking, "Rank the lines that are not understood by the verdicts that they block");
  list.text("-s,--store", o.store, "With --blocking: the latest captures in this store instead of files");
  list.text("-i,--inventory", o.inventory, "With --store: inventory file");
  list.repeated_text("--recipes", o.recipes, "With --store: further recipe file or folder (may be repeated)");
  list.repeated_text("--waivers", o.waivers, "With --blocking: file of waivers and line declarations (may be repeated)");
  list.text("--as-of", o.as_of, "With --blocking: judge as of this time (RFC 3339) instead of now");
  list.number("--top", o.top, 1, 1'000'000, "With --blocking: lines shown as text");
}

void add_references_options(OptionList& list, ReferencesOptions& o) {
  list.required_texts("files", o.files, "Files ('-': standard input)");
  list.required_text("--as", o.format, "Format of the files (see 'muster formats')");
  list.choice("--format", o.output, {"text", "json"}, "Form of the output: text or json");
}

}  // namespace

void add_file_commands(CommandList& commands) {
  commands.command("check", "Judge configuration files, without a device", check_command, add_check_options);
  commands.command("parse", "Print the model of a file", parse_command, add_parse_options);
  commands.command("coverage", "Say which lines and rules of files are covered", coverage_command,
                   add_coverage_options);
  commands.command("references", "Find names that are used and not defined, or defined and not used", references_command,
                   add_references_options);
}

}  // namespace muster::app
