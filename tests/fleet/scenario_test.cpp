#include "fleet/scenario.hpp"

#include <catch2/catch.hpp>
#include <cstdio>
#include <fstream>
#include <set>

#include "fleet/host_key.hpp"

namespace muster::fleet {
namespace {

TEST_CASE("fleet: host keys follow from their seed") {
  CHECK(private_key_file("a") == private_key_file("a"));
  CHECK(fingerprint("a") != fingerprint("b"));
  CHECK(collectors::is_pinned_key(fingerprint("a")));
  CHECK(public_key("a").starts_with("ssh-ed25519 AAAA"));
}

TEST_CASE("fleet: errors of a scenario come all at once, with their places") {
  const std::string file = std::filesystem::temp_directory_path() / "muster-test-scenario.toml";
  std::ofstream(file) << "[[device]]\nid = \"a\"\nplatform = \"linus\"\n[[device]]\nplatform = \"frr\"\nfault = \"stal\"\n";
  std::vector<Error> errors;
  const auto recipes = embedded_recipes(errors);
  REQUIRE(errors.empty());
  (void)load_scenario(file, recipes, errors);
  REQUIRE(errors.size() == 3);
  CHECK(errors[0].message == "unknown platform 'linus'; did you mean 'linux'?");
  CHECK(errors[0].where.line == 3);
  CHECK(errors[2].message.find("stall") != std::string::npos);
  std::remove(file.c_str());
}

}  // namespace
}  // namespace muster::fleet
