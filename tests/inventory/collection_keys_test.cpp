#include <catch2/catch.hpp>

#include "inventory/inventory.hpp"

using namespace muster;

namespace {

const inventory::LoadOptions options{{"cisco_ios", "frr", "linux"}, {"haproxy", "nginx"}, "/etc/muster"};

inventory::Inventory load(std::string_view text) {
  auto loaded = inventory::load(text, "fleet.toml", options);
  REQUIRE(loaded);
  return std::move(*loaded);
}

std::vector<std::string> gaps(const inventory::Inventory& inventory) {
  std::vector<std::string> texts;
  for (const auto& gap : inventory.quarantined) texts.push_back(to_string(gap.where) + ": " + gap.message);
  return texts;
}

CredentialSpec credential(std::string_view keys) {
  const auto inventory = load("[[credential]]\nid = 'c'\nuser = 'u'\n" + std::string(keys));
  CHECK(gaps(inventory).empty());
  REQUIRE(inventory.credentials.size() == 1);
  return inventory.credentials[0];
}

std::vector<std::string> credential_errors(std::string_view keys) {
  const auto inventory = load("[[credential]]\nid = 'c'\nuser = 'u'\n" + std::string(keys));
  CHECK(inventory.credentials.empty());
  return gaps(inventory);
}

using Kind = CredentialReference::Kind;

constexpr std::string_view jumps = R"([[credential]]
id = "ro"
user = "auditor"
password_env = "RO"
[[jump]]
id = "outer"
address = "192.0.2.1"
credential = "ro"
[[jump]]
id = "inner"
addresses = ["10.0.0.1", "10.0.0.2"]
port = 2222
credential = "ro"
)";

}  // namespace

TEST_CASE("inventory: a password may come from a command, run by its arguments and without a shell") {
  const auto spec = credential("password_command = ['bin/vault', 'read', 'ro']\nenable_command = ['vault']\n");
  CHECK(spec.login.kind == Kind::command);
  CHECK(spec.login.command == std::vector<std::string>{"/etc/muster/bin/vault", "read", "ro"});
  CHECK(spec.enable.command == std::vector<std::string>{"vault"});
}

TEST_CASE("inventory: a program that is named with a folder is never looked for in PATH") {
  const auto inventory =
      inventory::load("[[credential]]\nid = 'c'\nuser = 'u'\npassword_command = ['./vault']\n", "f", {});
  REQUIRE(inventory);
  REQUIRE(inventory->credentials.size() == 1);
  CHECK(inventory->credentials.front().login.command == std::vector<std::string>{"./vault"});
}

TEST_CASE("inventory: keys come from a file with passphrase and certificate, or from the agent") {
  const auto file =
      credential("key_file = 'keys/id'\npassphrase_env = 'PASS'\ncertificate_file = 'keys/id-cert.pub'\n");
  CHECK(file.login.kind == Kind::key_file);
  CHECK(file.login.passphrase == "PASS");
  CHECK(file.login.certificate == "/etc/muster/keys/id-cert.pub");
  const auto agent = credential(
      "agent_key = 'SHA256:uNiVztksCsDhcc0u9e8BrwxxhY0zB1Xdqx0dYjfTKqE'\naaa_domain = 'hq'\nline_file = 'line'\n");
  CHECK(agent.login.kind == Kind::agent);
  CHECK(agent.login.name == "SHA256:uNiVztksCsDhcc0u9e8BrwxxhY0zB1Xdqx0dYjfTKqE");
  CHECK(agent.aaa_domain == "hq");
  CHECK(agent.line.kind == Kind::file);
}

TEST_CASE("inventory: what is wrong in a credential is said at its key, and no secret is repeated") {
  CHECK(credential_errors("agent_key = 'aa:bb'\n") ==
        std::vector<std::string>{
            "fleet.toml:4:13: 'agent_key': expected 'SHA256:...' as `ssh-add -l` shows it, got 'aa:bb'"});
  CHECK(credential_errors("password_env = 'A'\npassword_command = ['x']\n") ==
        std::vector<std::string>{"fleet.toml:5:20: 'password_command': only one way to give this secret is allowed"});
  CHECK(credential_errors("password_env = 'A'\ncertificate_file = 'x'\n") ==
        std::vector<std::string>{"fleet.toml:5:20: 'certificate_file' belongs to a key_file, and there is none"});
  CHECK(credential_errors("password_command = []\n").size() == 2);
  CHECK(credential_errors("password_env = 'A'\nenable_password = 'hunter2'\n") ==
        std::vector<std::string>{
            "fleet.toml:5:19: a secret may not stand in the inventory: use enable_env, enable_file or enable_command"});
  CHECK(credential_errors("password_comand = ['x']\n").at(0) ==
        "fleet.toml:2:6: expected one of password_env, password_file, password_command, key_file, agent_key");
}

TEST_CASE("inventory: devices behind jump hosts name them from the outermost on, and may undo what their group says") {
  const auto inventory = load(std::string(jumps) + R"([[group]]
name = "far"
jump = ["outer", "inner"]
canary = true
[[device]]
id = "r1"
platform = "auto"
groups = ["far"]
[[device]]
id = "r2"
platform = "frr"
groups = ["far"]
jump = []
canary = false
)");
  CHECK(gaps(inventory).empty());
  REQUIRE(inventory.units.size() == 2);
  CHECK(inventory.units[0].jump == std::vector<std::string>{"outer", "inner"});
  CHECK(inventory.units[0].canary);
  CHECK(inventory.units[0].platform == "auto");
  CHECK(inventory.units[1].jump.empty());
  CHECK_FALSE(inventory.units[1].canary);
  CHECK(inventory.find_jump("inner")->addresses.size() == 2);
  CHECK(inventory.find_jump("inner")->port == 2222);
}

TEST_CASE("inventory: an unknown jump host, one named twice and one without address are errors") {
  const auto inventory = load(std::string(jumps) + R"([[jump]]
id = "third"
credential = "rw"
[[device]]
id = "r1"
platform = "frr"
jump = ["outr", "inner", "inner"]
)");
  CHECK(gaps(inventory) ==
        std::vector<std::string>{"fleet.toml:14:1: missing key 'address': a jump host needs one",
                                 "fleet.toml:16:14: credential 'rw' is not defined; did you mean 'ro'?",
                                 "fleet.toml:20:8: jump host 'outr' is not defined; did you mean 'outer'?",
                                 "fleet.toml:20:8: jump host 'inner' is named twice"});
}

TEST_CASE("inventory: an address that moves between members belongs to the unit") {
  const auto inventory = load(R"([[device]]
id = "fw"
platform = "linux"
floating = ["192.0.2.10"]
port = 2200
[[device.member]]
name = "a"
address = "192.0.2.11"
[[device.member]]
name = "b"
[[device]]
id = "alone"
platform = "linux"
floating = ["192.0.2.20"]
)");
  REQUIRE(inventory.units.size() == 1);
  CHECK(inventory.units[0].floating == std::vector<std::string>{"192.0.2.10"});
  CHECK(inventory.units[0].floating_port == 2200);
  CHECK(gaps(inventory) ==
        std::vector<std::string>{
            "fleet.toml:14:12: 'floating': addresses move between members, and this device has none"});
}

TEST_CASE("inventory: maintenance is a yes, a reason, or an end with a reason; a device may undo its group's") {
  const auto inventory = load(R"([[group]]
name = "g"
platform = "frr"
maintenance = "rewiring"
[[device]]
id = "a"
groups = ["g"]
[[device]]
id = "b"
groups = ["g"]
maintenance = false
[[device]]
id = "c"
groups = ["g"]
maintenance = { until = "2026-12-01T06:00:00Z", reason = "new card" }
[[device]]
id = "d"
groups = ["g"]
maintenance = { until = "tomorrow", why = "x" }
[[device]]
id = "e"
groups = ["g"]
maintenance = 3
)");
  REQUIRE(inventory.units.size() == 3);
  CHECK(inventory.units[0].maintenance->reason == "rewiring");
  CHECK_FALSE(inventory.units[1].maintenance->active);
  CHECK(inventory.units[2].maintenance->until == parse_timestamp("2026-12-01T06:00:00Z"));
  CHECK(gaps(inventory) ==
        std::vector<std::string>{
            "fleet.toml:19:25: 'until': expected a time such as \"2026-12-01T06:00:00Z\", got 'tomorrow'",
            "fleet.toml:19:37: unknown key 'why'",
            "fleet.toml:23:15: 'maintenance': expected true, a reason, or { until = \"...\", reason = \"...\" }"});
}

TEST_CASE("inventory: windows and time zones that mean nothing are errors at their place") {
  const auto inventory = load(R"([[site]]
name = "hq"
time_zone = "Europe/Berlim"
[[site]]
name = "branch"
utc_offset = "1:00"
[[site]]
name = "lab"
utc_offset = "+05:30"
collect = ["mon-fri 22:00-05:00", "sat,sun 00:00-24:00"]
[[site]]
name = "odd"
collect = ["22:00", "noday 01:00-02:00", "03:00-03:00", "22:00-24:30"]
)");
  REQUIRE(inventory.sites.size() == 1);
  CHECK(inventory.sites[0].collect.size() == 2);
  CHECK(
      gaps(inventory) ==
      std::vector<std::string>{
          "fleet.toml:3:13: expected a time zone such as 'Europe/Berlin' of this system (package tzdata), got "
          "'Europe/Berlim'",
          "fleet.toml:6:14: expected a distance such as '+01:00' or '-05:30', got '1:00'",
          "fleet.toml:13:11: 'collect': expected a window such as '22:00-05:00' or 'mon-fri 22:00-05:00', got '22:00'",
          "fleet.toml:13:11: 'collect': expected days such as 'mon-fri' or 'sat,sun', got 'noday 01:00-02:00'",
          "fleet.toml:13:11: 'collect': expected a window with a length; the whole day is '00:00-24:00', got "
          "'03:00-03:00'",
          "fleet.toml:13:11: 'collect': expected a window such as '22:00-05:00' or 'mon-fri 22:00-05:00', got "
          "'22:00-24:30'"});
}
