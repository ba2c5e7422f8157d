#include "grammars/format.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <string>
#include <string_view>

#include "grammars/juniper_junos_route/entry.hpp"
#include "grammars/route_names.hpp"
#include "grammars/text_lines.hpp"

/// Output of `show route` of Junos: all tables, one after the other.
namespace muster::grammars::juniper_junos_route {
namespace {

constexpr std::string_view table_keyword = "destinations";
constexpr std::string_view route_keyword = "route";
constexpr std::string_view next_hop_keyword = "next hop";

class Reader {
 public:
  Reader(const ReadOptions& options, model::Device& device, std::size_t size)
      : options_(options), notes_(options, device, size / 48), table_(device.routes), names_(device.routes) {
    table_.rows.reserve(table_.rows.size() + size / 128);
  }

  ReadResult read(std::string_view bytes) {
    LineScanner scanner(bytes);
    for (TextLine line; scanner.next(line);) {
      notes_.begin(line);
      read_line(trim(line.text));
    }
    end_table();
    if (!tables_) notes_.open(Domain::routes, "no routing table: not the output of show route");
    return notes_.finish();
  }

 private:
  void read_line(std::string_view text) {
    if (text.empty()) return notes_.understood();
    if (is_furniture(text)) return notes_.ignored();
    if (text.find(" destinations, ") != std::string_view::npos) return begin_table(text);
    if (!counts_) return in_table_ ? notes_.ignored() : notes_.unknown(Domain::routes, "a table", text);
    if (text.find('[') != std::string_view::npos) return entry(text);
    if (is_next_hop(text)) return next_hop(text);
    if (is_detail(text)) return notes_.ignored();
    lone_prefix(text);
  }

  /// The legend, messages about restarts, the role of the routing engine, and the command in a saved session: the
  /// numbers in a table's heading tell whether it asked for a part.
  static bool is_furniture(std::string_view text) {
    return is_command(text) || text.starts_with("+ = ") || text.starts_with("@ = ") || text.starts_with("Restart ") ||
           text.starts_with("Limit/Threshold") || (text.front() == '{' && text.back() == '}');
  }
  static bool is_command(std::string_view text) {
    const std::size_t prompt = text.find_first_of(">#");
    if (prompt != std::string_view::npos) text = trim(text.substr(prompt + 1));
    return text.starts_with("show route");
  }
  static bool is_detail(std::string_view text) {
    return text.starts_with("AS path:") || text.starts_with("Communities:") || text.starts_with("validation-state:") ||
           text.starts_with("Cluster list:") || text.starts_with("Age:");
  }

  /// `inet.0: 19 destinations, 20 routes (19 active, 0 holddown, 1 hidden)`
  void begin_table(std::string_view text) {
    end_table();
    tables_ = true, in_table_ = true;
    if (notes_.disabled(table_keyword)) return notes_.known(Domain::routes, table_keyword);
    auto heading = take_heading(text);
    if (!heading)
      return notes_.unknown(Domain::routes, "NAME: N destinations, N routes (N active, N holddown, N hidden)", text);
    const auto instance = forwarding_instance(heading->name);
    if (!instance) return notes_.ignored();  // labels, VPN routes before their import: no packet is looked up there
    vrf_ = *instance;
    counts_ = *heading;
    notes_.understood();
  }

  void end_table() {
    end_entry();
    if (counts_ && counts_->routes != counts_->hidden + entries_)
      notes_.open(Domain::routes, "table " + printable(counts_->name) + " says that it has " +
                                      std::to_string(counts_->routes) + " routes, " + std::to_string(counts_->hidden) +
                                      " of them hidden, and " + std::to_string(entries_) + " came");
    counts_.reset();
    prefix_.reset();
    entries_ = 0;
    in_table_ = false;
  }

  /// A route in use whose next hop never came was not understood, even if its line was.
  void end_entry() {
    if (entry_ && entry_->in_use && !has_hop_)
      notes_.open(Domain::routes, "the route to " + to_string(*prefix_) + " has no next hop");
    entry_.reset();
    has_hop_ = false;
  }

  void lone_prefix(std::string_view text) {
    end_entry();
    prefix_ = destination(text);
    if (!prefix_) return notes_.unknown(Domain::routes, "a prefix, a route or a next hop", text);
    notes_.understood();
  }

  void entry(std::string_view text) {
    end_entry();
    if (notes_.disabled(route_keyword)) return notes_.known(Domain::routes, route_keyword);
    const std::size_t bracket = text.find('[');
    const std::size_t before = bracket > 0 && is_mark(text[bracket - 1]) ? bracket - 1 : bracket;
    const std::string_view word = trim(text.substr(0, before));
    if (!word.empty()) prefix_ = destination(word);
    if (!prefix_) return notes_.unknown(Domain::routes, "a prefix", word);
    Entry found;
    found.in_use = before < bracket && is_in_use(text[before]);
    std::string_view rest = text.substr(bracket);
    if (!take_entry(rest, found)) return notes_.unknown(Domain::routes, "[PROTOCOL/PREFERENCE]", rest);
    ++entries_;
    entry_ = found;
    notes_.understood();
  }

  void next_hop(std::string_view text) {
    if (notes_.disabled(next_hop_keyword) || notes_.disabled(route_keyword)) {
      has_hop_ = true;
      return notes_.known(Domain::routes, next_hop_keyword);
    }
    if (!entry_) return notes_.unknown(Domain::routes, "a route before its next hop", text);
    NextHop hop;
    std::string_view rest = text;
    if (!take_next_hop(rest, hop)) return notes_.unknown(Domain::routes, "a next hop", rest);
    has_hop_ = true;
    if (entry_->in_use && !add_row(hop)) return notes_.unknown(Domain::routes, "at most 65535 different names", text);
    notes_.understood();
  }

  bool add_row(const NextHop& hop) {
    return names_.add({*prefix_, hop.via, entry_->preference, entry_->metric, entry_->protocol, hop.interface, vrf_,
                       notes_.line().number, options_.capture, entry_->age});
  }

  const ReadOptions& options_;
  LineNotes notes_;
  model::RouteTable& table_;
  RouteNames names_;
  std::optional<Heading> counts_;  ///< of a table whose routes are read
  std::optional<IpPrefix> prefix_;
  std::optional<Entry> entry_;
  bool has_hop_ = false;
  std::string_view vrf_;
  std::uint32_t entries_ = 0;
  bool tables_ = false;
  bool in_table_ = false;
};

ReadResult read(std::string_view bytes, const ReadOptions& options, model::Device& device) {
  return Reader(options, device, bytes.size()).read(bytes);
}

std::vector<KeywordInfo> keywords() {
  const Domains routes = Domain::routes;
  return {{std::string(table_keyword), routes, Treatment::modelled, {}},
          {std::string(route_keyword), routes, Treatment::modelled, {}},
          {std::string(next_hop_keyword), routes, Treatment::modelled, {}}};
}

}  // namespace

const Format& format() {
  static constexpr Format value{
      "juniper_junos_route", "Junos routing tables (show route)", Domain::routes, read, write_back_lines, keywords};
  return value;
}

}  // namespace muster::grammars::juniper_junos_route
