#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analysis/answer.hpp"
#include "model/device.hpp"

/// Exact questions about the rules of one filter, by packet sets. What a rule asks besides its fields (interface,
/// state, time, rate) is not known here; each question says how it takes such a rule.
namespace muster::analysis {

/// A rule that an answer names.
struct NamedRule {
  std::string name;  ///< "30", or "30, behind 10 and 20"
  std::vector<model::LinesId> lines;
  bool missing = false;  ///< what it names was not found: certain only if all of the configuration was understood
};

/// Rules that were found, and whether there may be more.
struct RuleList {
  std::vector<NamedRule> rules;
  bool open = false;   ///< of some rule nothing can be said
  std::string reason;  ///< why, of the first such rule
  model::LinesId doubtful = 0;
};

/// Rules whose fields lie wholly in those of earlier rules that decide (permit, deny, reject, return) and ask for
/// nothing else: they can never match. An earlier rule with other conditions, or a jump, hides nothing. Of a rule that
/// the format made into several (one for each protocol), all parts must be hidden.
[[nodiscard]] RuleList unreachable_rules(const model::Device& device, const model::Filter& filter);

/// Rules that permit every protocol, application and port, for whatever addresses, zones or further conditions. Rules
/// for known connections are left out, and those with further conditions of a filter without zones (`-i lo`).
[[nodiscard]] RuleList any_service_rules(const model::Device& device, const model::Filter& filter);

/// Rules that name a group of addresses or services that is not defined, or that holds every address or port.
[[nodiscard]] RuleList unresolved_groups(const model::Device& device, const model::Filter& filter);

/// What new connections of a flow get.
struct FlowAnswer {
  bool is_flow = true;                 ///< the text is one
  Answer permitted = Answer::unknown;  ///< yes: all of it; no: some packets are surely denied
  Answer denied = Answer::unknown;     ///< yes: all of it; no: some packets are surely permitted
  std::vector<model::LinesId> lines;   ///< of the rules that it can meet
};

/// A flow is "PROTOCOL SOURCE DESTINATION [PORT] [from ZONE] [to ZONE]", such as "tcp any 10.0.0.0/8 23". A rule with
/// further conditions, a jump or a rule that is not understood makes the answer unknown where it could change it.
[[nodiscard]] FlowAnswer flow_through(const model::Device& device, const model::Filter& filter, std::string_view flow);

/// Do the rules that permit, taken together, let through every packet of TCP and UDP, of one family and between some
/// zones? Narrower rules that deny are left out of account; what stands behind a rule that denies everything is not
/// looked at, and jumps are not followed.
[[nodiscard]] Answer permits_all_together(const model::Device& device, const model::Filter& filter);

}  // namespace muster::analysis
