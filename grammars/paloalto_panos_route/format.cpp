#include "grammars/format.hpp"

#include <optional>
#include <string>
#include <string_view>

#include "grammars/paloalto_panos_route/entry.hpp"
#include "grammars/route_names.hpp"
#include "grammars/text_lines.hpp"

/// Output of `show routing route` of PAN-OS: a table for each virtual router.
namespace muster::grammars::paloalto_panos_route {
namespace {

constexpr std::string_view router_keyword = "VIRTUAL ROUTER";
constexpr std::string_view heading_keyword = "destination";
constexpr std::string_view route_keyword = "route";
constexpr std::string_view total_keyword = "total routes shown";

class Reader {
 public:
  Reader(const ReadOptions& options, model::Device& device, std::size_t size)
      : options_(options), notes_(options, device, size / 120), table_(device.routes), names_(device.routes) {
    table_.rows.reserve(table_.rows.size() + size / 140);
  }

  ReadResult read(std::string_view bytes) {
    LineScanner scanner(bytes);
    for (TextLine line; scanner.next(line);) {
      notes_.begin(line);
      read_line(line.text);
    }
    if (!tables_) notes_.open(Domain::routes, "no routing table: not the output of show routing route");
    if (in_table_) notes_.open(Domain::routes, "a routing table without its total: the output is cut");
    return notes_.finish();
  }

 private:
  void read_line(std::string_view text) {
    const std::string_view shown = trim(text);
    if (shown.empty()) return notes_.understood();
    if (is_furniture(shown)) return notes_.ignored();
    if (shown.starts_with(router_keyword) || shown.starts_with("LOGICAL ROUTER")) return router(shown);
    if (shown.starts_with(heading_keyword)) return heading(text);
    if (shown.starts_with(total_keyword)) return total(trim(shown.substr(total_keyword.size())));
    entry(text);
  }

  /// The legend of the flags, and rules.
  static bool is_furniture(std::string_view text) {
    return text.starts_with("flags:") || text.starts_with("Oi:") ||
           text.find_first_not_of('=') == std::string_view::npos;
  }

  /// `VIRTUAL ROUTER: default (id 1)`: that one is what every device has.
  void router(std::string_view text) {
    if (notes_.disabled(router_keyword)) return notes_.known(Domain::routes, router_keyword);
    if (in_table_) notes_.open(Domain::routes, "a routing table without its total: the output is cut");
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos) return notes_.unknown(Domain::routes, "VIRTUAL ROUTER: NAME", text);
    std::string_view name = trim(text.substr(colon + 1));
    name = trim(name.substr(0, name.rfind(" (id ")));
    vrf_ = name == "default" ? std::string_view() : name;
    tables_ = in_table_ = true;
    columns_.reset();
    rows_ = 0;
    notes_.understood();
  }

  void heading(std::string_view text) {
    if (notes_.disabled(heading_keyword)) return notes_.known(Domain::routes, heading_keyword);
    columns_ = take_columns(text);
    if (!columns_) return notes_.unknown(Domain::routes, "destination nexthop metric flags age interface", text);
    notes_.understood();
  }

  void total(std::string_view text) {
    if (notes_.disabled(total_keyword)) return notes_.known(Domain::routes, total_keyword);
    Words words(text);
    std::uint32_t said = 0;
    std::string_view word = words.next();
    if (word == ":") word = words.next();
    if (word.starts_with(':')) word.remove_prefix(1);
    if (!parse_number(word, said)) return notes_.unknown(Domain::routes, "a number of routes", word);
    if (said != rows_)
      notes_.open(Domain::routes, "a table says that it has " + std::to_string(said) + " routes, and " +
                                      std::to_string(rows_) + " came");
    in_table_ = false;
    notes_.understood();
  }

  void entry(std::string_view text) {
    if (notes_.disabled(route_keyword)) return ++rows_, notes_.known(Domain::routes, route_keyword);
    if (!in_table_ || !columns_)
      return notes_.unknown(Domain::routes, "a virtual router, or the heading of its table", text);
    Entry found;
    std::string_view at = text;
    if (const char* const expected = take_entry(text, *columns_, found, at); expected != nullptr)
      return notes_.unknown(Domain::routes, expected, at);
    ++rows_;
    if (found.active && !add(found)) return notes_.unknown(Domain::routes, "at most 65535 different names", text);
    notes_.understood();
  }

  /// What is not active is known to the device, and no packet follows it.
  bool add(const Entry& found) {
    const bool added = names_.add({found.prefix, found.via, 0, found.metric, found.protocol, found.interface, vrf_,
                                   notes_.line().number, options_.capture});
    if (added) table_.rows.back().age = found.age;
    return added;
  }

  const ReadOptions& options_;
  LineNotes notes_;
  model::RouteTable& table_;
  RouteNames names_;
  std::optional<Columns> columns_;
  std::string_view vrf_;
  std::uint32_t rows_ = 0;
  bool tables_ = false;
  bool in_table_ = false;
};

ReadResult read(std::string_view bytes, const ReadOptions& options, model::Device& device) {
  return Reader(options, device, bytes.size()).read(bytes);
}

std::vector<KeywordInfo> keywords() {
  std::vector<KeywordInfo> all;
  for (const std::string_view keyword : {router_keyword, heading_keyword, route_keyword, total_keyword})
    all.push_back({std::string(keyword), Domain::routes, Treatment::modelled, {}});
  return all;
}

}  // namespace

const Format& format() {
  static constexpr Format value{"paloalto_panos_route", "PAN-OS routing tables (show routing route)",
                                Domain::routes,         read,
                                write_back_lines,       keywords};
  return value;
}

}  // namespace muster::grammars::paloalto_panos_route
