#include "rule_support.hpp"

using namespace muster;
using namespace muster::test;

TEST_CASE("each gives a verdict per known item, with object, message and lines") {
  model::Device device = edge_device();
  add_user(device, "admin", "cisco", 7);
  add_user(device, "ops", "correct horse battery", 9);
  const auto set =
      load_rules(rule_text("!is_default_credential(item, device.vendor)",
                           "each = 'device.users'\nmessage = 'account {{item.name}} ({{item.password.format}})'\n"));
  const auto verdicts = set.evaluate(device, {});
  REQUIRE(verdicts.size() == 2);
  CHECK(verdicts[0].status == VerdictStatus::fail);
  CHECK(verdicts[0].severity == Severity::high);
  CHECK(verdicts[0].device_id == "edge1");
  CHECK(verdicts[0].object == "user admin");
  CHECK(verdicts[0].message == "account admin (plain)");
  CHECK(verdicts[0].evidence == std::vector<Evidence>{{0, 7, 7}});
  CHECK(verdicts[0].fingerprint == finding_fingerprint("r", "edge1", "user admin"));
  CHECK(verdicts[1].status == VerdictStatus::pass);
  CHECK(set.rules()[0].domains == Domains(Domain::users));
}

TEST_CASE("an open list leaves a remainder that is not assessed, and a known failure still fails") {
  model::Device device = edge_device();
  add_user(device, "admin", "cisco", 7);
  device.open("", Domain::users, "unknown line", device.lines.add(0, 12));
  device.open("", Domains(Domain::snmp) | Domain::users, "running-config: not collected", 0);
  const auto verdicts = load_rules(rule_text("!is_default_credential(item, device.vendor)", "each = 'device.users'\n"))
                            .evaluate(device, {});
  REQUIRE(verdicts.size() == 2);
  CHECK(verdicts[0].status == VerdictStatus::fail);
  CHECK(verdicts[1].status == VerdictStatus::not_assessed);
  CHECK(verdicts[1].object == "user *");
  CHECK(verdicts[1].reasons ==
        std::vector<std::string>{"users: unknown line (line 12)", "users: running-config: not collected"});
  CHECK(verdicts[1].evidence == std::vector<Evidence>{{0, 12, 12}});
}

TEST_CASE("an empty closed list has nothing to judge") {
  CHECK(outcomes(rule_text("true", "each = 'device.users'\n"), edge_device()) == Outcomes{"not applicable"});
}

TEST_CASE("keys carry the context, and a repeated key its number") {
  model::Device device = edge_device();
  add_user(device, "admin", "x", 1).context = "blue";
  add_user(device, "admin", "x", 2);
  add_user(device, "admin", "x", 3);
  add_user(device, "evil\n\x1b[31m", "x", 4);
  CHECK(outcomes(rule_text("true", "each = 'device.users'\n"), device) ==
        Outcomes{"pass blue/user admin", "pass user admin", "pass user admin #2", "pass user evil\\x0a\\x1b[31m"});
}

TEST_CASE("a default and an absent value are only as sure as their domain, their context and their object are closed") {
  const std::string by_default = rule_text("item.privilege == 1", "each = 'device.users'\n");
  const std::string by_absence = rule_text("item.role == null", "each = 'device.users'\n");
  const std::string configured = rule_text("item.name == \"admin\"", "each = 'device.users'\n");
  model::Device closed = edge_device();
  add_user(closed, "admin", "x", 1);
  for (const std::string& rule : {by_default, by_absence, configured})
    CHECK(outcomes(rule, closed) == Outcomes{"pass user admin"});

  model::Device other_context = closed;
  other_context.open("blue", Domain::users, "unknown line", 0);
  for (const std::string& rule : {by_default, by_absence, configured})
    CHECK(outcomes(rule, other_context) == Outcomes{"pass user admin", "not assessed user *"});

  model::Device everywhere = closed;
  everywhere.open("", Domain::users, "unknown line", 0);
  for (const std::string& rule : {by_default, by_absence})
    CHECK(outcomes(rule, everywhere) == Outcomes{"not assessed user admin", "not assessed user *"});
  CHECK(outcomes(configured, everywhere) == Outcomes{"pass user admin", "not assessed user *"});

  model::Device object = closed;
  object.users[0].open = true;
  object.users[0].opened_by = object.lines.add(0, 5);
  for (const std::string& rule : {by_default, by_absence})
    CHECK(outcomes(rule, object) == Outcomes{"not assessed user admin"});
  CHECK(load_rules(by_default).evaluate(object, {})[0].reasons ==
        std::vector<std::string>{"user: a line about it was not understood (line 5)"});
}

TEST_CASE("an attribute that no format states is unknown, and its rule not assessed") {
  model::Device device = edge_device();
  add_user(device, "admin", "", 3);
  const auto verdicts =
      load_rules(rule_text("has(item.password) && item.shell != \"/bin/sh\"", "each = 'device.users'\n"))
          .evaluate(device, {});
  REQUIRE(verdicts.size() == 1);
  CHECK(verdicts[0].status == VerdictStatus::not_assessed);
  CHECK(verdicts[0].reasons == std::vector<std::string>{"user.password: not known", "user.shell: not known"});
}

TEST_CASE("applies and assert together: every pair has its verdict") {
  const auto verdict = [](const std::string& applies, const std::string& assertion) {
    model::Device device = edge_device();
    add_user(device, "admin", "x", 3);  // its shell is unknown
    const std::string unknown = "device.users[0].shell == \"a\"";
    const std::string error = "1 / 0 == 1";
    const auto text = [&](const std::string& name) {
      return name == "unknown" ? unknown : name == "error" ? error : name;
    };
    return outcomes(rule_text(text(assertion), "applies = '" + text(applies) + "'\n"), device).at(0);
  };
  CHECK(verdict("true", "true") == "pass");
  CHECK(verdict("true", "false") == "fail");
  CHECK(verdict("true", "unknown") == "not assessed");
  CHECK(verdict("true", "error") == "error");
  for (const char* const assertion : {"true", "false", "unknown", "error"})
    CHECK(verdict("false", assertion) == "not applicable");
  CHECK(verdict("unknown", "true") == "not assessed");
  CHECK(verdict("unknown", "false") == "fail in doubt");
  CHECK(verdict("unknown", "unknown") == "not assessed");
  CHECK(verdict("unknown", "error") == "not assessed");
  for (const char* const assertion : {"true", "false", "unknown", "error"})
    CHECK(verdict("error", assertion) == "error");
}

TEST_CASE("a fail in doubt says why it is in doubt") {
  model::Device device = edge_device();
  add_user(device, "admin", "x", 3);
  const auto verdicts =
      load_rules(rule_text("false", "applies = 'device.users[0].shell == \"a\"'\n")).evaluate(device, {});
  CHECK(verdicts[0].reasons == std::vector<std::string>{"user.shell: not known"});
}

TEST_CASE("applies that names item is asked for each item") {
  model::Device device = edge_device();
  add_user(device, "admin", "x", 3);
  add_user(device, "ops", "x", 4);
  CHECK(outcomes(rule_text("false", "each = 'device.users'\napplies = 'item.name == \"ops\"'\n"), device) ==
        Outcomes{"not applicable user admin", "fail user ops"});
}

TEST_CASE("a rule that reads a domain which nothing feeds is out of scope, unless it does not apply") {
  const model::Device device = edge_device();
  CHECK(outcomes(rule_text("device.ntp_servers.size() > 0"), device) == Outcomes{"out of scope"});
  CHECK(outcomes(rule_text("device.ntp_servers.size() > 0", "applies = 'device.vendor == \"other\"'\n"), device) ==
        Outcomes{"not applicable"});
  CHECK(outcomes(rule_text("device.ntp_servers.size() > 0", "applies = 'device.ntp_servers.all(s, false)'\n"),
                 device) == Outcomes{"out of scope"});
  CHECK(outcomes(rule_text("device.vendor == \"cisco\""), device) == Outcomes{"pass"});
  CHECK(load_rules(rule_text("device.ntp_servers.size() > 0")).evaluate(device, {})[0].message ==
        "no capture of this device feeds: time");
}

TEST_CASE("evidence is what decided: one operand, one item, not everything that was looked at") {
  model::Device device = edge_device();
  for (std::uint32_t line = 1; line <= 9; line += 2) add_user(device, "u" + std::to_string(line), "x", line);
  const auto evidence = [&](const std::string& assertion) {
    return load_rules(rule_text(assertion)).evaluate(device, {}).at(0).evidence;
  };
  using Lines = std::vector<Evidence>;
  CHECK(evidence("device.users.all(u, u.name != \"u5\")") == Lines{{0, 5, 5}});
  CHECK(evidence("device.users[0].name == \"u1\" && device.users[4].name == \"x\"") == Lines{{0, 9, 9}});
  CHECK(evidence("!device.users.exists(u, u.name == \"u3\")") == Lines{{0, 3, 3}});
  CHECK(evidence("device.users.exists(u, u.name == \"x\")") ==
        Lines{{0, 1, 1}, {0, 3, 3}, {0, 5, 5}, {0, 7, 7}, {0, 9, 9}});
  CHECK(evidence("device.users[0].name == device.users[1].name") == Lines{{0, 1, 1}, {0, 3, 3}});
}

TEST_CASE("evidence is bounded and neighbouring lines are joined") {
  model::Device device = edge_device();
  for (std::uint32_t i = 0; i < 200; ++i) add_user(device, "u" + std::to_string(i), "x", 10 + 3 * i);
  const auto verdicts = load_rules(rule_text("device.users.exists(u, u.name == \"x\")")).evaluate(device, {});
  CHECK(verdicts[0].evidence.size() == 50);
  model::Device near = edge_device();
  for (std::uint32_t i = 0; i < 200; ++i) add_user(near, "u" + std::to_string(i), "x", 10 + i);
  CHECK(load_rules(rule_text("device.users.exists(u, u.name == \"x\")")).evaluate(near, {})[0].evidence ==
        std::vector<Evidence>{{0, 10, 209}});
}

TEST_CASE("an opaque rule of a filter makes its list open, and what is known still fails") {
  model::Device device = edge_device();
  model::Filter filter;
  filter.name.set("ip MGMT", device.lines.add(0, 1));
  filter.rules.resize(2);
  filter.rules[0].name = "10";
  filter.rules[0].action = "permit";
  filter.rules[0].lines = device.lines.add(0, 2);
  filter.rules[1].opaque = true;
  filter.rules[1].lines = device.lines.add(0, 3);
  device.filters.push_back(filter);
  const auto judged = [&](const std::string& assertion) {
    return load_rules(rule_text(assertion)).evaluate(device, {}).at(0);
  };
  CHECK(judged("device.filters[0].rules.all(r, r.action == \"permit\")").reasons ==
        std::vector<std::string>{"filter_rule: was not understood (line 3)"});
  const Verdict failed = judged("device.filters[0].rules.all(r, r.action == \"deny\")");
  CHECK(failed.status == VerdictStatus::fail);
  CHECK(failed.evidence == std::vector<Evidence>{{0, 2, 2}});
  CHECK(judged("device.filters[0].rules.exists(r, r.action == \"permit\")").status == VerdictStatus::pass);
  CHECK(judged("size(device.filters[0].rules) >= 1").status == VerdictStatus::pass);
  CHECK(judged("size(device.filters[0].rules) >= 2").status == VerdictStatus::not_assessed);
}

TEST_CASE("messages show what is not known, absent, long or hostile, and never a secret") {
  model::Device device = edge_device();
  add_user(device, std::string(500, 'a') + "\n", "hunter2", 3);
  const auto message = [&](const std::string& text) {
    return load_rules(rule_text("false", "each = 'device.users'\nmessage = '" + text + "'\n"))
        .evaluate(device, {})
        .at(0)
        .message;
  };
  CHECK(message("{{item.shell}} {{item.role}} {{item.privilege}} {{1 / 0}}") ==
        "(not known) (none) 1 (error: divide by zero)");
  CHECK(message("{{item.name}}") == std::string(200, 'a') + "...");
  CHECK(message("{{device.users.map(u, u.privilege)}} {{now}}") == "1 1970-01-01T00:00:00Z");
  CHECK(load_errors(rule_text("false", "each = 'device.users'\nmessage = '{{item.password}}'\n")) ==
        Outcomes{"p.toml:11:14: a message cannot hold a value of type secret"});
}

TEST_CASE("parameters have defaults, are overridden by name or pack and name, and must have the declared type") {
  const std::string text = rule_text("params.limit > 5 && \"ssh\" in params.allowed") +
                           "[[parameter]]\nname = \"limit\"\ntype = \"int\"\ndefault = 9\n"
                           "[[parameter]]\nname = \"allowed\"\ntype = \"list(string)\"\ndefault = [\"ssh\"]\n";
  const auto set = load_rules(text);
  const auto with = [&](const std::string& name, policy::ParameterValue value) {
    const policy::Parameters parameters{{name, std::move(value)}};
    policy::EvaluateOptions options;
    options.parameters = &parameters;
    return outcomes(set, edge_device(), options);
  };
  const auto number = [](std::int64_t value) {
    policy::ParameterValue made;
    made.type = policy::ParameterValue::Type::integer;
    made.integer = value;
    return made;
  };
  CHECK(outcomes(set, edge_device()) == Outcomes{"pass"});
  CHECK(with("limit", number(3)) == Outcomes{"fail"});
  CHECK(with("test.limit", number(3)) == Outcomes{"fail"});
  CHECK(with("other.limit", number(3)) == Outcomes{"pass"});
  CHECK(with("limit", {}) == Outcomes{"error"});
  CHECK(with("unused", {}) == Outcomes{"pass"});
}

TEST_CASE("a rule over its budget is an error for what was not judged") {
  model::Device device = edge_device();
  for (std::uint32_t i = 1; i <= 100; ++i) add_user(device, "u" + std::to_string(i), "x", i);
  policy::EvaluateOptions options;
  options.step_budget = 100;
  const auto found = outcomes(rule_text("item.name != \"\"", "each = 'device.users'\n"), device, options);
  CHECK(found.front() == "pass user u1");
  CHECK(found.back() == "error user *");
  CHECK(found.size() < 40);
  CHECK(outcomes(rule_text("device.users.all(u, true) || true"), device, options) == Outcomes{"error"});
}

TEST_CASE("the same device gives the same verdicts, in the order of rule ids") {
  model::Device device = edge_device();
  add_user(device, "admin", "x", 3);
  std::string text = pack_header;
  for (const char* const id : {"b", "c", "a"})
    text += "[[rule]]\nid = \"" + std::string(id) +
            "\"\ntitle = \"T\"\nseverity = \"low\"\nsection = \"S\"\nremedy = \"R\"\nassert = 'now > "
            "timestamp(0)'\nmessage = 'm'\n";
  const auto set = load_rules(text);
  policy::EvaluateOptions options;
  options.now = Timestamp(std::chrono::seconds(1));
  const auto first = set.evaluate(device, options);
  const auto second = set.evaluate(device, options);
  REQUIRE(first.size() == 3);
  CHECK(first[0].rule_id == "a");
  CHECK(first[2].rule_id == "c");
  for (std::size_t i = 0; i < 3; ++i) CHECK(first[i].status == second[i].status);
  CHECK(first[0].status == VerdictStatus::pass);
}
