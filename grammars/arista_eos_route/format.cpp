#include "grammars/format.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "grammars/arista_eos_route/codes.hpp"
#include "grammars/route_names.hpp"
#include "grammars/text_lines.hpp"

/// Output of `show ip route` and `show ipv6 route` of Arista EOS, of one VRF or of all.
namespace muster::grammars::arista_eos_route {
namespace {

constexpr std::string_view route_keyword = "route";
constexpr std::string_view next_hop_keyword = "next hop";
constexpr std::string_view vrf_keyword = "VRF";

struct Head {
  IpPrefix prefix;
  std::uint32_t preference = 0;
  std::uint32_t metric = 0;
  std::string_view protocol;
};

/// "[110/20]", or nothing; false if it is neither.
bool take_distance(Words& words, Head& head) {
  std::string_view word = words.peek();
  if (!word.starts_with('[')) return true;
  const std::size_t slash = word.find('/');
  if (slash == std::string_view::npos || !word.ends_with(']')) return false;
  words.next();
  return parse_number(word.substr(1, slash - 1), head.preference) &&
         parse_number(word.substr(slash + 1, word.size() - slash - 2), head.metric);
}

struct NextHop {
  std::optional<IpAddress> via;
  std::string_view interface;
};

std::string_view without_comma(std::string_view word) {
  if (word.ends_with(',')) word.remove_suffix(1);
  return word;
}

/// "via A, I", "via I, directly connected", "[is] directly connected, I", "via VTEP A VNI N router-mac M
/// [local-interface I]", each with a label behind it perhaps.
bool read_next_hop(Words words, NextHop& hop) {
  std::string_view word = words.next();
  if (word == "is") word = words.next();
  if (word == "directly") {
    if (words.next() != "connected,") return false;
    hop.interface = words.next();
    return !hop.interface.empty() && words.rest().empty();
  }
  if (word != "via") return false;
  word = words.next();
  if (word == "VTEP") {
    hop.via = parse_ip(words.next());
    for (word = words.next(); !word.empty(); word = words.next())
      if (word == "local-interface") hop.interface = words.next();
    return hop.via.has_value();
  }
  hop.via = parse_ip(without_comma(word));
  hop.interface = without_comma(hop.via ? words.next() : word);
  if (hop.interface.empty()) return false;
  if (!hop.via && words.rest() != "directly connected") return false;
  if (!hop.via) return true;
  word = words.next();
  return word.empty() || word == "label" || word == "weight" ||
         words.text().find("(egress VRF") != std::string_view::npos;
}

class Reader {
 public:
  Reader(const ReadOptions& options, model::Device& device, std::size_t size)
      : options_(options), notes_(options, device, size / usual_line), names_(device.routes), vrf_(options.context) {
    device.routes.rows.reserve(device.routes.rows.size() + size / usual_line);
  }

  ReadResult read(std::string_view bytes) {
    LineScanner scanner(bytes);
    for (TextLine line; scanner.next(line);) {
      notes_.begin(line);
      read_line(line.text);
    }
    end_table();
    if (!tables_) notes_.open(Domain::routes, "no legend: not a routing table");
    return notes_.finish();
  }

 private:
  static constexpr std::size_t usual_line = 64;

  void read_line(std::string_view text) {
    const std::string_view words = trim(text);
    if (words.empty()) return end_legend();
    if (words.starts_with("VRF: ") || words.starts_with("VRF name: "))
      return begin_table(trim(words.substr(words.find(':') + 1)));
    if (words.starts_with("Codes: ")) return begin_legend(words.substr(7));
    if (in_legend_ && codes_.add(words)) return notes_.understood();
    in_legend_ = false;
    if (words.starts_with("Gateway of last resort")) return notes_.understood();
    if (words.starts_with("! IP routing not enabled") || words.starts_with("! IPv6 routing not enabled"))
      return notes_.understood();
    if (words.starts_with("Displaying ")) return announce(words);
    if (words.starts_with("via ") || words.starts_with("directly connected")) return further(words);
    route(text);
  }

  void end_legend() {
    in_legend_ = false;
    notes_.understood();
  }

  void begin_legend(std::string_view text) {
    in_legend_ = codes_.add(text);
    tables_ = tables_ || in_legend_;
    if (in_legend_) return notes_.understood();
    notes_.unknown(Domain::routes, "a code and its meaning", text);
  }

  void begin_table(std::string_view name) {
    end_table();
    unread_vrf_ = notes_.disabled(vrf_keyword);
    if (unread_vrf_) return notes_.known(Domain::routes, vrf_keyword);
    if (name.empty() || name.find(' ') != std::string_view::npos)
      return notes_.unknown(Domain::routes, "the name of a VRF", name);
    vrf_ = name == "default" ? std::string_view(options_.context) : name;
    notes_.understood();
  }

  /// "Displaying 5 of 8 IPv6 routing table entries": the device says how many routes must follow.
  void announce(std::string_view text) {
    Words words(text, 11);
    std::uint32_t entries = 0;
    const std::string_view number = words.next();
    if (!parse_number(number, entries)) return notes_.unknown(Domain::routes, "the number of entries", number);
    announced_ = entries;
    notes_.understood();
  }

  void end_table() {
    end_route();
    if (announced_ && *announced_ != routes_)
      notes_.open(Domain::routes, "the table says that it shows " + std::to_string(*announced_) + " entries, and " +
                                      std::to_string(routes_) + " came");
    announced_.reset();
    routes_ = 0;
  }

  void end_route() {
    if (head_ && !has_hop_)
      notes_.open(Domain::routes, "the route to " + to_string(head_->prefix) + " has no next hop");
    head_.reset();
    has_hop_ = false;
  }

  /// CODE PREFIX [DISTANCE/METRIC] NEXT-HOP, the next hop perhaps on lines of its own
  void route(std::string_view text) {
    end_route();
    if (notes_.disabled(route_keyword) || unread_vrf_) return notes_.known(Domain::routes, route_keyword);
    const std::size_t at = prefix_column(text);
    if (at == std::string_view::npos) return notes_.unknown(Domain::routes, "a code and a prefix", text);
    const auto protocol = codes_.protocol(text.substr(0, at));
    if (!protocol) return notes_.unknown(Domain::routes, "a code of the legend", text);
    Words words(text, at);
    const auto prefix = parse_prefix(words.next());
    Head head{*prefix, 0, 0, *protocol};
    if (!take_distance(words, head)) return notes_.unknown(Domain::routes, "[DISTANCE/METRIC]", words.rest());
    head_ = head;
    ++routes_;
    if (words.rest().empty()) return notes_.understood();
    hop(words);
  }

  /// Where the first word that is a prefix begins.
  static std::size_t prefix_column(std::string_view text) {
    constexpr std::size_t widest = 16;
    for (std::size_t at = 1; at < std::min(text.size(), widest); ++at) {
      if (text[at - 1] != ' ' || text[at] == ' ') continue;
      const std::string_view word = text.substr(at, text.find_first_of(" \t\r", at) - at);
      if (word.find('/') != std::string_view::npos && parse_prefix(word)) return at;
    }
    return std::string_view::npos;
  }

  /// A further next hop of the route above.
  void further(std::string_view words) {
    if (notes_.disabled(next_hop_keyword) || notes_.disabled(route_keyword) || unread_vrf_) {
      has_hop_ = true;
      return notes_.known(Domain::routes, next_hop_keyword);
    }
    if (!head_) return notes_.unknown(Domain::routes, "a route before its next hop", words);
    hop(Words(words));
  }

  void hop(Words words) {
    NextHop next;
    const std::string_view rest = words.rest();
    if (!read_next_hop(Words(rest), next)) return notes_.unknown(Domain::routes, "a next hop and its details", rest);
    has_hop_ = true;
    if (!names_.add({head_->prefix, next.via, head_->preference, head_->metric, head_->protocol, next.interface, vrf_,
                     notes_.line().number, options_.capture}))
      return notes_.unknown(Domain::routes, "at most 65535 different names", rest);
    notes_.understood();
  }

  const ReadOptions& options_;
  LineNotes notes_;
  RouteNames names_;
  Codes codes_;
  std::optional<Head> head_;
  bool has_hop_ = false;
  std::string_view vrf_;
  std::optional<std::uint32_t> announced_;
  std::uint32_t routes_ = 0;
  bool tables_ = false;
  bool in_legend_ = false;
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
  static constexpr Format value{"arista_eos_route", "Arista EOS routing tables (show ip route, show ipv6 route)",
                                Domain::routes,     read,
                                write_back_lines,   keywords};
  return value;
}

}  // namespace muster::grammars::arista_eos_route
