#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "app/commands.hpp"
#include "app/files.hpp"
#include "app/fleet.hpp"
#include "app/messages.hpp"
#include "app/recipes.hpp"
#include "app/reporting.hpp"
#include "app/resolve.hpp"
#include "inventory/checks.hpp"

namespace muster::app {
namespace {

std::string missing_variable(const std::string& name) {
  const char* const value = std::getenv(name.c_str());
  return value != nullptr && *value != '\0' ? "" : "the environment variable " + name + " is not set";
}

/// What would keep the file from being used, without opening it.
std::string missing_file(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return path + ": " + std::strerror(errno);
  if (!S_ISREG(status.st_mode)) return path + " is not a regular file";
  if (status.st_uid != ::geteuid() && status.st_uid != 0) return path + " belongs to somebody else";
  return (status.st_mode & 0077U) == 0 ? "" : path + " is open to others; it needs mode 0600";
}

std::string missing_program(const std::string& program) {
  if (program.find('/') == std::string::npos || ::access(program.c_str(), X_OK) == 0) return {};
  return program + " cannot be run: " + std::strerror(errno);
}

std::string missing_secret(const CredentialReference& reference) {
  using Kind = CredentialReference::Kind;
  switch (reference.kind) {
    case Kind::environment:
      return missing_variable(reference.name);
    case Kind::file:
      return missing_file(reference.name);
    case Kind::key_file: {
      const std::string file = missing_file(reference.name);
      return !file.empty() || reference.passphrase.empty() ? file : missing_variable(reference.passphrase);
    }
    case Kind::command:
      return missing_program(reference.command.front());
    case Kind::agent:
      return missing_variable("SSH_AUTH_SOCK");
    case Kind::none:
      break;
  }
  return {};
}

std::string text_of(const std::vector<inventory::Remark>& remarks) {
  std::string text;
  for (const auto& remark : remarks)
    text +=
        to_string(Error{ErrorKind::input, (remark.is_error ? "error: " : "warning: ") + remark.message, remark.where}) +
        "\n";
  return text;
}

}  // namespace

ExitCode inventory_check_command(const InventoryCheckOptions& options) {
  const auto recipes = load_recipes(options.recipes);
  if (!recipes) return report_errors(recipes.error());
  const auto text = read_file(options.inventory);
  if (!text) return report_error(text.error());
  const auto inventory = load_inventory(options.inventory, *text, *recipes);
  if (!inventory) return report_error(inventory.error());
  const auto pins = collectors::KnownDevices::load(known_devices_file(options.store));
  if (!pins) return report_error(pins.error());
  const auto remarks = inventory::check(
      *inventory, {now(), missing_secret, [&](const std::string& id) { return pins->has_device(id); }});
  const auto errors = static_cast<std::size_t>(std::ranges::count(remarks, true, &inventory::Remark::is_error));
  return print(text_of(remarks) + fmt::format("{} devices, {} errors, {} warnings\n", inventory->units.size(), errors,
                                              remarks.size() - errors),
               errors == 0 ? ExitCode::compliant : ExitCode::usage_or_input_error);
}

}  // namespace muster::app
