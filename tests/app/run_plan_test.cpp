#include "app/run_plan.hpp"

#include "support.hpp"
#include "support/temporary_folder.hpp"

namespace muster::app {
namespace {

using test::TemporaryFolder;

constexpr std::string_view box = R"(platform = "box"
title = "Box"
vendor = "Acme"
mode = "shell"
role = "any account"
[shell]
prompt = '[a-z]+[>#]'
privileged = '[a-z]+#'
password_prompt = 'Password: '
enable = "enable"
prepare = ["pager off"]
logout = "exit"
[[command]]
name = "config"
send = "show config"
format = "box"
)";

Fleet fleet_of_one() {
  const collectors::RecipeFile file{"box.toml", box};
  std::vector<Error> errors;
  Fleet fleet;
  fleet.recipes = collectors::RecipeBook::load({&file, 1}, errors);
  REQUIRE(errors.empty());
  Target target;
  target.job.device_id = "fw1";
  target.job.platform = "box";
  target.job.site = "hq";
  target.job.endpoints = {{"192.0.2.1", 22, {}}, {"fw1.example.net", 2222, {}}};
  CredentialSpec& credential = target.job.credential;
  credential.id = "ops";
  credential.user = "muster";
  credential.login = {CredentialReference::Kind::command, "", "", "", {"vault", "read", "secret/ops"}};
  credential.enable = {CredentialReference::Kind::environment, "ENABLE", "", "", {}};
  target.identity = {"fw1", "box", "Acme", "hq", "", {}};
  fleet.targets.push_back(std::move(target));
  return fleet;
}

collectors::KnownDevices no_pins(const TemporaryFolder& folder) {
  return test::must(collectors::KnownDevices::load(folder.path() / "known_devices.toml"));
}

TEST_CASE("dry run: addresses, pins, the way in and every line in its order, without a secret and its arguments") {
  const TemporaryFolder folder;
  CHECK(plan_text(fleet_of_one(), no_pins(folder)) ==
        R"(fw1  box  site hq
  address       192.0.2.1 port 22, no pinned key: refused before any login (muster enroll)
  address       fw1.example.net port 2222, resolved when it runs, no pinned key: refused before any login (muster enroll)
  login         credential ops: user muster, password from the program vault; enable secret from the environment variable ENABLE
  sends         nothing as long as no key is pinned; with one:
  types         pager off
                enable  (only if the prompt is not a privileged one)
                <secret>  (if it asks for the enable secret)
                show config
                exit

1 devices, 0 left out now
)");
}

TEST_CASE("dry run: a device that is left out now says why, and sends nothing") {
  const TemporaryFolder folder;
  Fleet fleet = fleet_of_one();
  fleet.targets[0].not_now = "in maintenance until 2026-03-01T06:00:00Z";
  CHECK(plan_text(fleet, no_pins(folder)) ==
        "fw1  box  site hq\n  left out now  in maintenance until 2026-03-01T06:00:00Z\n\n1 devices, 1 left out now\n");
}

}  // namespace
}  // namespace muster::app
