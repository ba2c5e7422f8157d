#include "rule_support.hpp"

using namespace muster;
using namespace muster::test;

TEST_CASE("all mistakes of an expression come at once, with position and nearest name") {
  CHECK(load_errors(rule_text("device.usrs.all(u, u.privlege < 15) && device.users.all(u, u.privlege < 15)",
                              "severty = \"low\"\n")) ==
        Outcomes{"p.toml:9:18: expected a field of device, got 'usrs'; did you mean 'users'?",
                 "p.toml:9:72: expected a field of user, got 'privlege'; did you mean 'privilege'?",
                 "p.toml:11:1: unknown key 'severty'; did you mean 'severity'?"});
}

TEST_CASE("a position inside an expression of several lines is exact") {
  const std::string text = pack_header +
                           "[[rule]]\nid = \"r\"\ntitle = \"T\"\nseverity = \"high\"\nsection = \"S\"\nremedy = \"R\"\n"
                           "assert = '''\ndevice.users.size() > 0\n  && device.users.exists(u,\n       u.nam == "
                           "\"a\")\n'''\nmessage = 'm'\n";
  CHECK(load_errors(text) == Outcomes{"p.toml:12:10: expected a field of user, got 'nam'; did you mean 'name'?"});
}

TEST_CASE("mistakes of type are found before any device is seen") {
  const auto only = [](const std::string& assertion, const std::string& more = {}) {
    const auto errors = load_errors(rule_text(assertion, more));
    return errors.size() == 1 ? errors[0]
                              : std::to_string(errors.size()) + " errors" + (errors.empty() ? "" : ": " + errors[0]);
  };
  CHECK(only("device.vendor == 5") == "p.toml:9:25: == compares string with int, which are never equal");
  CHECK(only("device.users") == "p.toml:9:10: expected an expression of type bool, got list(user)");
  CHECK(only("device.users.exists(u, u.name)") == "p.toml:9:36: expected bool in exists(), got string");
  CHECK(only("device.vendor.startswith(\"a\")") ==
        "p.toml:9:25: expected a function, got 'startswith'; did you mean 'startsWith'?");
  CHECK(only("device.vendor.startsWith(1)") ==
        "p.toml:9:25: startsWith() does not take (string, int); expected string.startsWith(string) -> bool");
  CHECK(only("startsWith(device.vendor, \"a\")") ==
        "p.toml:9:11: expected a function, got 'startsWith'; call it as x.startsWith(...)");
  CHECK(only("devcie.vendor == \"a\"") == "p.toml:9:11: expected a variable, got 'devcie'; did you mean 'device'?");
  CHECK(only("item.name == \"a\"") == "p.toml:9:11: expected a variable, got 'item'");
  CHECK(only("device.vendor.x == \"a\"") == "p.toml:9:25: string has no fields, got '.x'");
  CHECK(only("params.limt > 1") == "p.toml:9:18: expected a variable, got 'params.limt'");
  CHECK(only("device.users.all(u, u == device.users[0])") ==
        "p.toml:9:33: == compares objects: compare one of their fields");
  CHECK(only("\"a\" in device.vendor") == "p.toml:9:15: expected a list or a map after 'in', got string");
  CHECK(only("5 in [\"a\"]") == "p.toml:9:13: int is never in list(string)");
  CHECK(only("true", "each = 'device.vendor'\n") == "p.toml:11:8: expected an expression of type list, got string");
  CHECK(only("true", "message = 'account {{item.name}}'\n") == "p.toml:10:22: expected a variable, got 'item'");
  CHECK(only("true", "message = 'account {{device.vendor'\n") == "p.toml:10:20: expected '}}' after '{{', got the end");
  CHECK(only("true", "message = 'all: {{device.users}}'\n") ==
        "p.toml:10:19: a message cannot hold a value of type list(user)");
}

TEST_CASE("keys are checked: missing, unknown, of a wrong type, with a wrong value") {
  CHECK(
      load_errors(pack_header + "[[rule]]\nid = \"Bad Id\"\nseverity = \"hihg\"\nasert = 'true'\nreferences = \"x\"\n")
          .size() >= 8);
  const auto wrong = load_errors(rule_text("true", "scope = \"devise\"\n"));
  REQUIRE(wrong.size() == 1);
  CHECK(wrong[0].find("device") != std::string::npos);
  CHECK(load_errors("[[rule]]\nid = \"r\"\ntitle = \"T\"\nseverity = \"high\"\nsection = \"S\"\nremedy = \"R\"\nassert "
                    "= 'true'\nmessage = 'm'\n")
            .size() == 1);
}

TEST_CASE("ids are unique among all files, and one bad file does not hide the mistakes of another") {
  const auto errors =
      load_errors({{"a.toml", rule_text("true")}, {"b.toml", rule_text("device.usrs")}, {"c.toml", "x = = 1"}});
  REQUIRE(errors.size() == 3);
  CHECK(errors[0].starts_with("c.toml:1:"));
  CHECK(errors[1] == "b.toml:4:6: duplicate rule id 'r', first at a.toml:4:6");
  CHECK(errors[2].starts_with("b.toml:9:18: expected a field of device"));
}

TEST_CASE("files of one pack share its parameters") {
  const std::string parameter = pack_header + "[[parameter]]\nname = \"limit\"\ntype = \"int\"\ndefault = 9\n";
  CHECK(load_errors({{"a.toml", rule_text("params.limit > 1")}, {"b.toml", parameter}}).empty());
  CHECK(load_errors({{"b.toml", parameter + "[[parameter]]\nname = \"limit\"\ntype = \"int\"\ndefault = 9\n"}}) ==
        Outcomes{"b.toml:8:8: duplicate parameter 'limit', first at b.toml:4:8"});
  CHECK(load_errors(pack_header + "[[parameter]]\nname = \"limit\"\ntype = \"int\"\ndefault = \"a\"\n").size() == 1);
  CHECK(load_errors(pack_header + "[[parameter]]\nname = \"limit\"\ntype = \"number\"\ndefault = 1\n").size() == 1);
}

TEST_CASE("the domains of a rule are those that applies, each and assert name") {
  const auto set = load_rules(rule_text(
      "device.services.all(s, s.name != item.name)",
      "each = 'device.users'\napplies = 'size(device.logging.targets) > 0'\nmessage = '{{device.hostname}}'\n"));
  CHECK(set.rules()[0].domains == (Domain::users | Domain::management | Domains(Domain::logging)));
}
