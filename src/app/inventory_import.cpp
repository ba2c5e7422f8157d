#include <fmt/format.h>

#include <filesystem>

#include "app/commands.hpp"
#include "app/files.hpp"
#include "app/fleet.hpp"
#include "app/messages.hpp"
#include "app/recipes.hpp"
#include "inventory/import.hpp"

namespace muster::app {
namespace {

Result<inventory::Inventory> existing_inventory(const std::string& path, const collectors::RecipeBook& recipes) {
  if (path.empty()) return inventory::Inventory{};
  const auto text = read_file(path);
  if (!text) return std::unexpected(text.error());
  return load_inventory(path, *text, recipes);
}

/// An inventory is worth more than the comfort of writing over it.
Result<void> write_new(const std::string& path, std::string_view content) {
  std::error_code error;
  if (std::filesystem::exists(path, error))
    return fail(ErrorKind::io, "this file exists already; it is not written over", {path, 0, 0});
  return write_file(path, content);
}

void remark(const inventory::Quarantined& remark) {
  fmt::print(stderr, "muster: {}\n", to_string(Error{ErrorKind::input, remark.message, remark.where}));
}

}  // namespace

ExitCode inventory_import_command(const InventoryImportOptions& options) {
  const auto recipes = load_recipes({});
  if (!recipes) return report_errors(recipes.error());
  const auto text = read_file(options.file);
  if (!text) return report_error(text.error());
  const auto table = config::read_csv(*text, options.file);
  if (!table) return report_error(table.error());
  const auto existing = existing_inventory(options.inventory, *recipes);
  if (!existing) return report_error(existing.error());
  const auto names = recipes->platforms();
  const auto import = inventory::import_table(*table,
                                              {{names.begin(), names.end()},
                                               options.platform,
                                               options.credential,
                                               options.group,
                                               options.site,
                                               options.automatic},
                                              *existing);
  for (const auto& entry : import.remarks) remark(entry);
  for (const auto& entry : import.refused) report_error({ErrorKind::input, entry.message, entry.where});
  fmt::print(stderr, "muster: {} devices from {} rows, {} left out\n", import.devices,
             table->rows.size(), import.refused.size());
  const ExitCode code = import.refused.empty() ? ExitCode::compliant : ExitCode::usage_or_input_error;
  if (options.output.empty()) return print(import.toml, code);
  if (const auto written = write_new(options.output, import.toml); !written) return report_error(written.error());
  return code;
}

}  // namespace muster::app
