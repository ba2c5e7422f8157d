#include "rule_support.hpp"

using namespace muster;
using namespace muster::test;

namespace {

/// "user admin: privilege = 15 @7", one for each value.
std::vector<std::string> values_of(const Verdict& verdict) {
  std::vector<std::string> shown;
  for (const SeenValue& value : verdict.values) {
    std::string text = value.what + (value.value.empty() ? "" : " = " + value.value);
    for (const Evidence& lines : value.lines) {
      text += " @" + std::to_string(lines.first_line);
      if (lines.last_line != lines.first_line) text += "-" + std::to_string(lines.last_line);
    }
    shown.push_back(text);
  }
  return shown;
}

model::Device three_users() {
  model::Device device = edge_device();
  add_user(device, "admin", "cisco", 7).privilege.set(15, device.lines.add(0, 7));
  add_user(device, "ops", "s3cret", 9);
  add_user(device, "guest", "", 11).password.set_absent();
  return device;
}

Verdict judged(const std::string& assertion, const model::Device& device, const std::string& more = {},
               bool all_values = false) {
  policy::EvaluateOptions options;
  options.all_values = all_values;
  return load_rules(rule_text(assertion, more)).evaluate(device, options).at(0);
}

using Values = std::vector<std::string>;

}  // namespace

TEST_CASE("a fail carries the values that it rests on, named by object and field, with their lines") {
  const Verdict verdict = judged("item.privilege < 15", three_users(), "each = 'device.users'\n");
  REQUIRE(verdict.status == VerdictStatus::fail);
  CHECK(values_of(verdict) == Values{"user admin: privilege = 15 @7"});
  CHECK(verdict.evidence == std::vector<Evidence>{{0, 7, 7}});
}

TEST_CASE("a default says so, an absent value is (none), and both point at their object") {
  CHECK(values_of(judged("device.users[1].privilege > 1", three_users())) ==
        Values{"device: users = 3 elements", "user ops: privilege = 1 (default) @9"});
  CHECK(values_of(judged("device.users.all(u, u.role != null)", three_users())) ==
        Values{"user admin: role = (none) @7"});
}

TEST_CASE("a secret is shown as its format only") {
  const Verdict verdict =
      judged("!has(item.password) || item.password.format != \"plain\"", three_users(), "each = 'device.users'\n");
  CHECK(values_of(verdict) == Values{"user admin: password = (secret, plain) @7"});
  const Verdict factory =
      judged("!is_default_credential(item, device.vendor)", three_users(), "each = 'device.users'\n");
  CHECK(values_of(factory) == Values{"device: vendor = cisco", "user admin: name = admin @7",
                                     "user admin: password = (secret, plain) @7",
                                     "user admin: is_default_credential() = true @7"});
}

TEST_CASE("the values are a minimal set: of a conjunction the false operand, of all() the element that falsifies it") {
  const model::Device device = three_users();
  CHECK(values_of(judged("device.users.size() > 0 && device.vendor == \"x\"", device)) ==
        Values{"device: vendor = cisco"});
  CHECK(values_of(judged("!(device.vendor == \"cisco\" || device.users.size() > 0)", device)) ==
        Values{"device: vendor = cisco"});
  CHECK(values_of(judged("device.users.all(u, u.name != \"ops\")", device)) == Values{"user ops: name = ops @9"});
  CHECK(values_of(judged("!device.users.exists(u, u.privilege == 15 && u.name == \"admin\")", device)) ==
        Values{"user admin: privilege = 15 @7", "user admin: name = admin @7"});
  CHECK(values_of(judged("device.users.filter(u, has(u.password)).all(u, u.privilege < 15)", device)) ==
        Values{"user admin: password = (secret, plain) @7", "user admin: privilege = 15 @7"});
  CHECK(values_of(judged("device.users.exists_one(u, u.privilege == 1)", device)) ==
        Values{"device: users = 3 elements", "user ops: privilege = 1 (default) @9",
               "user guest: privilege = 1 (default) @11"});
  CHECK(values_of(judged("cel.bind(v, device.vendor, v == \"\" && device.users.size() == 9)", device)) ==
        Values{"device: vendor = cisco"});
  CHECK(values_of(judged("cel.bind(v, device.vendor, v == \"cisco\" && device.users.size() == 9)", device)) ==
        Values{"device: users = 3 elements"});
  CHECK(values_of(judged("device.vendor == \"cisco\" ? device.users.size() > 5 : true", device)) ==
        Values{"device: vendor = cisco", "device: users = 3 elements"});
}

TEST_CASE("a fail because nothing satisfies carries all that was looked at, and an empty list is (none)") {
  CHECK(values_of(judged("device.users.exists(u, u.name == \"root\")", three_users())) ==
        Values{"device: users = 3 elements", "user admin: name = admin @7", "user ops: name = ops @9",
               "user guest: name = guest @11"});
  CHECK(values_of(judged("device.logging.targets.size() > 0", edge_device())) == Values{"logging: targets = (none)"});
}

TEST_CASE("parameters that a verdict rests on are named") {
  const std::string parameter = "[[parameter]]\nname = \"most\"\ntype = \"int\"\ndefault = 2\n";
  CHECK(values_of(judged("device.users.size() <= params.most", three_users(), parameter)) ==
        Values{"device: users = 3 elements", "params.most = 2"});
}

TEST_CASE("what is not assessed carries what is not known, and only that") {
  model::Device device = three_users();
  CHECK(values_of(judged("device.vendor == \"cisco\" && device.users[0].shell == \"x\"", device)) ==
        Values{"device: users = 3 elements", "user admin: shell = (not known) @7"});
  CHECK(values_of(judged("device.users.all(u, u.privilege > 0 && (u.name != \"ops\" || u.shell == \"x\"))", device)) ==
        Values{"user ops: shell = (not known) @9"});
  device.open("", Domain::users, "unknown line", device.lines.add(0, 30));
  const Verdict open = judged("device.users.size() == 3", device);
  CHECK(open.status == VerdictStatus::not_assessed);
  CHECK(values_of(open) == Values{"device: users = at least 3 elements"});
  CHECK(open.evidence == std::vector<Evidence>{{0, 30, 30}});
}

TEST_CASE("a finding in doubt carries why it is in doubt, too") {
  const Verdict verdict =
      judged("device.vendor == \"x\"", three_users(), "applies = 'device.users[0].shell == \"a\"'\n");
  CHECK(verdict.in_doubt);
  CHECK(verdict.reasons == Values{"user.shell: not known"});
  CHECK(values_of(verdict) ==
        Values{"device: vendor = cisco", "device: users = 3 elements", "user admin: shell = (not known) @7"});
}

TEST_CASE("a pass carries values and lines only where all values were asked for") {
  const model::Device device = three_users();
  CHECK(judged("device.users.all(u, u.privilege > 0)", device).values.empty());
  const Verdict verdict = judged("device.users.all(u, u.privilege > 0)", device, {}, true);
  CHECK(verdict.status == VerdictStatus::pass);
  CHECK(values_of(verdict) == Values{"device: users = 3 elements", "user admin: privilege = 15 @7",
                                     "user ops: privilege = 1 (default) @9",
                                     "user guest: privilege = 1 (default) @11"});
  CHECK(verdict.evidence == std::vector<Evidence>{{0, 7, 7}});
  const Verdict other = judged("true", device, "applies = 'device.vendor == \"x\"'\n", true);
  CHECK(other.status == VerdictStatus::not_applicable);
  CHECK(values_of(other) == Values{"device: vendor = cisco"});
}

TEST_CASE("values are at most 50, and how many more there are is said") {
  model::Device device = edge_device();
  for (std::uint32_t i = 0; i < 200; ++i) add_user(device, "u" + std::to_string(i), "x", 10 + 3 * i);
  const Verdict verdict = judged("device.users.exists(u, u.name == \"x\")", device);
  REQUIRE(verdict.values.size() == 51);
  CHECK(verdict.values.back().what == "and 151 more");
}

TEST_CASE("a function that is asked about an object is a value: which object, which answer") {
  model::Device device = edge_device();
  model::Filter filter;
  filter.lines = device.lines.add(0, 1);
  filter.name.set("ip MGMT", filter.lines);
  filter.default_action.set_default("deny");
  filter.rules.resize(1);
  filter.rules[0].action = "permit";
  filter.rules[0].protocol = "ip";
  filter.rules[0].source = filter.rules[0].destination = "any";
  filter.rules[0].source_port = filter.rules[0].destination_port = "any";
  device.filters.push_back(filter);
  CHECK(values_of(judged("device.filters.all(f, !permits_any(f))", device)) ==
        Values{"filter ip MGMT: permits_any() = true @1"});
}

TEST_CASE("the same with all values: no verdict changes, only what is said of it") {
  const model::Device device = three_users();
  for (const char* const assertion : {"device.users.all(u, u.privilege == 1)", "device.users[0].shell == null",
                                      "1 / 0 == 1", "device.vendor != null"}) {
    const Verdict plain = judged(assertion, device);
    const Verdict told = judged(assertion, device, {}, true);
    CHECK(plain.status == told.status);
    CHECK(plain.message == told.message);
    CHECK(plain.reasons == told.reasons);
  }
}
