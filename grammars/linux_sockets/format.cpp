#include <boost/spirit/home/x3.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "grammars/format.hpp"
#include "grammars/text_lines.hpp"

/// Output of `ss -lntup`: the open sockets of a Linux system and, for a privileged account, who holds them.
namespace muster::grammars::linux_sockets {
namespace {

namespace x3 = boost::spirit::x3;

/// users:(("sshd",pid=34,fd=3),("systemd",pid=1,fd=7)), and the same without "pid=" and "fd=" of older versions.
const auto name_end = x3::lit("\",") >> -x3::lit("pid=") >> x3::omit[x3::uint_] >> ',';
const auto holder = x3::lit("(\"") >> x3::raw[*(x3::char_ - name_end)] >> name_end >> -x3::lit("fd=") >> x3::omit[x3::uint_] >> ')';
const auto users_grammar = x3::lit("users:(") >> (holder % ',') >> ')' >> x3::eoi;

struct Endpoint {
  std::string_view address;  ///< "*": both families
  std::string_view zone;
  std::uint32_t port = 0;
};

struct Row {
  std::string_view protocol;
  Endpoint local;
  std::string process;  ///< empty: not shown
};

struct Problem {
  std::string_view expected, at;
};

/// ADDRESS[%ZONE]:PORT, the address in brackets or not, the zone inside or after the brackets.
std::optional<Endpoint> parse_endpoint(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  Endpoint endpoint;
  constexpr std::uint32_t last_port = 65535;
  if (colon == std::string_view::npos || !parse_number(text.substr(colon + 1), endpoint.port) || endpoint.port > last_port)
    return std::nullopt;
  std::string_view host = text.substr(0, colon);
  if (const std::size_t percent = host.find('%'); percent != std::string_view::npos) {
    endpoint.zone = host.substr(percent + 1);
    host = host.substr(0, percent);
    if (endpoint.zone.ends_with(']')) endpoint.zone.remove_suffix(1);
    if (endpoint.zone.empty()) return std::nullopt;
  }
  if (host.starts_with('[')) host.remove_prefix(1);
  if (host.ends_with(']')) host.remove_suffix(1);
  endpoint.address = host;
  if (host != "*" && !parse_ip(host)) return std::nullopt;
  return endpoint;
}

/// The names of the holders, each once, in the order of the line.
std::optional<std::string> parse_users(std::string_view text) {
  std::vector<boost::iterator_range<const char*>> names;
  const char* cursor = text.data();
  if (!x3::parse(cursor, text.data() + text.size(), users_grammar, names)) return std::nullopt;
  std::unordered_set<std::string_view> seen;
  std::string joined;
  for (const auto& name : names) {
    const std::string_view each(name.begin(), static_cast<std::size_t>(name.size()));
    if (seen.insert(each).second) joined.append(joined.empty() ? "" : ",").append(each);
  }
  return joined;
}

/// Details that `-e` and `-o` add and no rule needs.
bool is_detail(std::string_view word) {
  static constexpr std::array<std::string_view, 6> starts{"uid:", "ino:", "sk:", "cgroup:", "v6only:", "timer:("};
  return word == "<->" || word == "-->" || std::ranges::any_of(starts, [&](auto start) { return word.starts_with(start); });
}

constexpr std::array<std::string_view, 2> modelled_protocols{"tcp", "udp"};
constexpr std::array<std::string_view, 5> other_protocols{"dccp", "icmp6", "mptcp", "raw", "sctp"};
constexpr std::array<std::string_view, 9> local_protocols{"nl",    "p_dgr", "p_raw", "u_dgr", "u_seq",
                                                          "u_str", "v_dgr", "v_str", "xdp"};

bool is_in(const auto& list, std::string_view word) { return std::ranges::find(list, word) != list.end(); }

bool is_loopback(const IpAddress& address, std::string_view zone) {
  static const IpPrefix v4 = *parse_prefix("127.0.0.0/8");
  static const IpPrefix v6 = *parse_prefix("::1/128");
  static const IpPrefix mapped = *parse_prefix("::ffff:127.0.0.0/104");
  return zone == "lo" || v4.contains(address) || v6.contains(address) || mapped.contains(address);
}

class Reader {
 public:
  Reader(const ReadOptions& options, model::Device& device) : options_(options), device_(device), notes_(options, device) {
    for (std::size_t i = 0; i < device.listeners.size(); ++i)
      if (device.listeners[i].context == options.context) by_name_.emplace(device.listeners[i].name.value, i);
  }

  ReadResult read(std::string_view bytes) {
    LineScanner scanner(bytes);
    for (TextLine line; scanner.next(line);) {
      notes_.begin(line);
      read_line(line.text);
    }
    if (!header_seen_) notes_.open(Domain::listeners, "no heading: not the output of ss");
    return notes_.finish();
  }

 private:
  void read_line(std::string_view text) {
    Words words(text);
    const std::string_view first = words.next();
    if (first.empty()) return notes_.understood();
    if (!header_seen_) {
      header_seen_ = first == "Netid" && words.next() == "State";
      return header_seen_ ? notes_.understood() : notes_.unknown(Domain::listeners, "the heading of ss", trim(text));
    }
    if (is_in(local_protocols, first)) return notes_.ignored();
    if (is_in(other_protocols, first) || notes_.disabled(first)) return notes_.known(Domain::listeners, first);
    if (!is_in(modelled_protocols, first)) return notes_.unknown(Domain::listeners, "a protocol", first);
    const std::string_view state = words.next();
    if (state != "LISTEN" && state != "UNCONN")
      return is_connection(state) ? notes_.ignored() : notes_.unknown(Domain::listeners, "a socket state", state);
    Row row{first, {}, {}};
    if (const auto problem = parse_columns(words, row)) return notes_.unknown(Domain::listeners, problem->expected, problem->at);
    convert(row);
    notes_.understood();
  }

  static bool is_connection(std::string_view state) {
    static constexpr std::array<std::string_view, 9> names{"ESTAB",      "SYN-SENT",  "SYN-RECV", "FIN-WAIT-1", "FIN-WAIT-2",
                                                           "TIME-WAIT", "CLOSE-WAIT", "LAST-ACK", "CLOSING"};
    return is_in(names, state);
  }

  static std::optional<Problem> parse_columns(Words& words, Row& row) {
    for (int queue = 0; queue < 2; ++queue) {
      std::uint32_t length = 0;
      if (const std::string_view word = words.next(); !parse_number(word, length)) return Problem{"a queue length", word};
    }
    const std::string_view local = words.next();
    const auto endpoint = parse_endpoint(local);
    if (!endpoint) return Problem{"ADDRESS:PORT in numbers", local};
    row.local = *endpoint;
    if (const std::string_view peer = words.next(); !peer.ends_with(":*")) return Problem{"any peer, as in 0.0.0.0:*", peer};
    return parse_rest(words, row);
  }

  static std::optional<Problem> parse_rest(Words& words, Row& row) {
    for (std::string_view word = words.next(); !word.empty(); word = words.next()) {
      if (is_detail(word)) continue;
      if (!word.starts_with("users:")) return Problem{"users:((...)) or the end of the line", word};
      // A process may have blanks in its name.
      const std::string_view text = words.text();
      const auto begin = static_cast<std::size_t>(word.data() - text.data());
      const std::size_t close = text.find("))", begin);
      if (close == std::string_view::npos) return Problem{"users:((...))", word};
      auto users = parse_users(text.substr(begin, close + 2 - begin));
      if (!users) return Problem{"users:((...))", word};
      row.process = std::move(*users);
      words = Words(text, close + 2);
    }
    return std::nullopt;
  }

  /// A socket on `*` takes both families.
  void convert(const Row& row) {
    if (row.local.address == "*") {
      add(row, IpAddress{});
      add(row, *parse_ip("::"));
    } else {
      add(row, *parse_ip(row.local.address));
    }
  }

  void add(const Row& row, const IpAddress& address) {
    std::string shown = to_string(address);
    std::string name = std::string(row.protocol) + ' ' + (address.family == 6 ? '[' + shown + ']' : shown);
    if (!row.local.zone.empty()) name.append("%").append(row.local.zone);
    name.append(":").append(std::to_string(row.local.port));
    const auto [place, added] = by_name_.emplace(std::move(name), device_.listeners.size());
    const model::LinesId lines = notes_.lines();
    if (!added) return join(device_.listeners[place->second], row, lines);
    model::Listener& listener = device_.listeners.emplace_back();
    listener.context = options_.context;
    listener.lines = lines;
    listener.name.set(place->first, lines);
    listener.protocol.set(std::string(row.protocol), lines);
    listener.address.set(std::move(shown), lines);
    listener.port.set(row.local.port, lines);
    listener.loopback.set(is_loopback(address, row.local.zone), lines);
    if (!row.process.empty()) listener.process.set(row.process, lines);
  }

  /// Several sockets may share an address and a port; what is not shown of one is not known of all.
  void join(model::Listener& listener, const Row& row, model::LinesId lines) {
    const bool same = listener.process.value == row.process && listener.process.known() == !row.process.empty();
    if (same) return;
    if (row.process.empty() || !listener.process.known()) return listener.process.set_unknown(lines);
    if (listener.process.value.size() < longest_process) listener.process.value.append(",").append(row.process);
  }

  static constexpr std::size_t longest_process = 1000;

  const ReadOptions& options_;
  model::Device& device_;
  LineNotes notes_;
  std::unordered_map<std::string, std::size_t> by_name_;
  bool header_seen_ = false;
};

ReadResult read(std::string_view bytes, const ReadOptions& options, model::Device& device) {
  return Reader(options, device).read(bytes);
}

std::vector<KeywordInfo> keywords() {
  std::vector<KeywordInfo> rows;
  for (const auto name : modelled_protocols) rows.push_back({std::string(name), Domain::listeners, Treatment::modelled, {}});
  for (const auto name : other_protocols) rows.push_back({std::string(name), Domain::listeners, Treatment::known, {}});
  for (const auto name : local_protocols)
    rows.push_back({std::string(name), {}, Treatment::ignored, "cannot be reached over the network"});
  return rows;
}

}  // namespace

const Format& format() {
  static constexpr Format value{"linux_sockets", "Linux sockets (ss -lntup)", Domain::listeners,
                                read,            write_back_lines,            keywords};
  return value;
}

}  // namespace muster::grammars::linux_sockets
