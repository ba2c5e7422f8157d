#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grammars/cursor.hpp"
#include "grammars/named_list.hpp"

/// Objects and object groups: named addresses and services that access lists and NAT refer to.
namespace muster::grammars::cisco_asa {

/// What a service of a group matches.
struct ServiceMatch {
  std::string protocol;  ///< "any", "tcp", "udp", ...
  std::string source_port = "any";
  std::string destination_port = "any";
  bool narrower = false;  ///< only some types of ICMP
};

struct Group {
  enum class Kind : std::uint8_t { network, service, ports, protocol, icmp, other };
  Kind kind = Kind::other;
  LineSet lines;
  LineSet opened_by;                 ///< a member was not understood
  std::vector<std::string> members;  ///< in the model's words
  std::vector<std::string> names;    ///< groups and objects inside
  std::vector<ServiceMatch> services;
  std::string port_protocol;  ///< of a group of ports: "tcp", "udp", "tcp-udp"

  [[nodiscard]] bool is_address() const { return kind == Kind::network; }
};

/// What a group of services stands for, with those inside it.
struct ResolvedServices {
  std::vector<ServiceMatch> matches;
  bool complete = true;  ///< all of it is known, and not too much to write out
};
/// Whether the addresses of a group are all there are.
enum class Cover : std::uint8_t { everything, less, unsure };

/// Answers about the groups of one configuration, each worked out once. What would take longer than a configuration
/// is worth is not known.
class Resolver {
 public:
  explicit Resolver(NamedList<Group>& groups) : groups_(groups) {}
  [[nodiscard]] Cover cover(const std::string& name);
  /// Valid until the next call.
  [[nodiscard]] const ResolvedServices& services(const std::string& name);

 private:
  [[nodiscard]] bool spend(std::size_t work);
  [[nodiscard]] Cover compute_cover(const std::string& name);
  [[nodiscard]] ResolvedServices compute_services(const std::string& name);

  NamedList<Group>& groups_;
  NamedList<Cover> covers_;
  NamedList<ResolvedServices> services_;
  std::size_t spent_ = 0;
};

/// `eq P`, `neq P`, `lt P`, `gt P`, `range P Q` in the model's words; nothing (and the cursor where it was) for
/// anything else.
std::optional<std::string> take_ports(Cursor& cursor);
/// A protocol's name or number in the model's words ("any" for ip); empty if it is none.
std::string protocol_of(std::string_view word);
[[nodiscard]] bool has_ports(std::string_view protocol);
/// Whether `word` is a type of ICMP or ICMPv6 messages, by name or number.
[[nodiscard]] bool is_icmp_type(std::string_view word);

}  // namespace muster::grammars::cisco_asa
