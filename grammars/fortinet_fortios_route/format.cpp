#include "grammars/format.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "grammars/fortinet_fortios_route/next_hop.hpp"
#include "grammars/route_names.hpp"
#include "grammars/text_lines.hpp"

/// Output of `get router info routing-table all` and `get router info6 routing-table` of FortiOS.
namespace muster::grammars::fortinet_fortios_route {
namespace {

constexpr std::string_view route_keyword = "route";
constexpr std::string_view next_hop_keyword = "next hop";
constexpr std::string_view vrf_keyword = "Routing table for VRF";

/// The model's word for the first letter of a route's code; the others tell its kind.
std::string_view protocol_of(char code) {
  switch (code) {
    case 'K':
      return "kernel";
    case 'C':
      return "connected";
    case 'S':
      return "static";
    case 'R':
      return "rip";
    case 'B':
    case 'V':
      return "bgp";
    case 'O':
      return "ospf";
    case 'i':
    case 'I':
      return "isis";
    default:
      return {};
  }
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
    if (!legend_) notes_.open(Domain::routes, "no legend: not a routing table");
    return notes_.finish();
  }

 private:
  static constexpr std::size_t usual_line = 64;

  void read_line(std::string_view text) {
    const std::string_view words = trim(text);
    if (words.empty()) {
      in_legend_ = false;
      return notes_.understood();
    }
    if (text.starts_with("Codes: ")) legend_ = in_legend_ = true;
    if (text.starts_with("Codes: ") || words == "IPv6 Routing Table" || words.starts_with("Timers: "))
      return notes_.understood();
    if (text.starts_with(vrf_keyword)) return table(words);
    const bool indented = text.front() == ' ' || text.front() == '\t';
    if (in_legend_ && indented && words.find(" - ") != std::string_view::npos) return notes_.understood();
    in_legend_ = false;
    if (words == "No route available" || words == "Routing table is empty") return notes_.understood();
    if (indented) return further(words);
    route(text);
  }

  /// "Routing table for VRF=7": that of the virtual domain itself is number 0.
  void table(std::string_view words) {
    head_.reset();
    in_legend_ = false;
    std::uint32_t number = 0;
    unread_vrf_ = notes_.disabled(vrf_keyword);
    if (unread_vrf_) return notes_.known(Domain::routes, vrf_keyword);
    words.remove_prefix(vrf_keyword.size());
    if (!words.starts_with('=') || !parse_number(words.substr(1), number)) {
      unread_vrf_ = true;
      return notes_.unknown(Domain::routes, "the number of a VRF", words);
    }
    vrf_ = options_.context;
    if (number != 0) vrf_ += (vrf_.empty() ? "" : "/") + std::to_string(number);
    notes_.understood();
  }

  /// CODES PREFIX and its first next hop
  void route(std::string_view text) {
    head_.reset();
    if (notes_.disabled(route_keyword) || unread_vrf_) return notes_.known(Domain::routes, route_keyword);
    const std::size_t at = prefix_column(text);
    const std::string_view protocol = protocol_of(text.front());
    if (at == std::string_view::npos || protocol.empty())
      return notes_.unknown(Domain::routes, "a code and a prefix", text);
    const std::string_view word = text.substr(at, text.find_first_of(" \t", at) - at);
    const auto prefix = parse_prefix(word);
    if (!prefix || word.find('/') == std::string_view::npos) return notes_.unknown(Domain::routes, "a prefix", word);
    head_ = Head{prefix->network(), protocol};
    hop(trim(text.substr(at + word.size())));
  }

  /// Where the prefix begins: the first word behind a blank that holds a slash.
  static std::size_t prefix_column(std::string_view text) {
    constexpr std::size_t widest = 16;
    for (std::size_t at = 1; at < std::min(text.size(), widest); ++at) {
      if (text[at - 1] != ' ' || text[at] == ' ') continue;
      if (text.substr(at, text.find_first_of(" \t", at) - at).find('/') != std::string_view::npos) return at;
    }
    return std::string_view::npos;
  }

  void further(std::string_view words) {
    if (notes_.disabled(next_hop_keyword) || notes_.disabled(route_keyword) || unread_vrf_)
      return notes_.known(Domain::routes, next_hop_keyword);
    if (!head_) return notes_.unknown(Domain::routes, "a route before its next hop", words);
    hop(words);
  }

  void hop(std::string_view words) {
    NextHop next;
    if (!read_next_hop(words, next)) return notes_.unknown(Domain::routes, "a next hop and its details", words);
    if (!names_.add({head_->prefix, next.via, next.preference, next.metric, head_->protocol, next.interface, vrf_,
                     notes_.line().number, options_.capture, next.age}))
      return notes_.unknown(Domain::routes, "at most 65535 different names", words);
    notes_.understood();
  }

  struct Head {
    IpPrefix prefix;
    std::string_view protocol;
  };

  const ReadOptions& options_;
  LineNotes notes_;
  RouteNames names_;
  std::optional<Head> head_;
  std::string vrf_;
  bool legend_ = false;
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
  static constexpr Format value{
      "fortinet_fortios_route", "Fortinet FortiOS routing tables (get router info routing-table all)",
      Domain::routes,           read,
      write_back_lines,         keywords};
  return value;
}

}  // namespace muster::grammars::fortinet_fortios_route
