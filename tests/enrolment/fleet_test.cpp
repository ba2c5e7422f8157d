// From the inventory to jobs: what a collector is told of a device.
#include "app/fleet.hpp"

#include <catch2/catch.hpp>
#include <fstream>

#include "app/resolve.hpp"
#include "support/temporary_folder.hpp"

namespace muster::app {
namespace {

const std::string key_a = "ssh-ed25519 SHA256:Jbf8EgwCk+gU0dTKEYr08VLqqwi8YWpYRInD6UbKqnQ";
const std::string key_b = "ssh-ed25519 SHA256:iO+52Wtn8vmewVFfVBkBDEiLeGqY8gqtQpWsxBqYzcw";

constexpr const char* inventory = R"([[credential]]
id = "ro"
user = "auditor"
password_command = ["vault", "ro"]
line_env = "LINE"
aaa_domain = "hq"
[[credential]]
id = "hop"
user = "hopper"
agent_key = "SHA256:uNiVztksCsDhcc0u9e8BrwxxhY0zB1Xdqx0dYjfTKqE"
[[site]]
name = "branch"
utc_offset = "+02:00"
collect = "22:00-05:00"
[[jump]]
id = "bastion"
address = "192.0.2.9"
port = 2222
credential = "hop"
[[device]]
id = "r1"
platform = "auto"
site = "branch"
credential = "ro"
address = "10.0.0.1"
jump = ["bastion"]
canary = true
[[device]]
id = "fw"
platform = "linux"
credential = "ro"
floating = ["192.0.2.20"]
[[device.member]]
name = "a"
address = "192.0.2.21"
[[device.member]]
name = "b"
address = "192.0.2.22"
)";

Fleet fleet_at(std::string_view time) {
  const test::TemporaryFolder folder;
  const std::string file = folder.path() / "fleet.toml";
  std::ofstream(file) << inventory;
  FleetOptions options;
  options.inventory = file;
  options.strict = true;
  options.at = parse_timestamp(time);
  auto fleet = load_fleet(options);
  REQUIRE(fleet);
  return std::move(*fleet);
}

TEST_CASE("fleet: a job says how a device is reached and logged in to, and that it goes first") {
  const Fleet fleet = fleet_at("2026-03-02T21:00:00Z");
  REQUIRE(fleet.targets.size() == 2);
  const CollectJob& job = fleet.targets[0].job;
  CHECK(job.platform == "auto");
  CHECK(job.canary);
  CHECK(job.credential.login.command == std::vector<std::string>{"vault", "ro"});
  CHECK(job.credential.line.name == "LINE");
  CHECK(job.credential.aaa_domain == "hq");
  REQUIRE(job.jump.size() == 1);
  CHECK(job.jump[0].credential.user == "hopper");
  CHECK(job.jump[0].endpoints == std::vector<Endpoint>{{"192.0.2.9", 2222, {}}});
}

TEST_CASE("fleet: outside its window a target says why nothing is sent") {
  CHECK(fleet_at("2026-03-02T21:00:00Z").targets[0].not_now.empty());
  CHECK(fleet_at("2026-03-02T19:00:00Z").targets[0].not_now ==
        "outside its site's change window: 22:00-05:00 (UTC+02:00; it is mon 21:00)");
  CHECK(fleet_at("2026-03-02T19:00:00Z").targets[1].not_now.empty());
}

TEST_CASE("fleet: a cluster behind a floating address is one target, and its members' addresses are for enrolment") {
  const Fleet fleet = fleet_at("2026-03-02T21:00:00Z");
  const Target& target = fleet.targets[1];
  CHECK(target.job.member.empty());
  CHECK(target.job.endpoints == std::vector<Endpoint>{{"192.0.2.20", 22, {}}});
  CHECK(target.peers == std::vector<Endpoint>{{"192.0.2.21", 22, {}}, {"192.0.2.22", 22, {}}});
  CHECK(target.floating_boxes == 2);
}

TEST_CASE("fleet: pinned keys belong to an id and an address, those of jump hosts to the jump host") {
  collectors::KnownDevices pins;
  REQUIRE(pins.pin({"bastion", "192.0.2.9", 2222, key_a, {}}));
  REQUIRE(pins.pin({"r1", "10.0.0.1", 22, key_b, {}}));
  REQUIRE(pins.pin({"other", "10.0.0.1", 22, key_a, {}}));
  Fleet fleet = fleet_at("2026-03-02T21:00:00Z");
  CollectJob& job = fleet.targets[0].job;
  resolve_endpoints(job, pins);
  CHECK(job.endpoints.at(0).pinned_keys == std::vector<std::string>{key_b});
  CHECK(job.jump.at(0).endpoints.at(0).pinned_keys == std::vector<std::string>{key_a});
}

}  // namespace
}  // namespace muster::app
