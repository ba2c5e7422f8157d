#include "grammars/rsyslog/targets.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "grammars/text_lines.hpp"

namespace muster::grammars::rsyslog {
namespace {

using model::LogTarget;

std::string_view severity_name(std::string_view priority) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 12> names{{{"*", "debugging"},
                                                                                        {"debug", "debugging"},
                                                                                        {"info", "informational"},
                                                                                        {"notice", "notifications"},
                                                                                        {"warn", "warnings"},
                                                                                        {"warning", "warnings"},
                                                                                        {"err", "errors"},
                                                                                        {"error", "errors"},
                                                                                        {"crit", "critical"},
                                                                                        {"alert", "alerts"},
                                                                                        {"emerg", "emergencies"},
                                                                                        {"panic", "emergencies"}}};
  const auto found = std::ranges::find(names, priority, &std::pair<std::string_view, std::string_view>::first);
  return found == names.end() ? std::string_view() : found->second;
}

bool names_logins(std::string_view facilities) {
  return facilities.contains("auth") || facilities.contains("security") || facilities.contains('*');
}

bool is_true(std::string_view text) { return lower(text) == "on" || text == "1"; }

void set_port(LogTarget& target, std::string_view digits, model::LinesId lines) {
  std::int64_t port = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (!digits.empty() && error == std::errc{} && end == digits.data() + digits.size())
    return target.port.set(port, lines);
  if (digits.empty()) return target.port.set_default(514);
  target.port.set_unknown(lines);
}

void set_remote(LogTarget& target, std::string_view address, std::string_view port, std::string transport,
                model::LinesId lines) {
  set_port(target, port, lines);
  target.name.set(std::string(address) + ' ' + transport + ' ' +
                      (target.port.known() ? std::to_string(target.port.value) : std::string(port)),
                  lines);
  target.address.set(std::string(address), lines);
  target.transport.set(std::move(transport), lines);
}

void set_local(LogTarget& target, std::string_view name, std::string_view transport, model::LinesId lines) {
  target.name.set(std::string(name), lines);
  target.address.set_absent(lines);
  target.port.set_absent(lines);
  target.transport.set(std::string(transport), lines);
}

/// "@host", "@@(o)[2001:db8::1]:6514;template"
bool forward(LogTarget& target, std::string_view text, const Defaults& defaults, model::LinesId lines) {
  const bool tcp = text.starts_with("@@");
  text.remove_prefix(tcp ? 2 : 1);
  if (text.starts_with('(')) text.remove_prefix(std::min(text.find(')'), text.size() - 1) + 1);
  text = trim(text.substr(0, text.find(';')));
  std::string_view address = text;
  std::string_view port;
  const std::size_t from = text.starts_with('[') ? text.find(']') : 0;
  const std::size_t colon = from == text.npos ? text.npos : text.find(':', from);
  if (colon != text.npos) {
    address = text.substr(0, colon);
    port = text.substr(colon + 1);
  }
  if (address.starts_with('[') && address.ends_with(']')) address = address.substr(1, address.size() - 2);
  if (address.empty() || address.find_first_of(" \t(") != address.npos) return false;
  const bool tls = tcp && defaults.tls_driver && defaults.tls_mode;
  set_remote(target, address, port, tls ? "tls" : (tcp ? "tcp" : "udp"), lines);
  return true;
}

std::string transport_of(const Object& object, const Defaults& defaults) {
  if (object.get("type") == "omrelp") return is_true(object.get("tls")) ? "tls" : "tcp";
  if (lower(object.get("protocol")) != "tcp") return "udp";
  const std::string driver = lower(object.get("streamdriver"));
  const bool protects =
      driver == "gtls" || driver == "ossl" || driver == "mbedtls" || (driver.empty() && defaults.tls_driver);
  const std::string_view mode = object.get("streamdrivermode");
  return protects && (mode == "1" || (mode.empty() && defaults.tls_mode)) ? "tls" : "tcp";
}

Action::Kind read_object_action(LogTarget& target, const Object& object, const Defaults& defaults,
                                model::LinesId lines) {
  const std::string type = lower(object.get("type"));
  if (type == "omfwd" || type == "omrelp") {
    if (object.get("target").empty()) return Action::Kind::unknown;
    set_remote(target, object.get("target"), object.get("port"), transport_of(object, defaults), lines);
    return Action::Kind::target;
  }
  if (type == "omfile" || type == "builtin:omfile") {
    const std::string_view file = object.get("file").empty() ? object.get("dynafile") : object.get("file");
    if (file.empty()) return Action::Kind::unknown;
    set_local(target, file, "file", lines);
    return Action::Kind::target;
  }
  if (type == "omjournal") {
    set_local(target, "journal", "local", lines);
    return Action::Kind::target;
  }
  if (type == "omusrmsg" || type == "builtin:omusrmsg" || type == "ompipe" || type == "omdiscard")
    return Action::Kind::nobody;
  return Action::Kind::unknown;
}

Action::Kind read_old_action(LogTarget& target, std::string_view text, const Defaults& defaults, model::LinesId lines) {
  switch (text.front()) {
    case '@':
      return forward(target, text, defaults, lines) ? Action::Kind::target : Action::Kind::unknown;
    case '-':
    case '/':
    case '?': {
      const std::string_view path = trim(text.substr(text.front() == '/' ? 0 : 1));
      const std::string_view file = path.substr(0, path.find(';'));
      if (file.empty() || file.contains('"')) return Action::Kind::unknown;
      set_local(target, file, "file", lines);
      return Action::Kind::target;
    }
    case '|':  // a pipe that a person reads
      return Action::Kind::nobody;
    case '*':
      return Action::Kind::nobody;
    default:
      break;
  }
  if (text.starts_with(":omusrmsg:")) return Action::Kind::nobody;
  // Names of users that are logged in, "root,operator".
  const bool users =
      text.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-., ") == text.npos;
  return users ? Action::Kind::nobody : Action::Kind::unknown;
}

}  // namespace

Scope select(const Scope& outer, std::string_view selector) {
  Scope scope = outer;
  std::string severity;
  bool login_facilities = false;
  bool excluded = false;
  while (!selector.empty()) {
    const std::size_t end = std::min(selector.find(';'), selector.size());
    std::string_view part = trim(selector.substr(0, end));
    selector.remove_prefix(std::min(end + 1, selector.size()));
    while (part.starts_with('\\')) part = trim(part.substr(1));
    const std::size_t dot = part.find('.');
    if (dot == part.npos) continue;
    const std::string facilities = lower(part.substr(0, dot));
    const std::string priority = lower(part.substr(dot + 1));
    const std::string_view name = severity_name(priority);
    if (facilities == "*" && !name.empty())
      severity = name;
    else if (priority == "none" || priority.starts_with('!'))
      excluded |= names_logins(facilities);
    else
      login_facilities |= names_logins(facilities);
  }
  const bool all = !severity.empty() && !excluded;
  scope.narrow = outer.narrow || (severity.empty() && !login_facilities && !excluded);
  scope.all = outer.all && all;
  if (scope.all && scope.severity == "debugging") scope.severity = severity;
  return scope;
}

Scope filter(const Scope& outer, std::string_view property) {
  const std::size_t first = std::min(property.find(','), property.size());
  const std::string_view rest = trim(property.substr(std::min(first + 1, property.size())));
  const std::string operation = lower(trim(rest.substr(0, rest.find(','))));
  const std::size_t quote = rest.find('"');
  const bool some = quote != rest.npos && rest.size() > quote + 2;
  Scope scope = outer;
  scope.all = false;
  scope.narrow |= some && (operation == "contains" || operation == "isequal" || operation == "startswith" ||
                           operation == "contains_i" || operation == "startswith_i");
  return scope;
}

Action read_action(std::string_view text, const Scope& scope, const Defaults& defaults, model::LinesId lines) {
  Action action;
  if (text.starts_with('&')) text = trim(text.substr(1));
  const std::string word = lower(text.substr(0, text.find_first_of(" \t;(")));
  if (text.empty()) return action;
  if (word == "stop" || word == "~") {
    action.kind = Action::Kind::discard;
    return action;
  }
  bool waits = defaults.when_suspended;
  if (word == "action") {
    const Object object = read_object(text);
    action.kind = read_object_action(action.target, object, defaults, lines);
    waits = is_true(object.get("action.execonlywhenpreviousissuspended"));
  } else {
    action.kind = read_old_action(action.target, text, defaults, lines);
  }
  if (scope.all) {
    action.target.severity.set(scope.severity, lines);
  }
  // Who gets only some of the messages, or those that another did not take, is no proof of anything.
  if ((!scope.all || waits) && action.target.transport.value != "file") action.target.transport.set_unknown(lines);
  return action;
}

}  // namespace muster::grammars::rsyslog
