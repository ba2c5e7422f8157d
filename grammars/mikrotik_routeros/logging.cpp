#include "grammars/mikrotik_routeros/keys.hpp"

/// `/system logging`: rules say what is logged, actions where to. Four of each stand on every device.
namespace muster::grammars::mikrotik_routeros {
namespace {

constexpr Domains domains = Domain::logging;

constexpr auto action_keys = std::to_array<Key<LogAction>>({
    {"target", &text<&LogAction::target, LogAction>},
    {"remote", &text<&LogAction::remote, LogAction>},
    {"remote-port", &number<&LogAction::port, LogAction>},
    {"remote-protocol", &text<&LogAction::protocol, LogAction>},
    {"name"},
    {"remote-log-format"},
    {"bsd-syslog"},
    {"syslog-facility"},
    {"syslog-severity"},
    {"syslog-time-format"},
    {"cef-event-delimiter"},
    {"src-address"},
    {"vrf"},
    {"memory-lines"},
    {"memory-stop-on-full"},
    {"disk-file-count"},
    {"disk-file-name"},
    {"disk-lines-per-file"},
    {"disk-stop-on-full"},
    {"remember"},
    {"email-to"},
    {"email-start-tls"},
    {"comment"},
});

constexpr auto rule_keys = std::to_array<Key<LogRule>>({
    {"topics", &names<&LogRule::topics, LogRule>},
    {"action", &text<&LogRule::action, LogRule>},
    {"disabled", &flag<&LogRule::disabled, LogRule>},
    {"prefix"},
    {"regex"},
    {"comment"},
});

constexpr auto default_actions = std::to_array<std::string_view>({"memory", "disk", "echo", "remote"});

struct DefaultRule {
  std::string_view topic;
  std::string_view action;
};
constexpr auto default_rules =
    std::to_array<DefaultRule>({{"info", "memory"}, {"error", "memory"}, {"warning", "memory"}, {"critical", "echo"}});

Outcome read_action(Config& config, Cursor& cursor) {
  const Statement statement = parse_statement(cursor.rest());
  std::string name(statement.condition("name"));
  if (statement.selectors.size() == 1) name = statement.selectors.front();
  if (const Parameter* const set = statement.find("name"); set != nullptr && name.empty()) name = set->value;
  if (name.size() == 1 && name[0] >= '0' && name[0] <= '3')
    name = default_actions[static_cast<std::size_t>(name[0] - '0')];
  if (name.empty()) return cursor.fail("the name of an action");
  LogAction& action = config.log_actions.get(name);
  begin_entry(config, action, cursor);
  return apply<LogAction>(action, statement, action_keys, cursor);
}

void make_default_rules(Config& config) {
  if (config.log_rules.size() >= default_rules.size()) return;
  config.log_rules.resize(default_rules.size());
}

Outcome add_rule(Config& config, Cursor& cursor) {
  make_default_rules(config);
  return add_object<&Config::log_rules, rule_keys>(config, cursor);
}

Outcome set_rule(Config& config, Cursor& cursor) {
  make_default_rules(config);
  const Statement statement = parse_statement(cursor.rest());
  const bool one = statement.selectors.size() == 1 && statement.selectors[0].size() == 1 &&
                   statement.selectors[0][0] >= '0' && statement.selectors[0][0] <= '3';
  if (!one) return cursor.fail("the number of a rule");
  LogRule& rule = config.log_rules[static_cast<std::size_t>(statement.selectors[0][0] - '0')];
  begin_entry(config, rule, cursor);
  return apply<LogRule>(rule, statement, rule_keys, cursor);
}

/// A rule that is not understood may log elsewhere, or not at all: that is no matter of one target.
Domains rule_open(Config&, const Cursor&, Domains left) { return left; }

const Table& rules_table() {
  static constexpr auto rows = std::to_array<Row>({{"add", domains, &add_rule},
                                                   {"set", domains, &set_rule},
                                                   {"remove", domains},
                                                   {"disable", domains},
                                                   {"enable", domains},
                                                   {"unset", domains},
                                                   {"move", domains},
                                                   {"reset", domains}});
  static const Table table({rows}, &rule_open);
  return table;
}
const Table& actions_table() { return menu_table<domains, &read_action, &read_action>(); }

/// From the least severe to the most; a topic logs its own severity only.
struct Severity {
  std::string_view topic;
  std::string_view name;
};
constexpr auto severities = std::to_array<Severity>({{"debug", "debugging"},
                                                     {"info", "informational"},
                                                     {"warning", "warnings"},
                                                     {"error", "errors"},
                                                     {"critical", "critical"}});

/// What of one destination the rules say.
struct Use {
  bool used = false;
  std::size_t lowest = severities.size();
  model::LinesId lines = 0;
};

/// The severity of a rule for all areas; `severities.size()` for a rule about one area only.
std::size_t severity_of(const Names& topics) {
  std::size_t found = severities.size();
  for (const std::string& topic : topics) {
    if (topic.starts_with('!')) continue;
    const auto severity = std::ranges::find(severities, topic, &Severity::topic);
    if (severity == severities.end()) return severities.size();
    found = static_cast<std::size_t>(severity - severities.begin());
  }
  return found;
}

Use use_of(const Config& config, std::string_view action, const Target& target) {
  Use use;
  for (std::size_t i = 0; i < config.log_rules.size(); ++i) {
    const LogRule& rule = config.log_rules[i];
    const bool built_in = i < default_rules.size();
    const std::string name = rule.action ? rule.action->value
                             : built_in  ? std::string(default_rules[i].action)
                                         : "memory";
    if (rule.off() || name != action) continue;
    Names topics = built_in ? Names{std::string(default_rules[i].topic)} : Names{"info"};
    if (rule.topics) topics = rule.topics->value;
    use.used = true;
    use.lowest = std::min(use.lowest, severity_of(topics));
    if (!rule.lines.empty()) use.lines = target.device.lines.join(use.lines, target.id(rule.lines));
  }
  return use;
}

void put_local(model::Text& to, const Use& use) {
  if (!use.used)
    to.set_absent(use.lines);
  else if (use.lowest == severities.size())
    to.set_unknown(use.lines);
  else if (use.lines == 0)
    to.set_default(std::string(severities[use.lowest].name));
  else
    to.set(std::string(severities[use.lowest].name), use.lines);
}

bool is_nowhere(const std::string& address) { return address.empty() || address == "0.0.0.0" || address == "::"; }

void convert_action(const std::string& name, const LogAction& from, const Config& config, const Target& target) {
  const bool remote = from.target ? from.target->value == "remote" : name == "remote";
  const Use use = use_of(config, name, target);
  if (!remote || !use.used || !from.remote || is_nowhere(from.remote->value)) return;
  model::LogTarget& to = target.device.logging.targets.emplace_back();
  entry_head(to, from, target);
  to.lines = target.device.lines.join(to.lines, use.lines);
  const std::int64_t port = from.port ? from.port->value : 514;
  const std::string transport = from.protocol ? from.protocol->value : "udp";
  to.name.set(from.remote->value + " " + transport + " " + std::to_string(port), to.lines);
  put(to.address, from.remote);
  put_or_default<std::int64_t>(to.port, from.port, 514);
  if (from.protocol)
    to.transport.set(transport, from.protocol->lines);
  else
    to.transport.set_default("udp");
  if (use.lowest != severities.size()) to.severity.set(std::string(severities[use.lowest].name), use.lines);
}

}  // namespace

void convert_logging(Config& config, const Target& target) {
  make_default_rules(config);
  model::Logging& to = target.device.logging;
  bool any = false;
  LineSet lines;
  for (const LogRule& rule : config.log_rules) any = any || !rule.off();
  if (any)
    to.enabled.set_default(true);
  else
    to.enabled.set(false, target.id(config.log_rules.front().lines));
  put_local(to.buffered, use_of(config, "memory", target));
  put_local(to.console, use_of(config, "echo", target));
  config.log_actions.each(
      [&](const std::string& name, const LogAction& from) { convert_action(name, from, config, target); });
}

Rows logging_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"/system logging", domains, &menu, &rules_table},
      {"/system logging action", domains, &menu, &actions_table},
  });
  return rows;
}

}  // namespace muster::grammars::mikrotik_routeros
