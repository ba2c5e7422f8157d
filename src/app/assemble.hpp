#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "collectors/recipe.hpp"
#include "core/capture.hpp"
#include "core/collect.hpp"
#include "core/facts.hpp"
#include "core/redacted_text.hpp"
#include "grammars/format.hpp"
#include "model/device.hpp"
#include "policy/policy_set.hpp"
#include "report/report_data.hpp"

/// From captures to verdicts: a pure function of captures, inventory, rules and time.
namespace muster::app {

/// What the inventory says of the device that the captures come from.
struct DeviceIdentity {
  std::string id;  ///< unit id, or "unit/member"
  std::string platform;
  std::string vendor;
  std::string site;
  std::string role;
  std::vector<std::string> tags;
  std::string session{};  ///< model::Device::session
};

/// A capture as read: its redacted text and what became of its lines. Empty for a failed capture.
struct ReadCapture {
  grammars::ReadResult result;
  RedactedText text;
  std::vector<report::DeclaredLine> declared{};  ///< by somebody, not to matter
};

/// A device with every capture folded in; `captures` runs parallel to the captures given.
struct AssembledDevice {
  model::Device device;
  std::vector<ReadCapture> captures;
};

/// The identity with what the collection showed: the algorithms of its session, and the platform that was found out,
/// where the inventory says "auto"; "auto" if none was.
[[nodiscard]] DeviceIdentity identified(DeviceIdentity identity, const CollectionOutcome& outcome,
                                        const collectors::RecipeBook& recipes);

/// Reads the captures in order and merges them. The limits of a capture open their domains, as far as its format feeds
/// them: what the account could not see is not taken as absent. A capture that failed, or whose format is not known, opens every domain
/// that it would have fed: nothing in it is then taken as absent.
[[nodiscard]] AssembledDevice assemble(const DeviceIdentity& identity, std::span<const Capture> captures,
                                       const SecretFingerprint& fingerprint);

/// The verdicts and the other facts that are kept of a device.
[[nodiscard]] DeviceFacts judge(const AssembledDevice& assembled, const policy::PolicySet& rules,
                                const policy::EvaluateOptions& options);

}  // namespace muster::app
