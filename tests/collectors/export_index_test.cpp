#include "collectors/export_index.hpp"

#include <catch2/catch.hpp>
#include <fstream>

#include "collectors/directory_source.hpp"
#include "support.hpp"
#include "support/temporary_folder.hpp"

namespace muster::collectors {
namespace {

const Timestamp now = *parse_timestamp("2026-03-01T02:00:00Z");

constexpr const char* index = R"(tool = "fabric-manager 4.2"
[[capture]]
device = "edge1"
platform = "cisco_ios"
command = "running-config"
file = "out/1.cfg"
exported = "2026-03-01T01:00:00Z"
[[capture]]
device = "fw/a"
platform = "linux"
command = "routes"
file = "out/2"
exported = "2026-02-01T01:00:00Z"
tool = "other"
)";

class Export {
 public:
  explicit Export(const std::string& text = index) {
    write("export.toml", text);
    write("out/1.cfg", "hostname edge1\nend\n");
    write("out/2", "default via 192.0.2.1 dev eth0\n");
    write("edge9.cfg", "hostname edge9\nend\n");
  }

  [[nodiscard]] CollectionOutcome collect(const std::string& device, const std::string& platform,
                                          const std::string& member = "",
                                          std::optional<std::chrono::seconds> freshness = {}) const {
    std::vector<Error> errors;
    const RecipeBook recipes = test::shipped_recipes(errors);
    const FixedClock clock(now);
    DirectorySource source(recipes, clock, {folder_.path(), 1U << 20U, freshness, 8});
    test::MemorySink sink;
    CollectJob job;
    job.device_id = device;
    job.member = member;
    job.platform = platform;
    source.collect({&job, 1}, sink, {});
    REQUIRE(sink.outcomes.size() == 1);
    return sink.outcomes.front();
  }

 private:
  void write(const std::string& name, const std::string& text) const {
    std::filesystem::create_directories((folder_.path() / name).parent_path());
    std::ofstream(folder_.path() / name, std::ios::binary) << text;
  }
  muster::test::TemporaryFolder folder_;
};

TEST_CASE("export: the index says what belongs to whom, and when it was true") {
  const auto outcome = Export().collect("edge1", "cisco_ios");
  const Capture& capture = outcome.captures.at(0);
  CHECK(capture.complete());
  CHECK(capture.bytes == "hostname edge1\nend\n");
  CHECK(capture.source == "export:fabric-manager 4.2:out/1.cfg");
  CHECK(to_string(capture.content_time) == "2026-03-01T01:00:00Z");
}

TEST_CASE("export: freshness is that of the stated time, whatever the file's own is") {
  const auto outcome = Export().collect("fw", "linux", "a", std::chrono::hours(48));
  const auto routes = std::ranges::find(outcome.captures, "routes", &Capture::command);
  REQUIRE(routes != outcome.captures.end());
  CHECK(routes->failure == CollectionFailure::stale);
  CHECK(routes->detail == "exported at 2026-02-01T01:00:00Z");
  const auto any_age = Export().collect("fw", "linux", "a");
  CHECK(std::ranges::count_if(any_age.captures,
                              [](const Capture& one) { return one.command == "routes" && one.complete(); }) == 1);
}

TEST_CASE("export: with an index nothing is found by its name alone") {
  CHECK(Export().collect("edge9", "cisco_ios").detail == "the export has nothing of this device");
}

TEST_CASE("export: its platform serves where the inventory leaves it open, and must agree where it does not") {
  const auto open = Export().collect("edge1", "auto");
  CHECK(open.platform == "cisco_ios");
  CHECK(open.captures.at(0).complete());
  CHECK(Export().collect("edge1", "linux").detail == "exported as cisco_ios, the inventory says linux");
}

TEST_CASE("export: an index with a mistake gives nothing, and says where") {
  const std::string text(index);
  const auto outcome = Export(text + "[[capture]]\ndevise = 'x'\n").collect("edge1", "cisco_ios");
  CHECK(outcome.failure == CollectionFailure::unreadable);
  CHECK(outcome.detail.starts_with("export.toml:15:1: "));
}

TEST_CASE("export: paths lead nowhere else, an output stands once, a device has one platform") {
  const auto errors = ExportIndex::read(std::string(index) + R"([[capture]]
device = "edge1"
platform = "linux"
command = "running-config"
file = "../../etc/passwd"
exported = "yesterday"
)",
                                        "export.toml")
                          .error();
  std::vector<std::string> texts;
  for (const Error& error : errors) texts.push_back(to_string(error));
  CHECK(texts == std::vector<std::string>{"export.toml:19:8: expected a path below the index, got '../../etc/passwd'",
                                          "export.toml:20:12: expected a time such as \"2026-03-01T02:00:00Z\"",
                                          "export.toml:17:12: 'edge1' is cisco_ios further up",
                                          "export.toml:18:11: a second 'running-config' of 'edge1'"});
}

}  // namespace
}  // namespace muster::collectors
