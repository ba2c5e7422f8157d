#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/secret.hpp"
#include "grammars/cursor.hpp"
#include "grammars/keyword_table.hpp"
#include "grammars/named_list.hpp"

/// A configuration in FRRouting's own words (vtysh, FRR 8). The handlers of each feature fill it line by line; its
/// `convert_...` turns it into the neutral model.
namespace muster::grammars::frr {

template <class T>
struct Said {
  T value{};
  model::LinesId lines = 0;
};
/// A setting that stands in the configuration, or nothing.
template <class T>
using Maybe = std::optional<Said<T>>;

/// A password or key. Its name is unique within its kind.
struct KeptSecret {
  std::string kind;
  std::string name;
  model::SecretAttribute value;
};

struct LogTarget {
  std::string transport;
  Maybe<std::string> severity;
  model::LinesId lines = 0;
};

struct Vty {
  LineSet lines;
  LineSet opened_by;
  Maybe<std::string> access_class;
  Maybe<std::int64_t> exec_timeout;
  Maybe<bool> login;
};

/// What an interface says of OSPF: of version 2 or of version 3.
struct OspfInterface {
  LineSet lines;
  bool mentioned = false;
  Maybe<bool> passive;
  Maybe<std::string> area;
  Maybe<std::string> authentication;  ///< "null", "simple", "message-digest", "trailer"
  bool key = false;         ///< `authentication-key`, or one of version 3
  bool digest_key = false;  ///< `message-digest-key`
};

struct VrrpGroup {
  LineSet lines;
  Maybe<std::int64_t> priority;
  std::vector<std::string> addresses;
  model::LinesId address_lines = 0;
};

struct Interface {
  LineSet lines;
  LineSet opened_by;
  Maybe<std::string> description;
  Maybe<std::string> vrf;
  Maybe<bool> shutdown;
  std::vector<std::string> addresses;
  model::LinesId address_lines = 0;
  OspfInterface ospf;
  OspfInterface ospf6;
  NamedList<VrrpGroup> vrrp;
};

struct AccessRule {
  std::uint32_t sequence = 0;
  model::FilterRule rule;
};

struct AccessList {
  LineSet lines;
  std::vector<AccessRule> rules;
};

struct BgpNeighbor {
  LineSet lines;
  bool group = false;  ///< a peer group, no neighbour itself
  std::string member_of;
  Maybe<std::string> remote_as;  ///< a number, "internal" or "external"
  Maybe<bool> password;
};

/// One `router bgp`: of the default VRF or of another.
struct Bgp {
  std::string as;
  NamedList<BgpNeighbor> neighbors;
};

struct OspfArea {
  LineSet lines;
  bool has_network = false;  ///< `network ... area`: interfaces that the configuration may not name
  Maybe<bool> authentication;
};

/// One `router ospf`.
struct Ospf {
  NamedList<OspfArea> areas;
  Maybe<bool> passive_default;
  std::vector<std::string> passive;
};

struct Config {
  explicit Config(model::LineTable& line_table) : table(line_table) {}

  model::LineTable& table;
  Maybe<std::string> hostname;
  Maybe<std::string> version;
  NamedList<KeptSecret> secrets;  ///< by "KIND NAME"
  std::unordered_map<std::size_t, std::string> passwords_seen;  ///< by hash: the same one of several daemons
  std::uint32_t line_passwords = 0;
  std::uint32_t enable_passwords = 0;
  NamedList<LogTarget> log_targets;
  model::LinesId timestamps = 0;
  Vty vty;
  NamedList<Interface> interfaces;
  NamedList<AccessList> access_lists;  ///< by "ip NAME", "ip6 NAME"
  NamedList<model::StaticRoute> routes;
  NamedList<Bgp> bgp;    ///< by VRF
  NamedList<Ospf> ospf;  ///< by instance and VRF
  bool printed = false;  ///< begins as the output of `show running-config`
  bool ended = false;    ///< the last statement is `end`

  // The block whose lines are being read.
  Interface* interface = nullptr;
  std::string interface_name;
  std::string vrf;
  Bgp* router_bgp = nullptr;
  std::string bgp_vrf;
  Ospf* router_ospf = nullptr;
  std::string key_chain;
};

using Row = Keyword<Config>;
using Rows = std::span<const Row>;
using Table = KeywordTable<Config>;

// The top-level keywords of each feature; their blocks are reached from them.
Rows system_rows();
Rows credential_rows();
Rows interface_rows();
Rows access_list_rows();
Rows static_route_rows();
Rows bgp_rows();
Rows ospf_rows();
Rows other_rows();  ///< declared: known or ignored

// What several blocks share.
Rows interface_ospf_rows();
Rows vrrp_rows();
Rows route_rows();
Rows block_end_rows();
Rows top_end_rows();

/// Where the objects go.
struct Target {
  model::Device& device;
  std::uint32_t capture = 0;
  std::string context;
  [[nodiscard]] model::LinesId id(const LineSet& lines) const { return lines.id(device.lines, capture); }
  void head(model::Object& object, const LineSet& lines) const {
    object.context = context;
    object.lines = id(lines);
  }
};

void convert_system(Config& config, const Target& target);
void convert_credentials(Config& config, const Target& target);
void convert_interfaces(Config& config, const Target& target);
void convert_vrrp(Config& config, const Target& target);
void convert_access_lists(Config& config, const Target& target);
void convert_static_routes(Config& config, const Target& target);
void convert_bgp(Config& config, const Target& target);
void convert_ospf(Config& config, const Target& target);

/// Marks `text`, a part of the statement, as secret and keeps it under its kind and name; the last one counts.
void keep_secret(Config& config, Cursor& cursor, std::string_view text, std::string kind, std::string name,
                 std::string_view format);

/// Sets a setting from the current line.
template <class T>
Outcome say(Maybe<T>& setting, T value, Cursor& cursor) {
  setting = Said<T>{std::move(value), cursor.lines()};
  return cursor.end();
}

template <class T>
void put_or_absent(model::Attribute<T>& to, const Maybe<T>& from) {
  if (from)
    to.set(from->value, from->lines);
  else
    to.set_absent();
}
template <class T>
void put_or_default(model::Attribute<T>& to, const Maybe<T>& from, T fallback) {
  if (from)
    to.set(from->value, from->lines);
  else
    to.set_default(std::move(fallback));
}

}  // namespace muster::grammars::frr
