#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/group_members.hpp"
#include "analysis/packet_sets.hpp"
#include "model/device.hpp"

namespace muster::analysis {

/// Numbers for names that have no order of their own, within one filter.
class NameNumbers {
 public:
  [[nodiscard]] Number of(std::string_view name);

 private:
  std::map<std::string, Number, std::less<>> numbers_;
};

/// A set that is known in part: what is surely in it, and what may be.
struct Bounds {
  Spans surely;
  Spans maybe;
};

/// The packets of one family that the fields of a rule describe. Conditions that are not among the fields
/// (`other_conditions`) are left out: the rule says itself that it has some.
struct RulePackets {
  std::vector<Product> surely;  ///< empty where some field is not understood at all
  std::vector<Product> maybe;
  bool host_names_only = false;  ///< its addresses are unknown for host names alone: they are few
};

/// Reads fields of rules as sets of numbers, for one filter. One thread.
class RuleReader {
 public:
  RuleReader(GroupCatalogue& groups, std::string_view context) : groups_(groups), context_(context) {}

  /// `family` is 4 or 6.
  [[nodiscard]] RulePackets read(const model::FilterRule& rule, int family);
  /// "tcp any 10.0.0.0/8 23", "ip 192.0.2.0/24 any", "udp any any 53 from outside to dmz": a new connection. Nothing
  /// where it is not such a text.
  [[nodiscard]] std::optional<Product> read_flow(std::string_view text, int family);

  [[nodiscard]] static Span all_addresses(int family);
  [[nodiscard]] static Span all_ports() { return {0, 65535}; }
  [[nodiscard]] static Span all_protocols() { return {0, 255}; }

 private:
  struct Service {
    Bounds protocol;
    Bounds ports;
  };
  [[nodiscard]] Bounds addresses(std::string_view text, int family);
  void add_address(std::string_view member, int family, std::vector<Span>& surely, bool& whole);
  [[nodiscard]] std::vector<Service> services(std::string_view text, const Bounds& protocol);
  [[nodiscard]] Bounds source_ports(std::string_view text);
  [[nodiscard]] static Bounds names(std::string_view text, NameNumbers& numbers);
  [[nodiscard]] static bool understood(const model::FilterRule& flow);

  GroupCatalogue& groups_;
  std::string_view context_;
  NameNumbers zones_;
  NameNumbers applications_;
  bool host_names_ = false;  ///< seen in the rule that is being read, as is the next
  bool unknown_group_ = false;
};

}  // namespace muster::analysis
