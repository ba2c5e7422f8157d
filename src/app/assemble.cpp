#include "app/assemble.hpp"

namespace muster::app {
namespace {

model::Device blank_device(const DeviceIdentity& identity) {
  model::Device device;
  device.id = identity.id;
  device.platform = identity.platform;
  device.vendor = identity.vendor;
  device.site = identity.site;
  device.role = identity.role;
  device.session = identity.session;
  device.tags = identity.tags;
  return device;
}

/// Why a capture cannot be read; empty if it can.
std::string obstacle(const Capture& capture, const grammars::Format* format) {
  if (!capture.complete()) {
    const std::string detail = capture.detail.empty() ? std::string() : " (" + capture.detail + ")";
    return capture.command + " was not collected: " + std::string(to_string(capture.failure)) + detail;
  }
  if (format == nullptr) return capture.command + " is in format '" + capture.format + "', which nothing here reads";
  return {};
}

std::string software_name(const model::Software& software) {
  std::string name = software.product.known() ? software.product.value : std::string();
  if (software.version.known()) name += (name.empty() ? "" : " ") + software.version.value;
  return name;
}

/// What the account could not see stays open, as far as the format tells of it at all.
void open_limits(model::Device& device, const Capture& capture, const grammars::Format& format) {
  for (const CaptureLimit& limit : capture.limits)
    if (const Domains domains = limit.domains & format.contributes; !domains.empty())
      device.open(capture.context, domains, capture.command + " is not all: " + limit.reason, 0);
}

}  // namespace

DeviceIdentity identified(DeviceIdentity identity, const CollectionOutcome& outcome, const collectors::RecipeBook& recipes) {
  if (outcome.failure == CollectionFailure::none && !outcome.host_key.empty())
    identity.session = outcome.legacy_algorithms_used ? "legacy" : "modern";
  if (identity.platform != "auto" || outcome.platform.empty()) return identity;
  identity.platform = outcome.platform;
  if (const auto* recipe = recipes.find(outcome.platform)) identity.vendor = recipe->vendor;
  return identity;
}

AssembledDevice assemble(const DeviceIdentity& identity, std::span<const Capture> captures,
                         const SecretFingerprint& fingerprint) {
  AssembledDevice assembled{blank_device(identity), {}};
  model::Device& device = assembled.device;
  for (std::uint32_t index = 0; index < captures.size(); ++index) {
    const Capture& capture = captures[index];
    const grammars::Format* const format = grammars::find_format(capture.format);
    device.contributed |= format == nullptr ? Domains::all() : format->completes();
    ReadCapture read;
    if (const std::string reason = obstacle(capture, format); !reason.empty()) {
      device.open(capture.context, format == nullptr ? Domains::all() : format->contributes, reason, 0);
    } else {
      auto [result, text] = read_and_redact(*format, capture.bytes, {index, capture.context, {}}, device, fingerprint);
      read = {std::move(result), std::move(text)};
      open_limits(device, capture, *format);
    }
    assembled.captures.push_back(std::move(read));
  }
  return assembled;
}

DeviceFacts judge(const AssembledDevice& assembled, const policy::PolicySet& rules,
                  const policy::EvaluateOptions& options) {
  const model::Device& device = assembled.device;
  DeviceFacts facts;
  facts.device_id = device.id;
  facts.hostname = device.hostname.known() ? device.hostname.value : std::string();
  facts.platform = device.platform;
  facts.site = device.site;
  facts.role = device.role;
  facts.software = software_name(device.software);
  facts.open = device.open_domains();
  for (const ReadCapture& capture : assembled.captures) {
    const LineCounts counts = capture.result.counts();
    facts.lines.understood += counts.understood;
    facts.lines.ignored += counts.ignored;
    facts.lines.known += counts.known;
    facts.lines.unknown += counts.unknown;
  }
  facts.verdicts = rules.evaluate(device, options);
  facts.verdicts.shrink_to_fit();  // a run keeps them all: those of ten thousand devices
  return facts;
}

}  // namespace muster::app
