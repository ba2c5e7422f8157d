#include <string>

#include "support/reading.hpp"

using namespace muster;
using namespace muster::test;

TEST_CASE("sshd: several ports leave the port open") {
  const Reading r = read_as("sshd", "port 22\nport 2222\nkexalgorithms a\n");
  REQUIRE(r.device.services.size() == 1);
  CHECK_FALSE(r.device.services[0].port.known());
}

TEST_CASE("sshd: version 1 shows where a release still knows it") {
  const Reading r = read_as("sshd", "port 22\r\nprotocol 2,1\r\nkexalgorithms a\r\n");
  CHECK(r.device.services[0].version.value == "1,2");
  CHECK(read_as("sshd", "port 22\nprotocol 3\n").diagnostics() == "2:10: expected a version, got '3'\n");
}

TEST_CASE("sshd: what is not its output says nothing of a service") {
  const Reading r = read_as("sshd", "sshd: no hostkeys available -- exiting.\n");
  CHECK(r.device.services.empty());
  CHECK(r.is_open(Domain::management));
  CHECK(read_as("sshd", "port 22\n").is_open(Domain::management));
}

TEST_CASE("sshd: what PAM and lists of users decide is known and not modelled") {
  const Reading r = read_as("sshd", "port 22\nkexalgorithms a\nusepam yes\nloglevel QUIET\nnosuchthing 1\n");
  CHECK(r.states() == "uukk?");
  CHECK(r.is_open(Domain::authentication));
}

namespace {

model::ManagementService server_with(const std::string& lines) {
  const Reading r = read_as("sshd", "port 22\nkexalgorithms a\n" + lines);
  REQUIRE(r.device.services.size() == 1);
  return r.device.services[0];
}

}  // namespace

TEST_CASE("sshd: root may log in unless the answer is no; a list of users leaves it open") {
  CHECK_FALSE(server_with("permitrootlogin no\n").root_login.value);
  CHECK(server_with("permitrootlogin no\n").root_login.known());
  for (const char* const value : {"yes", "prohibit-password", "without-password", "forced-commands-only"})
    CHECK(server_with("permitrootlogin " + std::string(value) + "\n").root_login.value);
  CHECK_FALSE(server_with("permitrootlogin yes\nallowusers ops\n").root_login.known());
  CHECK(server_with("permitrootlogin no\nallowusers ops\n").root_login.known());
  CHECK_FALSE(server_with("").root_login.known());
  CHECK(read_as("sshd", "permitrootlogin maybe\n").diagnostics() ==
        "1:17: expected whether root may log in, got 'maybe'\n");
}

TEST_CASE("sshd: a password alone suffices unless it is off, or another proof is asked for as well") {
  const std::string off = "passwordauthentication no\nkbdinteractiveauthentication no\n";
  const std::string on = "passwordauthentication yes\nkbdinteractiveauthentication no\n";
  CHECK(server_with(off).password_login.known());
  CHECK_FALSE(server_with(off).password_login.value);
  CHECK(server_with(on + "authenticationmethods any\n").password_login.value);
  CHECK(server_with(on + "authenticationmethods publickey,password password\n").password_login.value);
  const auto both = server_with(on + "authenticationmethods publickey,password publickey,keyboard-interactive\n");
  CHECK(both.password_login.known());
  CHECK_FALSE(both.password_login.value);
  CHECK_FALSE(server_with("passwordauthentication no\nkbdinteractiveauthentication yes\n").password_login.known());
  CHECK_FALSE(server_with("passwordauthentication yes\n").password_login.known());
}

TEST_CASE("sshd: empty passwords are taken where it says so") {
  CHECK(server_with("permitemptypasswords yes\n").empty_passwords.value);
  CHECK(server_with("permitemptypasswords no\n").empty_passwords.known());
  CHECK_FALSE(server_with("").empty_passwords.known());
}
