#include "app/commands.hpp"
#include "app/option_list.hpp"

namespace muster::app {
namespace {

void add_formats_options(OptionList& list, FormatsOptions& o) {
  list.texts("format", o.names, "Formats whose keywords to show");
}

void add_recipe_options(OptionList& list, RecipeOptions& o) {
  list.texts("platform", o.words, "list (the default), or show PLATFORM: a platform or a feature");
  list.repeated_text("--feature", o.features, "With show: a feature of the device (may be repeated)");
  list.repeated_text("--recipes", o.recipes, "Further recipe file or folder (may be repeated)");
}

}  // namespace

void add_list_commands(CommandList& commands) {
  commands.command("formats", "List the formats that can be read, or what one understands", formats_command,
                   add_formats_options);
  commands.command("recipe", "Show what is run on a platform and the account it needs", recipe_command,
                   add_recipe_options);
}

}  // namespace muster::app
