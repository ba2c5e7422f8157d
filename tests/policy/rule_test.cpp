#include <catch2/catch.hpp>

#include "policy/policy_set.hpp"

using namespace muster;
using policy::PolicyFile;
using policy::PolicySet;

namespace {

const std::string header = "[pack]\nname = \"test\"\n";

/// A rule with the usual keys; `more` adds or replaces lines at its end.
std::string rule(const std::string& assertion, const std::string& more = {}) {
  return header + "[[rule]]\nid = \"r\"\ntitle = \"T\"\nseverity = \"high\"\nsection = \"S\"\nremedy = \"R\"\nassert = '" + assertion +
         "'\n" + more + (more.find("message") == std::string::npos ? "message = 'm'\n" : "");
}

PolicySet load(const std::string& text) {
  const std::vector<PolicyFile> files{{"p.toml", text}};
  auto set = PolicySet::load(files);
  if (!set)
    for (const Error& error : set.error()) UNSCOPED_INFO(to_string(error));
  REQUIRE(set);
  return std::move(*set);
}

/// The messages of all errors.
std::vector<std::string> errors_of(const std::string& text) {
  const std::vector<PolicyFile> files{{"p.toml", text}};
  const auto set = PolicySet::load(files);
  std::vector<std::string> messages;
  if (!set)
    for (const Error& error : set.error()) messages.push_back(to_string(error));
  return messages;
}

model::Device edge() {
  model::Device device;
  device.id = "edge1";
  device.vendor = "cisco";
  device.contributed = Domain::users | Domain::management | Domains(Domain::logging);
  return device;
}

model::User user(model::Device& device, const std::string& name, const std::string& password, std::uint32_t line) {
  model::User made;
  made.lines = device.lines.add(0, line);
  made.name.set(name, made.lines);
  made.privilege.set(15, made.lines);
  made.role.set_absent();
  if (!password.empty()) made.password.set({Secret(password), "plain"}, made.lines);
  return made;
}

}  // namespace

TEST_CASE("each gives a verdict per known item, with object, message and lines") {
  model::Device device = edge();
  device.users.push_back(user(device, "admin", "cisco", 7));
  device.users.push_back(user(device, "ops", "correct horse battery", 9));
  const PolicySet set = load(rule("!is_default_credential(item, device.vendor)",
                                  "each = 'device.users'\nmessage = 'account {{item.name}} ({{item.password.format}})'\n"));
  const auto verdicts = set.evaluate(device, {});
  REQUIRE(verdicts.size() == 2);
  CHECK(verdicts[0].status == VerdictStatus::fail);
  CHECK(verdicts[0].object == "user admin");
  CHECK(verdicts[0].message == "account admin (plain)");
  CHECK(verdicts[0].evidence == std::vector<Evidence>{{0, 7, 7}});
  CHECK(verdicts[0].fingerprint == finding_fingerprint("r", "edge1", "user admin"));
  CHECK(verdicts[1].status == VerdictStatus::pass);
}

TEST_CASE("an open list leaves a remainder that is not assessed, and a known failure still fails") {
  model::Device device = edge();
  device.users.push_back(user(device, "admin", "cisco", 7));
  device.open("", Domain::users, "unknown line", device.lines.add(0, 12));
  const PolicySet set = load(rule("!is_default_credential(item, device.vendor)", "each = 'device.users'\n"));
  const auto verdicts = set.evaluate(device, {});
  REQUIRE(verdicts.size() == 2);
  CHECK(verdicts[0].status == VerdictStatus::fail);
  CHECK(verdicts[1].status == VerdictStatus::not_assessed);
  CHECK(verdicts[1].object == "user *");
  CHECK(verdicts[1].reasons == std::vector<std::string>{"users: unknown line (line 12)"});
  CHECK(verdicts[1].evidence == std::vector<Evidence>{{0, 12, 12}});
}

TEST_CASE("all mistakes of a file come at once, with position and nearest name") {
  const auto errors = errors_of(rule("device.usrs.all(u, u.privlege < 15) && device.users.all(u, u.privlege < 15)", "severty = \"low\"\n"));
  REQUIRE(errors.size() == 3);
  CHECK(errors[0] == "p.toml:9:18: expected a field of device, got 'usrs'; did you mean 'users'?");
  CHECK(errors[1] == "p.toml:9:72: expected a field of user, got 'privlege'; did you mean 'privilege'?");
}
