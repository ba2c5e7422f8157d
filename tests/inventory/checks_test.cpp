#include <catch2/catch.hpp>

#include "inventory/checks.hpp"

using namespace muster;
using namespace muster::inventory;

namespace {

using Texts = std::vector<std::string>;

Texts remarks(std::string_view text, const Surroundings& surroundings = {}) {
  const auto inventory = load(text, "f", {{"frr", "linux"}, {}, ""});
  REQUIRE(inventory);
  Texts texts;
  for (const Remark& remark : check(*inventory, surroundings))
    texts.push_back(to_string(remark.where) + (remark.is_error ? " error: " : " warning: ") + remark.message);
  return texts;
}

constexpr std::string_view credential = "[[credential]]\nid = 'c'\nuser = 'u'\npassword_env = 'C'\n";

std::string device(std::string_view id, std::string_view more) {
  return "[[device]]\nid = '" + std::string(id) + "'\nplatform = 'frr'\ncredential = 'c'\n" + std::string(more) + "\n";
}

}  // namespace

TEST_CASE("inventory check: nothing to say of a good one") {
  CHECK(remarks(std::string(credential) + device("a", "address = '192.0.2.1'") + device("b", "address = '192.0.2.2'"))
            .empty());
}

TEST_CASE("inventory check: an address stands twice where it is reached the same way") {
  const std::string jumps =
      "[[jump]]\nid = 'j1'\naddress = 'h'\ncredential = 'c'\n[[jump]]\nid = 'j2'\naddress = 'h'\ncredential = 'c'\n";
  CHECK(
      remarks(std::string(credential) + device("a", "address = '192.0.2.1'") + device("b", "address = '192.0.2.1'")) ==
      Texts{"f:14:11 error: 192.0.2.1 port 22 of 'b' is also the address of 'a' (9:11)"});
  CHECK(remarks(std::string(credential) + device("a", "address = '192.0.2.1'") +
                device("b", "address = '192.0.2.1'\nport = 23"))
            .empty());
  CHECK(remarks(std::string(credential) + jumps + device("a", "address = '10.0.0.1'\njump = ['j1']") +
                device("b", "address = '10.0.0.1'\njump = ['j2']"))
            .empty());
}

TEST_CASE("inventory check: entries that cannot be used come with everything else, in the order of the file") {
  CHECK(remarks(std::string(credential) + device("a", "adress = 'x'") + device("b", "site = 'x'") +
                "[[jump]]\nid = 'j'\naddress = 'h'\ncredential = 'c'\n") ==
        Texts{"f:9:1 error: unknown key 'adress'; did you mean 'address'?", "f:10:1 warning: 'b' has no address",
              "f:15:1 warning: no device is behind jump host 'j'"});
}

TEST_CASE("inventory check: windows that never meet, maintenance that is over, sites that are misspelt") {
  Surroundings later;
  later.now = *parse_timestamp("2026-12-02");
  CHECK(remarks(std::string(credential) + "[[site]]\nname = 'berlin'\ncollect = 'mon-fri 22:00-05:00'\n" +
                    device("a", "address = 'x1'\nsite = 'berlin'\ncollect = 'sun 10:00-12:00'") +
                    device("b", "address = 'x2'\nsite = 'berln'") +
                    device("c", "address = 'x3'\nmaintenance = { until = '2026-12-01T00:00:00Z' }") +
                    device("d", "address = 'x4'\nsite = 'berlin'\ncollect = 'sat 04:00-06:00'"),
                later) ==
        Texts{"f:8:1 error: 'a' is never collected: its change window and that of site 'berlin' never meet",
              "f:15:1 warning: 'b' is at site 'berln', which is not described; did you mean 'berlin'?",
              "f:21:1 warning: the maintenance of 'c' ended at 2026-12-01T00:00:00Z"});
}

TEST_CASE("inventory check: what is wrong in the same words at many entries is said once") {
  CHECK(remarks(std::string(credential) + "[[site]]\nname = 'berlin'\n" +
                device("a", "address = 'x1'\nsite = 'paris'") + device("b", "address = 'x2'\nsite = 'paris'") +
                device("c", "groups = ['no']") + device("d", "groups = ['no']") + device("e", "groups = ['no']")) ==
        Texts{"f:7:1 warning: 'a' and 1 more are at site 'paris', which is not described",
              "f:23:10 error: group 'no' is not defined (and 2 more entries)"});
}

TEST_CASE("inventory check: credentials that are missing or unused, devices without any, names behind a jump host") {
  Surroundings around;
  around.missing = [](const CredentialReference& reference) { return reference.name == "C" ? "C is not set" : ""; };
  CHECK(remarks(std::string(credential) + "[[credential]]\nid = 'spare'\nuser = 'u'\npassword_env = 'C'\n" +
                    "[[jump]]\nid = 'j'\naddress = 'h'\ncredential = 'c'\n" +
                    "[[device]]\nid = 'a'\nplatform = 'frr'\naddress = 'inner.example'\njump = ['j']\n",
                around) == Texts{"f:2:6 warning: credential 'c': C is not set",
                                 "f:6:6 warning: no device uses credential 'spare'",
                                 "f:13:1 warning: 'a' has no credential: nobody can log in to it",
                                 "f:16:11 warning: the name 'inner.example' is resolved here, not at the jump host"});
}

TEST_CASE("inventory check: devices without a pinned key are named, all of them at once if none has one") {
  const std::string two = std::string(credential) + device("a", "address = 'x1'") + device("b", "address = 'x2'");
  Surroundings around;
  around.is_pinned = [](const std::string& id) { return id == "a"; };
  CHECK(remarks(two, around) == Texts{"f:10:1 warning: no host key is pinned for 'b': muster enroll b"});
  around.is_pinned = [](const std::string&) { return false; };
  CHECK(remarks(two, around) == Texts{" warning: no host key is pinned for any of the 2 devices: muster enroll"});
}
