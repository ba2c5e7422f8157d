// Every shipped recipe against a healthy device of its platform: all captures arrive, whole, and nothing is open.
#include <catch2/catch.hpp>

#include "fleet/support.hpp"

namespace muster::fleet {
namespace {

/// What a device answers to lines that are no captures: proofs, lists of contexts, the load of its processor.
struct Answers {
  std::string_view platform;
  std::string_view dialect;
  std::map<std::string, std::string> outputs;
};

std::string junos_authorization() {
  return "Current user: 'muster      ' class 'muster'\nPermissions:\n    secret      -- Can view secret statements\n"
         "    view        -- Can view current values and statistics\n"
         "    view-configuration-- Can view all configuration (not including secrets)\n"
         "Individual command authorization:\n    Allow regular expression: none\n    Deny regular expression: none\n"
         "    Allow configuration regular expression: none\n    Deny configuration regular expression: none\n";
}

std::string xr_tasks() {
  std::string text;
  for (const char* const task :
       {"aaa",     "acl",        "admin",         "basic-services", "bgp",         "cdp",    "config-services",
        "crypto",  "ext-access", "host-services", "interface",      "ip-services", "ipv4",   "ipv6",
        "logging", "network",    "route-policy",  "snmp",           "static",      "system", "tty-access",
        "vrrp"})
    text += "Task:       " + std::string(task) + "  : READ\n";
  return text;
}

constexpr const char* super_admin = "        set accprofile \"super_admin\"\n";
constexpr const char* resources = "                  version: 7.16 (stable)\n                 cpu-load: 2%\n";

const std::vector<Answers> platforms{
    {"arista_eos", "arista_eos", {}},
    {"cisco_asa", "cisco_asa", {{"show mode", "Security context mode: single\n"}}},
    {"cisco_asa_multiple",
     "cisco_asa",
     {{"show mode", "Security context mode: multiple\n"},
      {"show running-config | include ^context", "context red\ncontext blue\n"}}},
    {"cisco_ios", "cisco_ios", {}},
    {"cisco_iosxr", "cisco_iosxr", {{"show user tasks", xr_tasks()}}},
    {"cisco_nxos", "cisco_nxos", {{"show vdc current-vdc", "Current vdc is 1 - leaf1\n"}}},
    {"f5_bigip",
     "f5_bigip",
     {{"list auth user",
       "auth user admin {\n    partition-access {\n        all-partitions {\n            role admin\n"}}},
    {"fortinet_fortios",
     "fortinet_fortios",
     {{"get system status | grep Version", "Version: FortiGate-60F v7.4.8,build2795,250523 (GA.M)\n"},
      {"get system status | grep Virtual", "Virtual domain configuration: disable\n"},
      {"show system admin | grep super_admin", super_admin}}},
    {"fortinet_fortios_vdom",
     "fortinet_fortios",
     {{"get system status | grep Version", "Version: FortiGate-60F v7.4.8,build2795,250523 (GA.M)\n"},
      {"get system status | grep Virtual", "Virtual domain configuration: multiple\n"},
      {"sudo global show system admin | grep super_admin", super_admin},
      {"sudo global show system vdom-property | grep edit", "    edit \"red\"\n    edit \"blue\"\n"},
      {"sudo global get system performance status", "CPU states: 3% user 1% system 0% nice 96% idle\n"}}},
    {"frr", "frr", {}},
    {"juniper_junos",
     "juniper_junos",
     {{"show cli authorization", junos_authorization()},
      {"show configuration | display set | match \"^set logical-systems \" | no-more",
       "set logical-systems red interfaces lo0 unit 1\nset logical-systems blue interfaces lo0 unit 2\n"}}},
    {"linux", "linux", {}},
    {"mikrotik_routeros", "mikrotik_routeros", {{"/system resource print", resources}}},
    {"mikrotik_routeros6", "mikrotik_routeros", {{"/system resource print", resources}}},
    {"paloalto_panos",
     "paloalto_panos",
     {{"show config running | match \"mgt-config users\"", "set mgt-config users admin phash $5$x\n"}}},
    {"vyos", "vyos", {{"show configuration commands | match login", "set system login user vyos full-name 'x'\n"}}},
};

std::string with_name(std::string line, std::string_view name) {
  if (const auto hole = line.find("{context}"); hole != std::string::npos) line.replace(hole, 9, name);
  return line;
}

std::string text_of(const RecipeCommand& command, std::string_view context) {
  std::string text = command.name + " of " + std::string(context) + "\n";
  for (int i = 0; i < 60; ++i) text += " line " + std::to_string(i) + "\n";
  return text + (command.end.empty() ? "done" : command.end) + "\n";
}

Device device_of(const Recipe& recipe, const Answers& answers) {
  Device device;
  device.id = recipe.platform;
  device.hostname = "leaf1";
  device.dialect = Dialect::of(answers.dialect);
  device.personality = recipe.mode == RecipeMode::shell ? Device::Personality::shell : Device::Personality::exec;
  device.password = password;
  for (const RecipeCommand& command : recipe.commands) {
    if (!command.per_context) device.outputs[command.send] = {text_of(command, "device"), 0, {}};
    for (const char* const context : {"red", "blue"}) {
      if (!command.per_context) continue;
      Outputs& outputs = recipe.contexts.enter.empty() ? device.outputs : device.contexts[context];
      outputs[with_name(command.send, context)] = {text_of(command, context), 0, {}};
    }
  }
  for (const auto& [line, output] : answers.outputs) device.outputs[line] = {output, 0, {}};
  return device;
}

std::size_t captures_of(const Recipe& recipe) {
  std::size_t count = 0;
  for (const RecipeCommand& command : recipe.commands) count += command.per_context ? 2 : 1;
  return count;
}

void check_complete(const CollectionOutcome& outcome, const Recipe& recipe) {
  INFO(outcome.device_id << ": " << outcome.detail);
  CHECK(to_string(outcome.failure) == to_string(CollectionFailure::none));
  CHECK(outcome.captures.size() == captures_of(recipe));
  for (const Capture& capture : outcome.captures) {
    INFO(capture.sent << " in '" << capture.context << "': " << capture.detail);
    CHECK(capture.complete());
    CHECK(capture.limits.empty());
    const std::string first = capture.command + " of " + (capture.context.empty() ? "device" : capture.context);
    if (capture.sent != "/system resource print") CHECK(capture.bytes.find(first) != std::string::npos);
  }
}

TEST_CASE("recipes: every platform's healthy device is collected whole, context by context") {
  std::vector<Device> devices;
  for (const Answers& answers : platforms) devices.push_back(device_of(*recipes().find(answers.platform), answers));
  Network network(std::move(devices));
  for (CollectJob& job : network.jobs) job.platform = job.device_id;
  network.options.deadline_factor = 0.2;
  const auto outcomes = network.collect();
  CHECK(outcomes.size() == platforms.size());
  for (const auto& [id, outcome] : outcomes) check_complete(outcome, *recipes().find(id));
}

TEST_CASE("recipes: a statement to be acknowledged before the login gets the recipe's answer, any other question none") {
  const Recipe& recipe = *recipes().find("paloalto_panos");
  const Answers& answers = *std::ranges::find(platforms, "paloalto_panos", &Answers::platform);
  Device asks = device_of(recipe, answers);
  asks.interactive = true;
  asks.questions = {{"Authorized users only.\nDo you accept and acknowledge the statement above ? (yes/no) : ", "yes", true},
                    {"Password: ", password, false}};
  Device other = asks;
  other.id = "other";
  other.questions[0] = {"Your name? ", "admin", true};
  Network network({asks, other});
  for (CollectJob& job : network.jobs) job.platform = recipe.platform;
  network.options.deadline_factor = 0.2;
  const auto outcomes = network.collect();
  check_complete(outcomes.at(asks.id), recipe);
  CHECK(outcomes.at("other").detail == "the device asks for something else than the password");
  CHECK(network.fleet->statistics("other").refused == 0);
}

TEST_CASE("recipes: an account that sees a part is told by its captures, and one that cannot work gets none") {
  const auto answers = [](std::string_view platform) {
    return *std::ranges::find(platforms, platform, &Answers::platform);
  };
  Answers secretless = answers("juniper_junos");
  std::string& authorization = secretless.outputs["show cli authorization"];
  authorization.erase(authorization.find("    secret"),
                      authorization.find("    view ") - authorization.find("    secret"));
  Answers wrong_mode = answers("cisco_asa_multiple");
  wrong_mode.outputs["show mode"] = "Security context mode: single\n";
  Network network({device_of(*recipes().find("juniper_junos"), secretless),
                   device_of(*recipes().find("cisco_asa_multiple"), wrong_mode)});
  for (CollectJob& job : network.jobs) job.platform = job.device_id;
  network.options.deadline_factor = 0.2;
  const auto outcomes = network.collect();
  for (const Capture& capture : outcomes.at("juniper_junos").captures) {
    CHECK(capture.complete());
    REQUIRE(capture.limits.size() == 1);
    CHECK(capture.limits[0].reason.find("permission secret") != std::string::npos);
  }
  const CollectionOutcome& refused = outcomes.at("cisco_asa_multiple");
  CHECK(to_string(refused.failure) == to_string(CollectionFailure::refused));
  CHECK(refused.detail.find("use the platform cisco_asa") != std::string::npos);
  for (const Capture& capture : refused.captures) CHECK(capture.bytes.empty());
}

}  // namespace
}  // namespace muster::fleet
