#include "fleet/scenario.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <optional>

#include "config/toml.hpp"
#include "embedded_files.hpp"
#include "fleet/host_key.hpp"

namespace muster::fleet {

namespace fs = std::filesystem;
using config::Table;

namespace {

std::optional<std::string> content(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return std::nullopt;
  return std::string{std::istreambuf_iterator<char>(in), {}};
}

Fault read_fault(Table& table) {
  static const std::vector<std::string_view> names{"none",    "drop",   "close",       "cut",   "stall",  "deny",
                                                   "garbage", "not_ssh", "silent", "changed_key", "pager", "no_echo"};
  const auto name = table.choice("fault", names);
  if (!name) return Fault::none;
  return static_cast<Fault>(std::ranges::find(names, *name) - names.begin());
}

std::size_t size(Table& table, std::string_view key, std::size_t otherwise) {
  const auto value = table.integer(key);
  if (!value) return otherwise;
  if (*value < 0 || *value > 1'000'000'000) table.error_at(key, "expected 0 to 1000000000");
  return static_cast<std::size_t>(*value);
}

/// What the commands of the device's recipe print.
void read_outputs(Device& device, const collectors::Recipe& recipe, const fs::path& folder) {
  device.personality =
      recipe.mode == collectors::RecipeMode::shell ? Device::Personality::shell : Device::Personality::exec;
  for (const collectors::RecipeCommand& command : recipe.commands)
    if (auto text = content(folder / (command.name + ".txt"))) device.outputs[command.send] = {std::move(*text), 0, {}};
}

Device read_device(Table& table, const Device& common, const fs::path& folder, const collectors::RecipeBook& recipes) {
  Device device = common;
  device.id = table.required_text("id");
  const std::string platform = table.required_text("platform");
  const auto features = table.texts("features").value_or(std::vector<std::string>{});
  device.port = static_cast<std::uint16_t>(size(table, "port", 0));
  device.address = table.text("address").value_or(common.address);
  device.hostname = table.text("hostname").value_or("");
  device.user = table.text("user").value_or(common.user);
  device.password = table.text("password").value_or(common.password);
  device.public_key = table.text("public_key").value_or("");
  device.interactive = table.boolean("interactive").value_or(false);
  device.enable = table.text("enable").value_or("");
  device.privilege = static_cast<int>(size(table, "privilege", 15));
  device.banner = table.text("banner").value_or("");
  device.legacy = table.boolean("legacy").value_or(false);
  device.fault = read_fault(table);
  device.fault_after = size(table, "fault_after", device.fault_after);
  device.slowness = std::chrono::milliseconds(size(table, "slow_ms", 0));
  device.piece = std::max<std::size_t>(size(table, "piece", device.piece), 1);
  const std::string outputs = table.text("folder").value_or(device.id);
  const auto recipe = recipes.compose(platform, features);
  if (recipe)
    read_outputs(device, *recipe, folder / outputs);
  else
    table.error_at("platform", recipe.error().message);
  table.finish();
  return device;
}

}  // namespace

std::vector<Device> load_scenario(const fs::path& file, const collectors::RecipeBook& recipes, std::vector<Error>& errors) {
  const auto text = content(file);
  if (!text) {
    errors.push_back({ErrorKind::io, "cannot be read", {file.string(), 0, 0}});
    return {};
  }
  auto document = config::Document::parse(*text, file.string());
  if (!document) {
    errors.push_back(document.error());
    return {};
  }
  Table root = document->root();
  Device common;
  common.address = root.text("address").value_or(common.address);
  common.user = root.text("user").value_or(common.user);
  common.password = root.text("password").value_or("");
  std::vector<Device> devices;
  for (Table& table : root.tables("device"))
    devices.push_back(read_device(table, common, file.parent_path(), recipes));
  root.finish();
  std::ranges::move(document->errors(), std::back_inserter(errors));
  return devices;
}

collectors::RecipeBook embedded_recipes(std::vector<Error>& errors) {
  std::vector<collectors::RecipeFile> files;
  for (const EmbeddedFile& file : embedded_files())
    if (file.path.starts_with("collectors/")) files.push_back({file.path, file.content});
  return collectors::RecipeBook::load(files, errors);
}

collectors::KnownDevices enrolled_keys(const std::vector<Device>& devices) {
  collectors::KnownDevices known;
  for (const Device& device : devices)
    (void)known.pin({device.id, device.address, device.port, fingerprint(device.id), Timestamp{}});
  return known;
}

}  // namespace muster::fleet
