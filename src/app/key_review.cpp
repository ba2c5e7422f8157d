#include "app/key_review.hpp"

#include <fmt/format.h>

#include "collectors/known_devices.hpp"
#include "config/toml.hpp"
#include "config/toml_text.hpp"

namespace muster::app {
namespace {

using config::toml_string;

/// Anything that a source says becomes a comment; a line break would end it.
std::string comment(std::string text) {
  for (char& c : text)
    if (static_cast<unsigned char>(c) < 0x20) c = ' ';
  return "# " + text + "\n";
}

std::vector<std::string> confirmations(const ProbedKey& key) {
  std::vector<std::string> texts;
  for (const auto& statement : key.statements)
    if (statement.said == collectors::Said::same) texts.push_back(statement.source + " " + statement.detail);
  return texts;
}

std::string entry(const ProbedKey& key) {
  return fmt::format(
      "\n[[key]]\ndevice = {}\naddress = {}\nport = {}\nkey = {}\ncorroborated_by = {}\napprove = false\n",
      toml_string(key.probe.id), toml_string(key.probe.named.host), key.probe.named.port, toml_string(key.shown.key),
      config::toml_strings(confirmations(key)));
}

std::string contradiction(const ProbedKey& key) {
  std::string text = "\n" + comment(fmt::format("CONTRADICTED: {} at {} port {} shows {}", key.probe.name(),
                                                key.probe.named.host, key.probe.named.port, key.shown.key));
  for (const auto& statement : key.statements)
    if (contradicts(statement.said)) text += comment("    " + statement.source + ": " + statement.detail);
  return text;
}

}  // namespace

std::string review_text(const std::vector<ProbedKey>& keys, Timestamp now) {
  std::string text = fmt::format(
      "# New host keys, {}. Compare each with the device's console and set approve = true; then: muster enroll "
      "--approve FILE\n",
      to_string(now));
  for (const ProbedKey& key : keys)
    if (key.state == KeyState::contradicted) text += contradiction(key);
  for (const ProbedKey& key : keys)
    if (key.state == KeyState::fresh || key.state == KeyState::corroborated) text += entry(key);
  return text;
}

std::expected<std::map<KeyPlace, std::string>, std::vector<Error>> read_approvals(std::string_view text,
                                                                                  const std::string& file) {
  auto document = config::Document::parse(text, file);
  if (!document) return std::unexpected(std::vector{document.error()});
  std::map<KeyPlace, std::string> approved;
  config::Table root = document->root();
  for (config::Table& table : root.tables("key")) {
    const std::string device = table.required_text("device");
    const std::string address = table.required_text("address");
    const auto port = table.integer("port").value_or(22);
    if (port < 1 || port > 65535) table.error_at("port", "expected a port from 1 to 65535");
    const std::string key = table.required_text("key");
    if (!collectors::is_pinned_key(key)) table.error_at("key", "expected a key such as 'ssh-ed25519 SHA256:...'");
    (void)table.texts("corroborated_by");
    const bool approve = table.boolean("approve").value_or(false);
    table.finish();
    if (approve && !approved.emplace(KeyPlace{device, address, static_cast<std::uint16_t>(port)}, key).second)
      table.error_at("key", "a second key is approved for the same address");
  }
  root.finish();
  if (!document->errors().empty()) return std::unexpected(document->errors());
  return approved;
}

}  // namespace muster::app
