#include "app/commands.hpp"
#include "app/option_list.hpp"

namespace muster::app {
namespace {

void add_query_options(OptionList& list, QueryOptions& o) {
  list.required_text("expression", o.expression, "What to ask, in the language of rules: 'device.users'");
  list.texts("devices", o.names, "Only these device ids or groups; with --as: files ('-': standard input)");
  list.repeated_text("--only", o.only, "Only this device id or group (may be repeated)");
  list.text("--as", o.format, "Ask files of this format (see 'muster formats') instead of a store");
  list.text("--where", o.where, "Only devices for which this expression is true");
  list.choice("--output", o.output, {"table", "json", "csv"}, "Form of the output: table, json or csv");
  list.text("-s,--store", o.store, "Folder of the store");
  list.text("-i,--inventory", o.inventory, "Inventory file");
  list.repeated_text("--recipes", o.recipes, "Further recipe file or folder (may be repeated)");
  list.text("--as-of", o.as_of, "The time that 'now' is (RFC 3339)");
  list.text("--role", o.role, "With --as: role of the devices");
}

void add_explain_options(OptionList& list, ExplainOptions& o) {
  list.required_texts("finding", o.words,
                      "FINGERPRINT (or its beginning), or RULE DEVICE [OBJECT]; with --as: FILE... RULE [OBJECT]");
  list.text("--as", o.format, "Explain a rule on a file of this format instead of a finding of a store");
  list.text("-s,--store", o.store, "Folder of the store");
  list.text("--evaluation", o.evaluation, "Of this evaluation (default: the latest)");
  list.text("-i,--inventory", o.inventory, "Inventory file");
  list.repeated_text("--recipes", o.recipes, "Further recipe file or folder (may be repeated)");
  list.repeated_text("-p,--policy", o.policies,
                     "Policy pack in place of the pack 'production': the name of a shipped one, a file or a folder");
  list.repeated_text("--waivers", o.waivers,
                     "File of waivers and line declarations, beside the inventory's (may be repeated)");
  list.text("--as-of", o.as_of, "With --as: judge as of this time (RFC 3339) instead of now");
  list.text("--role", o.role, "With --as: role of the device");
  list.flag("--json", o.json, "Print JSON");
}

}  // namespace

void add_query_commands(CommandList& commands) {
  commands.command("query", "Ask an expression of the latest captures of all devices", query_command,
                   add_query_options);
  commands.command("explain", "Say of a finding what it rests on, how to mend it and how to see it again",
                   explain_command, add_explain_options);
}

}  // namespace muster::app
