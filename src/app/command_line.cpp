#include "app/commands.hpp"
#include "app/hardening.hpp"
#include "app/option_list.hpp"

namespace muster::app {

int run_program(int argc, char** argv) {
  protect_process();
  CommandList commands;
  add_run_commands(commands);
  add_file_commands(commands);
  add_history_commands(commands);
  add_query_commands(commands);
  add_list_commands(commands);
  add_policy_commands(commands);
  add_inventory_commands(commands);
  add_controls_commands(commands);
  return commands.run(argc, argv);
}

}  // namespace muster::app
