#include "grammars/format.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "grammars/cisco/route_codes.hpp"
#include "grammars/cisco_ios_route/next_hop.hpp"
#include "grammars/route_names.hpp"
#include "grammars/text_lines.hpp"

/// Output of `show ip route` and `show ipv6 route` of Cisco IOS and IOS-XE, of one VRF or of all.
namespace muster::grammars::cisco_ios_route {
namespace {

constexpr std::string_view route_keyword = "route";
constexpr std::string_view next_hop_keyword = "next hop";
constexpr std::string_view vrf_keyword = "routing table";
constexpr std::string_view network_keyword = "is subnetted";

/// The route that next hops belong to.
struct Head {
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
    end_table();
    if (!tables_) notes_.open(Domain::routes, "no legend: not a routing table");
    return notes_.finish();
  }

 private:
  static constexpr std::size_t usual_line = 64;

  void read_line(std::string_view text) {
    const std::string_view words = trim(text);
    if (words.empty()) return end_legend();
    if (text.starts_with("Codes: ")) return begin_legend(text);
    if (in_legend_ && codes_.add(text)) return notes_.understood();
    in_legend_ = false;
    if (text.starts_with("Routing Table: ")) return begin_table(trim(text.substr(15)));
    if (text.starts_with("IPv6 Routing Table - ")) return begin_ipv6_table(text);
    if (text.starts_with("Gateway of last resort is ")) return notes_.understood();
    if (text.front() != ' ' && text.front() != '\t') return route(text);
    if (words.starts_with("Last updated ")) return notes_.understood();
    if (words.front() >= '0' && words.front() <= '9' && words.find(" subnetted, ") != std::string_view::npos) return network(words);
    if (begins_route(words)) return route(words);
    further(words);
  }

  /// Some collections move the whole table to the right.
  [[nodiscard]] bool begins_route(std::string_view words) const {
    if (words.starts_with("via ") || words.starts_with('[')) return false;
    const std::size_t at = prefix_column(words);
    return at != std::string_view::npos && codes_.protocol(words.substr(0, at)).has_value();
  }

  void end_legend() {
    in_legend_ = false;
    notes_.understood();
  }

  void begin_legend(std::string_view text) {
    last_code_ = {};
    last_protocol_.reset();
    tables_ = in_legend_ = codes_.add(text.substr(7));
    if (in_legend_) return notes_.understood();
    notes_.unknown(Domain::routes, "a code and its meaning", text.substr(7));
  }

  /// What follows belongs to the VRF `name`.
  void begin_table(std::string_view name) {
    end_table();
    unread_vrf_ = notes_.disabled(vrf_keyword);
    if (unread_vrf_) return notes_.known(Domain::routes, vrf_keyword);
    if (name.empty() || name.find(' ') != std::string_view::npos) return notes_.unknown(Domain::routes, "the name of a VRF", name);
    vrf_ = name == "default" ? std::string_view(options_.context) : name;
    notes_.understood();
  }

  /// "IPv6 Routing Table - NAME - 24 entries": the device says how many routes must follow. Old releases leave the name
  /// of the global table out.
  void begin_ipv6_table(std::string_view text) {
    constexpr std::string_view separator = " - ";
    const std::size_t name_at = text.find(separator) + separator.size();
    const std::size_t name_end = text.rfind(separator);
    Words rest(text, name_end + separator.size());
    std::uint32_t entries = 0;
    const std::string_view number = rest.next();
    if (!parse_number(number, entries)) return notes_.unknown(Domain::routes, "the number of entries", number);
    begin_table(name_end < name_at ? "default" : trim(text.substr(name_at, name_end - name_at)));
    announced_ = entries;
  }

  void end_table() {
    end_route();
    if (announced_ && *announced_ != routes_)
      notes_.open(Domain::routes, "the table says that it has " + std::to_string(*announced_) + " entries, and " +
                                      std::to_string(routes_) + " came");
    announced_.reset();
    routes_ = 0;
    mask_.reset();
  }

  /// A route whose next hop never came was not understood, even if its line was.
  void end_route() {
    if (head_ && !has_hop_) notes_.open(Domain::routes, "the route to " + to_string(head_->prefix) + " has no next hop");
    head_.reset();
    has_hop_ = false;
  }

  /// "10.0.0.0/24 is subnetted, 2 subnets": routes below it are printed without their length.
  void network(std::string_view words) {
    end_route();
    const std::string_view word = words.substr(0, words.find(' '));
    const auto prefix = parse_prefix(word);
    if (notes_.disabled(network_keyword)) {
      mask_.reset();
      return notes_.known(Domain::routes, network_keyword);
    }
    if (!prefix || word.find('/') == std::string_view::npos) return notes_.unknown(Domain::routes, "a prefix", word);
    const bool variably = words.find(" is variably ") != std::string_view::npos;
    mask_ = variably ? std::nullopt : std::optional(prefix->length);
    notes_.understood();
  }

  /// CODE PREFIX [DISTANCE/METRIC] NEXT-HOP, the next hop perhaps on lines of its own
  void route(std::string_view text) {
    end_route();
    if (notes_.disabled(route_keyword) || unread_vrf_) return notes_.known(Domain::routes, route_keyword);
    const std::size_t at = prefix_column(text);
    if (at == std::string_view::npos) return notes_.unknown(Domain::routes, "a code and a prefix", text);
    const auto protocol = protocol_of(text.substr(0, at));
    if (!protocol) return notes_.unknown(Domain::routes, "a code of the legend", text.substr(0, at));
    const std::string_view word = first_word(text.substr(at));
    auto prefix = parse_prefix(word);
    if (!prefix) return notes_.unknown(Domain::routes, "a prefix", word);
    if (word.find('/') == std::string_view::npos && !complete(*prefix)) return notes_.unknown(Domain::routes, "a prefix with its length", word);
    std::string_view rest = text.substr(at + word.size());
    Head head{*prefix, {}, *protocol};
    if (!take_distance(rest, head.distance)) return notes_.unknown(Domain::routes, "[DISTANCE/METRIC]", rest);
    head_ = head;
    ++routes_;
    if (trim(rest).empty()) return notes_.understood();
    hop(rest);
  }

  static std::string_view first_word(std::string_view text) {
    std::size_t size = 0;
    while (size < text.size() && text[size] != ' ' && text[size] != ',' && text[size] != '\t' && text[size] != '\r') ++size;
    return text.substr(0, size);
  }

  /// Neighbouring routes have the same code more often than not.
  std::optional<std::string_view> protocol_of(std::string_view code) {
    if (code != last_code_) last_protocol_ = codes_.protocol(code);
    last_code_ = code;
    return last_protocol_;
  }

  /// Where the prefix begins: the first word behind a blank, or behind the code, that is an address.
  static std::size_t prefix_column(std::string_view text) {
    constexpr std::size_t widest = 12;
    for (std::size_t at = 1; at < std::min(text.size(), widest); ++at) {
      if (text[at - 1] != ' ' || text[at] == ' ') continue;
      if (std::ranges::any_of(first_word(text.substr(at)), [](char c) { return c == '.' || c == ':'; })) return at;
    }
    return std::string_view::npos;
  }

  /// Of an address without a length: that of the network above it, or of its class, as the platform has it.
  bool complete(IpPrefix& prefix) const {
    if (!mask_ || prefix.address.family != 4) return false;
    prefix.length = *mask_;
    return true;
  }

  /// A line that belongs to the route above it.
  void further(std::string_view words) {
    if (notes_.disabled(next_hop_keyword) || notes_.disabled(route_keyword) || unread_vrf_) {
      has_hop_ = true;
      return notes_.known(Domain::routes, next_hop_keyword);
    }
    if (!head_) return notes_.unknown(Domain::routes, "a route before its next hop", words);
    if (!take_distance(words, head_->distance)) return notes_.unknown(Domain::routes, "[DISTANCE/METRIC]", words);
    hop(words);
  }

  void hop(std::string_view rest) {
    NextHop next;
    if (!take_next_hop(rest, next)) return notes_.unknown(Domain::routes, "a next hop and its details", rest);
    has_hop_ = true;
    if (!names_.add({head_->prefix, next.via, head_->distance.preference, head_->distance.metric, head_->protocol, next.interface, vrf_,
                     notes_.line().number, options_.capture, next.age}))
      return notes_.unknown(Domain::routes, "at most 65535 different names", rest);
    notes_.understood();
  }

  const ReadOptions& options_;
  LineNotes notes_;
  model::RouteTable& table_;
  RouteNames names_;
  cisco::Codes codes_;
  std::string_view last_code_;
  std::optional<std::string_view> last_protocol_;  ///< of that code
  std::optional<Head> head_;
  bool has_hop_ = false;
  std::string_view vrf_;
  std::optional<std::uint8_t> mask_;          ///< of the network whose subnets are listed
  std::optional<std::uint32_t> announced_;    ///< routes that the table says it has
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
          {std::string(network_keyword), routes, Treatment::modelled, {}},
          {std::string(vrf_keyword), routes, Treatment::modelled, {}}};
}

}  // namespace

const Format& format() {
  static constexpr Format value{"cisco_ios_route", "Cisco IOS and IOS-XE routing tables (show ip route, show ipv6 route)",
                                Domain::routes,    read,
                                write_back_lines,  keywords};
  return value;
}

}  // namespace muster::grammars::cisco_ios_route
