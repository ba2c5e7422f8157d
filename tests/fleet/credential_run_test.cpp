// Credentials of a run: who is asked for a secret, how often, and what a device sees when there is none.
#include <fmt/format.h>
#include <fstream>
#include <poll.h>

#include "collectors/credential_vault.hpp"
#include "fleet/support.hpp"
#include "support/temporary_folder.hpp"

namespace muster::fleet {
namespace {

using namespace std::chrono_literals;
using Kind = CredentialReference::Kind;

/// A program that prints a text and leaves a mark for each call.
class Program {
 public:
  explicit Program(const std::string& prints) : prints_(prints) {}
  [[nodiscard]] CredentialReference reference() const {
    return {Kind::command, {}, {}, {}, {"/bin/sh", "-c", fmt::format("echo >>{}; printf '{}'", marks(), prints_)}};
  }
  [[nodiscard]] std::size_t calls() const {
    std::ifstream file(marks());
    return static_cast<std::size_t>(std::count(std::istreambuf_iterator<char>(file), {}, '\n'));
  }

 private:
  [[nodiscard]] std::string marks() const { return (folder_.path() / "marks").string(); }
  std::string prints_;
  test::TemporaryFolder folder_;
};

std::vector<Device> boxes(std::size_t count) {
  std::vector<Device> devices(count);
  for (std::size_t i = 0; i < count; ++i) {
    devices[i].id = fmt::format("box{}", i);
    devices[i].password = password;
    devices[i].outputs["show running-config"] = {"hostname box\nend\n", 0, {}};
  }
  return devices;
}

/// The answer, after the helpers have had all the time they want.
Result<Access> ask(CredentialVault& vault, const CredentialSpec& credential, SteadyTime now) {
  for (;;) {
    if (auto answer = vault.ask(credential, now); answer.has_value()) return std::move(*answer);
    pollfd file{vault.fd(), POLLIN, 0};
    REQUIRE(::poll(&file, 1, 60'000) == 1);
    (void)vault.take_finished();
  }
}

TEST_CASE("credentials of a run: a program is called once for all devices") {
  Network network(boxes(20));
  const Program program(std::string(password) + "\\n");
  for (CollectJob& job : network.jobs) job.credential.login = program.reference();
  for (const auto& [id, outcome] : network.collect()) CHECK(outcome.failure == CollectionFailure::none);
  CHECK(program.calls() == 1);
}

TEST_CASE("credentials of a run: a program that fails is called once, and its devices see no connection") {
  Network network(boxes(5));
  const Program program("hunter2\\nhunter2\\n");
  for (CollectJob& job : network.jobs) job.credential.login = program.reference();
  for (const auto& [id, outcome] : network.collect()) {
    CHECK(outcome.failure == CollectionFailure::credential_missing);
    CHECK(outcome.detail.find("hunter2") == std::string::npos);
    CHECK(outcome.detail.starts_with("/bin/sh printed more than the secret"));
    CHECK(network.fleet->statistics(id).connections == 0);
  }
  CHECK(program.calls() == 1);
}

TEST_CASE("credentials of a run: a missing enable or line secret fails before anything is sent, too") {
  Network network(boxes(2));
  network.job("box0").credential.enable = {Kind::command, {}, {}, {}, {"/bin/false"}};
  network.job("box1").credential.line = {Kind::environment, "MUSTER_TEST_ABSENT", {}, {}, {}};
  const auto outcomes = network.collect();
  CHECK(outcomes.at("box0").detail == "/bin/false ended with status 1");
  CHECK(outcomes.at("box1").detail == "the environment variable MUSTER_TEST_ABSENT is not set");
  CHECK(network.fleet->statistics("box0").connections + network.fleet->statistics("box1").connections == 0);
}

TEST_CASE("credential vault: a secret is kept until shortly before its lease ends, then fetched again") {
  const Program program("hunter2\\nexpires_in 1000\\n");
  CredentialVault vault;
  CredentialSpec credential;
  credential.login = program.reference();
  const SteadyTime start{1h};
  CHECK(ask(vault, credential, start)->login->password.reveal() == "hunter2");
  const auto held = ask(vault, credential, start + 969s)->login;
  CHECK(program.calls() == 1);
  CHECK_FALSE(vault.ask(credential, start + 970s).has_value());
  CHECK(held->password.reveal() == "hunter2");  // who logs in with it keeps it
  CHECK(ask(vault, credential, start + 970s)->login != held);
  CHECK(program.calls() == 2);
}

TEST_CASE("credential vault: references with equal parts are one secret, others are not mixed up") {
  setenv("MUSTER_TEST_A", "a", 1);
  setenv("MUSTER_TEST_B", "b", 1);
  CredentialVault vault;
  CredentialSpec credential;
  credential.login = {Kind::environment, "MUSTER_TEST_A", {}, {}, {}};
  credential.enable = {Kind::environment, "MUSTER_TEST_B", {}, {}, {}};
  credential.line = credential.login;
  const auto access = ask(vault, credential, SteadyTime());
  REQUIRE(access.has_value());
  CHECK(access->login->password.reveal() == "a");
  CHECK(access->enable.reveal() == "b");
  CHECK(access->line.reveal() == "a");
}

TEST_CASE("credential vault: its end does not wait for a program") {
  CredentialSpec credential;
  credential.login = {Kind::command, {}, {}, {}, {"/bin/sleep", "1000"}};
  CredentialVault vault(600s);
  vault.prefetch(credential, SteadyTime());
  CHECK_FALSE(vault.ask(credential, SteadyTime()).has_value());
}

}  // namespace
}  // namespace muster::fleet
