#include "app/option_list.hpp"
#include "app/policy_commands.hpp"

namespace muster::app {
namespace {

constexpr const char* policy_text =
    "Policy file or folder, or a shipped pack, instead of the default one (may be repeated)";

void add_check_options(OptionList& list, PolicyCheckOptions& o) {
  list.texts("packs", o.paths, "Files, folders or names of shipped packs; none: the shipped packs");
  list.repeated_text("--waivers", o.waivers, "Check this file of waivers and line declarations, too (may be repeated)");
  list.text("-i,--inventory", o.inventory, "Inventory: its waivers, and the devices and groups that waivers may name");
  list.repeated_text("--recipes", o.recipes, "Further recipe file or folder (may be repeated)");
  list.repeated_text("--benchmark-file", o.benchmark_files, "Check this benchmark file or folder, too (may be repeated)");
  list.repeated_text("--benchmark", o.benchmarks, "Id of a benchmark that must be there (may be repeated)");
  list.repeated_text("--attestations", o.attestations, "Check this attestation file or folder, too (may be repeated)");
}

void add_test_options(OptionList& list, PolicyTestOptions& o) {
  list.required_texts("packs", o.paths, "Folders of packs, with their fixtures, or files");
  list.repeated_text("--rule", o.rules, "Only this rule (may be repeated)");
  list.flag("--strict", o.strict, "A change of a rule that nothing notices is an error");
  list.flag("--no-mutation", o.no_mutation, "Only run the fixtures");
}

void add_list_options(OptionList& list, PolicyListOptions& o) {
  list.repeated_text("-p,--policy", o.policies, policy_text);
  list.choice("--format", o.output, {"text", "json"}, "Form of the output: text or json");
}

void add_show_options(OptionList& list, PolicyShowOptions& o) {
  list.required_text("rule", o.rule, "Id of the rule");
  list.repeated_text("-p,--policy", o.policies,
                     "Policy file or folder, or a shipped pack, instead of all shipped ones (may be repeated)");
}

void add_new_options(OptionList& list, PolicyNewOptions& o) {
  list.required_text("name", o.name, "PACK/RULE: the folder of the pack, and the id of the rule");
  list.text("--as", o.format, "Format of the fixtures");
}

}  // namespace

void add_policy_commands(CommandList& commands) {
  commands.group("policy", "Write, check and test rules");
  commands.command("policy check", "Say everything that is wrong with packs", policy_check_command, add_check_options);
  commands.command("policy test", "Run the fixtures of packs, and say what they would not notice", policy_test_command,
                   add_test_options);
  commands.command("policy list", "List the rules", policy_list_command, add_list_options);
  commands.command("policy show", "Show everything about a rule", policy_show_command, add_show_options);
  commands.command("policy new", "Begin a rule, with fixtures", policy_new_command, add_new_options);
  commands.command<PolicyReferenceOptions>("policy reference", "Print the reference of the model and of the functions",
                                           policy_reference_command, nullptr);
  commands.command("rules", "List the rules, as 'policy list'", policy_list_command, add_list_options);
}

}  // namespace muster::app
