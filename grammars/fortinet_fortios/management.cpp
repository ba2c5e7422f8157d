#include <algorithm>

#include "grammars/fortinet_fortios/config.hpp"

/// The services of the management plane: interfaces say which of them answer, `system global` says how.
namespace muster::grammars::fortinet_fortios {
namespace {

/// The lines of the interfaces that are up and let `name` in.
model::LinesId allowed_by(Config& config, std::string_view name, const Target& target) {
  model::LinesId lines = 0;
  config.interfaces.each([&](const std::string&, Port& port) {
    if (port.status && port.status->value == "down") return;
    const auto has = [&](const Names& names) { return std::ranges::find(names, name) != names.end(); };
    if (port.access && has(port.access->value)) lines = target.device.lines.join(lines, port.access->lines);
    if (port.access6 && has(port.access6->value)) lines = target.device.lines.join(lines, port.access6->lines);
    if (has(port.further_access)) lines = target.device.lines.join(lines, target.id(port.lines));
  });
  return lines;
}

model::ManagementService& add(Config& config, const std::string& name, const Maybe<std::int64_t>& port,
                              std::int64_t usual, const Target& target) {
  model::ManagementService& to = target.device.services.emplace_back();
  to.context = target.context;
  const model::LinesId allowed = allowed_by(config, name, target);
  to.lines = port ? target.device.lines.join(allowed, port->lines) : allowed;
  to.name.set(name, to.lines);
  if (allowed != 0)
    to.enabled.set(true, allowed);
  else
    to.enabled.set_default(false);  // what no interface lets in does not answer
  put_or_default(to.port, port, usual);
  to.filter.set_absent();
  to.allowed_sources.set_absent();  // administrators have theirs
  if (config.global.idle_minutes)
    to.idle_timeout.set(config.global.idle_minutes->value * 60, config.global.idle_minutes->lines);
  else
    to.idle_timeout.set_default(5 * 60);
  return to;
}

void put_console(Config& config, const Target& target) {
  const GlobalSettings& global = config.global;
  model::TerminalLine& to = target.device.terminal_lines.emplace_back();
  to.context = target.context;
  to.name.set("console", 0);
  to.kind.set("console", 0);
  to.access_class.set_absent();
  if (global.console_idle && global.console_idle->value != 0)
    put(to.exec_timeout, global.console_idle);
  else if (global.idle_minutes)
    to.exec_timeout.set(global.idle_minutes->value * 60, global.idle_minutes->lines);
  else
    to.exec_timeout.set_default(5 * 60);
  if (!global.console_login || global.console_login->value) to.login.set_default("local");
}

}  // namespace

void convert_services(Config& config, const Target& target) {
  const GlobalSettings& global = config.global;
  model::ManagementService& ssh = add(config, "ssh", global.ssh_port, 22, target);
  if (global.ssh_v1 && global.ssh_v1->value)
    ssh.version.set("1", global.ssh_v1->lines);
  else
    ssh.version.set_default("2");
  put(ssh.ciphers, global.ssh_ciphers);
  put(ssh.macs, global.ssh_macs);
  put(ssh.key_exchanges, global.ssh_key_exchanges);
  model::ManagementService& telnet = add(config, "telnet", global.telnet_port, 23, target);
  if (global.telnet && !global.telnet->value) telnet.enabled.set(false, global.telnet->lines);
  add(config, "http", global.http_port, 80, target);
  put(add(config, "https", global.https_port, 443, target).tls_versions, global.tls_versions);
  put_console(config, target);
}

}  // namespace muster::grammars::fortinet_fortios
