#include "app/assemble.hpp"

#include <catch2/catch.hpp>

namespace muster::app {
namespace {

const SecretFingerprint hidden = [](std::string_view) { return std::string("x"); };

Capture running_config(std::string context = {}) {
  Capture capture;
  capture.command = "running-config";
  capture.format = "cisco_ios";
  capture.context = std::move(context);
  capture.bytes = "version 15.2\nhostname edge1\nend\n";
  return capture;
}

Domains open_in(const std::vector<Capture>& captures) {
  return assemble({"edge1", "cisco_ios", "Cisco", "", "", {}}, captures, hidden).device.open_domains();
}

TEST_CASE("assemble: a whole capture without limits opens nothing by itself") {
  CHECK(open_in({running_config()}).empty());
}

TEST_CASE("assemble: each limit of a whole capture opens its domains for the capture's context, with its reason") {
  Capture capture = running_config("blue");
  capture.limits = {{"the account sees its part only", Domain::users | Domain::snmp},
                    {"secrets are masked", Domain::time}};
  const auto assembled = assemble({"edge1", "cisco_ios", "Cisco", "", "", {}}, std::vector{capture}, hidden);
  CHECK(assembled.device.open_domains() == (Domain::users | Domain::snmp | Domain::time));
  REQUIRE(assembled.device.openings.size() == 2);
  CHECK(assembled.device.openings[0].context == "blue");
  CHECK(assembled.device.openings[0].reason == "running-config is not all: the account sees its part only");
}

TEST_CASE("assemble: a limit opens no more than what the capture's format tells of") {
  Capture capture = running_config();
  capture.format = "linux_route";
  capture.bytes = "default via 192.0.2.1 dev eth0\n";
  capture.limits = {{"filtered", Domains::all()}};
  CHECK(open_in({capture}) == Domains(Domain::routes));
}

TEST_CASE("assemble: the limits of a capture that did not arrive play no part") {
  Capture capture = running_config();
  capture.failure = CollectionFailure::truncated;
  capture.limits = {{"filtered", Domain::routes}};
  CHECK_FALSE(open_in({capture}).contains(Domain::routes));
  CHECK(open_in({capture}).contains(Domain::users));
}

TEST_CASE("assemble: a platform that was found out becomes the device's, and only where the inventory leaves it open") {
  constexpr std::string_view text =
      "platform = \"box\"\ntitle = \"Box\"\nvendor = \"Acme\"\nmode = \"exec\"\nrole = \"any\"\n"
      "[[command]]\nname = \"config\"\nsend = \"show config\"\nformat = \"box\"\n";
  const collectors::RecipeFile file{"box.toml", text};
  std::vector<Error> errors;
  const auto recipes = collectors::RecipeBook::load({&file, 1}, errors);
  REQUIRE(errors.empty());
  const DeviceIdentity unknown{"r1", "auto", "", "", "", {}};
  CollectionOutcome found_out;
  found_out.platform = "box";
  CHECK(identified(unknown, found_out, recipes).platform == "box");
  CHECK(identified(unknown, found_out, recipes).vendor == "Acme");
  CHECK(identified(unknown, {}, recipes).platform == "auto");
  CHECK(identified({"r1", "linux", "Linux", "", "", {}}, found_out, recipes).platform == "linux");
}

TEST_CASE("assemble: a device whose session needed legacy algorithms is known as such; without a session nothing is said") {
  const collectors::RecipeBook recipes;
  CollectionOutcome outcome;
  CHECK(identified({}, outcome, recipes).session.empty());
  outcome.host_key = "ssh-rsa SHA256:x";
  CHECK(identified({}, outcome, recipes).session == "modern");
  outcome.legacy_algorithms_used = true;
  CHECK(identified({}, outcome, recipes).session == "legacy");
  outcome.failure = CollectionFailure::denied;
  CHECK(identified({}, outcome, recipes).session.empty());
}

}  // namespace
}  // namespace muster::app
