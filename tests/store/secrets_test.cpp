#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "store/sample.hpp"
#include "support/shared.hpp"
#include "support/temporary_folder.hpp"

using namespace muster;
using namespace muster::test;

namespace {

const std::string canary = "xK7-Canary.9!qZ";

/// How many files of the folder hold the text.
int files_with(const std::filesystem::path& folder, const std::string& text) {
  int found = 0;
  for (const auto& file : std::filesystem::directory_iterator(folder))
    found += read_file(file.path()).find(text) != std::string::npos ? 1 : 0;
  return found;
}

CollectionOutcome one_capture(const std::string& device, const std::string& bytes) {
  return {.device_id = device,
          .member = "",
          .detail = "",
          .host_key = "",
          .captures = {sample_capture("key", bytes)},
          .timeline = {}};
}

RedactedText redacted_whole(const std::string& bytes) {
  return redact(bytes, {{0, static_cast<std::uint32_t>(bytes.size())}}, crypto::fingerprinter(&sample_key()));
}

}  // namespace

TEST_CASE("store: no planted secret is found in its files, open or closed") {
  const TemporaryFolder folder;
  {
    auto store = must(store::Store::open(folder.path(), sample_key()));
    const auto run = must(store.begin_run(sample_run()));
    // Too short to be compressed, so that only sealing can hide it.
    must(store.record(run, one_capture("d0", canary), std::vector{redacted_whole(canary)}));
    for (int i = 0; i < 50; ++i) {
      const Device device = sample_device("d" + std::to_string(i + 1), canary);
      must(store.record(run, device.outcome, device.redacted));
    }
    CHECK(std::filesystem::exists(folder.path() / "muster.db-wal"));
    CHECK(files_with(folder.path(), "running-config") > 0);
    CHECK(files_with(folder.path(), canary) == 0);
    must(store.finish_run(run, night));
  }
  CHECK(files_with(folder.path(), "running-config") == 1);
  CHECK(files_with(folder.path(), canary) == 0);
  CHECK(files_with(folder.path(), sample_key().keyed_digest("capture", canary)) == 0);
}

TEST_CASE("store: the search above would find a text that was not sealed") {
  const TemporaryFolder folder;
  auto store = must(store::Store::open(folder.path(), sample_key()));
  const auto run = must(store.begin_run(sample_run()));
  const auto unredacted = redact(canary, {}, crypto::fingerprinter(&sample_key()));
  must(store.record(run, one_capture("d0", canary), std::vector{unredacted}));
  CHECK(files_with(folder.path(), canary) == 1);
}

TEST_CASE("store: its folder and its files are for their owner only, whatever the umask") {
  const TemporaryFolder folder;
  const mode_t before = ::umask(0);
  auto store = must(store::Store::open(folder.path() / "new", sample_key()));
  ::umask(before);
  must(store.begin_run(sample_run()));
  struct stat info {};
  REQUIRE(::stat((folder.path() / "new").c_str(), &info) == 0);
  CHECK((info.st_mode & 0777U) == 0700);
  int files = 0;
  for (const auto& file : std::filesystem::directory_iterator(folder.path() / "new")) {
    CAPTURE(file.path());
    REQUIRE(::stat(file.path().c_str(), &info) == 0);
    CHECK((info.st_mode & 0777U) == 0600);
    ++files;
  }
  CHECK(files == 3);
}

TEST_CASE("store: raw bytes need the key that sealed them; a rotated key file still has it") {
  const TemporaryFolder folder;
  const auto key_file = folder.path() / "sealing.key";
  const auto old = must(crypto::KeyRing::create(key_file, night));
  const Device device = sample_device("d1", canary);
  std::string sealed;
  std::string redacted;
  {
    auto store = must(store::Store::open(folder.path() / "s", old));
    const auto references = must(store.record(must(store.begin_run(sample_run())), device.outcome, device.redacted));
    sealed = references[0].sealed_id;
    redacted = references[0].redacted_id;
  }
  const auto rotated = must(crypto::KeyRing::rotate(key_file, night));
  {
    auto store = must(store::Store::open(folder.path() / "s", rotated));
    CHECK(must(store.raw(sealed)).reveal() == device.outcome.captures[0].bytes);
    const auto again = must(store.record(must(store.begin_run(sample_run())), device.outcome, device.redacted));
    CHECK(again[0].sealed_id != sealed);
    CHECK(again[0].redacted_id == redacted);
    must(store.check());
  }
  auto without = must(store::Store::open(folder.path() / "s", std::nullopt));
  CHECK(error_of(without.raw(sealed)).kind == ErrorKind::key);
  CHECK(error_of(without.raw(sealed)).message == "stored configurations cannot be opened without the sealing key");
  CHECK(must(without.redacted(redacted)) == device.redacted[0]);
  auto other = must(store::Store::open(folder.path() / "s", must(crypto::KeyRing::ephemeral())));
  CHECK(error_of(other.raw(sealed)).kind == ErrorKind::key);
}
