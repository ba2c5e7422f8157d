#include "collectors/directory_source.hpp"

#include <catch2/catch.hpp>
#include <fstream>

#include <stdlib.h>
#include <fcntl.h>
#include <sys/stat.h>

#include "support.hpp"

namespace muster::collectors {
namespace {

namespace fs = std::filesystem;

const Timestamp now = *parse_timestamp("2026-03-01T02:00:00Z");
constexpr std::string_view config = "hostname edge1\r\nend\r\n";

class Tree {
 public:
  Tree() {
    std::string name = (fs::temp_directory_path() / "muster-tree-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    root = name;
  }
  Tree(const Tree&) = delete;
  ~Tree() { fs::remove_all(root); }

  void write(const std::string& name, std::string_view text, std::chrono::seconds age = std::chrono::hours(1)) const {
    fs::create_directories((root / name).parent_path());
    std::ofstream(root / name, std::ios::binary) << text;
    const timespec time{(now - age).time_since_epoch().count(), 0};
    const timespec times[2] = {time, time};
    REQUIRE(utimensat(AT_FDCWD, (root / name).c_str(), times, 0) == 0);
  }

  [[nodiscard]] CollectionOutcome collect(const CollectJob& job, DirectoryOptions options = {},
                                          const std::stop_token& stop = {}) const {
    return collect_all({job}, std::move(options), stop).front();
  }

  [[nodiscard]] std::vector<CollectionOutcome> collect_all(const std::vector<CollectJob>& jobs,
                                                           DirectoryOptions options = {},
                                                           const std::stop_token& stop = {}) const {
    std::vector<Error> errors;
    const RecipeBook recipes = test::shipped_recipes(errors);
    const FixedClock clock(now);
    options.root = root;
    DirectorySource source(recipes, clock, options);
    test::MemorySink sink;
    source.collect(jobs, sink, stop);
    REQUIRE(sink.outcomes.size() == jobs.size());
    return std::move(sink.outcomes);
  }

  fs::path root;
};

CollectJob job_for(std::string device, std::string platform = "cisco_ios") {
  CollectJob job;
  job.device_id = std::move(device);
  job.platform = std::move(platform);
  return job;
}

TEST_CASE("directory source: a file named like the device is its running configuration") {
  const Tree tree;
  tree.write("site-a/edge1.cfg", config);
  const CollectionOutcome outcome = tree.collect(job_for("edge1"));
  CHECK(outcome.failure == CollectionFailure::none);
  REQUIRE(outcome.captures.size() == 8);
  for (std::size_t i = 1; i < outcome.captures.size(); ++i) CHECK(outcome.captures[i].detail == "no file for this command");
  const Capture& capture = outcome.captures[0];
  CHECK(capture.complete());
  CHECK(capture.bytes == "hostname edge1\nend\n");
  CHECK(capture.command == "running-config");
  CHECK(capture.format == "cisco_ios");
  CHECK(capture.source == "file:site-a/edge1.cfg");
  CHECK(capture.sent == "site-a/edge1.cfg");
  CHECK(to_string(capture.content_time) == "2026-03-01T01:00:00Z");
}

TEST_CASE("directory source: a name with dots needs no extension") {
  const Tree tree;
  tree.write("edge1.example.net", config);
  CHECK(tree.collect(job_for("edge1.example.net")).captures.at(0).complete());
}

TEST_CASE("directory source: the file of a device whose name goes on behind a dot is not taken for another's") {
  const Tree tree;
  tree.write("edge1.north", config);
  const auto outcomes = tree.collect_all({job_for("edge1"), job_for("edge1.north")});
  CHECK(outcomes[0].failure == CollectionFailure::unreadable);
  CHECK(outcomes[1].captures.at(0).complete());
}

TEST_CASE("directory source: a file that could be of several members is of none") {
  const Tree tree;
  tree.write("a.cfg", config);
  CollectJob one = job_for("pair1");
  CollectJob other = job_for("pair2");
  one.member = other.member = "a";
  for (const CollectionOutcome& outcome : tree.collect_all({one, other})) {
    CHECK(outcome.failure == CollectionFailure::unreadable);
    CHECK(outcome.detail == "more than one device is named 'a': nobody can tell whose file that is");
  }
}

TEST_CASE("directory source: a member is looked for by its own name") {
  const Tree tree;
  tree.write("pair-a.cfg", config);
  CollectJob job = job_for("pair");
  job.member = "pair-a";
  CHECK(tree.collect(job).captures.at(0).complete());
}

TEST_CASE("directory source: a folder named like the device holds a file for each command") {
  const Tree tree;
  tree.write("lb1/os-release.txt", "ID=debian\n");
  tree.write("lb1/routes", "default via 192.0.2.1 dev eth0\n");
  const CollectionOutcome outcome = tree.collect(job_for("lb1", "linux"));
  CHECK(outcome.failure == CollectionFailure::none);
  REQUIRE(outcome.captures.size() == 8);
  CHECK(outcome.captures[0].bytes == "ID=debian\n");
  CHECK(outcome.captures[1].complete());
  CHECK(outcome.captures[2].failure == CollectionFailure::unreadable);
  CHECK(outcome.captures[2].detail == "no file for this command");
}

TEST_CASE("directory source: a device without a file is unreadable, and so is each of its commands") {
  const Tree tree;
  const CollectionOutcome outcome = tree.collect(job_for("edge1"));
  CHECK(outcome.failure == CollectionFailure::unreadable);
  REQUIRE(outcome.captures.size() == 8);
  for (const Capture& capture : outcome.captures) CHECK(capture.failure == CollectionFailure::unreadable);
}

TEST_CASE("directory source: two files for one device are never a choice") {
  const Tree tree;
  tree.write("a/edge1.cfg", config);
  tree.write("b/edge1.cfg", config);
  const Capture capture = tree.collect(job_for("edge1")).captures.at(0);
  CHECK(capture.failure == CollectionFailure::unreadable);
  CHECK(capture.detail == "more than one file: a/edge1.cfg, b/edge1.cfg");
}

TEST_CASE("directory source: a file beyond the freshness limit is stale") {
  const Tree tree;
  tree.write("edge1.cfg", config, std::chrono::hours(49));
  DirectoryOptions options;
  options.freshness = std::chrono::hours(48);
  const Capture capture = tree.collect(job_for("edge1"), options).captures.at(0);
  CHECK(capture.failure == CollectionFailure::stale);
  CHECK(capture.detail == "changed last at 2026-02-27T01:00:00Z");
  CHECK(capture.bytes.empty());
  CHECK(tree.collect(job_for("edge1")).captures.at(0).complete());
}

TEST_CASE("directory source: a time in the future proves no freshness") {
  const Tree tree;
  tree.write("edge1.cfg", config, -std::chrono::hours(1));
  DirectoryOptions options;
  options.freshness = std::chrono::hours(48);
  CHECK(tree.collect(job_for("edge1"), options).captures.at(0).failure == CollectionFailure::stale);
}

TEST_CASE("directory source: a text without its end marker is truncated") {
  const Tree tree;
  tree.write("edge1.cfg", "hostname edge1\ninterface Gi0/1\n");
  const Capture capture = tree.collect(job_for("edge1")).captures.at(0);
  CHECK(capture.failure == CollectionFailure::truncated);
  CHECK(capture.bytes.empty());
}

TEST_CASE("directory source: a file above the limit is oversize") {
  const Tree tree;
  tree.write("edge1.cfg", std::string(2000, 'x') + "\nend\n");
  DirectoryOptions options;
  options.max_file_bytes = 1000;
  CHECK(tree.collect(job_for("edge1"), options).captures.at(0).failure == CollectionFailure::oversize);
  options.max_file_bytes = 2005;
  CHECK(tree.collect(job_for("edge1"), options).captures.at(0).complete());
}

TEST_CASE("directory source: symbolic links are followed neither to files nor to folders") {
  const Tree outside;
  outside.write("edge1.cfg", config);
  const Tree tree;
  fs::create_symlink(outside.root / "edge1.cfg", tree.root / "edge1.cfg");
  fs::create_directory_symlink(outside.root, tree.root / "linked");
  CHECK(tree.collect(job_for("edge1")).failure == CollectionFailure::unreadable);
}

TEST_CASE("directory source: hidden folders are passed over") {
  const Tree tree;
  tree.write(".git/edge1.cfg", config);
  CHECK(tree.collect(job_for("edge1")).failure == CollectionFailure::unreadable);
}

TEST_CASE("directory source: an unknown platform says so") {
  const Tree tree;
  tree.write("edge1.cfg", config);
  const CollectionOutcome outcome = tree.collect(job_for("edge1", "linus"));
  CHECK(outcome.failure == CollectionFailure::unreadable);
  CHECK(outcome.detail == "unknown platform 'linus'; did you mean 'linux'?");
}

TEST_CASE("directory source: a stopped run delivers the rest as cancelled") {
  const Tree tree;
  tree.write("edge1.cfg", config);
  std::stop_source stop;
  stop.request_stop();
  const CollectionOutcome outcome = tree.collect(job_for("edge1"), {}, stop.get_token());
  CHECK(outcome.failure == CollectionFailure::cancelled);
  CHECK(outcome.captures.at(0).failure == CollectionFailure::cancelled);
}

TEST_CASE("directory source: a root that is not there fails every device, and throws nothing") {
  std::vector<Error> errors;
  const RecipeBook recipes = test::shipped_recipes(errors);
  const FixedClock clock(now);
  DirectoryOptions options;
  options.root = "/nonexistent/muster";
  DirectorySource source(recipes, clock, options);
  test::MemorySink sink;
  const std::vector<CollectJob> jobs{job_for("a"), job_for("b")};
  source.collect(jobs, sink, {});
  REQUIRE(sink.outcomes.size() == 2);
  CHECK(sink.outcomes[1].failure == CollectionFailure::unreadable);
}

}  // namespace
}  // namespace muster::collectors
