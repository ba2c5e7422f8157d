#include "grammars/format.hpp"

#include <optional>
#include <string>
#include <string_view>

#include "grammars/cisco/words.hpp"
#include "grammars/cisco_nxos_route/next_hop.hpp"
#include "grammars/route_names.hpp"
#include "grammars/text_lines.hpp"

/// Output of `show ip route vrf all` and `show ipv6 route vrf all` of Cisco NX-OS.
namespace muster::grammars::cisco_nxos_route {
namespace {

constexpr std::string_view route_keyword = "route";
constexpr std::string_view next_hop_keyword = "next hop";
constexpr std::string_view vrf_keyword = "routing table";

class Reader {
 public:
  Reader(const ReadOptions& options, model::Device& device, std::size_t size)
      : options_(options), notes_(options, device, size / usual_line), table_(device.routes), names_(device.routes) {
    table_.rows.reserve(table_.rows.size() + size / usual_line);
  }

  ReadResult read(std::string_view bytes) {
    LineScanner scanner(bytes);
    for (TextLine line; scanner.next(line);) {
      notes_.begin(line);
      read_line(line.text);
    }
    end_route();
    if (!tables_) notes_.open(Domain::routes, "no heading: not a routing table");
    return notes_.finish();
  }

 private:
  static constexpr std::size_t usual_line = 56;

  void read_line(std::string_view text) {
    const std::string_view words = trim(text);
    if (words.empty() || words.front() == '\'') return notes_.understood();  // the legend, in quotes
    for (const std::string_view head : {"IP Route Table for VRF ", "IPv6 Routing Table for VRF "})
      if (words.starts_with(head)) return begin_table(words.substr(head.size()));
    if (words.starts_with("*via ") || words.starts_with("**via ") || words.starts_with("via ")) return next_hop(words);
    route(words);
  }

  /// What follows belongs to that VRF.
  void begin_table(std::string_view name) {
    end_route();
    tables_ = true;
    unread_vrf_ = notes_.disabled(vrf_keyword);
    if (unread_vrf_) return notes_.known(Domain::routes, vrf_keyword);
    if (name.size() < 3 || name.front() != '"' || name.back() != '"') {
      unread_vrf_ = true;
      return notes_.unknown(Domain::routes, "the name of a VRF in quotes", name);
    }
    name = name.substr(1, name.size() - 2);
    vrf_ = name == "default" ? std::string_view(options_.context) : name;
    notes_.understood();
  }

  /// The heading of a route says how many next hops must follow.
  void end_route() {
    if (prefix_ && unicast_ != announced_unicast_)
      notes_.open(Domain::routes, "the route to " + to_string(*prefix_) + " says that it has " +
                                      std::to_string(announced_unicast_) + " next hops, and " +
                                      std::to_string(unicast_) + " came");
    prefix_.reset();
    unicast_ = 0;
  }

  /// "10.0.0.0/8, ubest/mbest: 2/0, attached"
  void route(std::string_view words) {
    end_route();
    if (notes_.disabled(route_keyword) || unread_vrf_ || !tables_) {
      if (!tables_) return notes_.unknown(Domain::routes, "the heading of a table", words);
      return notes_.known(Domain::routes, route_keyword);
    }
    constexpr std::string_view separator = ", ubest/mbest: ";
    const std::size_t comma = words.find(separator);
    const auto prefix = parse_prefix(words.substr(0, comma));
    if (comma == std::string_view::npos || !prefix || words.substr(0, comma).find('/') == std::string_view::npos)
      return notes_.unknown(Domain::routes, "a prefix and the number of its next hops", words);
    const std::string_view counts = words.substr(comma + separator.size());
    const std::string_view number = counts.substr(0, counts.find('/'));
    if (!parse_number(number, announced_unicast_))
      return notes_.unknown(Domain::routes, "a number of next hops", counts);
    prefix_ = prefix->network();
    notes_.understood();
  }

  void next_hop(std::string_view words) {
    if (notes_.disabled(next_hop_keyword) || notes_.disabled(route_keyword) || unread_vrf_) {
      unicast_ = announced_unicast_;
      return notes_.known(Domain::routes, next_hop_keyword);
    }
    if (!prefix_) return notes_.unknown(Domain::routes, "a route before its next hop", words);
    NextHop hop;
    const bool understood = take_next_hop(words, hop);
    if (hop.best) ++unicast_;
    if (!understood) return notes_.unknown(Domain::routes, "a next hop and its details", words);
    if (!hop.best) return notes_.ignored();  // a path in reserve, or of multicast: packets do not take it
    add(hop);
  }

  void add(const NextHop& hop) {
    const std::string interface = hop.interface.empty() ? std::string() : cisco::long_interface_name(hop.interface);
    if (!names_.add({*prefix_, hop.via, hop.preference, hop.metric, neutral_protocol(hop.protocol), interface, vrf_,
                     notes_.line().number, options_.capture, hop.age}))
      return notes_.unknown(Domain::routes, "at most 65535 different names", hop.interface);
    notes_.understood();
  }

  const ReadOptions& options_;
  LineNotes notes_;
  model::RouteTable& table_;
  RouteNames names_;
  std::optional<IpPrefix> prefix_;       ///< the route that next hops belong to
  std::uint32_t announced_unicast_ = 0;  ///< next hops that it says it has
  std::uint32_t unicast_ = 0;            ///< and that came
  std::string_view vrf_;
  bool tables_ = false;
  bool unread_vrf_ = false;  ///< the table's heading was not read
};

ReadResult read(std::string_view bytes, const ReadOptions& options, model::Device& device) {
  return Reader(options, device, bytes.size()).read(bytes);
}

std::vector<KeywordInfo> keywords() {
  const Domains routes = Domain::routes;
  return {{std::string(route_keyword), routes, Treatment::modelled, {}},
          {std::string(next_hop_keyword), routes, Treatment::modelled, {}},
          {std::string(vrf_keyword), routes, Treatment::modelled, {}}};
}

}  // namespace

const Format& format() {
  static constexpr Format value{"cisco_nxos_route", "Cisco NX-OS routing tables (show ip route, show ipv6 route)",
                                Domain::routes,     read,
                                write_back_lines,   keywords};
  return value;
}

}  // namespace muster::grammars::cisco_nxos_route
