#include "collectors/export_index.hpp"

#include <algorithm>
#include <filesystem>

#include "config/toml.hpp"

namespace muster::collectors {
namespace {

bool stays_below(const std::string& file) {
  const std::filesystem::path path(file);
  return !file.empty() && path.is_relative() && std::ranges::find(path, "..") == path.end();
}

ExportedFile read_file_entry(config::Table& entry, const std::string& tool) {
  ExportedFile file;
  file.file = entry.required_text("file");
  if (!file.file.empty() && !stays_below(file.file))
    entry.error_at("file", "expected a path below the index, got '" + file.file + "'");
  file.file = std::filesystem::path(file.file).lexically_normal().string();
  file.command = entry.required_text("command");
  file.tool = entry.text("tool").value_or(tool);
  if (file.tool.empty()) entry.error_at("tool", "missing key 'tool': expected it here or for the whole export");
  const auto time = parse_timestamp(entry.required_text("exported"));
  if (!time && entry.has("exported")) entry.error_at("exported", "expected a time such as \"2026-03-01T02:00:00Z\"");
  file.exported = time.value_or(Timestamp{});
  return file;
}

}  // namespace

std::expected<ExportIndex, std::vector<Error>> ExportIndex::read(std::string_view text, const std::string& file) {
  auto document = config::Document::parse(text, file);
  if (!document) return std::unexpected(std::vector{document.error()});
  ExportIndex index;
  config::Table root = document->root();
  const std::string tool = root.text("tool").value_or("");
  for (config::Table& entry : root.tables("capture")) {
    const std::string device = entry.required_text("device");
    const std::string platform = entry.required_text("platform");
    ExportedFile exported = read_file_entry(entry, tool);
    entry.finish();
    ExportedDevice& known = index.devices_.try_emplace(device, ExportedDevice{platform, {}}).first->second;
    if (known.platform != platform) entry.error_at("platform", "'" + device + "' is " + known.platform + " further up");
    if (std::ranges::find(known.files, exported.command, &ExportedFile::command) != known.files.end())
      entry.error_at("command", "a second '" + exported.command + "' of '" + device + "'");
    known.files.push_back(std::move(exported));
  }
  root.finish();
  if (!document->errors().empty()) return std::unexpected(document->errors());
  return index;
}

const ExportedDevice* ExportIndex::find(std::string_view device) const {
  const auto found = devices_.find(device);
  return found == devices_.end() ? nullptr : &found->second;
}

}  // namespace muster::collectors
