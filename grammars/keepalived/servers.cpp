#include <array>

#include "core/ip.hpp"
#include "grammars/keepalived/config.hpp"

/// The block virtual_server: real servers, and how their health is checked.
namespace muster::grammars::keepalived {
namespace {

constexpr Domains health = Domain::health;

bool is_plain(std::string_view word) { return word.find_first_of("$@~\\\"") == std::string_view::npos; }

VirtualServer& server(Config& config) { return config.servers.back(); }
RealServer& member(Config& config) { return server(config).members.back(); }

Domains server_not_understood(Config& config, const Cursor& cursor, Domains domains) {
  server(config).opened_by.add(cursor.line());
  return domains;
}

Domains member_not_understood(Config& config, const Cursor& cursor, Domains domains) {
  member(config).opened_by.add(cursor.line());
  return server_not_understood(config, cursor, domains);
}

/// A check that needs nothing else, or the line that the check cannot do without: keepalived drops one without it.
Outcome check(Config& config, Cursor& cursor) {
  if (member(config).check == 0) member(config).check = cursor.lines();
  return cursor.end();
}

Outcome check_by(Config& config, Cursor& cursor) {
  if (cursor.at_end() || cursor.peek() == "\"\"") return cursor.fail("what is checked");
  if (member(config).check == 0) member(config).check = cursor.lines();
  cursor.take_rest();
  return Outcome::understood;
}

constexpr std::string_view how = "how the check is made";

Rows common_rows() {
  static constexpr auto rows = std::to_array<Row>({
      ignored<Config>("connect_ip", how),
      ignored<Config>("connect_port", how),
      ignored<Config>("connect_timeout", how),
      ignored<Config>("bindto", how),
      ignored<Config>("bind_port", how),
      ignored<Config>("bind_if", how),
      ignored<Config>("fwmark", how),
      ignored<Config>("alpha", how),
      ignored<Config>("delay_loop", how),
      ignored<Config>("retry", how),
      ignored<Config>("nb_get_retry", how),
      ignored<Config>("delay_before_retry", how),
      ignored<Config>("warmup", how),
      ignored<Config>("log_all_failures", how),
      ignored<Config>("helo_name", how),
      ignored<Config>("host", how),
      ignored<Config>("type", how),
      ignored<Config>("payload", how),
      ignored<Config>("require_reply", how),
      ignored<Config>("min_reply_length", how),
      ignored<Config>("max_reply_length", how),
  });
  return rows;
}

const Table& plain_table() {
  static constexpr auto rows = std::to_array<Row>({ignored<Config>("name", how)});
  static const Table table({common_rows(), Rows(rows), include_rows()}, member_not_understood);
  return table;
}

const Table& url_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"path", health, check_by},
      ignored<Config>("digest", how),
      ignored<Config>("status_code", how),
      ignored<Config>("virtualhost", how),
      ignored<Config>("regex", how),
      ignored<Config>("regex_no_match", how),
      ignored<Config>("regex_options", how),
      ignored<Config>("regex_stack", how),
      ignored<Config>("regex_min_offset", how),
      ignored<Config>("regex_max_offset", how),
      ignored<Config>("tls_compliant", how),
  });
  static const Table table({Rows(rows), include_rows()}, member_not_understood);
  return table;
}

const Table& http_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"url", health, block, url_table},
      ignored<Config>("virtualhost", how),
      ignored<Config>("enable_sni", how),
      ignored<Config>("http_protocol", how),
      ignored<Config>("fast_recovery", how),
      ignored<Config>("tls_compliant", how),
      ignored<Config>("status_code", how),
      ignored<Config>("ssl_verify", how),
  });
  static const Table table({common_rows(), Rows(rows), include_rows()}, member_not_understood);
  return table;
}

const Table& other_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"misc_path", health, check_by},
      {"name", health, check_by},
      {"track_file", health, check_by},
      ignored<Config>("misc_timeout", how),
      ignored<Config>("misc_dynamic", how),
      ignored<Config>("user", how),
      ignored<Config>("weight", how),
  });
  static const Table table({common_rows(), Rows(rows), include_rows()}, member_not_understood);
  return table;
}

Outcome weight(Config& config, Cursor& cursor) {
  const auto value = cursor.number(0, 65535);
  if (!value) return cursor.fail("a weight from 0 to 65535");
  auto& to = config.in_real_server ? member(config).weight : server(config).weight;
  to = Said<std::int64_t>{*value, cursor.lines()};
  return cursor.end();
}

Rows shared_rows() {
  static constexpr std::string_view mail = "who is told";
  static constexpr auto rows = std::to_array<Row>({
      {"weight", health, weight},
      ignored<Config>("delay_loop", how),
      ignored<Config>("retry", how),
      ignored<Config>("delay_before_retry", how),
      ignored<Config>("warmup", how),
      ignored<Config>("connect_timeout", how),
      ignored<Config>("virtualhost", how),
      ignored<Config>("alpha", "servers begin as down"),
      ignored<Config>("inhibit_on_failure", "a server that is down keeps its connections"),
      ignored<Config>("smtp_alert", mail),
      ignored<Config>("notify_up", mail),
      ignored<Config>("notify_down", mail),
      ignored<Config>("snmp_name", "its name in SNMP"),
      ignored<Config>("lvs_method", "how packets travel"),
      ignored<Config>("lb_kind", "how packets travel"),
      ignored<Config>("lvs_sched", "which server is chosen"),
      ignored<Config>("lb_algo", "which server is chosen"),
  });
  return rows;
}

const Table& real_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"TCP_CHECK", health, check, plain_table},
      {"SMTP_CHECK", health, check, plain_table},
      {"DNS_CHECK", health, check, plain_table},
      {"UDP_CHECK", health, check, plain_table},
      {"PING_CHECK", health, check, plain_table},
      {"HTTP_GET", health, block, http_table},
      {"SSL_GET", health, block, http_table},
      {"MISC_CHECK", health, block, other_table},
      {"BFD_CHECK", health, block, other_table},
      {"FILE_CHECK", health, block, other_table},
      ignored<Config>("uthreshold", "how many connections it takes"),
      ignored<Config>("lthreshold", "how many connections it takes"),
  });
  static const Table table({Rows(rows), shared_rows(), include_rows()}, member_not_understood);
  return table;
}

/// `ADDRESS [PORT]`
Outcome real_server(Config& config, Cursor& cursor) {
  config.in_real_server = true;
  RealServer to;
  const auto address = parse_ip(cursor.peek());
  if (!address) return cursor.fail("an address");
  to.address = to_string(*address);
  to.name = to.address;
  cursor.word();
  if (!cursor.at_end()) {
    const auto port = cursor.number(1, 65535);
    if (!port) return cursor.fail("a port");
    to.port = *port;
    to.name += ' ' + std::to_string(*port);
  }
  to.lines.add(cursor.line());
  if (!cursor.at_end()) return cursor.end();
  if (!config.real_servers.insert(to.name).second)
    return cursor.fail_at(cursor.whole().data(), "a server that is not named above");
  server(config).members.push_back(std::move(to));
  return Outcome::understood;
}

Outcome protocol(Config& config, Cursor& cursor) {
  const std::string_view word = cursor.peek();
  if (word != "TCP" && word != "UDP" && word != "SCTP") return cursor.fail("TCP, UDP or SCTP");
  server(config).protocol = word == "TCP" ? "" : word == "UDP" ? " udp" : " sctp";
  cursor.word();
  return cursor.end();
}

Outcome quorum(Config& config, Cursor& cursor) {
  const auto value = cursor.number();
  if (!value) return cursor.fail("a number of servers");
  server(config).quorum = Said<std::int64_t>{*value, cursor.lines()};
  return cursor.end();
}

}  // namespace

/// `ADDRESS [PORT]`, `fwmark NUMBER` or `group NAME`
Outcome virtual_server(Config& config, Cursor& cursor) {
  config.in_real_server = false;
  config.real_servers.clear();
  VirtualServer to;
  for (; !cursor.at_end(); cursor.word()) {
    if (!is_plain(cursor.peek())) return cursor.fail("an address, fwmark or group");
    to.name.append(to.name.empty() ? "" : " ").append(cursor.peek());
  }
  if (to.name.empty()) return cursor.fail("an address, fwmark or group");
  to.lines.add(cursor.line());
  to.line = cursor.line();
  config.servers.push_back(std::move(to));
  return Outcome::understood;
}

const Table& server_table() {
  static constexpr std::string_view held = "how long a client keeps its server";
  static constexpr std::string_view quorum_detail = "what happens when too few servers are up";
  static constexpr auto rows = std::to_array<Row>({
      {"real_server", health, real_server, real_table},
      {"protocol", health, protocol},
      {"quorum", health, quorum},
      ignored<Config>("sorry_server", "answers only when no real server does"),
      ignored<Config>("sorry_server_inhibit", "answers only when no real server does"),
      ignored<Config>("sorry_server_lvs_method", "answers only when no real server does"),
      ignored<Config>("persistence_timeout", held),
      ignored<Config>("persistence_engine", held),
      ignored<Config>("persistence_granularity", held),
      ignored<Config>("ops", "how packets travel"),
      ignored<Config>("hashed", "which server is chosen"),
      ignored<Config>("sh-port", "which server is chosen"),
      ignored<Config>("sh-fallback", "which server is chosen"),
      ignored<Config>("mh-port", "which server is chosen"),
      ignored<Config>("mh-fallback", "which server is chosen"),
      ignored<Config>("flag-1", "which server is chosen"),
      ignored<Config>("flag-2", "which server is chosen"),
      ignored<Config>("flag-3", "which server is chosen"),
      ignored<Config>("ip_family", "of a firewall mark"),
      ignored<Config>("ha_suspend", "checks run where the address is"),
      ignored<Config>("omega", quorum_detail),
      ignored<Config>("hysteresis", quorum_detail),
      ignored<Config>("quorum_up", quorum_detail),
      ignored<Config>("quorum_down", quorum_detail),
  });
  static const Table table({Rows(rows), shared_rows(), include_rows()}, server_not_understood);
  return table;
}

namespace {

class ServerConverter {
 public:
  ServerConverter(model::Device& device, const ReadOptions& options) : device_(device), options_(options) {}

  void pool(const VirtualServer& from) {
    model::Pool& to = device_.pools.emplace_back();
    begin(to, from.lines, from.opened_by);
    to.name.set("keepalived " + from.name + from.protocol, to.lines);
    to.product.set("keepalived", to.lines);
    if (from.quorum)
      to.minimum_active.set(from.quorum->value, from.quorum->lines);
    else
      to.minimum_active.set_default(1);
    bool all_checked = !from.members.empty();
    for (const RealServer& each : from.members) {
      member(to.members.emplace_back(), each, each.weight ? each.weight : from.weight);
      all_checked = all_checked && each.check != 0;
    }
    if (all_checked || !to.open) to.monitor.set(all_checked, to.lines);
    heads_.add(from.line);
  }

  void finish() {
    if (heads_.empty()) return;
    constexpr std::string_view reason = "a virtual server hands packets on: what answers behind it is not modelled";
    device_.open(options_.context, Domain::proxy, std::string(reason), heads_.id(device_.lines, options_.capture));
  }

 private:
  void member(model::PoolMember& to, const RealServer& from, const Maybe<std::int64_t>& weight) {
    begin(to, from.lines, from.opened_by);
    to.name.set(from.name, to.lines);
    to.address.set(from.address, to.lines);
    if (from.port)
      to.port.set(*from.port, to.lines);
    else
      to.port.set_absent();
    if (from.check != 0)
      to.monitored.set(true, from.check);
    else
      to.monitored.set_default(false);
    to.backup.set_default(false);
    if (weight)
      to.enabled.set(weight->value != 0, weight->lines);
    else
      to.enabled.set_default(true);
  }

  void begin(model::Object& to, const LineSet& lines, const LineSet& opened_by) {
    to.context = options_.context;
    to.lines = lines.id(device_.lines, options_.capture);
    to.open = !opened_by.empty();
    if (to.open) to.opened_by = opened_by.id(device_.lines, options_.capture);
  }

  model::Device& device_;
  const ReadOptions& options_;
  LineSet heads_;
};

}  // namespace

void convert_servers(Config& config, model::Device& device, const ReadOptions& options) {
  ServerConverter converter(device, options);
  for (const VirtualServer& each : config.servers) converter.pool(each);
  converter.finish();
}

}  // namespace muster::grammars::keepalived
