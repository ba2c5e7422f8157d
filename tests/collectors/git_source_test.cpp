#include "collectors/git_source.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include <git2.h>

#include "support.hpp"
#include "support/temporary_folder.hpp"

namespace muster::collectors {
namespace {

namespace fs = std::filesystem;

const Timestamp now = *parse_timestamp("2026-03-01T02:00:00Z");
const std::string config = "hostname edge1\nend\n";

using Contents = std::map<std::string, std::string>;

/// A bare repository, made commit by commit.
class Repository {
 public:
  Repository() {
    git_libgit2_init();
    REQUIRE(git_repository_init(&repository_, path().c_str(), 1) == 0);
    REQUIRE(git_repository_index(&index_, repository_) == 0);
  }
  Repository(const Repository&) = delete;
  ~Repository() {
    git_index_free(index_);
    git_repository_free(repository_);
    git_libgit2_shutdown();
  }

  [[nodiscard]] std::string path() const { return (folder_.path() / "configs.git").string(); }

  void put(const std::string& file, const std::string& content, std::uint32_t mode = GIT_FILEMODE_BLOB) {
    git_index_entry entry{};
    entry.mode = mode;
    entry.path = file.c_str();
    REQUIRE(git_index_add_from_buffer(index_, &entry, content.data(), content.size()) == 0);
  }

  /// Commits what was put so far; yields the commit's id.
  std::string commit(std::chrono::seconds age, const std::vector<std::string>& parents,
                     const char* reference = "HEAD") {
    git_oid tree_id{};
    REQUIRE(git_index_write_tree(&tree_id, index_) == 0);
    git_tree* tree = nullptr;
    REQUIRE(git_tree_lookup(&tree, repository_, &tree_id) == 0);
    git_signature* who = nullptr;
    REQUIRE(git_signature_new(&who, "oxidized", "oxidized@example", (now - age).time_since_epoch().count(), 0) == 0);
    std::vector<git_commit*> before(parents.size());
    for (std::size_t i = 0; i < parents.size(); ++i) {
      git_oid id{};
      REQUIRE(git_oid_fromstr(&id, parents[i].c_str()) == 0);
      REQUIRE(git_commit_lookup(&before[i], repository_, &id) == 0);
    }
    git_oid id{};
    REQUIRE(git_commit_create(&id, repository_, nullptr, who, who, nullptr, "update", tree, before.size(),
                              const_cast<const git_commit**>(before.data())) == 0);
    git_reference* moved = nullptr;
    const std::string name = std::string(reference) == "HEAD" ? "refs/heads/main" : reference;
    REQUIRE(git_reference_create(&moved, repository_, name.c_str(), &id, 1, nullptr) == 0);
    REQUIRE(git_repository_set_head(repository_, "refs/heads/main") == 0);
    git_reference_free(moved);
    for (git_commit* one : before) git_commit_free(one);
    git_signature_free(who);
    git_tree_free(tree);
    std::string text(GIT_OID_HEXSZ, '\0');
    git_oid_fmt(text.data(), &id);
    return text;
  }

  [[nodiscard]] CollectionOutcome collect(const std::string& device, GitOptions options = {},
                                          const std::string& platform = "cisco_ios") const {
    std::vector<Error> errors;
    const RecipeBook recipes = test::shipped_recipes(errors);
    const FixedClock clock(now);
    if (options.repository.empty()) options.repository = path();
    GitSource source(recipes, clock, options);
    test::MemorySink sink;
    CollectJob job;
    job.device_id = device;
    job.platform = platform;
    source.collect({&job, 1}, sink, {});
    REQUIRE(sink.outcomes.size() == 1);
    return sink.outcomes.front();
  }

 private:
  muster::test::TemporaryFolder folder_;
  git_repository* repository_ = nullptr;
  git_index* index_ = nullptr;
};

using std::chrono::hours;

TEST_CASE("git source: a file is as old as the commit that brought its content, and names it") {
  Repository repository;
  repository.put("site/edge1", config);
  const auto first = repository.commit(hours(72), {});
  repository.put("site/edge2.cfg", config);
  const auto second = repository.commit(hours(1), {first});
  const CollectionOutcome old = repository.collect("edge1");
  CHECK(old.failure == CollectionFailure::none);
  const Capture& capture = old.captures.at(0);
  CHECK(capture.complete());
  CHECK(capture.bytes == config);
  CHECK(capture.sent == "site/edge1");
  CHECK(capture.source == "git:site/edge1@" + first);
  CHECK(capture.content_time == now - hours(72));
  CHECK(repository.collect("edge2").captures.at(0).source == "git:site/edge2.cfg@" + second);
}

TEST_CASE("git source: a content that came back is as old as its return, one that a merge kept as its own commit") {
  Repository repository;
  repository.put("edge1", config);
  repository.put("edge2", config);
  const auto first = repository.commit(hours(90), {});
  repository.put("edge1", "hostname other\nend\n");
  const auto changed = repository.commit(hours(80), {first});
  repository.put("edge1", config);
  const auto back = repository.commit(hours(70), {changed});
  repository.put("edge2", "hostname branch\nend\n");
  const auto branch = repository.commit(hours(60), {first}, "refs/heads/side");
  const auto merge = repository.commit(hours(10), {back, branch});
  CHECK(repository.collect("edge1").captures.at(0).source == "git:edge1@" + back);
  CHECK(repository.collect("edge2").captures.at(0).source == "git:edge2@" + branch);
  CHECK(merge != branch);
}

TEST_CASE("git source: beyond the freshness limit a file is stale, also where the search for its age ends") {
  Repository repository;
  repository.put("edge1", config);
  auto tip = repository.commit(hours(72), {});
  repository.put("edge2", config);
  tip = repository.commit(hours(50), {tip});
  repository.put("edge3", config);
  tip = repository.commit(hours(1), {tip});
  GitOptions options;
  options.freshness = hours(48);
  CHECK(repository.collect("edge1", options).captures.at(0).failure == CollectionFailure::stale);
  CHECK(repository.collect("edge2", options).captures.at(0).failure == CollectionFailure::stale);
  CHECK(repository.collect("edge3", options).captures.at(0).complete());
  GitOptions short_sighted;
  short_sighted.max_commits = 1;
  CHECK(repository.collect("edge1", short_sighted).captures.at(0).content_time == now - hours(50));
}

TEST_CASE("git source: a commit from the future proves no freshness") {
  Repository repository;
  repository.put("edge1", config);
  repository.commit(-hours(1), {});
  GitOptions options;
  options.freshness = hours(48);
  CHECK(repository.collect("edge1", options).captures.at(0).failure == CollectionFailure::stale);
}

TEST_CASE("git source: a branch or a commit may be named, one that is not there fails the device") {
  Repository repository;
  repository.put("edge1", "hostname old\nend\n");
  const auto first = repository.commit(hours(3), {}, "refs/heads/old");
  repository.put("edge1", config);
  repository.commit(hours(1), {first});
  GitOptions options;
  options.reference = "old";
  CHECK(repository.collect("edge1", options).captures.at(0).bytes == "hostname old\nend\n");
  options.reference = first;
  CHECK(repository.collect("edge1", options).captures.at(0).bytes == "hostname old\nend\n");
  options.reference = "missing";
  CHECK(repository.collect("edge1", options).failure == CollectionFailure::unreadable);
  options.repository = "/nonexistent/muster";
  CHECK(repository.collect("edge1", options).failure == CollectionFailure::unreadable);
}

TEST_CASE("git source: links, submodules and hidden entries are no files of a device") {
  Repository repository;
  repository.put("edge1", "/etc/passwd", GIT_FILEMODE_LINK);
  repository.put(".hidden/edge2", config);
  repository.put("good", config, GIT_FILEMODE_BLOB_EXECUTABLE);
  repository.commit(hours(1), {});
  CHECK(repository.collect("edge1").failure == CollectionFailure::unreadable);
  CHECK(repository.collect("edge2").failure == CollectionFailure::unreadable);
  CHECK(repository.collect("good").captures.at(0).complete());
}

TEST_CASE("git source: files, folders and whole repositories have their limits") {
  Repository repository;
  repository.put("edge1", std::string(5000, '!') + "\nend\n");
  repository.put("a/b/c/edge2", config);
  repository.commit(hours(1), {});
  GitOptions options;
  options.max_file_bytes = 1000;
  CHECK(repository.collect("edge1", options).captures.at(0).failure == CollectionFailure::oversize);
  options = {};
  options.max_depth = 3;
  CHECK(repository.collect("edge2", options).failure == CollectionFailure::unreadable);
  CHECK(repository.collect("edge2").captures.at(0).complete());
  options = {};
  options.max_entries = 1;
  CHECK(repository.collect("edge1", options).detail.ends_with("too many files"));
}

TEST_CASE("git source: what a file lacks to be whole is asked as of a device") {
  Repository repository;
  repository.put("edge1", "hostname edge1\n");
  repository.put("edge2", "hostname edge2\n% Invalid input detected at '^' marker.\nend\n");
  repository.commit(hours(1), {});
  CHECK(repository.collect("edge1").captures.at(0).failure == CollectionFailure::truncated);
  CHECK(repository.collect("edge2").captures.at(0).failure == CollectionFailure::refused);
}

TEST_CASE("git source: objects that are missing fail the device, and nothing is thrown") {
  Repository repository;
  repository.put("edge1", config);
  repository.commit(hours(1), {});
  fs::remove_all(repository.path() + "/objects");
  fs::create_directory(repository.path() + "/objects");
  CHECK(repository.collect("edge1").failure == CollectionFailure::unreadable);
}

TEST_CASE("git source: hooks and filters of a repository are not run") {
  Repository repository;
  repository.put(".gitattributes", "* filter=evil\n");
  repository.put("edge1", config);
  repository.commit(hours(1), {});
  const std::string trace = repository.path() + "/ran";
  std::ofstream(repository.path() + "/config", std::ios::app)
      << "[filter \"evil\"]\n\tsmudge = touch " << trace << "\n[core]\n\tfsmonitor = touch " << trace << "\n";
  CHECK(repository.collect("edge1").captures.at(0).complete());
  CHECK_FALSE(fs::exists(trace));
}

}  // namespace
}  // namespace muster::collectors
