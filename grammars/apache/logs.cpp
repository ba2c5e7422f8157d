#include <algorithm>
#include <array>
#include <charconv>
#include <unordered_set>

#include "grammars/apache/convert.hpp"
#include "grammars/apache/section_tree.hpp"

namespace muster::grammars::apache {
namespace {

using model::LogTarget;

bool is_request_log(const Directive& directive) {
  return directive.name == "customlog" || directive.name == "transferlog" || directive.name == "globallog";
}

bool writes_nothing(std::string_view place) { return place == "/dev/null"; }
bool is_variable(std::string_view place) { return place.contains("${"); }

bool is_conditional(const Directive& directive) {
  return directive.arguments.size() > 2 ||
         (directive.arguments.size() == 2 &&
          (directive.argument(1).starts_with("env=") || directive.argument(1).starts_with("expr=")));
}

std::string_view severity_name(const std::string& level) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 8> names{{{"debug", "debugging"},
                                                                                       {"info", "informational"},
                                                                                       {"notice", "notifications"},
                                                                                       {"warn", "warnings"},
                                                                                       {"error", "errors"},
                                                                                       {"crit", "critical"},
                                                                                       {"alert", "alerts"},
                                                                                       {"emerg", "emergencies"}}};
  if (level.starts_with("trace")) return "debugging";
  const auto found = std::ranges::find(names, level, &std::pair<std::string_view, std::string_view>::first);
  return found == names.end() ? std::string_view() : found->second;
}

std::vector<std::string> words_of(std::string_view command) {
  return read_statement(std::string("x ").append(command)).arguments;
}

/// "logger -n 192.0.2.1 -P 514 -T": false if it writes to the device itself.
bool set_remote(LogTarget& target, const std::vector<std::string>& words, model::LinesId lines) {
  std::string address;
  std::string transport = "udp";
  std::int64_t port = 514;
  bool has_port = false;
  for (std::size_t i = 1; i < words.size(); ++i) {
    const bool more = i + 1 < words.size();
    if ((words[i] == "-n" || words[i] == "--server") && more)
      address = words[++i];
    else if ((words[i] == "-P" || words[i] == "--port") && more) {
      const std::string& digits = words[++i];
      has_port = std::from_chars(digits.data(), digits.data() + digits.size(), port).ec == std::errc{};
    } else if (words[i] == "-T" || words[i] == "--tcp") {
      transport = "tcp";
    }
  }
  if (address.empty()) return false;
  target.name.set(address + ' ' + transport + ' ' + std::to_string(port), lines);
  target.address.set(std::move(address), lines);
  target.transport.set(std::move(transport), lines);
  if (has_port) {
    target.port.set(port, lines);
  } else {
    target.port.set_default(port);
  }
  return true;
}

/// "|/usr/bin/rotatelogs /var/log/x 86400", "||logger -t httpd": what another program does with the lines is known of a
/// few only.
void set_pipe(LogTarget& target, std::string_view place, model::LinesId lines) {
  const std::string_view command = place.substr(place.find_first_not_of("|$"));
  const std::vector<std::string> words = words_of(command);
  const std::string_view program = words.empty() ? std::string_view() : std::string_view(words[0]);
  const bool logger = program == "logger" || program.ends_with("/logger");
  if (logger && set_remote(target, words, lines)) return;
  target.name.set(std::string(place), lines);
  target.address.set_absent(lines);
  target.port.set_absent(lines);
  if (logger) target.transport.set("local", lines);
  if (program.ends_with("rotatelogs") || program.ends_with("cronolog")) target.transport.set("file", lines);
}

void set_place(LogTarget& target, std::string_view place, model::LinesId lines) {
  if (place.starts_with('|') && place.find_first_not_of("|$") != place.npos) return set_pipe(target, place, lines);
  const bool system = place.starts_with("syslog");
  target.name.set(std::string(place), lines);
  target.address.set_absent(lines);
  target.port.set_absent(lines);
  target.transport.set(system ? "local" : "file", lines);
}

class Targets {
 public:
  explicit Targets(FoldContext& context) : context_(context) {
    for (const LogTarget& target : context.device.logging.targets) names_.insert(target.name.value);
  }

  void add(const Directive& directive, const Section& server, const Section& base) {
    const std::string_view place = directive.argument(0);
    if (place.empty() || writes_nothing(place) || is_variable(place)) return;
    LogTarget target;
    target.context = context_.options.context;
    target.lines = directive.lines;
    set_place(target, place, directive.lines);
    if (directive.name == "errorlog") {
      set_severity(target, server, base);
    } else {
      target.severity.set_default("informational");
    }
    if (!names_.insert(target.name.value).second) return;
    model::Logging& logging = context_.device.logging;
    logging.targets.push_back(std::move(target));
    if (!logging.enabled.known()) logging.enabled.set(true, directive.lines);
  }

 private:
  /// `LogLevel warn ssl:info`: the level of modules stands behind a colon.
  static void set_severity(LogTarget& target, const Section& server, const Section& base) {
    const Directive* level = server.last("loglevel");
    if (level == nullptr) level = base.last("loglevel");
    if (level == nullptr) return target.severity.set_default("warnings");
    for (const std::string& word : level->arguments) {
      if (word.contains(':')) continue;
      const std::string_view name = severity_name(lower(word));
      if (!name.empty()) target.severity.set(std::string(name), level->lines);
      return;
    }
    target.severity.set_default("warnings");
  }

  FoldContext& context_;
  std::unordered_set<std::string> names_;
};

void add(const Directive& directive, RequestLogs& logs) {
  const std::string_view place = directive.argument(0);
  if (writes_nothing(place))
    logs.nowhere = &directive;
  else if (is_conditional(directive) || is_variable(place))
    logs.unsure = &directive;
  else
    logs.sure = &directive;
}

}  // namespace

void convert_logs(const Config& config, FoldContext& context) {
  Targets targets(context);
  const Section& base = config.sections[0];
  for (const Section& section : config.sections)
    for (const Directive& directive : section.directives)
      if (is_request_log(directive) || directive.name == "errorlog")
        targets.add(directive, section.kind == SectionKind::server ? section : base, base);
}

RequestLogs request_logs_of(const Section& section) {
  RequestLogs logs;
  for (const Directive& directive : section.directives)
    if (is_request_log(directive)) add(directive, logs);
  return logs;
}

RequestLogs global_logs_of(const Section& section) {
  RequestLogs logs;
  for (const Directive& directive : section.directives)
    if (directive.name == "globallog") add(directive, logs);
  return logs;
}

void set_access_log(const RequestLogs& logs, model::Boolean& access_log) {
  if (logs.sure != nullptr) return access_log.set(true, logs.sure->lines);
  if (logs.unsure != nullptr) return access_log.set_unknown(logs.unsure->lines);
  if (logs.nowhere != nullptr) return access_log.set(false, logs.nowhere->lines);
  access_log.set_default(false);
}

}  // namespace muster::grammars::apache
