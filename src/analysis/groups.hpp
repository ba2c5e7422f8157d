#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "analysis/answer.hpp"
#include "core/ip.hpp"
#include "model/device.hpp"

/// What the values of a filter's rule stand for, with the device's object groups looked up.
namespace muster::analysis {

/// Says of the texts of a rule ("any", prefixes, ports, "group NAME", joined by commas) whether they match everything.
/// Remembers groups, so that each is read once. One thread.
class GroupReach {
 public:
  /// Without a device every group is unknown.
  explicit GroupReach(const model::Device* device);

  /// Yes: every address of at least one family. Unknown: a group is not there, or is not all known.
  [[nodiscard]] Answer every_address(std::string_view text, std::string_view context) { return every("address ", text, context); }
  /// Yes: every port, or every service.
  [[nodiscard]] Answer every_service(std::string_view text, std::string_view context) { return every("service ", text, context); }

 private:
  struct Interval {
    IpAddress first, last;
  };
  struct Parts {
    Answer all = Answer::no;
    std::vector<Interval> addresses;
  };

  Answer every(std::string_view kind, std::string_view text, std::string_view context);
  void add(Parts& parts, std::string_view kind, std::string_view member, std::string_view context);
  void add_group(Parts& parts, std::string_view kind, std::string_view name, std::string_view context);
  [[nodiscard]] const model::ObjectGroup* find(const std::string& name, std::string_view context) const;
  [[nodiscard]] static bool cover_a_family(std::vector<Interval>& addresses);

  std::unordered_map<std::string_view, std::vector<const model::ObjectGroup*>> by_name_;
  std::map<std::string, Parts> read_;  ///< by "context/kind name"
  std::set<std::string> open_;         ///< groups that are being read: one that holds itself adds nothing
};

}  // namespace muster::analysis
