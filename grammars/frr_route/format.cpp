#include "grammars/format.hpp"

#include <optional>
#include <string>
#include <string_view>

#include "grammars/frr_route/codes.hpp"
#include "grammars/frr_route/next_hop.hpp"
#include "grammars/route_names.hpp"
#include "grammars/text_lines.hpp"

/// Output of `show ip route` and `show ipv6 route` of FRR's vtysh, of one VRF or of all.
namespace muster::grammars::frr_route {
namespace {

constexpr std::string_view route_keyword = "route";
constexpr std::string_view next_hop_keyword = "further next hop";
constexpr std::string_view vrf_keyword = "VRF";

/// The route that further next hops belong to.
struct Head {
  bool valid = false;
  bool selected = false;
  IpPrefix prefix;
  Distance distance;
  std::string_view protocol;
};

class Reader {
 public:
  Reader(const ReadOptions& options, model::Device& device, std::size_t size)
      : options_(options), notes_(options, device, size / usual_line), table_(device.routes), names_(device.routes), vrf_(options.context) {
    table_.rows.reserve(table_.rows.size() + size / usual_line);
  }

  ReadResult read(std::string_view bytes) {
    LineScanner scanner(bytes);
    for (TextLine line; scanner.next(line);) {
      notes_.begin(line);
      read_line(line.text);
    }
    return notes_.finish();
  }

 private:
  static constexpr std::size_t usual_line = 64;

  void read_line(std::string_view text) {
    if (trim(text).empty()) return end_legend();
    if (text.starts_with("Codes: ")) {
      in_legend_ = true;
      text.remove_prefix(std::string_view("Codes: ").size());
    }
    if (in_legend_) return legend(text);
    if (text.starts_with("VRF ")) return vrf(text);
    if (text.starts_with("  ")) return further(text);
    route(text);
  }

  void end_legend() {
    in_legend_ = false;
    notes_.understood();
  }

  void legend(std::string_view text) {
    if (codes_.add(text)) return notes_.understood();
    in_legend_ = false;
    notes_.unknown(Domain::routes, "a letter and its meaning", trim(text));
  }

  /// "VRF blue:" or "VRF default table 100:". What follows belongs to it.
  void vrf(std::string_view text) {
    head_.valid = false;
    Words words(text);
    words.next();
    std::string_view name = trim(words.rest());
    if (notes_.disabled(vrf_keyword)) {
      unread_vrf_ = true;
      return notes_.known(Domain::routes, vrf_keyword);
    }
    if (!name.ends_with(':') || name.size() == 1) return notes_.unknown(Domain::routes, "NAME:", name);
    name.remove_suffix(1);
    unread_vrf_ = false;
    vrf_ = name == "default" ? std::string_view(options_.context) : name;
    notes_.understood();
  }

  /// CODE[INSTANCE]SELECTED STATE PREFIX [DISTANCE/METRIC] NEXT-HOP
  void route(std::string_view text) {
    head_ = Head{};
    const std::string_view protocol = codes_.protocol(text.front());
    if (protocol.empty()) return notes_.unknown(Domain::routes, "a code of the legend", text.substr(0, text.find(' ')));
    if (notes_.disabled(route_keyword) || unread_vrf_) return notes_.known(Domain::routes, route_keyword);
    std::string_view rest = text.substr(1);
    if (rest.starts_with('[')) rest.remove_prefix(std::min(rest.find(']') + 1, rest.size()));
    constexpr std::size_t columns = 3;
    if (rest.size() < columns || (rest[0] != '>' && rest[0] != ' ') || rest[2] != ' ')
      return notes_.unknown(Domain::routes, "two columns of state", rest);
    const bool installed = rest[1] == '*';
    if (!is_state(rest[1])) return notes_.unknown(Domain::routes, "a state of the legend", rest.substr(1));
    head_.selected = rest[0] == '>';
    head_.protocol = protocol;
    rest.remove_prefix(columns);
    const std::string_view word = rest.substr(0, rest.find(' '));
    const auto prefix = parse_prefix(word);
    if (!prefix || word.find('/') == std::string_view::npos) return notes_.unknown(Domain::routes, "a prefix", word);
    head_.prefix = *prefix;
    rest.remove_prefix(std::min(word.size() + 1, rest.size()));
    if (!take_distance(rest, head_.distance)) return notes_.unknown(Domain::routes, "[DISTANCE/METRIC]", rest);
    head_.valid = true;
    hop(rest, installed);
  }

  void further(std::string_view text) {
    if (notes_.disabled(next_hop_keyword) || unread_vrf_) return notes_.known(Domain::routes, next_hop_keyword);
    const std::string_view rest = trim(text.substr(std::min<std::size_t>(3, text.size())));
    if (!head_.valid) return notes_.unknown(Domain::routes, "a route before its next hop", trim(text));
    if (!is_state(text[2])) return notes_.unknown(Domain::routes, "a state of the legend", text.substr(2));
    hop(rest, text[2] == '*');
  }

  static bool is_state(char c) { return std::string_view(" *qrbto").find(c) != std::string_view::npos; }

  /// Only a next hop that packets take is a row; the others are offers that lost, or not in the forwarding table yet.
  void hop(std::string_view rest, bool installed) {
    NextHop next;
    std::string_view left = trim(rest);
    if (!take_next_hop(left, next)) return notes_.unknown(Domain::routes, "a next hop and its details", left);
    if (!head_.selected || !installed) return notes_.ignored();
    if (!names_.add({head_.prefix, next.via, head_.distance.preference, head_.distance.metric, head_.protocol, next.interface, vrf_,
                     notes_.line().number, options_.capture, next.age}))
      return notes_.unknown(Domain::routes, "at most 65535 different names", rest);
    notes_.understood();
  }

  const ReadOptions& options_;
  LineNotes notes_;
  model::RouteTable& table_;
  RouteNames names_;
  Codes codes_;
  Head head_;
  std::string_view vrf_;
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
  static constexpr Format value{"frr_route", "FRRouting routing tables (show ip route)", Domain::routes,
                                read,        write_back_lines,                           keywords};
  return value;
}

}  // namespace muster::grammars::frr_route
