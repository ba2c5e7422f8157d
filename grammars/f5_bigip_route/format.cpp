#include "grammars/format.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "grammars/route_names.hpp"
#include "grammars/text_lines.hpp"

/// Output of `show net route` of BIG-IP: a table under the heading Net::Routes.
namespace muster::grammars::f5_bigip_route {
namespace {

constexpr std::string_view keyword = "route";

/// `10.0.0.0%2/24` without the number of its route domain, which goes to `domain`.
std::string without_domain(std::string_view text, std::string_view& domain) {
  const std::size_t percent = text.find('%');
  if (percent == std::string_view::npos) return std::string(text);
  const std::size_t slash = std::min(text.find('/', percent), text.size());
  domain = text.substr(percent + 1, slash - percent - 1);
  return std::string(text.substr(0, percent)) + std::string(text.substr(slash));
}

std::optional<IpPrefix> destination_of(std::string_view text, std::string_view& domain) {
  const std::string plain = without_domain(text, domain);
  if (plain == "default") return parse_prefix("0.0.0.0/0");
  if (plain == "default-inet6") return parse_prefix("::/0");
  return parse_prefix(plain);
}

class Reader {
 public:
  Reader(const ReadOptions& options, model::Device& device, std::size_t size)
      : options_(options), notes_(options, device, size / 60), names_(device.routes) {}

  ReadResult read(std::string_view bytes) {
    LineScanner scanner(bytes);
    for (TextLine line; scanner.next(line);) {
      notes_.begin(line);
      read_line(trim(line.text));
    }
    if (!head_) notes_.open(Domain::routes, "no table Net::Routes: not the output of show net route");
    return notes_.finish();
  }

 private:
  void read_line(std::string_view text) {
    if (text.empty() || text.find_first_not_of('-') == std::string_view::npos) return notes_.understood();
    if (text == "Net::Routes") return notes_.understood();
    Words words(text);
    std::array<std::string_view, 5> columns;
    for (std::string_view& column : columns) column = words.next();
    if (columns[0] == "Name" && columns[1] == "Destination") return head(columns);
    if (!head_) return notes_.unknown(Domain::routes, "the table Net::Routes", text);
    if (notes_.disabled(keyword)) return notes_.known(Domain::routes, keyword);
    if (columns[4].empty() || !words.rest().empty())
      return notes_.unknown(Domain::routes, "NAME DESTINATION TYPE NEXTHOP ORIGIN", text);
    route(columns);
  }

  void head(const std::array<std::string_view, 5>& columns) {
    if (columns[2] != "Type" || columns[3] != "NextHop" || columns[4] != "Origin")
      return notes_.unknown(Domain::routes, "Type, NextHop and Origin", columns[2]);
    head_ = true;
    notes_.understood();
  }

  void route(const std::array<std::string_view, 5>& columns) {
    std::string_view domain;
    const auto prefix = destination_of(columns[1], domain);
    if (!prefix) return notes_.unknown(Domain::routes, "a prefix", columns[1]);
    if (domain == "0") domain = {};
    RouteRow row;
    row.prefix = prefix->network();
    row.protocol = columns[4];
    row.vrf = domain;
    row.line = notes_.line().number;
    row.capture = options_.capture;
    std::string_view hop_domain;
    const std::string hop = without_domain(columns[3], hop_domain);
    if (columns[2] == "gw") {
      row.via = parse_ip(hop);
      if (!row.via) return notes_.unknown(Domain::routes, "an address", columns[3]);
    } else if (columns[2] == "interface" || columns[2] == "pool") {
      row.interface = columns[3];
    } else if (columns[2] == "blackhole" || columns[2] == "reject") {
      row.interface = "discard";
    } else {
      return notes_.unknown(Domain::routes, "gw, interface, pool, blackhole or reject", columns[2]);
    }
    if (!names_.add(row)) return notes_.unknown(Domain::routes, "at most 65535 different names", columns[3]);
    notes_.understood();
  }

  const ReadOptions& options_;
  LineNotes notes_;
  RouteNames names_;
  bool head_ = false;
};

ReadResult read(std::string_view bytes, const ReadOptions& options, model::Device& device) {
  return Reader(options, device, bytes.size()).read(bytes);
}

std::vector<KeywordInfo> keywords() { return {{std::string(keyword), Domain::routes, Treatment::modelled, {}}}; }

}  // namespace

const Format& format() {
  static constexpr Format value{
      "f5_bigip_route", "BIG-IP routing table (show net route)", Domain::routes, read, write_back_lines, keywords};
  return value;
}

}  // namespace muster::grammars::f5_bigip_route
