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

  /// Every address of at least one family, and of which.
  struct Addresses {
    Answer all = Answer::no;  ///< unknown: a group is not there, or is not all known
    bool v4 = false;
    bool v6 = false;
  };
  [[nodiscard]] Addresses every_address(std::string_view text, std::string_view context);
  /// Yes: every port, or every service. No packet has port 0: 1 to 65535 are all.
  [[nodiscard]] Answer every_service(std::string_view text, std::string_view context);

 private:
  struct Interval {
    IpAddress first, last;
  };
  struct Ports {
    std::uint32_t first, last;
  };
  struct Parts {
    Answer all = Answer::no;
    std::vector<Interval> addresses;
    std::vector<Ports> ports;
  };

  [[nodiscard]] Parts parts_of(std::string_view kind, std::string_view text, std::string_view context);
  void add(Parts& parts, std::string_view kind, std::string_view member, std::string_view context);
  static void add_ports(Parts& parts, std::string_view member);
  void add_group(Parts& parts, std::string_view kind, std::string_view name, std::string_view context);
  [[nodiscard]] const model::ObjectGroup* find(const std::string& name, std::string_view context) const;
  [[nodiscard]] static Addresses covered(std::vector<Interval>& addresses);
  [[nodiscard]] static bool cover_all(std::vector<Ports>& ports);

  std::unordered_map<std::string_view, std::vector<const model::ObjectGroup*>> by_name_;
  std::map<std::string, Parts> read_;  ///< by "context/kind name"
  std::set<std::string> open_;         ///< groups that are being read: what one that holds itself comes to is unknown
};

}  // namespace muster::analysis
