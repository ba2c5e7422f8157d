#include "app/commands.hpp"
#include "app/option_list.hpp"

namespace muster::app {
namespace {

void add_history_options(OptionList& list, HistoryOptions& o) {
  list.text("-s,--store", o.store, "Folder of the store");
}

void add_replay_options(OptionList& list, ReplayOptions& o) {
  list.text("evaluation", o.evaluation, "Its id (default: the latest)");
  list.text("-s,--store", o.store, "Folder of the store");
  list.text("-i,--inventory", o.inventory, "Inventory file");
  list.repeated_text("--recipes", o.recipes, "Further recipe file or folder (may be repeated)");
  list.repeated_text("-p,--policy", o.policies, "Policy file or folder instead of the built-in ones (may be repeated)");
  list.repeated_text("--waivers", o.waivers, "File of waivers and line declarations, beside the inventory's (may be repeated)");
}

}  // namespace

void add_history_commands(CommandList& commands) {
  commands.command("runs", "List the runs of a store", runs_command, add_history_options);
  commands.command("replay", "Judge a past evaluation again and compare", replay_command, add_replay_options);
}

}  // namespace muster::app
