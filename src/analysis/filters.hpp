#pragma once

#include "analysis/answer.hpp"
#include "model/device.hpp"

/// Questions about one packet filter that its rules answer in order. In a filter for both families a rule
/// with the protocol "ipv4" or "ipv6" is about all packets of one: it can permit everything there, never deny
/// everything.
namespace muster::analysis {

/// Does one rule (or the default action, or several rules together: 0.0.0.0/1 and 128.0.0.0/1, all of TCP and all of UDP)
/// permit every packet: any source, destination, protocol and port, no further condition, and no earlier rule that decides
/// every packet? Rules that were not understood and jumps give `unknown`
/// unless the answer stands before them.
[[nodiscard]] Answer permits_any(const model::Filter& filter);

/// The same, with jumps followed into the filters of `device` that stand beside `filter`: those whose names differ
/// from its name in the last word only ("iptables filter INPUT" jumps to "iptables filter LOGDROP").
[[nodiscard]] Answer permits_any(const model::Device& device, const model::Filter& filter);

/// Is a packet denied that no more specific rule decides: by the default action, or by a rule that denies everything?
[[nodiscard]] Answer default_denies(const model::Filter& filter);
[[nodiscard]] Answer default_denies(const model::Device& device, const model::Filter& filter);

}  // namespace muster::analysis
