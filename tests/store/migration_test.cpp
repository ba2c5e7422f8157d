#include <SQLiteCpp/SQLiteCpp.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

#include "store/sample.hpp"
#include "support/temporary_folder.hpp"

using namespace muster;
using namespace muster::test;

namespace {

std::string content_of(const std::string& file) {
  std::ifstream in(file);
  REQUIRE(in);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

}  // namespace

TEST_CASE("store: what the first version recorded is read, and the store takes what is new") {
  const TemporaryFolder folder;
  SQLite::Database((folder.path() / "muster.db").string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)
      .exec(content_of(MUSTER_SOURCE_DIR "/tests/fixtures/store/schema-1.sql"));
  store::Store store = must(store::Store::open(folder.path(), sample_key()));
  const auto runs = must(store.runs());
  REQUIRE(runs.size() == 1);
  CHECK(runs[0].info.options.empty());
  const auto outcomes = must(store.outcomes(runs[0].id));
  REQUIRE(outcomes.size() == 1);
  CHECK(outcomes[0].platform.empty());
  CHECK(outcomes[0].captures.at(0).limits.empty());
  const auto size = must(store.last_good_size("edge1", "", "", "running-config", "cisco_ios"));
  CHECK(size == 34);  // of the redacted form: the first version kept no other
  const auto run = must(store.begin_run(sample_run()));
  const Device device = sample_device("edge2", "x");
  must(store.record(run, device.outcome, device.redacted));
}
