#include "grammars/format.hpp"

#include <algorithm>
#include <string>
#include <string_view>

#include "grammars/mikrotik/records.hpp"
#include "grammars/mikrotik_routeros_route/row.hpp"
#include "grammars/route_names.hpp"
#include "grammars/text_lines.hpp"

/// Output of `/ip route print` and `/ipv6 route print` of RouterOS, as records (detail, terse) or as a table.
namespace muster::grammars::mikrotik_routeros_route {
namespace {

constexpr std::string_view route_keyword = "route";

class Reader {
 public:
  Reader(const ReadOptions& options, model::Device& device, std::size_t size)
      : options_(options), notes_(options, device, size / usual_line), names_(device.routes) {}

  ReadResult read(std::string_view bytes) {
    const std::size_t head = bytes.find(" DST-ADDRESS");
    const std::size_t record = bytes.find(" dst-address=");
    if (head != std::string_view::npos && head < record)
      read_table(bytes);
    else if (!mikrotik::read_records(bytes, notes_, Domain::routes,
                                     [&](const mikrotik::Record& each, bool first) { read_record(each, first); }))
      notes_.open(Domain::routes, "no legend and no route: not the output of route print");
    return notes_.finish();
  }

 private:
  static constexpr std::size_t usual_line = 100;

  static std::string_view text_of(const mikrotik::Record& record, std::string_view key) {
    const std::string* const value = record.find(key);
    return value == nullptr ? std::string_view() : std::string_view(*value);
  }

  void read_record(const mikrotik::Record& record, bool first) {
    if (first) outcome_ = judge(record);
    if (outcome_ == Outcome::known) return notes_.known(Domain::routes, route_keyword);
    if (outcome_ == Outcome::ignored) return notes_.ignored();
    if (outcome_ == Outcome::understood) return notes_.understood();
    notes_.unknown(Domain::routes, expected_, trim(notes_.line().text));
  }

  enum class Outcome : std::uint8_t { understood, ignored, known, failed };

  Outcome judge(const mikrotik::Record& record) {
    if (notes_.disabled(route_keyword)) return Outcome::known;
    expected_ = "a route with each setting once";
    if (record.ambiguous) return Outcome::failed;
    Row row{.flags = record.flags,
            .prefix = text_of(record, "dst-address"),
            .gateway = text_of(record, "gateway"),
            .interface = {},
            .table = text_of(record, "routing-table"),
            .distance = text_of(record, "distance"),
            .type = text_of(record, "type")};
    if (row.table.empty()) row.table = text_of(record, "routing-mark");
    if (record.find("blackhole") != nullptr) row.type = "blackhole";
    // Where the next hop is found: "192.0.2.1 reachable via  ether1", "192.0.2.1%ether1".
    interfaces_ = text_of(record, "immediate-gw");
    if (interfaces_.empty()) interfaces_ = text_of(record, "gateway-status");
    return add(row);
  }

  Outcome add(const Row& row) {
    const auto prefix = parse_prefix(row.prefix);
    expected_ = "a prefix";
    if (!prefix) return Outcome::failed;
    if (!is_active(row.flags)) return Outcome::ignored;
    std::uint32_t distance = 0;
    expected_ = "a distance";
    if (!row.distance.empty() && !parse_number(row.distance, distance)) return Outcome::failed;
    RouteRow to{.prefix = *prefix,
                .via = {},
                .preference = distance,
                .metric = 0,
                .protocol = protocol_of(row.flags),
                .interface = {},
                .vrf = row.table.empty() || row.table == "main" ? std::string_view(options_.context) : row.table,
                .line = notes_.line().number,
                .capture = options_.capture};
    if (const std::string_view drop = row.type.empty() || row.type == "unicast" ? discard_of(row.flags) : row.type;
        !drop.empty()) {
      to.interface = drop;
      return put(to);
    }
    expected_ = "a gateway";
    if (row.gateway.empty()) return Outcome::failed;
    return add_hops(to, row.gateway);
  }

  /// "192.0.2.1", "192.0.2.1%ether1", "ether1", "192.0.2.1@vrf": one row for each.
  Outcome add_hops(RouteRow row, std::string_view gateways) {
    while (!gateways.empty()) {
      const std::size_t comma = std::min(gateways.find(','), gateways.size());
      std::string_view hop = gateways.substr(0, comma);
      gateways.remove_prefix(std::min(comma + 1, gateways.size()));
      hop = hop.substr(0, hop.find('@'));
      const std::size_t percent = hop.find('%');
      const std::string_view address = hop.substr(0, percent);
      row.via = parse_ip(address);
      row.interface = percent != std::string_view::npos ? hop.substr(percent + 1)
                      : row.via                         ? interface_of(address)
                                                        : hop;
      if (put(row) == Outcome::failed) return Outcome::failed;
    }
    return Outcome::understood;
  }

  /// The interface of a next hop, as its status names it.
  [[nodiscard]] std::string_view interface_of(std::string_view address) const {
    const std::string_view status = interfaces_.substr(0, longest_status);
    const std::size_t at = status.find(address);
    if (at == std::string_view::npos) return {};
    std::string_view rest = status.substr(at + address.size());
    rest = rest.substr(0, rest.find(','));
    if (rest.starts_with('%')) return rest.substr(1);
    const std::size_t via = rest.find(" via ");
    if (via == std::string_view::npos) return {};
    Words words(rest.substr(via + 5));
    std::string_view last;
    for (std::string_view word = words.next(); !word.empty(); word = words.next()) last = word;
    return last;
  }

  Outcome put(const RouteRow& row) {
    expected_ = "at most 65535 different names";
    return names_.add(row) ? Outcome::understood : Outcome::failed;
  }

  void read_table(std::string_view bytes) {
    LineScanner scanner(bytes);
    std::vector<Column> columns;
    mikrotik::LineKinds kinds;
    for (TextLine line; scanner.next(line);) {
      notes_.begin(line);
      const auto kind = kinds.next(line.text);
      if (kind == mikrotik::LineKind::blank || kind == mikrotik::LineKind::legend) {
        notes_.understood();
      } else if (line.text.find(" DST-ADDRESS") != std::string_view::npos) {
        columns = columns_of(line.text);
        notes_.understood();
      } else if (kind == mikrotik::LineKind::message) {
        notes_.ignored();
      } else {
        table_row(line.text, columns);
      }
    }
  }

  void table_row(std::string_view text, const std::vector<Column>& columns) {
    if (notes_.disabled(route_keyword)) return notes_.known(Domain::routes, route_keyword);
    const std::size_t first = text.find_first_not_of(" \t0123456789");
    if (first != std::string_view::npos && text.substr(first).starts_with(";;;")) return notes_.ignored();
    Row row;
    if (columns.empty() || !split_row(text, columns, row))
      return notes_.unknown(Domain::routes, "a row of the table", trim(text));
    interfaces_ = {};
    const Outcome outcome = add(row);
    if (outcome == Outcome::failed) return notes_.unknown(Domain::routes, expected_, trim(text));
    if (outcome == Outcome::ignored) return notes_.ignored();
    notes_.understood();
  }

  static constexpr std::size_t longest_status = 1000;

  const ReadOptions& options_;
  LineNotes notes_;
  RouteNames names_;
  std::string_view interfaces_;
  std::string_view expected_;
  Outcome outcome_ = Outcome::failed;
};

ReadResult read(std::string_view bytes, const ReadOptions& options, model::Device& device) {
  return Reader(options, device, bytes.size()).read(bytes);
}

std::vector<KeywordInfo> keywords() { return {{std::string(route_keyword), Domain::routes, Treatment::modelled, {}}}; }

}  // namespace

const Format& format() {
  static constexpr Format value{"mikrotik_routeros_route",
                                "MikroTik RouterOS routing tables (/ip route print)",
                                Domain::routes,
                                read,
                                write_back_lines,
                                keywords};
  return value;
}

}  // namespace muster::grammars::mikrotik_routeros_route
