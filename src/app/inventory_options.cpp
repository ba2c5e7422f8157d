#include "app/commands.hpp"
#include "app/option_list.hpp"

namespace muster::app {
namespace {

void add_list_options(OptionList& list, InventoryListOptions& o) {
  list.texts("devices", o.devices, "Only these device ids or groups");
  list.text("-i,--inventory", o.inventory, "Inventory file");
  list.repeated_text("--recipes", o.recipes, "Further recipe file or folder (may be repeated)");
  list.flag("--json", o.json, "Print JSON");
}

void add_check_options(OptionList& list, InventoryCheckOptions& o) {
  list.text("-i,--inventory", o.inventory, "Inventory file");
  list.repeated_text("--recipes", o.recipes, "Further recipe file or folder (may be repeated)");
  list.text("-s,--store", o.store, "Folder of the store, for its pinned host keys");
}

void add_import_options(OptionList& list, InventoryImportOptions& o) {
  list.required_text("file", o.file, "Table with a line that names its columns ('-': standard input)");
  list.text("-i,--inventory", o.inventory, "Existing inventory that the entries are to be added to");
  list.text("-o,--output", o.output, "Write the entries to this new file");
  list.text("--platform", o.platform, "Platform of rows that name none");
  list.text("--credential", o.credential, "Credential of rows that name none");
  list.text("--group", o.group, "Group of rows that name none");
  list.text("--site", o.site, "Site of rows that name none");
  list.flag("--auto", o.automatic, "An unknown or missing platform is found out in a session");
}

void add_enroll_options(OptionList& list, EnrollOptions& o) {
  list.texts("devices", o.devices, "Only these device ids or groups");
  list.text("-i,--inventory", o.inventory, "Inventory file");
  list.repeated_text("--recipes", o.recipes, "Further recipe file or folder (may be repeated)");
  list.text("-s,--store", o.store, "Folder of the store");
  list.repeated_text("--known-hosts", o.known_hosts, "A known_hosts file of OpenSSH that may speak for keys");
  list.repeated_text("--fingerprints", o.fingerprints, "A table (CSV) of fingerprints read from consoles");
  list.repeated_text("--vantage", o.vantage, "What another machine saw: its file of --scan-only");
  list.flag("--accept-corroborated", o.accept_corroborated,
            "Pin new keys that one of these knows and none contradicts");
  list.flag("--accept", o.accept, "Pin all new keys that nothing contradicts");
  list.text("--review", o.review, "Write the new keys to this file, for a person to approve");
  list.text("--approve", o.approve, "Pin the keys that a person approved in this file");
  list.repeated_text("--replace", o.replace, "Devices that were replaced: pin the key shown instead of the pinned one");
  list.flag("--scan-only", o.scan_only, "Only write down the keys seen from here, for --vantage elsewhere");
  list.text("-o,--output", o.output, "With --scan-only: write to this file");
  list.number("--in-flight", o.in_flight, 1, 4096, "Devices asked at the same time");
}

}  // namespace

void add_inventory_commands(CommandList& commands) {
  commands.command("enroll", "Show and pin the host keys of devices", enroll_command, add_enroll_options);
  commands.group("inventory", "List, check or import an inventory");
  commands.command("inventory list", "List the devices: how each is reached, and when", inventory_list_command,
                   add_list_options);
  commands.command("inventory check", "Say everything that is wrong or doubtful", inventory_check_command,
                   add_check_options);
  commands.command("inventory import", "Make entries of a table (CSV)", inventory_import_command, add_import_options);
}

}  // namespace muster::app
