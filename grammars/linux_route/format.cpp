#include "grammars/format.hpp"

#include <optional>
#include <string>
#include <string_view>

#include "grammars/linux_route/attributes.hpp"
#include "grammars/route_names.hpp"
#include "grammars/text_lines.hpp"

/// Output of `ip route show` and `ip -6 route show`, of one table or of all.
namespace muster::grammars::linux_route {
namespace {

/// One line, or one next hop of it, as iproute2 prints it.
struct Entry {
  Type type = Type::unicast;
  std::string_view type_word;
  IpPrefix prefix;
  bool is_default = false;
  std::uint8_t family = 0;  ///< as the line itself tells; 0: it does not
  std::optional<IpAddress> via;
  std::string_view dev, proto, table;
  std::uint32_t metric = 0;
};

struct Problem {
  std::string_view expected, at;
  bool narrows = false;  ///< a declared attribute that is not modelled
};

class EntryParser {
 public:
  EntryParser(std::string_view text, const LineNotes& notes) : words_(text), notes_(notes) {}

  std::optional<Problem> head(Entry& entry) {
    std::string_view word = words_.next();
    if (const TypeWord* const type = find_type(word)) {
      if (notes_.disabled(word)) return Problem{word, word, true};
      entry.type = type->type, entry.type_word = word;
      word = words_.next();
    }
    return prefix(word, entry);
  }

  std::optional<Problem> attributes(Entry& entry) {
    for (std::string_view word = words_.next(); !word.empty(); word = words_.next()) {
      const AttributeWord* const known = find_attribute(word);
      if (known == nullptr) return Problem{"a route attribute", word};
      if (known->kind == Kind::narrows || notes_.disabled(word)) return Problem{known->word, word, true};
      if (known->kind == Kind::flag) continue;
      if (const auto problem = attribute(known->kind, entry)) return problem;
    }
    return std::nullopt;
  }

  /// Consumes the word that begins a further next hop.
  bool accept_nexthop() { return words_.next() == "nexthop"; }

 private:
  std::optional<Problem> prefix(std::string_view word, Entry& entry) {
    if (word == "default") {
      entry.is_default = true;
      return std::nullopt;
    }
    const auto parsed = parse_prefix(word);
    if (!parsed) return Problem{"a prefix or \"default\"", word};
    entry.prefix = *parsed;
    entry.family = parsed->address.family;
    return std::nullopt;
  }

  std::optional<Problem> attribute(Kind kind, Entry& entry) {
    std::string_view value = words_.next();
    if (value.empty()) return Problem{"a value", value};
    switch (kind) {
      case Kind::via: return via(value, entry);
      case Kind::dev: entry.dev = value; break;
      case Kind::proto: entry.proto = value; break;
      case Kind::table: entry.table = value; break;
      case Kind::metric:
        if (!parse_number(value, entry.metric)) return Problem{"a number", value};
        break;
      case Kind::src:
        if (const auto address = parse_ip(value); address && entry.family == 0) entry.family = address->family;
        break;
      case Kind::lock:
        if (value == "lock" && words_.next().empty()) return Problem{"a value", words_.text().substr(words_.text().size())};
        break;
      default: break;
    }
    return std::nullopt;
  }

  /// "via inet6 ADDRESS" gives an IPv4 prefix an IPv6 next hop.
  std::optional<Problem> via(std::string_view value, Entry& entry) {
    const bool other_family = value == "inet6" || value == "inet";
    if (other_family) value = words_.next();
    entry.via = parse_ip(value);
    if (!entry.via) return Problem{"an address", value};
    if (entry.family == 0) entry.family = other_family ? static_cast<std::uint8_t>(10 - entry.via->family) : entry.via->family;
    return std::nullopt;
  }

  Words words_;
  const LineNotes& notes_;
};

class Reader {
 public:
  Reader(const ReadOptions& options, model::Device& device, std::size_t size)
      : options_(options), notes_(options, device, size / usual_line), table_(device.routes), names_(device.routes) {
    table_.rows.reserve(table_.rows.size() + size / usual_line);
    first_row_ = table_.rows.size();
  }

  ReadResult read(std::string_view bytes) {
    LineScanner scanner(bytes);
    for (TextLine line; scanner.next(line);) {
      const bool continues = is_next_hop(line.text);
      if (!continues) end_head();
      if (head_waits_) accept_head();
      notes_.begin(line);
      if (continues)
        next_hop(line.text);
      else
        route(line.text);
    }
    end_head();
    settle_families();
    return notes_.finish();
  }

 private:
  static constexpr std::size_t usual_line = 48;
  static constexpr std::string_view unsaid_protocol = "boot";  ///< iproute2 prints every other one

  static bool is_next_hop(std::string_view text) { return Words(text).next() == "nexthop"; }

  void route(std::string_view text) {
    has_head_ = false;
    if (trim(text).empty()) return notes_.understood();
    EntryParser parser(text, notes_);
    Entry entry;
    auto problem = parser.head(entry);
    if (!problem) problem = parser.attributes(entry);
    if (problem) return reject(*problem);
    head_ = entry, has_head_ = true;
    if (is_own(entry)) return notes_.ignored();
    if (entry.type == Type::unicast && entry.dev.empty() && !entry.via) {
      head_waits_ = true;  // its next hops follow
      return;
    }
    emit(entry);
  }

  void next_hop(std::string_view text) {
    if (!has_head_) return notes_.unknown(Domain::routes, "a route before its next hop", trim(text));
    if (notes_.disabled("nexthop")) return notes_.known(Domain::routes, "nexthop");
    Entry entry = head_;
    EntryParser parser(text, notes_);
    parser.accept_nexthop();
    if (const auto problem = parser.attributes(entry)) return reject(*problem);
    if (entry.dev.empty() && !entry.via)
      return notes_.unknown(Domain::routes, "\"via\" or \"dev\"", text.substr(text.size()));
    if (is_own(entry)) return notes_.ignored();
    emit(entry);
  }

  /// A head line without any next hop is one whose rest is missing.
  void end_head() {
    if (!head_waits_) return;
    head_waits_ = false, has_head_ = false;
    const std::string_view text = notes_.line().text;
    notes_.unknown(Domain::routes, "\"via\", \"dev\" or a next hop on the following line", text.substr(text.size()));
  }

  void accept_head() {
    head_waits_ = false;
    notes_.understood();
  }

  void reject(const Problem& problem) {
    if (problem.narrows) return notes_.known(Domain::routes, problem.expected);
    notes_.unknown(Domain::routes, problem.expected, problem.at);
  }

  /// What the kernel keeps for the device's own addresses is no route to anywhere.
  static bool is_own(const Entry& entry) {
    return entry.type == Type::delivers || (entry.type == Type::own && entry.proto == "kernel");
  }

  void emit(const Entry& entry) {
    const std::string_view out = entry.type == Type::drops ? entry.type_word : entry.dev;
    const bool main_table = entry.table.empty() || entry.table == "main" || entry.table == "254";
    const auto protocol = names_protocol_.find_or_add(names_, entry.proto.empty() ? unsaid_protocol : entry.proto);
    const auto interface = names_interface_.find_or_add(names_, out);
    const auto vrf = names_vrf_.find_or_add(names_, main_table ? std::string_view(options_.context) : entry.table);
    if (!protocol || !interface || !vrf)
      return notes_.unknown(Domain::routes, "at most 65535 different names", notes_.line().text);
    model::Route& row = table_.rows.emplace_back();
    row.prefix = entry.prefix;
    row.has_next_hop = entry.via.has_value();
    if (entry.via) row.next_hop = *entry.via;
    row.metric = entry.metric;
    row.line = notes_.line().number;
    row.capture = static_cast<std::uint16_t>(options_.capture);
    row.protocol = *protocol, row.interface = *interface, row.vrf = *vrf;
    if (entry.is_default) set_default(row, entry);
    else last_family_ = entry.family;
    notes_.understood();
  }

  void set_default(model::Route& row, const Entry& entry) {
    const std::uint8_t family = entry.family != 0 ? entry.family : last_family_;
    if (entry.family != 0) last_family_ = entry.family;
    row.prefix = IpPrefix{};
    row.prefix.address.family = family;  // 0: told by the lines that follow
    unsettled_ = unsettled_ || family == 0;
  }

  /// "default" names no family: where its own line does not tell it, its neighbours do; IPv4 if nobody does.
  void settle_families() {
    if (!unsettled_) return;
    std::uint8_t family = 4;
    for (std::size_t i = table_.rows.size(); i-- > first_row_;) {
      std::uint8_t& own = table_.rows[i].prefix.address.family;
      if (own == 0) own = family;
      family = own;
    }
  }

  /// Remembers the last name of one column: neighbours mostly share it.
  struct Column {
    std::string_view last;
    std::uint16_t index = 0;
    std::optional<std::uint16_t> find_or_add(RouteNames& names, std::string_view name) {
      if (name == last) return index;
      const auto found = names.find_or_add(name);
      if (found) last = name, index = *found;
      return found;
    }
  };

  const ReadOptions& options_;
  LineNotes notes_;
  model::RouteTable& table_;
  RouteNames names_;
  Column names_protocol_, names_interface_, names_vrf_;
  std::size_t first_row_ = 0;
  Entry head_;
  bool has_head_ = false;
  bool head_waits_ = false;  ///< its line has no state yet
  std::uint8_t last_family_ = 0;
  bool unsettled_ = false;
};

ReadResult read(std::string_view bytes, const ReadOptions& options, model::Device& device) {
  return Reader(options, device, bytes.size()).read(bytes);
}

std::vector<KeywordInfo> keywords() {
  const Domains routes = Domain::routes;
  std::vector<KeywordInfo> rows{{"nexthop", routes, Treatment::modelled, {}}};
  for (const TypeWord& type : type_words()) {
    if (type.type == Type::delivers)
      rows.push_back({std::string(type.word), {}, Treatment::ignored, "made by the kernel for the device's own addresses"});
    else
      rows.push_back({std::string(type.word), routes, Treatment::modelled, {}});
  }
  for (const AttributeWord& each : attribute_words()) {
    const bool modelled = each.note.empty() && each.kind != Kind::narrows;
    const Treatment treatment = modelled ? Treatment::modelled : each.kind == Kind::narrows ? Treatment::known : Treatment::ignored;
    rows.push_back({std::string(each.word), treatment == Treatment::ignored ? Domains() : routes, treatment, std::string(each.note)});
  }
  return rows;
}

}  // namespace

const Format& format() {
  static constexpr Format value{"linux_route", "Linux routing tables (ip route)", Domain::routes,
                                read,          write_back_lines,                  keywords};
  return value;
}

}  // namespace muster::grammars::linux_route
