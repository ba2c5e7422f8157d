#include "fleet/scenario.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>

#include "config/toml.hpp"
#include "embedded_files.hpp"
#include "fleet/fleet.hpp"
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

Faults read_faults(Table& table) {
  const std::vector<std::string_view> names(fault_names().begin(), fault_names().end());
  Faults faults;
  if (const auto name = table.choice("fault", names))
    faults = static_cast<Fault>(std::ranges::find(names, *name) - names.begin());
  for (const std::string& name : table.texts("faults").value_or(std::vector<std::string>{})) {
    const auto found = std::ranges::find(names, name);
    if (found == names.end())
      table.error_at("faults", "there is no fault '" + name + "'");
    else
      faults = faults | static_cast<Fault>(found - names.begin());
  }
  return faults;
}

std::size_t size(Table& table, std::string_view key, std::size_t otherwise) {
  const auto value = table.integer(key);
  if (!value) return otherwise;
  if (*value < 0 || *value > 1'000'000'000) table.error_at(key, "expected 0 to 1000000000");
  return static_cast<std::size_t>(*value);
}

std::chrono::milliseconds time(Table& table, std::string_view key) {
  return std::chrono::milliseconds(size(table, key, 0));
}

/// Files that several devices print are read once.
class Folder {
 public:
  explicit Folder(fs::path path) : path_(std::move(path)) {}

  std::optional<Text> text(const fs::path& file) {
    if (const auto found = texts_.find(file); found != texts_.end()) return found->second;
    auto read = content(path_ / file);
    return texts_[file] = read ? std::optional(Text(std::move(*read))) : std::nullopt;
  }

 private:
  fs::path path_;
  std::map<fs::path, std::optional<Text>> texts_;
};

/// What the commands of the device's recipe print; in contexts, what stands in the folders of their names.
void read_outputs(Device& device, const collectors::Recipe& recipe, Folder& folder, const std::string& from) {
  device.personality =
      recipe.mode == collectors::RecipeMode::shell ? Device::Personality::shell : Device::Personality::exec;
  for (const collectors::RecipeCommand& command : recipe.commands) {
    if (auto text = folder.text(fs::path(from) / (command.name + ".txt")))
      device.outputs[command.send] = {*text, 0, {}};
    for (auto& [context, outputs] : device.contexts)
      if (auto text = folder.text(fs::path(from) / context / (command.name + ".txt")))
        outputs[command.send] = {*text, 0, {}};
  }
}

/// `prints = {"show version" = "r1/version.txt"}`: beside the commands of the recipe, or in their place.
void read_prints(Device& device, Table& table, Folder& folder) {
  auto prints = table.table("prints");
  if (!prints) return;
  for (const std::string& line : prints->keys()) {
    const auto text = folder.text(prints->required_text(line));
    if (text)
      device.outputs[line] = {*text, 0, {}};
    else
      prints->error_at(line, "the file cannot be read");
  }
  prints->finish();
}

void read_login(Device& device, Table& table) {
  device.user = table.text("user").value_or(device.user);
  device.password = table.text("password").value_or(device.password);
  device.public_key = table.text("public_key").value_or("");
  device.interactive = table.boolean("interactive").value_or(false);
  device.issue = table.text("issue").value_or("");
  device.legacy = table.boolean("legacy").value_or(false);
  device.login_time = time(table, "login_ms");
  for (Table& question : table.tables("question")) {
    device.questions.push_back(
        {question.required_text("text"), question.required_text("answer"), question.boolean("echo").value_or(false)});
    question.finish();
  }
}

void read_terminal(Device& device, Table& table) {
  device.hostname = table.text("hostname").value_or("");
  device.line_password = table.text("line_password").value_or("");
  device.enable = table.text("enable").value_or("");
  device.privilege = static_cast<int>(size(table, "privilege", 15));
  device.load = static_cast<int>(size(table, "load", 7));
  device.banner = table.text("banner").value_or("");
  for (Table& question : table.tables("acknowledge")) {
    device.acknowledge.push_back({question.required_text("text"), question.required_text("answer"), true});
    question.finish();
  }
  for (const std::string& context : table.texts("contexts").value_or(std::vector<std::string>{}))
    device.contexts[context];
}

void read_behaviour(Device& device, Table& table) {
  device.fault = read_faults(table);
  device.fault_after = size(table, "fault_after", device.fault_after);
  device.fault_times = static_cast<unsigned>(size(table, "fault_times", 0));
  device.latency = time(table, "latency_ms");
  device.slowness = time(table, "slow_ms");
  device.piece = std::max<std::size_t>(size(table, "piece", device.piece), 1);
}

/// `count` devices from one table: ids r0, r1, ..., each at the address behind the one before it.
void add_copies(std::vector<Device>& devices, const Device& device, std::size_t count) {
  std::vector<Device> copies(count, device);
  if (device.address != "127.0.0.1") spread(copies, device.port);
  for (std::size_t i = 0; i < count; ++i) {
    copies[i].id += std::to_string(i);
    devices.push_back(std::move(copies[i]));
  }
}

void read_device(std::vector<Device>& devices, Table& table, const Device& common, Folder& folder,
                 const collectors::RecipeBook& recipes) {
  Device device = common;
  device.id = table.required_text("id");
  const std::string platform = table.required_text("platform");
  const auto features = table.texts("features").value_or(std::vector<std::string>{});
  device.port = static_cast<std::uint16_t>(size(table, "port", 0));
  device.address = table.text("address").value_or(common.address);
  device.dialect = Dialect::of(table.text("speech").value_or(platform));
  read_login(device, table);
  read_terminal(device, table);
  read_behaviour(device, table);
  const std::string outputs = table.text("folder").value_or(device.id);
  const std::size_t count = size(table, "count", 0);
  if (const auto recipe = recipes.compose(platform, features))
    read_outputs(device, *recipe, folder, outputs);
  else
    table.error_at("platform", recipe.error().message);
  read_prints(device, table, folder);
  table.finish();
  count > 0 ? add_copies(devices, device, count) : devices.push_back(std::move(device));
}

}  // namespace

std::vector<Device> load_scenario(const fs::path& file, const collectors::RecipeBook& recipes,
                                  std::vector<Error>& errors) {
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
  Folder folder(file.parent_path());
  for (Table& table : root.tables("device")) read_device(devices, table, common, folder, recipes);
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
