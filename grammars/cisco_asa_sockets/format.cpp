#include "grammars/format.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>

#include "core/ip.hpp"
#include "grammars/text_lines.hpp"

/// Output of `show asp table socket` of Cisco ASA: the sockets that the device itself has open.
namespace muster::grammars::cisco_asa_sockets {
namespace {

constexpr std::string_view socket_keyword = "socket";

struct Endpoint {
  std::string_view address;
  std::uint32_t port = 0;
};

/// "10.3.249.36:443", "[2001:db8::1]:22", "2001:db8::1:22"
std::optional<Endpoint> parse_endpoint(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  Endpoint endpoint;
  if (colon == std::string_view::npos || !parse_number(text.substr(colon + 1), endpoint.port) || endpoint.port > 65535)
    return std::nullopt;
  std::string_view host = text.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  if (!parse_ip(host)) return std::nullopt;
  endpoint.address = host;
  return endpoint;
}

/// TLS and DTLS stand by their own names.
std::string_view transport_of(std::string_view protocol) {
  if (protocol == "TCP" || protocol == "SSL" || protocol == "TLS") return "tcp";
  return protocol == "UDP" || protocol == "DTLS" ? "udp" : "";
}

bool is_loopback(std::string_view address) { return address.starts_with("127.") || address == "::1"; }

class Reader {
 public:
  Reader(const ReadOptions& options, model::Device& device)
      : options_(options), device_(device), notes_(options, device) {}

  ReadResult read(std::string_view bytes) {
    LineScanner scanner(bytes);
    for (TextLine line; scanner.next(line);) {
      notes_.begin(line);
      read_line(line.text);
    }
    if (!heading_) notes_.open(Domain::listeners, "no heading: not the output of show asp table socket");
    return notes_.finish();
  }

 private:
  void read_line(std::string_view text) {
    Words words(text);
    const std::string_view first = words.next();
    if (first.empty()) return notes_.understood();
    if (first == "Protocol" && words.next() == "Socket") return heading(words.next());
    if (!heading_) return notes_.unknown(Domain::listeners, "the heading of the table", trim(text));
    row(first, words);
  }

  /// Older releases print the state in the last column.
  void heading(std::string_view third) {
    heading_ = true;
    state_last_ = third != "State";
    notes_.understood();
  }

  void row(std::string_view protocol, Words& words) {
    const std::string_view transport = transport_of(protocol);
    if (transport.empty()) return notes_.unknown(Domain::listeners, "a protocol", protocol);
    words.next();  // the socket's number
    std::string_view state = state_last_ ? std::string_view() : words.next();
    const std::string_view local = words.next();
    words.next();  // the other end
    if (state_last_) state = words.next();
    if (state.empty()) return notes_.unknown(Domain::listeners, "a state", state);
    if (state != "LISTEN") return notes_.ignored();
    if (notes_.disabled(socket_keyword)) return notes_.known(Domain::listeners, socket_keyword);
    const auto endpoint = parse_endpoint(local);
    if (!endpoint) return notes_.unknown(Domain::listeners, "ADDRESS:PORT", local);
    add(transport, *endpoint);
    notes_.understood();
  }

  void add(std::string_view transport, const Endpoint& endpoint) {
    std::string name(transport);
    const bool v6 = endpoint.address.find(':') != std::string_view::npos;
    name.append(v6 ? " [" : " ").append(endpoint.address).append(v6 ? "]:" : ":").append(std::to_string(endpoint.port));
    if (!seen_.insert(name).second) return;
    model::Listener& to = device_.listeners.emplace_back();
    to.context = options_.context;
    to.lines = notes_.lines();
    to.name.set(std::move(name), to.lines);
    to.protocol.set(std::string(transport), to.lines);
    to.address.set(std::string(endpoint.address), to.lines);
    to.port.set(endpoint.port, to.lines);
    to.loopback.set(is_loopback(endpoint.address), to.lines);
  }

  const ReadOptions& options_;
  model::Device& device_;
  LineNotes notes_;
  std::unordered_set<std::string> seen_;
  bool heading_ = false;
  bool state_last_ = false;
};

ReadResult read(std::string_view bytes, const ReadOptions& options, model::Device& device) {
  return Reader(options, device).read(bytes);
}

std::vector<KeywordInfo> keywords() {
  return {{std::string(socket_keyword), Domain::listeners, Treatment::modelled, {}}};
}

}  // namespace

const Format& format() {
  static constexpr Format value{"cisco_asa_sockets", "Cisco ASA open sockets (show asp table socket)",
                                Domain::listeners,   read,
                                write_back_lines,    keywords};
  return value;
}

}  // namespace muster::grammars::cisco_asa_sockets
