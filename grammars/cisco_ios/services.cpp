#include <algorithm>

#include "grammars/cisco/words.hpp"
#include "grammars/cisco_ios/config.hpp"

namespace muster::grammars::cisco_ios {
namespace {

Outcome on_or_off(Config& config, Cursor& cursor, std::string_view name) {
  Service& service = config.services.get(name);
  service.lines.add(cursor.line());
  service.enabled = {!cursor.negated, cursor.lines()};
  return cursor.end();
}

Outcome http(Config& config, Cursor& cursor) { return on_or_off(config, cursor, "http"); }
Outcome https(Config& config, Cursor& cursor) { return on_or_off(config, cursor, "https"); }
Outcome tcp_small(Config& config, Cursor& cursor) {
  if (cursor.accept("max-servers") && cursor.word().empty()) return cursor.fail("a number");
  return on_or_off(config, cursor, "tcp-small-servers");
}
Outcome udp_small(Config& config, Cursor& cursor) {
  if (cursor.accept("max-servers") && cursor.word().empty()) return cursor.fail("a number");
  return on_or_off(config, cursor, "udp-small-servers");
}
Outcome finger(Config& config, Cursor& cursor) {
  cursor.accept("rfc-compliant");
  return on_or_off(config, cursor, "finger");
}
Outcome bootp(Config& config, Cursor& cursor) { return on_or_off(config, cursor, "bootp"); }
Outcome pad(Config& config, Cursor& cursor) { return on_or_off(config, cursor, "pad"); }
Outcome config_service(Config& config, Cursor& cursor) { return on_or_off(config, cursor, "config"); }
Outcome cdp(Config& config, Cursor& cursor) { return on_or_off(config, cursor, "cdp"); }
Outcome lldp(Config& config, Cursor& cursor) { return on_or_off(config, cursor, "lldp"); }
Outcome netconf(Config& config, Cursor& cursor) { return on_or_off(config, cursor, "netconf"); }
Outcome ftp(Config& config, Cursor& cursor) { return on_or_off(config, cursor, "ftp"); }

/// `tftp-server FILE [alias NAME] [LIST]`: each such line serves a file.
Outcome tftp(Config& config, Cursor& cursor) {
  if (cursor.negated) return Outcome::known;
  if (cursor.at_end()) return cursor.fail("a file");
  cursor.take_rest();
  return on_or_off(config, cursor, "tftp");
}

Outcome port_of(Config& config, Cursor& cursor, std::string_view name) {
  const auto port = cursor.number(0, 65535);
  if (!port && !cursor.negated) return cursor.fail("a port");
  Service& service = config.services.get(name);
  service.lines.add(cursor.line());
  service.port.reset();
  if (!cursor.negated) service.port = {*port, cursor.lines()};
  return cursor.end();
}
Outcome http_port(Config& config, Cursor& cursor) { return port_of(config, cursor, "http"); }
Outcome https_port(Config& config, Cursor& cursor) { return port_of(config, cursor, "https"); }

/// `ip http access-class LIST`, since IOS-XE 16 also `ipv4 LIST` and `ipv6 LIST`.
Outcome http_access_class(Config& config, Cursor& cursor) {
  if (cursor.accept("ipv6")) return Outcome::known;
  cursor.accept("ipv4");
  const std::string_view list = cursor.word();
  if (list.empty() && !cursor.negated) return cursor.fail("an access list");
  for (const std::string_view name : {"http", "https"}) {
    Service& service = config.services.get(name);
    service.lines.add(cursor.line());
    service.filter.reset();
    if (!cursor.negated) service.filter = {list_key("ip", list), cursor.lines()};
  }
  return cursor.end();
}

Outcome ssh_version(Config& config, Cursor& cursor) {
  Service& ssh = config.services.get("ssh");
  ssh.lines.add(cursor.line());
  ssh.version.reset();
  const auto version = cursor.number(1, 2);
  if (!version && !cursor.negated) return cursor.fail("1 or 2");
  if (!cursor.negated) ssh.version = {std::to_string(*version), cursor.lines()};
  return cursor.end();
}

/// Classic IOS (12, 15) and IOS-XE (16, 17) have different defaults.
bool is_classic(const Config& config) {
  return config.version && (config.version->value.starts_with("12.") || config.version->value.starts_with("15."));
}

struct Default {
  std::string_view name;
  bool enabled;
  bool only_classic;  ///< newer releases have another default, or none that documents tell
};
constexpr Default defaults[] = {{"finger", false, false},
                                {"tcp-small-servers", false, false},
                                {"udp-small-servers", false, false},
                                {"bootp", true, true},
                                {"pad", true, true},
                                {"cdp", true, true},
                                {"lldp", false, false},
                                {"config", false, false},
                                {"netconf", false, false},
                                {"ftp", false, false},
                                {"tftp", false, false}};

/// What the vty lines together say of a protocol that logs in over the network.
struct VtyOffer {
  bool offered = false;
  bool sure = false;  ///< every vty line says which protocols it takes
};

VtyOffer vty_offer(Config& config, std::string_view protocol) {
  VtyOffer offer;
  bool first = true;
  config.terminal_lines.each([&](const std::string&, const Line& line) {
    if (line.kind != "vty") return;
    const bool says = line.transport_input.has_value() && line.opened_by.empty();
    offer.sure = says && (first || offer.sure);
    first = false;
    if (!line.transport_input) return;
    const auto& inputs = line.transport_input->value;
    const auto has = [&inputs](std::string_view name) { return std::ranges::find(inputs, name) != inputs.end(); };
    offer.offered = offer.offered || has(protocol) || has("all");
  });
  return offer;
}

/// The one access list that limits all vty lines; absent if a line has none; unknown if they differ.
void put_vty_filter(model::Text& to, Config& config) {
  Maybe<std::string> filter;
  bool any = false;
  bool differ = false;
  bool missing = false;
  config.terminal_lines.each([&](const std::string&, const Line& line) {
    if (line.kind != "vty") return;
    any = true;
    missing = missing || !line.access_class;
    differ = differ || (filter && line.access_class && filter->value != line.access_class->value);
    if (!filter) filter = line.access_class;
  });
  if (!any || differ) return;
  if (missing)
    to.set_absent();
  else
    put(to, filter);
}

model::ManagementService& add_service(const Target& target, const std::string& name, const LineSet& lines) {
  model::ManagementService& to = target.device.services.emplace_back();
  target.head(to, lines);
  to.name.set(name, to.lines);
  return to;
}

/// SSH and Telnet have no switch of their own: the vty lines offer them.
void convert_login_service(Config& config, const Target& target, const std::string& name, std::int64_t port) {
  const Service* const own = config.services.find(name);
  model::ManagementService& to = add_service(target, name, own == nullptr ? LineSet() : own->lines);
  const VtyOffer offer = vty_offer(config, name);
  if (offer.offered && name == "telnet")
    to.enabled.set(true, 0);
  else if (offer.sure && !offer.offered)
    to.enabled.set(false, 0);  // SSH also needs a host key, which no configuration shows: otherwise unknown
  to.port.set_default(port);
  if (own == nullptr || !put(to.version, own->version)) {
    if (name == "ssh" && is_classic(config)) to.version.set_default("1.99");
    if (name == "telnet") to.version.set_absent();
  }
  put_vty_filter(to.filter, config);
}

void convert_switched_service(Config& config, const Target& target, const std::string& name, Service& from) {
  model::ManagementService& to = add_service(target, name, from.lines);
  put(to.enabled, from.enabled);
  const bool web = name == "http" || name == "https";
  if (!put(to.port, from.port) && web) to.port.set_default(name == "http" ? 80 : 443);
  if (web) put_or_absent(to.filter, from.filter);
  to.version.set_absent();
  for (const Default& rule : defaults)
    if (rule.name == name && !from.enabled && (!rule.only_classic || is_classic(config)))
      to.enabled.set_default(rule.enabled);
}

}  // namespace

Rows service_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"ip http server", Domain::management, &http},
      {"ip http secure-server", Domain::management, &https},
      {"ip http port", Domain::management, &http_port},
      {"ip http secure-port", Domain::management, &https_port},
      {"ip http access-class", Domain::management, &http_access_class},
      {"ip http authentication", Domain::authentication},
      {"ip ssh version", Domain::management, &ssh_version},
      {"service tcp-small-servers", Domain::management, &tcp_small},
      {"service udp-small-servers", Domain::management, &udp_small},
      {"ip finger", Domain::management, &finger},
      {"service finger", Domain::management, &finger},
      {"ip bootp server", Domain::management, &bootp},
      {"service pad", Domain::management, &pad},
      {"service config", Domain::management, &config_service},
      {"cdp run", Domain::management, &cdp},
      {"lldp run", Domain::management, &lldp},
      {"netconf-yang", Domain::management, &netconf},
      {"netconf ssh", Domain::management, &netconf},
      {"ftp-server enable", Domain::management, &ftp},
      {"tftp-server", Domain::management, &tftp},
  });
  return rows;
}

void convert_services(Config& config, const Target& target) {
  convert_login_service(config, target, "ssh", 22);
  convert_login_service(config, target, "telnet", 23);
  for (const std::string_view name : {"http", "https"}) config.services.get(name);
  for (const Default& rule : defaults) config.services.get(rule.name);
  config.services.each([&](const std::string& name, Service& from) {
    if (name != "ssh") convert_switched_service(config, target, name, from);
  });
}

}  // namespace muster::grammars::cisco_ios
