// Devices whose platform the inventory does not name, over real SSH.
#include <catch2/catch.hpp>

#include "fleet/host_key.hpp"
#include "fleet/support.hpp"

namespace muster::fleet {
namespace {

constexpr std::string_view detectable_router = R"(platform = "router"
title = "A router"
vendor = "Nobody"
mode = "shell"
role = "any account"
errors = ["% Invalid"]
[shell]
prompt = '([A-Za-z0-9][A-Za-z0-9-]*)[>#]'
prepare = ["terminal length 0"]
logout = "exit"
[detect]
send = "show version"
expect = '(?m)^Router software'
[[command]]
name = "running-config"
send = "show running-config"
format = "cisco_ios"
end = "end"
)";

constexpr std::string_view detectable_box = R"(platform = "box"
title = "A box"
vendor = "Nobody"
mode = "exec"
role = "any account"
[detect]
prompt = 'nobody@.*\$'
send = "cat version"
expect = 'Box OS'
[[command]]
name = "running-config"
send = "show running-config"
format = "frr"
end = "end"
)";

const RecipeBook& book() {
  static const RecipeBook loaded = [] {
    const std::vector<RecipeFile> files{{"router.toml", detectable_router}, {"box.toml", detectable_box}};
    std::vector<Error> errors;
    RecipeBook read = RecipeBook::load(files, errors);
    for (const Error& error : errors) FAIL(to_string(error));
    return read;
  }();
  return loaded;
}

Device router(std::string id) {
  Device device;
  device.id = std::move(id);
  device.personality = Device::Personality::shell;
  device.password = password;
  device.outputs["show version"] = {"Router software 4\n", 0, {}};
  device.outputs["show running-config"] = {"hostname r\nend\n", 0, {}};
  return device;
}

Device box(std::string id) {
  Device device;
  device.id = std::move(id);
  device.password = password;
  device.outputs["cat version"] = {"Box OS 2\n", 0, {}};
  device.outputs["show running-config"] = {"frr version 8.4.4\nend\n", 0, {}};
  return device;
}

std::map<std::string, CollectionOutcome> detect(Network& network) {
  for (CollectJob& job : network.jobs) job.platform = "auto";
  const SystemClock clock;
  SshSource source(book(), clock, network.options);
  source.collect(network.jobs, network.sink, {});
  return std::move(network.sink.outcomes);
}

TEST_CASE("detection: a device is recognised on its terminal or without one, and collected in a session of its own") {
  Network network({router("r1"), box("b1")});
  const auto outcomes = detect(network);
  for (const auto& [id, platform] : {std::pair("r1", "router"), std::pair("b1", "box")}) {
    const CollectionOutcome& outcome = outcomes.at(id);
    INFO(id << ": " << outcome.detail);
    CHECK(outcome.failure == CollectionFailure::none);
    CHECK(outcome.platform == platform);
    REQUIRE(outcome.captures.size() == 1);
    CHECK(outcome.captures[0].complete());
    CHECK(network.fleet->statistics(id).logins == 2);
  }
  CHECK(network.fleet->statistics("r1").exits == 2);
  CHECK(network.fleet->statistics("r1").received() ==
        "show version\nexit\nterminal length 0\nshow running-config\nexit\n");
}

TEST_CASE("detection: what no recipe fits is unrecognised, with what the device shows, and not collected") {
  Device stranger = router("r1");
  stranger.outputs["show version"] = {"Something else 4\n", 0, {}};
  Device other = box("b1");
  other.outputs["cat version"] = {"", 1, "no such file\n"};
  Network network({stranger, other});
  const auto outcomes = detect(network);
  for (const char* id : {"r1", "b1"}) {
    CHECK(outcomes.at(id).failure == CollectionFailure::unrecognised);
    CHECK(outcomes.at(id).captures.empty());
    CHECK(network.fleet->statistics(id).logins == 1);
  }
  CHECK(outcomes.at("r1").detail.find("prompt 'r1#'; 'show version': Something else 4") != std::string::npos);
  CHECK(network.fleet->statistics("r1").exits == 1);
}

TEST_CASE("detection: a denied login is not tried again, and a changed key stops before it") {
  Device denied = router("r1");
  denied.fault = Fault::deny;
  Device changed = router("r2");
  changed.fault = Fault::changed_key;
  Network network({denied, changed});
  const auto outcomes = detect(network);
  CHECK(outcomes.at("r1").failure == CollectionFailure::denied);
  CHECK(network.fleet->statistics("r1").logins == 1);
  CHECK(outcomes.at("r2").failure == CollectionFailure::host_key_changed);
  CHECK(network.fleet->statistics("r2").logins == 0);
}

}  // namespace
}  // namespace muster::fleet
