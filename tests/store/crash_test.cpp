#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <map>
#include <random>

#include <sstream>

#include "store/sample.hpp"
#include "support/temporary_folder.hpp"

using namespace muster;
using namespace muster::test;

namespace {

/// The process that will be killed: records devices for ever and tells each acknowledged one by a line on `out`.
[[noreturn]] void record_for_ever(const std::filesystem::path& folder, int out, int round) {
  auto store = store::Store::open(folder, sample_key());
  auto run = store ? store->begin_run(sample_run()) : std::unexpected(store.error());
  const auto tell = [&](std::string line) {
    line += '\n';
    if (::write(out, line.data(), line.size()) != static_cast<ssize_t>(line.size())) ::_exit(3);
  };
  if (run) tell("run " + *run);
  for (int i = 0; run; ++i) {
    const std::string id = "d" + std::to_string(round) + "-" + std::to_string(i);
    const Device device = sample_device(id, "password of " + id);
    if (!store->record(*run, device.outcome, device.redacted)) ::_exit(2);
    tell(id);
  }
  ::_exit(1);
}

struct Killed {
  store::RunId run;
  std::vector<std::string> acknowledged;
};

/// Reads acknowledgements until there are `enough`, waits a little, kills the process, and reads what it still said.
Killed run_and_kill(const std::filesystem::path& folder, int round, std::size_t enough, unsigned microseconds) {
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    ::close(ends[0]);
    record_for_ever(folder, ends[1], round);
  }
  ::close(ends[1]);
  std::string said;
  char buffer[4096];
  const auto lines = [&] { return static_cast<std::size_t>(std::ranges::count(said, '\n')); };
  ssize_t got = 1;
  while (got > 0 && lines() < enough + 1) {
    got = ::read(ends[0], buffer, sizeof buffer);
    if (got > 0) said.append(buffer, static_cast<std::size_t>(got));
  }
  ::usleep(microseconds);
  ::kill(child, SIGKILL);
  while ((got = ::read(ends[0], buffer, sizeof buffer)) > 0) said.append(buffer, static_cast<std::size_t>(got));
  ::close(ends[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  CHECK(WIFSIGNALED(status));

  Killed killed;
  std::istringstream in(said);
  std::string word;
  if (in >> word >> killed.run)
    while (in >> word) killed.acknowledged.push_back(word);
  return killed;
}

void check_whole(store::Store& store, const Killed& killed) {
  const auto run = must(store.run(killed.run));
  CHECK_FALSE(run.complete());
  std::map<std::string, std::vector<CaptureReference>> captures;
  for (auto& reference : must(store.captures(killed.run)))
    captures[reference.device_id].push_back(std::move(reference));
  CHECK(run.recorded == captures.size());
  CHECK(captures.size() <= killed.acknowledged.size() + 1);
  for (const std::string& id : killed.acknowledged) {
    CAPTURE(id);
    const Device expected = sample_device(id, "password of " + id);
    REQUIRE(captures[id].size() == 3);
    const CaptureReference& config = captures[id][1];
    CHECK(config.command == "running-config");
    CHECK(must(store.redacted(config.redacted_id)) == expected.redacted[0]);
    CHECK(must(store.raw(config.sealed_id)).reveal() == expected.outcome.captures[0].bytes);
  }
}

}  // namespace

TEST_CASE("store: kill -9 at any point loses no acknowledged device and leaves the run incomplete") {
  REQUIRE_FALSE(sample_key().key_id().empty());  // made here, so that the processes share it
  const TemporaryFolder folder;
  std::mt19937 random(20260301);
  std::vector<Killed> all;
  for (int round = 0; round < 25; ++round) {
    const std::size_t enough = random() % 20;
    const auto killed = run_and_kill(folder.path() / "store", round, enough, static_cast<unsigned>(random() % 8000));
    CAPTURE(round, enough);
    auto store = must(store::Store::open(folder.path() / "store", sample_key()));
    must(store.check());
    CHECK(killed.acknowledged.size() >= enough);
    check_whole(store, killed);
    all.push_back(killed);
  }
  auto store = must(store::Store::open(folder.path() / "store", sample_key()));
  std::size_t devices = 0;
  for (const Killed& killed : all) {
    check_whole(store, killed);
    devices += killed.acknowledged.size();
  }
  CHECK(devices > 100);
}

TEST_CASE("store: a process killed while it opens the store for the first time leaves one that opens") {
  std::mt19937 random(7);
  for (int round = 0; round < 20; ++round) {
    const TemporaryFolder folder;
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
      const auto store = store::Store::open(folder.path(), sample_key());
      ::pause();
    }
    ::usleep(static_cast<unsigned>(random() % 12'000));
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    auto store = must(store::Store::open(folder.path(), sample_key()));
    must(store.check());
    CHECK(must(store.runs()).empty());
  }
}
