#pragma once

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "report/report_data.hpp"

namespace muster::report {

/// The headings of the guideline, in its order. A report shows each of them, also where no rule was loaded.
inline constexpr std::array<std::string_view, 7> guideline_sections{
    "Cluster failover and health", "Logging",  "Open ports",       "Routing tables and firewall rules",
    "Default credentials",         "Firmware", "DMZ context paths"};

/// The rules of a run by id. A verdict may name a rule that the run does not describe: it gets an entry of its own,
/// so that nothing is dropped. Refers to the run.
class RuleTable {
 public:
  explicit RuleTable(const RunReport& run);

  /// The rule of that id; every id that occurs in the run is known.
  [[nodiscard]] const RuleInfo& rule(std::string_view id) const;
  /// All rules, sorted by id.
  [[nodiscard]] std::vector<const RuleInfo*> rules() const;
  /// The guideline's sections in its order, then other ones by name.
  [[nodiscard]] const std::vector<std::string>& sections() const { return sections_; }
  /// Index into `sections()`.
  [[nodiscard]] std::size_t section_index(std::string_view id) const;

 private:
  std::map<std::string, RuleInfo, std::less<>> rules_;
  std::vector<std::string> sections_;
};

}  // namespace muster::report
