#include <algorithm>
#include <array>
#include <charconv>
#include <unordered_set>
#include <vector>

#include "grammars/nginx/convert.hpp"

namespace muster::grammars::nginx {
namespace {

using model::LogTarget;

std::string_view severity_name(std::string_view level) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 8> names{{{"debug", "debugging"},
                                                                                       {"info", "informational"},
                                                                                       {"notice", "notifications"},
                                                                                       {"warn", "warnings"},
                                                                                       {"error", "errors"},
                                                                                       {"crit", "critical"},
                                                                                       {"alert", "alerts"},
                                                                                       {"emerg", "emergencies"}}};
  const auto found = std::ranges::find(names, level, &std::pair<std::string_view, std::string_view>::first);
  return found == names.end() ? std::string_view() : found->second;
}

/// "192.0.2.1:514", "[2001:db8::1]:514", "host", "unix:/dev/log".
void set_server(LogTarget& target, std::string_view server, model::LinesId lines) {
  if (server.starts_with("unix:")) {
    target.transport.set("local", lines);
    target.address.set(std::string(server.substr(5)), lines);
    target.port.set_absent(lines);
    target.name.set(std::string(server.substr(5)), lines);
    return;
  }
  const bool bracketed = server.starts_with('[');
  const std::size_t end = bracketed ? server.find(']') : server.find(':');
  const std::size_t colon = bracketed && end != server.npos ? end + 1 : end;
  const std::string address(server.substr(bracketed ? 1 : 0, end == server.npos ? end : end - (bracketed ? 1 : 0)));
  std::int64_t port = 0;
  const std::string_view digits = colon < server.size() ? server.substr(colon + 1) : std::string_view();
  const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  const bool has_port = error == std::errc{} && stop == digits.data() + digits.size();
  if (has_port) {
    target.port.set(port, lines);
  } else {
    target.port.set_default(514);
  }
  target.transport.set("udp", lines);
  target.address.set(address, lines);
  target.name.set(address + " udp " + std::to_string(target.port.value), lines);
}

/// "syslog:server=192.0.2.1,facility=local7,severity=info"
LogTarget syslog(std::string_view parameters, model::LinesId lines) {
  LogTarget target;
  target.severity.set_default("informational");
  while (!parameters.empty()) {
    const std::size_t comma = std::min(parameters.find(','), parameters.size());
    const std::string_view one = parameters.substr(0, comma);
    parameters.remove_prefix(std::min(comma + 1, parameters.size()));
    if (one.starts_with("server=")) set_server(target, one.substr(7), lines);
    if (one.starts_with("severity=")) target.severity.set(std::string(severity_name(one.substr(9))), lines);
  }
  return target;
}

LogTarget file(std::string_view path, model::LinesId lines) {
  LogTarget target;
  target.name.set(std::string(path), lines);
  target.transport.set("file", lines);
  target.address.set_absent(lines);
  target.port.set_absent(lines);
  target.severity.set_default("informational");
  return target;
}

bool writes_nothing(std::string_view place) {
  return place == "off" || place == "/dev/null" || place.starts_with("memory:") || place == "stderr";
}

class Targets {
 public:
  explicit Targets(FoldContext& context) : context_(context) {
    for (const LogTarget& target : context.device.logging.targets) names_.insert(target.name.value);
  }

  void add(const Directive& directive) {
    const std::string_view place = directive.argument(0);
    if (writes_nothing(place) || place.find('$') != place.npos) return;
    const bool remote = place.starts_with("syslog:");
    LogTarget target = remote ? syslog(place.substr(7), directive.lines) : file(place, directive.lines);
    if (directive.name == "error_log") {
      const std::string_view level = severity_name(directive.argument(1));
      if (directive.arguments.size() < 2) target.severity.set_default("errors");
      if (!level.empty()) target.severity.set(std::string(level), directive.lines);
    }
    target.context = context_.options.context;
    target.lines = directive.lines;
    if (target.name.value.empty() || !names_.insert(target.name.value).second) return;
    model::Logging& logging = context_.device.logging;
    logging.targets.push_back(std::move(target));
    if (!logging.enabled.known()) logging.enabled.set(true, directive.lines);
  }

 private:
  FoldContext& context_;
  std::unordered_set<std::string> names_;
};

}  // namespace

void convert_logs(const Config& config, FoldContext& context) {
  Targets targets(context);
  for (const Block& block : config.blocks())
    for (const Directive& directive : block.directives)
      if (directive.name == "access_log" || directive.name == "error_log") targets.add(directive);
}

/// A location, at any depth, that switches the log off hides what it forwards.
const Directive* silent_location(const Config& config, const Block& server) {
  std::vector<std::uint32_t> below(server.children);
  while (!below.empty()) {
    const Block& location = config.blocks()[below.back()];
    below.pop_back();
    const Directive* const own = location.find("access_log");
    const bool silent = own != nullptr && (own->argument(0) == "off" || own->argument(0) == "/dev/null");
    if (silent && location.find("proxy_pass") != nullptr) return own;
    below.insert(below.end(), location.children.begin(), location.children.end());
  }
  return nullptr;
}

void set_access_log(const Config& config, const Block& server, model::Boolean& access_log) {
  const bool stream = config.parent(server).kind == BlockKind::stream;
  const Directive* const last = config.inherited(server, "access_log");
  if (last != nullptr && last->arguments.size() > 1 && last->last().starts_with("if="))
    return access_log.set_unknown(last->lines);
  if (last != nullptr && last->argument(0) == "off") return access_log.set(false, last->lines);
  if (const Directive* const silent = silent_location(config, server)) return access_log.set(false, silent->lines);
  if (last != nullptr && last->argument(0) == "/dev/null") return access_log.set_unknown(last->lines);
  if (last == nullptr) return access_log.set_default(!stream);
  access_log.set(true, last->lines);
}

}  // namespace muster::grammars::nginx
