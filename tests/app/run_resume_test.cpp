#include "app/run_resume.hpp"

#include "app/run_lock.hpp"
#include "support.hpp"
#include "support/temporary_folder.hpp"

namespace muster::app {
namespace {

using namespace muster::test;

std::vector<std::string> texts(const std::vector<Error>& errors) {
  std::vector<std::string> all;
  for (const Error& error : errors) all.push_back(error.message);
  return all;
}

TEST_CASE("resume: the latest incomplete run is meant, a complete one is refused, and no run is said") {
  store::Store store = memory_store();
  CHECK(find_incomplete(store, latest_incomplete).error().kind == ErrorKind::not_found);
  const auto first = must(store.begin_run(sample_run(100)));
  const auto second = must(store.begin_run(sample_run(200)));
  CHECK(must(find_incomplete(store, latest_incomplete)).id == second);
  must(store.finish_run(second, Timestamp(std::chrono::seconds(300))));
  CHECK(must(find_incomplete(store, latest_incomplete)).id == first);
  CHECK(must(find_incomplete(store, first)).id == first);
  CHECK(find_incomplete(store, second).error().message == second + " is complete: there is nothing to go on with");
}

TEST_CASE("resume: the devices that a run was begun for come back") {
  RunOptions options;
  options.devices = {"r2", "core", "r1"};
  store::Run run;
  run.info.options = must(kept_options(options));
  CHECK(devices_of(run) == std::vector<std::string>{"core", "r1", "r2"});
  run.info.options = must(kept_options(RunOptions()));
  CHECK(devices_of(run).empty());
}

TEST_CASE("resume: what decides what is collected must be the same, and each difference is named") {
  RunOptions options;
  store::Run run;
  run.id = "run-1";
  run.info = sample_run();
  run.info.tool_version = "1";
  run.info.inventory_digest = "a";
  run.info.options = must(kept_options(options));
  CHECK(resume_obstacles(run, run.info).empty());
  store::RunInfo now = run.info;
  now.inventory_digest = "b";
  options.devices = {"r1"};
  now.options = must(kept_options(options));
  CHECK(texts(resume_obstacles(run, now)) ==
        std::vector<std::string>{"the inventory has changed since the run run-1 was begun: begin a new one",
                                 "the run run-1 was begun with other devices"});
  now = run.info;
  now.source = "directory";
  now.tool_version = "2";
  CHECK(resume_obstacles(run, now).size() == 2);
}

TEST_CASE("resume: a run that still goes on in another process is left alone") {
  const TemporaryFolder folder;
  {
    const auto held = must(RunLock::take(folder.path(), "run-1"));
    const auto refused = RunLock::take(folder.path(), "run-1");
    REQUIRE_FALSE(refused);
    CHECK(refused.error().message == "run-1 still goes on in another process");
  }
  CHECK(RunLock::take(folder.path(), "run-1"));
  CHECK(std::filesystem::is_empty(folder.path()));
}

}  // namespace
}  // namespace muster::app
