#include "app/run_plan.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/messages.hpp"
#include "app/resolve.hpp"
#include "collectors/recipe_lines.hpp"
#include "core/ip.hpp"

namespace muster::app {
namespace {

using collectors::RecipeLine;

/// Keys as a person reads them.
std::string shown(std::string_view line) {
  std::string text(line);
  if (text.ends_with('\n')) text.replace(text.size() - 1, 1, " and Enter");
  return text;
}

std::string secret_source(const CredentialReference& reference) {
  using Kind = CredentialReference::Kind;
  const std::string certificate = reference.certificate.empty() ? "" : " with the certificate " + reference.certificate;
  switch (reference.kind) {
    case Kind::none:
      return "";
    case Kind::environment:
      return "from the environment variable " + reference.name;
    case Kind::file:
      return "from the file " + reference.name;
    case Kind::key_file:
      return "the private key " + reference.name + certificate;
    case Kind::agent:
      return "the agent's key " + reference.name + certificate;
    case Kind::command:
      return "from the program " + (reference.command.empty() ? std::string() : reference.command.front());
  }
  return "";
}

bool is_key(const CredentialReference& reference) {
  return reference.kind == CredentialReference::Kind::key_file || reference.kind == CredentialReference::Kind::agent;
}

std::string login_text(const CredentialSpec& credential) {
  if (credential.login.kind == CredentialReference::Kind::none) return "no credential";
  std::string text = fmt::format("credential {}: user {}, {}{}", credential.id, credential.user,
                                 is_key(credential.login) ? "" : "password ", secret_source(credential.login));
  if (credential.line.kind != CredentialReference::Kind::none)
    text += "; line password " + secret_source(credential.line);
  if (credential.enable.kind != CredentialReference::Kind::none)
    text += "; enable secret " + secret_source(credential.enable);
  if (!credential.aaa_domain.empty()) text += "; AAA domain " + credential.aaa_domain;
  return text;
}

std::string pins_text(const std::vector<std::string>& keys) {
  if (keys.empty()) return "no pinned key: refused before any login (muster enroll)";
  std::string text = "pinned ";
  for (const std::string& key : keys) text += (&key == &keys.front() ? "" : " or ") + key;
  return text;
}

/// Builds the plan of one device.
class DevicePlan {
 public:
  DevicePlan(const Target& target, const Fleet& fleet, const collectors::KnownDevices& pins)
      : target_(target), fleet_(fleet), pins_(pins) {}

  std::string text() {
    const CollectJob& job = target_.job;
    text_ = fmt::format("{}  {}{}\n", target_.identity.id, job.platform, job.site.empty() ? "" : "  site " + job.site);
    if (!target_.not_now.empty()) {
      line("left out now", target_.not_now);
      return std::move(text_);
    }
    if (job.canary) line("order", "canary: goes first");
    for (const JumpHost& jump : job.jump) {
      for (const Endpoint& endpoint : jump.endpoints) address("through " + jump.id, jump.id, endpoint);
      line("", login_text(jump.credential));
    }
    for (const Endpoint& endpoint : job.endpoints) address("address", job.device_id, endpoint);
    if (job.endpoints.empty()) {
      line("address", "none in the inventory: nothing is sent");
      return std::move(text_);
    }
    line("login", login_text(job.credential));
    if (job.legacy_algorithms) line("algorithms", "legacy ones allowed");
    commands();
    return std::move(text_);
  }

 private:
  void line(std::string_view label, std::string_view what) { text_ += fmt::format("  {:<12}  {}\n", label, what); }

  void address(std::string_view label, const std::string& owner, const Endpoint& endpoint) {
    const bool numeric = parse_ip(endpoint.host).has_value();
    line(label, fmt::format("{} port {}, {}{}", endpoint.host, endpoint.port, numeric ? "" : "resolved when it runs, ",
                            pins_text(pins_.keys(owner, endpoint.host, endpoint.port))));
  }

  [[nodiscard]] bool any_pinned() const {
    return std::ranges::any_of(target_.job.endpoints, [this](const Endpoint& endpoint) {
      return !pins_.keys(target_.job.device_id, endpoint.host, endpoint.port).empty();
    });
  }

  void commands() {
    if (target_.job.platform == "auto") return detection();
    const auto recipe = fleet_.recipes.compose(target_.job.platform, target_.job.features);
    if (!recipe) return line("sends", "nothing: " + recipe.error().message);
    if (!any_pinned()) line("sends", "nothing as long as no key is pinned; with one:");
    lines(*recipe);
  }

  /// The platform is found out with the detecting lines of the recipes that fit; then that recipe runs.
  void detection() {
    for (const std::string_view name : fleet_.recipes.platforms()) {
      const collectors::Recipe& recipe = *fleet_.recipes.find(name);
      if (recipe.detection.empty()) continue;
      line("may send", fmt::format("{}  (to see whether it is {})", recipe.detection.send, name));
    }
    line("then", "the lines of the recipe that fits (muster recipe show PLATFORM); none if none fits");
  }

  /// A secret that is not configured is never typed.
  void lines(const collectors::Recipe& recipe) {
    std::string_view label = recipe.mode == collectors::RecipeMode::shell ? "types" : "runs";
    const CredentialReference* secret = &target_.job.credential.line;
    for (const RecipeLine& item : collectors::recipe_lines(recipe)) {
      if (item.kind == RecipeLine::Kind::enable) secret = &target_.job.credential.enable;
      const bool is_secret = item.kind == RecipeLine::Kind::secret;
      if (is_secret && secret->kind == CredentialReference::Kind::none) continue;
      const std::string what = is_secret ? "<secret>" : shown(item.send);
      line(label, item.when.empty() ? what : fmt::format("{}  ({})", what, item.when));
      label = "";
    }
  }

  const Target& target_;
  const Fleet& fleet_;
  const collectors::KnownDevices& pins_;
  std::string text_;
};

}  // namespace

std::string plan_text(const Fleet& fleet, const collectors::KnownDevices& pins) {
  std::string text;
  for (const Target& target : fleet.targets) text += DevicePlan(target, fleet, pins).text() + "\n";
  const auto left_out =
      std::ranges::count_if(fleet.targets, [](const Target& target) { return !target.not_now.empty(); });
  text += fmt::format("{} devices, {} left out now\n", fleet.targets.size(), left_out);
  for (const report::Gap& gap : fleet.gaps) text += fmt::format("not in this run: {}: {}\n", gap.where, gap.message);
  return text;
}

ExitCode dry_run(const RunOptions& options) {
  if (!options.source.empty() || !options.resume.empty())
    return report_error(
        {ErrorKind::usage, "--dry-run shows what is sent to devices: it goes with neither --source nor --resume", {}});
  const auto fleet = load_fleet({options.inventory, options.recipes, options.devices, options.strict});
  if (!fleet) return report_errors(fleet.error());
  const auto pins = collectors::KnownDevices::load(known_devices_file(options.store));
  if (!pins) return report_error(pins.error());
  return print(plan_text(*fleet, *pins));
}

}  // namespace muster::app
