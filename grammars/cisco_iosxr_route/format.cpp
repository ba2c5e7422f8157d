#include "grammars/format.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "grammars/cisco/time_stamp.hpp"
#include "grammars/cisco_iosxr_route/codes.hpp"
#include "grammars/cisco_iosxr_route/next_hop.hpp"
#include "grammars/durations.hpp"
#include "grammars/route_names.hpp"
#include "grammars/text_lines.hpp"

/// Output of `show route` of Cisco IOS XR: of one address family, of one VRF or of all.
namespace muster::grammars::cisco_iosxr_route {
namespace {

constexpr std::string_view route_keyword = "route";
constexpr std::string_view next_hop_keyword = "next hop";
constexpr std::string_view vrf_keyword = "VRF";
constexpr std::string_view entry_keyword = "Routing entry for";

/// The route that next hops belong to.
struct Head {
  IpPrefix prefix;
  std::string_view protocol;
  std::uint32_t preference = 0;
  std::uint32_t metric = 0;
  std::optional<std::uint32_t> age = {};
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
    end_route();
    if (single_) notes_.open(Domain::routes, "single routes, not the table");
    if (!tables_ && !single_) notes_.open(Domain::routes, "no legend: not a routing table");
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
    if (words.starts_with("Codes: ")) {
      tables_ = in_legend_ = true;
      return notes_.understood();
    }
    if (in_legend_ && words.find(" - ") != std::string_view::npos) return notes_.understood();
    in_legend_ = false;
    if (words.starts_with("VRF: ")) return begin_vrf(trim(words.substr(5)));
    if (is_structure(words)) return notes_.understood();
    if (words.starts_with("% No matching routes found")) return nothing_there();
    if (words.starts_with(entry_keyword)) return begin_entry(trim(words.substr(entry_keyword.size())));
    if (in_entry_) return detail(words);
    if (text.front() != ' ' && text.front() != '\t') return route(text);
    further(words);
  }

  static bool is_structure(std::string_view words) {
    return words.starts_with("Gateway of last resort is ") || cisco::is_time_stamp(words) || words.starts_with("show route");
  }

  /// What follows belongs to the VRF `name`.
  void begin_vrf(std::string_view name) {
    end_route();
    in_entry_ = false;
    unread_vrf_ = notes_.disabled(vrf_keyword);
    if (unread_vrf_) return notes_.known(Domain::routes, vrf_keyword);
    if (name.empty() || name.find(' ') != std::string_view::npos) return notes_.unknown(Domain::routes, "the name of a VRF", name);
    vrf_ = name == "default" ? std::string_view(options_.context) : name;
    notes_.understood();
  }

  void nothing_there() {
    tables_ = true;
    notes_.understood();
  }

  /// A route whose next hop never came was not understood, even if its line was.
  void end_route() {
    if (head_ && !has_hop_) notes_.open(Domain::routes, "the route to " + to_string(head_->prefix) + " has no next hop");
    head_.reset();
    has_hop_ = false;
  }

  // ---- the table

  /// CODE PREFIX [DISTANCE/METRIC] NEXT-HOP, the next hop perhaps on lines of its own
  void route(std::string_view text) {
    end_route();
    if (notes_.disabled(route_keyword) || unread_vrf_) return notes_.known(Domain::routes, route_keyword);
    const std::size_t at = prefix_column(text);
    if (at == std::string_view::npos) return notes_.unknown(Domain::routes, "a code and a prefix", text);
    const auto protocol = protocol_of(text.substr(0, at));
    if (!protocol) return notes_.unknown(Domain::routes, "a code of the legend", text.substr(0, at));
    const std::string_view word = text.substr(at, text.find_first_of(" ,\t\r", at) - at);
    const auto prefix = parse_prefix(word);
    if (!prefix || word.find('/') == std::string_view::npos) return notes_.unknown(Domain::routes, "a prefix", word);
    head_ = Head{*prefix, *protocol};
    const std::string_view rest = trim(text.substr(at + word.size()));
    if (rest.empty()) return notes_.understood();
    hop(rest);
  }

  /// Where the prefix begins: the first word behind a blank that has a dot or a colon and a slash.
  static std::size_t prefix_column(std::string_view text) {
    constexpr std::size_t widest = 16;
    for (std::size_t at = 1; at < std::min(text.size(), widest); ++at) {
      if (text[at - 1] != ' ' || text[at] == ' ') continue;
      const std::string_view word = text.substr(at, text.find_first_of(" ,\t\r", at) - at);
      if (word.find_first_of(".:") != std::string_view::npos) return at;
    }
    return std::string_view::npos;
  }

  /// A line that belongs to the route above it.
  void further(std::string_view words) {
    if (notes_.disabled(next_hop_keyword) || notes_.disabled(route_keyword) || unread_vrf_) {
      has_hop_ = true;
      return notes_.known(Domain::routes, next_hop_keyword);
    }
    if (!head_) return notes_.unknown(Domain::routes, "a route before its next hop", words);
    hop(words);
  }

  void hop(std::string_view text) {
    const auto next = parse_next_hop(text);
    if (!next) return notes_.unknown(Domain::routes, "a next hop and its details", text);
    add(*next, text);
  }

  void add(const NextHop& next, std::string_view text) {
    has_hop_ = true;
    if (!names_.add({head_->prefix, next.via, next.preference, next.metric, head_->protocol, next.interface, vrf_,
                     notes_.line().number, options_.capture, next.age}))
      return notes_.unknown(Domain::routes, "at most 65535 different names", text);
    notes_.understood();
  }

  // ---- one route in detail

  void begin_entry(std::string_view text) {
    end_route();
    single_ = in_entry_ = true;
    if (notes_.disabled(entry_keyword) || notes_.disabled(route_keyword) || unread_vrf_) {
      unread_entry_ = true;
      return notes_.known(Domain::routes, entry_keyword);
    }
    unread_entry_ = false;
    const auto prefix = parse_prefix(text);
    if (!prefix) return notes_.unknown(Domain::routes, "a prefix", text);
    head_ = Head{*prefix, {}};
    notes_.understood();
  }

  void detail(std::string_view words) {
    if (unread_entry_) return notes_.known(Domain::routes, entry_keyword);
    if (words.starts_with("Known via \"")) return known_via(words.substr(11));
    if (words.starts_with("Installed ")) return installed(words);
    if (head_ && is_hop(words)) return detail_hop(words);
    notes_.ignored();  // labels, tags, who is told of the route
  }

  /// `bgp 65001", distance 200, metric 10, ...`
  void known_via(std::string_view text) {
    const std::size_t quote = text.find('"');
    const auto protocol = protocol_named(text.substr(0, std::min(quote, text.size())));
    if (!head_ || !protocol) return notes_.unknown(Domain::routes, "a source of routes", text);
    head_->protocol = *protocol;
    number_behind(text, "distance ", head_->preference);
    number_behind(text, "metric ", head_->metric);
    notes_.understood();
  }

  static void number_behind(std::string_view text, std::string_view word, std::uint32_t& number) {
    const std::size_t at = text.find(word);
    if (at == std::string_view::npos) return;
    const std::string_view rest = text.substr(at + word.size());
    std::uint32_t value = 0;
    if (parse_number(rest.substr(0, rest.find_first_not_of("0123456789")), value)) number = value;
  }

  void installed(std::string_view words) {
    const std::size_t at = words.rfind(" for ");
    const auto age = at == std::string_view::npos ? std::nullopt : parse_age(words.substr(at + 5));
    if (!head_ || !age) return notes_.unknown(Domain::routes, "an age", words);
    head_->age = age;
    notes_.understood();
  }

  static bool is_hop(std::string_view words) {
    return words.starts_with("directly connected") || parse_ip(words.substr(0, words.find_first_of(", "))).has_value();
  }

  /// `192.0.2.1, from 192.0.2.9, via Bundle-Ether1, Protected`, `directly connected, via Loopback0`
  void detail_hop(std::string_view words) {
    if (notes_.disabled(next_hop_keyword)) {
      has_hop_ = true;
      return notes_.known(Domain::routes, next_hop_keyword);
    }
    NextHop next;
    next.via = parse_ip(words.substr(0, words.find_first_of(", ")));
    const std::size_t via = words.find(", via ");
    if (via != std::string_view::npos) {
      const std::string_view name = words.substr(via + 6);
      next.interface = name.substr(0, name.find_first_of(", "));
    }
    next.preference = head_->preference;
    next.metric = head_->metric;
    next.age = head_->age;
    add(next, words);
  }

  const ReadOptions& options_;
  LineNotes notes_;
  model::RouteTable& table_;
  RouteNames names_;
  std::optional<Head> head_;
  bool has_hop_ = false;
  std::string_view vrf_;
  bool tables_ = false;
  bool single_ = false;
  bool in_legend_ = false;
  bool in_entry_ = false;
  bool unread_entry_ = false;
  bool unread_vrf_ = false;  ///< the table's heading was not read
};

ReadResult read(std::string_view bytes, const ReadOptions& options, model::Device& device) {
  return Reader(options, device, bytes.size()).read(bytes);
}

std::vector<KeywordInfo> keywords() {
  const Domains routes = Domain::routes;
  return {{std::string(route_keyword), routes, Treatment::modelled, {}},
          {std::string(next_hop_keyword), routes, Treatment::modelled, {}},
          {std::string(vrf_keyword), routes, Treatment::modelled, {}},
          {std::string(entry_keyword), routes, Treatment::modelled, {}}};
}

}  // namespace

const Format& format() {
  static constexpr Format value{"cisco_iosxr_route", "Cisco IOS XR routing tables (show route)",
                                Domain::routes,      read,
                                write_back_lines,    keywords};
  return value;
}

}  // namespace muster::grammars::cisco_iosxr_route
