#include <SQLiteCpp/SQLiteCpp.h>
#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <iostream>

#include "store/sample.hpp"
#include "support/shared.hpp"
#include "support/temporary_folder.hpp"

using namespace muster;
using namespace muster::test;

namespace {

/// A closed store of one device, and the references of its captures.
struct Closed {
  TemporaryFolder folder;
  std::string file = (folder.path() / "muster.db").string();
  std::vector<CaptureReference> references;
  Device device = sample_device("d1", "s3cret");

  Closed() {
    auto store = open();
    references = must(store.record(must(store.begin_run(sample_run())), device.outcome, device.redacted));
  }
  store::Store open() { return must(store::Store::open(folder.path(), sample_key())); }
  void change(const std::string& sql) const { SQLite::Database(file, SQLite::OPEN_READWRITE).exec(sql); }
};

/// Runs `body` in a process of its own and yields its exit code.
template <class Body>
int in_child(Body body) {
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) ::_exit(body());
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

Device large_device(int number) {
  Device device = sample_device("d" + std::to_string(number), "s3cret");
  std::string bytes;
  for (int i = 0; i < 4000; ++i) bytes += std::to_string(i * 7919 * (number + 3)) + "\n";
  device.outcome.captures[1].bytes = bytes;
  device.redacted[1] = redact(bytes, {}, crypto::fingerprinter(nullptr));
  return device;
}

/// Records until the disk refuses. 0: it refused as it should, and the store still holds what it acknowledged.
int fill(store::Store& store, const std::string& expected) {
  const auto run = store.begin_run(sample_run());
  if (!run) return 10;
  for (int i = 0; i < 1000; ++i) {
    const Device device = large_device(i);
    const auto recorded = store.record(*run, device.outcome, device.redacted);
    if (recorded) continue;
    if (recorded.error().kind != ErrorKind::io || recorded.error().message.find(expected) == std::string::npos) {
      std::cerr << recorded.error().message << '\n';
      return 11;
    }
    const auto stored = store.run(*run);
    return stored && stored->recorded == static_cast<std::uint32_t>(i) && store.check() ? 0 : 12;
  }
  return 13;
}

}  // namespace

TEST_CASE("store: sealed bytes that were changed or exchanged are corrupt, not other bytes") {
  Closed closed;
  closed.change("UPDATE blob SET data = CAST(substr(data, 1, 60) || x'00' || substr(data, 62) AS BLOB) WHERE kind = 1");
  auto store = closed.open();
  CHECK(error_of(store.raw(closed.references[0].sealed_id)).kind == ErrorKind::corrupt);
  CHECK(error_of(store.check()).kind == ErrorKind::corrupt);
}

TEST_CASE("store: one sealed blob in the place of another is noticed") {
  Closed closed;
  closed.change(
      "CREATE TEMP TABLE t AS SELECT id, data FROM blob WHERE kind = 1;"
      "UPDATE blob SET data = (SELECT data FROM t WHERE t.id <> blob.id) WHERE kind = 1");
  auto store = closed.open();
  CHECK(error_of(store.raw(closed.references[0].sealed_id)).kind == ErrorKind::corrupt);
  CHECK(error_of(store.raw(closed.references[1].sealed_id)).kind == ErrorKind::corrupt);
}

TEST_CASE("store: a redacted text that is not what its id says is corrupt") {
  Closed closed;
  closed.change(
      "CREATE TEMP TABLE t AS SELECT id, data, size FROM blob WHERE kind = 0;"
      "UPDATE blob SET size = 100000, data = (SELECT data FROM t WHERE t.id <> blob.id) WHERE kind = 0");
  auto store = closed.open();
  const auto error = error_of(store.redacted(closed.references[0].redacted_id));
  CHECK(error.kind == ErrorKind::corrupt);
  CHECK(error.message ==
        "capture " + closed.references[0].redacted_id + " is damaged: its content is not what its id says");
  CHECK(error_of(store.check()).kind == ErrorKind::corrupt);
}

TEST_CASE("store: ids that are not there, or are no ids, are not found") {
  Closed closed;
  auto store = closed.open();
  CHECK(error_of(store.redacted(std::string(64, '0'))).kind == ErrorKind::not_found);
  CHECK(error_of(store.redacted("../../etc/passwd")).kind == ErrorKind::not_found);
  CHECK(error_of(store.redacted("")).kind == ErrorKind::not_found);
  CHECK(error_of(store.raw(closed.references[0].redacted_id)).kind == ErrorKind::not_found);
}

TEST_CASE("store: a newer schema is refused, and left alone") {
  Closed closed;
  closed.change("INSERT INTO schema_version(version) VALUES (99)");
  const std::string before = read_file(closed.file);
  const auto error = error_of(store::Store::open(closed.folder.path(), sample_key()));
  CHECK(error.kind == ErrorKind::unsupported);
  CHECK(error.message == closed.file + " was made by a newer version (schema 99; this one knows 5)");
  CHECK(read_file(closed.file) == before);
}

TEST_CASE("store: a database of another program, and what is no database, are refused") {
  const TemporaryFolder folder;
  const std::string file = (folder.path() / "muster.db").string();
  SQLite::Database(file, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE).exec("CREATE TABLE other(x)");
  CHECK(error_of(store::Store::open(folder.path(), sample_key())).message ==
        file + " is a database of another program");
  std::ofstream(file, std::ios::trunc) << std::string(5000, 'x');
  CHECK(error_of(store::Store::open(folder.path(), sample_key())).kind == ErrorKind::corrupt);
}

TEST_CASE("store: a folder that cannot be made or a file that cannot be opened is an error that names it") {
  const TemporaryFolder folder;
  const auto file = folder.path() / "file";
  std::ofstream(file) << "x";
  const auto error = error_of(store::Store::open(file / "store", sample_key()));
  CHECK(error.kind == ErrorKind::io);
  CHECK(error.message.find(file.string()) != std::string::npos);
  std::filesystem::create_directories(folder.path() / "s" / "muster.db");
  CHECK(error_of(store::Store::open(folder.path() / "s", sample_key())).kind == ErrorKind::io);
}

TEST_CASE("store: while another process writes it waits, then says so, and works again afterwards") {
  Closed closed;
  auto store = must(store::Store::open(closed.folder.path(), sample_key(), {.busy_timeout = 50}));
  {
    SQLite::Database other(closed.file, SQLite::OPEN_READWRITE);
    other.exec("BEGIN IMMEDIATE");
    const auto error = error_of(store.begin_run(sample_run()));
    CHECK(error.kind == ErrorKind::io);
    CHECK(error.message == "the store at " + closed.file + " is being written by another process");
    CHECK(must(store.runs()).size() == 1);
    other.exec("ROLLBACK");
  }
  must(store.begin_run(sample_run()));
  CHECK(must(store.runs()).size() == 2);
}

TEST_CASE("store: a file that may grow no further gives a clear error and keeps what was acknowledged") {
  const TemporaryFolder folder;
  REQUIRE_FALSE(sample_key().key_id().empty());  // one key for both processes: made before the fork
  const int code = in_child([&] {
    ::signal(SIGXFSZ, SIG_IGN);
    auto store = store::Store::open(folder.path(), sample_key());
    const rlimit limit{600'000, RLIM_INFINITY};
    if (!store || ::setrlimit(RLIMIT_FSIZE, &limit) != 0) return 20;
    return fill(*store, "cannot be read or written");
  });
  CHECK(code == 0);
  auto store = must(store::Store::open(folder.path(), sample_key()));
  must(store.check());
  CHECK(must(store.runs())[0].recorded > 0);
}

TEST_CASE("store: a full disk gives a clear error and keeps what was acknowledged") {
  const TemporaryFolder folder;
  constexpr int not_permitted = 77;
  const int code = in_child([&] {
    if (::unshare(CLONE_NEWNS) != 0 || ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
        ::mount("tmpfs", folder.path().c_str(), "tmpfs", 0, "size=1500k") != 0)
      return not_permitted;
    auto store = store::Store::open(folder.path(), sample_key());
    return store ? fill(*store, "the disk or the quota is full") : 20;
  });
  if (code == not_permitted) {
    std::cout << "SKIPPED: may not mount a small file system (needs root)\n";
    return;
  }
  CHECK(code == 0);
}
