#include "grammars/format.hpp"

#include <optional>
#include <string>
#include <string_view>

#include "grammars/addresses.hpp"
#include "grammars/cisco_asa_route/hop.hpp"
#include "grammars/cisco/route_codes.hpp"
#include "grammars/route_names.hpp"
#include "grammars/text_lines.hpp"

/// Output of `show route`, `show route management-only` and `show ipv6 route` of Cisco ASA. Prefixes come with a mask;
/// interfaces by their `nameif`. An address that a `name` of the configuration replaces cannot be told: such a line is
/// not understood.
namespace muster::grammars::cisco_asa_route {
namespace {

constexpr std::string_view route_keyword = "route";
constexpr std::string_view next_hop_keyword = "next hop";
constexpr std::string_view table_keyword = "routing table";

struct Head {
  IpPrefix prefix;
  Distance distance;
  std::string_view protocol;
};

class Reader {
 public:
  Reader(const ReadOptions& options, model::Device& device, std::size_t size)
      : options_(options),
        notes_(options, device, size / usual_line),
        table_(device.routes),
        names_(device.routes),
        vrf_(options.context) {
    table_.rows.reserve(table_.rows.size() + size / usual_line);
  }

  ReadResult read(std::string_view bytes) {
    LineScanner scanner(bytes);
    for (TextLine line; scanner.next(line);) {
      notes_.begin(line);
      read_line(line.text);
    }
    end_route();
    if (!tables_) notes_.open(Domain::routes, "no legend: not a routing table");
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
    if (text.starts_with("Codes: ")) return begin_legend(text);
    if (in_legend_ && codes_.add(text)) return notes_.understood();
    in_legend_ = false;
    if (text.starts_with("Routing Table: ")) return begin_table(trim(text.substr(15)));
    if (text.starts_with("IPv6 Routing Table")) return notes_.understood();
    if (text.starts_with("Gateway of last resort is ") || text.starts_with("Routing entry for "))
      return notes_.understood();
    if (text.front() != ' ' && text.front() != '\t') return route(text);
    further(words);
  }

  void begin_legend(std::string_view text) {
    tables_ = in_legend_ = codes_.add(text.substr(7));
    if (in_legend_) return notes_.understood();
    notes_.unknown(Domain::routes, "a code and its meaning", text.substr(7));
  }

  /// "Routing Table: mgmt-only": interfaces for management have a table of their own.
  void begin_table(std::string_view name) {
    end_route();
    unread_table_ = notes_.disabled(table_keyword);
    if (unread_table_) return notes_.known(Domain::routes, table_keyword);
    if (name.empty() || name.find(' ') != std::string_view::npos)
      return notes_.unknown(Domain::routes, "the name of a table", name);
    vrf_ = name;
    notes_.understood();
  }

  /// A route whose next hop never came was not understood, even if its line was.
  void end_route() {
    if (head_ && !has_hop_)
      notes_.open(Domain::routes, "the route to " + to_string(head_->prefix) + " has no next hop");
    head_.reset();
    has_hop_ = false;
  }

  /// CODE ADDRESS MASK [DISTANCE/METRIC] NEXT-HOP, or CODE PREFIX6 [DISTANCE/METRIC]
  void route(std::string_view text) {
    end_route();
    if (notes_.disabled(route_keyword) || unread_table_) return notes_.known(Domain::routes, route_keyword);
    const std::size_t at = address_column(text);
    if (at == std::string_view::npos) return notes_.unknown(Domain::routes, "a code and an address", text);
    const auto protocol = codes_.protocol(text.substr(0, at));
    if (!protocol) return notes_.unknown(Domain::routes, "a code of the legend", text.substr(0, at));
    std::string_view rest = text.substr(at);
    const auto prefix = take_prefix(rest);
    if (!prefix) return notes_.unknown(Domain::routes, "an address and its mask", rest);
    Head head{*prefix, {}, *protocol};
    if (!take_distance(rest, head.distance)) return notes_.unknown(Domain::routes, "[DISTANCE/METRIC]", rest);
    head_ = head;
    if (trim(rest).empty()) return notes_.understood();
    hop(rest);
  }

  static std::size_t address_column(std::string_view text) {
    constexpr std::size_t widest = 12;
    for (std::size_t at = 1; at < std::min(text.size(), widest); ++at) {
      if (text[at - 1] != ' ' || text[at] == ' ') continue;
      const std::string_view word = text.substr(at, text.find_first_of(" \t\r", at) - at);
      if (parse_prefix(word)) return at;
    }
    return std::string_view::npos;
  }

  static std::optional<IpPrefix> take_prefix(std::string_view& rest) {
    Words words(rest);
    const std::string_view first = words.next();
    std::string_view end = first;
    auto prefix = parse_prefix(first);
    if (prefix && prefix->address.family == 4 && first.find('/') == std::string_view::npos) {
      const std::string_view mask_text = words.next();
      const auto address = parse_ipv4(first);
      const auto mask = parse_ipv4(mask_text);
      const auto text = address && mask ? with_netmask(*address, *mask) : std::nullopt;
      if (!text) return std::nullopt;
      prefix = parse_prefix(*text);
      end = mask_text;
    }
    if (prefix) rest.remove_prefix(static_cast<std::size_t>(end.data() + end.size() - rest.data()));
    return prefix;
  }

  /// A line that belongs to the route above it.
  void further(std::string_view words) {
    if (notes_.disabled(next_hop_keyword) || notes_.disabled(route_keyword) || unread_table_) {
      has_hop_ = true;
      return notes_.known(Domain::routes, next_hop_keyword);
    }
    if (!head_) return notes_.unknown(Domain::routes, "a route before its next hop", words);
    if (!take_distance(words, head_->distance)) return notes_.unknown(Domain::routes, "[DISTANCE/METRIC]", words);
    hop(words);
  }

  void hop(std::string_view rest) {
    Hop next;
    if (!take_hop(rest, next)) return notes_.unknown(Domain::routes, "a next hop and its details", trim(rest));
    has_hop_ = true;
    if (!names_.add({head_->prefix, next.via, head_->distance.preference, head_->distance.metric, head_->protocol,
                     next.interface, vrf_, notes_.line().number, options_.capture, next.age}))
      return notes_.unknown(Domain::routes, "at most 65535 different names", rest);
    notes_.understood();
  }

  const ReadOptions& options_;
  LineNotes notes_;
  model::RouteTable& table_;
  RouteNames names_;
  cisco::Codes codes_;
  std::optional<Head> head_;
  bool has_hop_ = false;
  std::string_view vrf_;
  bool tables_ = false;
  bool in_legend_ = false;
  bool unread_table_ = false;
};

ReadResult read(std::string_view bytes, const ReadOptions& options, model::Device& device) {
  return Reader(options, device, bytes.size()).read(bytes);
}

std::vector<KeywordInfo> keywords() {
  const Domains routes = Domain::routes;
  return {{std::string(route_keyword), routes, Treatment::modelled, {}},
          {std::string(next_hop_keyword), routes, Treatment::modelled, {}},
          {std::string(table_keyword), routes, Treatment::modelled, {}}};
}

}  // namespace

const Format& format() {
  static constexpr Format value{"cisco_asa_route", "Cisco ASA routing tables (show route, show ipv6 route)",
                                Domain::routes,    read,
                                write_back_lines,  keywords};
  return value;
}

}  // namespace muster::grammars::cisco_asa_route
