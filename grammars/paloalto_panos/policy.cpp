#include <algorithm>
#include <array>
#include <deque>

#include "grammars/paloalto_panos/config.hpp"

/// `rulebase`, and `pre-rulebase` and `post-rulebase` of a Panorama: which rules there are, and that all that stands in
/// them is understood. What they say is put together in `rules.cpp`, once all objects are known.
namespace muster::grammars::paloalto_panos {
namespace {

constexpr auto filters = Domains(Domain::filters);

/// What the conversion reads, or what changes nothing about who may send what where.
bool is_understood(std::string_view word) {
  static constexpr auto words = std::to_array<std::string_view>({"from",
                                                                 "to",
                                                                 "source",
                                                                 "destination",
                                                                 "service",
                                                                 "application",
                                                                 "action",
                                                                 "disabled",
                                                                 "log-start",
                                                                 "log-end",
                                                                 "negate-source",
                                                                 "negate-destination",
                                                                 "rule-type",
                                                                 "source-user",
                                                                 "category",
                                                                 "source-hip",
                                                                 "destination-hip",
                                                                 "hip-profiles",
                                                                 "schedule",
                                                                 "source-device",
                                                                 "destination-device",
                                                                 "source-imsi",
                                                                 "source-imei",
                                                                 "source-nw-slice",
                                                                 "target",
                                                                 "saas-user-list",
                                                                 "saas-tenant-list"});
  return std::ranges::find(words, word) != words.end();
}
bool is_harmless(std::string_view word) {
  static constexpr auto words = std::to_array<std::string_view>(
      {"description", "tag", "group-tag", "profile-setting", "log-setting", "qos", "option", "icmp-unreachable",
       "disable-server-response-inspection", "disable-inspect", "uuid", "loc", "negate-user"});
  return std::ranges::find(words, word) != words.end();
}

/// `pre-rulebase/security/rules/NAME`: the word above `security`.
std::string_view part_of(Place place) {
  const Configuration& config = place.walk.configuration();
  NodeId at = place.node;
  for (int up = 0; up < 3; ++up) at = config[at].parent;
  return config[at].text;
}

Outcome security_rule(Place place) {
  Rulebase& rulebase = place.state.rulebases[place.state.now.context];
  SecurityRule rule{place.node, false};
  for (const NodeId each : children(place)) {
    if (is_harmless(text(place, each))) {
      place.walk.ignore(each);
    } else if (!is_understood(text(place, each))) {
      place.walk.unknown(each, {}, "a setting of a security rule");
      rule.opaque = true;  // the rule itself says that it may match anything
    }
  }
  const std::string_view part = part_of(place);
  (part == "pre-rulebase" ? rulebase.pre : part == "post-rulebase" ? rulebase.post : rulebase.local).push_back(rule);
  return Outcome::understood;
}

Outcome intrazone(Place place) {
  place.state.rulebases[place.state.now.context].intrazone = place.node;
  return Outcome::understood;
}
Outcome interzone(Place place) {
  place.state.rulebases[place.state.now.context].interzone = place.node;
  return Outcome::understood;
}

/// A rulebase without rules has the default ones all the same.
Outcome rulebase(Place place) {
  place.state.rulebases[place.state.now.context];
  return Outcome::understood;
}

/// `application-override rules R { application A; port 22; ... }`: whatever comes there is taken for A.
Outcome application_override(Place place) {
  const NodeId application = value_at(place, place.node, {"application"});
  const bool disabled = says_yes(place, place.node, "disabled").value_or(false);
  if (application != no_node && !disabled) place.state.overridden.insert(text(place, application));
  return Outcome::understood;
}

/// The same rows for each of the three rulebases.
std::vector<Row> make_rows() {
  static std::deque<std::string> paths;
  static constexpr std::string_view inspection = "how the contents of what is let through are inspected";
  std::vector<Row> rows;
  for (const std::string_view base : {"rulebase", "pre-rulebase", "post-rulebase"}) {
    const auto path = [base](std::string_view rest) {
      return std::string_view(paths.emplace_back(std::string(base) + std::string(rest)));
    };
    rows.push_back({base, filters | Domain::routing, &rulebase});
    rows.push_back(block(path(" security"), filters));
    rows.push_back(block(path(" security rules"), filters));
    rows.push_back({path(" security rules *"), filters, &security_rule});
    rows.push_back(block(path(" default-security-rules"), filters));
    rows.push_back(block(path(" default-security-rules rules"), filters));
    rows.push_back({path(" default-security-rules rules intrazone-default"), filters, &intrazone});
    rows.push_back({path(" default-security-rules rules interzone-default"), filters, &interzone});
    rows.push_back(block(path(" application-override"), filters));
    rows.push_back(block(path(" application-override rules"), filters));
    rows.push_back({path(" application-override rules *"), filters, &application_override});
    rows.push_back(block(path(" nat"), filters));
    rows.push_back(block(path(" nat rules"), filters));
    rows.push_back({path(" nat rules *"), filters, &nat_rule});
    rows.push_back(known(path(" pbf"), Domain::routing));
    rows.push_back(known(path(" sdwan"), Domain::routing));
    rows.push_back(known(path(" network-packet-broker"), filters));
    rows.push_back(ignored(path(" decryption"), inspection));
    rows.push_back(ignored(path(" tunnel-inspect"), inspection));
    rows.push_back(ignored(path(" dos"), "limits of rates"));
    rows.push_back(ignored(path(" qos"), "queues and marks"));
    rows.push_back(ignored(path(" authentication"), "logins of those who pass through, not of administrators"));
    rows.push_back(ignored(path(" captive-portal"), "logins of those who pass through, not of administrators"));
  }
  return rows;
}

}  // namespace

Rows policy_rows() {
  static const std::vector<Row> rows = make_rows();
  return rows;
}

}  // namespace muster::grammars::paloalto_panos
