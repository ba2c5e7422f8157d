#include <catch2/catch.hpp>

#include "architecture/source_tree.hpp"
#include "support/shared.hpp"

using namespace muster::test;

namespace {

std::map<std::string, SourceFile> tree_of(const std::map<std::string, std::string>& files) {
  std::map<std::string, SourceFile> tree;
  for (const auto& [path, text] : files) tree.emplace(path, read_source(path, text));
  return tree;
}

const Complaints in_order;

}  // namespace

TEST_CASE("every include of the product goes in an allowed direction") {
  const auto tree = read_product(MUSTER_SOURCE_DIR);
  REQUIRE(tree.contains("src/core/result.hpp"));
  CHECK(wrong_directions(tree) == in_order);
}

TEST_CASE("third-party types stay behind the modules that own them") {
  CHECK(escaped_libraries(read_product(MUSTER_SOURCE_DIR)) == in_order);
}

TEST_CASE("no header shows Spirit: only .cpp files and the .ipp files that they include") {
  for (const auto& [path, file] : read_product(MUSTER_SOURCE_DIR)) {
    if (!file.is_header()) continue;
    for (const Include& include : file.includes) {
      INFO(path << ":" << include.line << " includes " << include.target);
      CHECK_FALSE(include.target.starts_with("boost/spirit"));
      CHECK_FALSE(include.target.ends_with(".ipp"));
    }
  }
}

TEST_CASE("the core uses the standard library and POSIX only") {
  const std::set<std::string> posix{"arpa/inet.h", "netinet/in.h", "sys/socket.h", "sys/mman.h", "unistd.h"};
  for (const auto& [path, file] : read_product(MUSTER_SOURCE_DIR)) {
    if (file.module != "core") continue;
    for (const Include& include : file.includes) {
      INFO(path << ":" << include.line << " includes " << include.target);
      const bool standard = include.target.find_first_of("/.") == std::string::npos;
      CHECK((include.quoted || standard || posix.contains(include.target)));
    }
  }
}

TEST_CASE("headers are guarded and no source file exceeds 500 lines") {
  CHECK(missing_guards(MUSTER_SOURCE_DIR, read_product(MUSTER_SOURCE_DIR)) == in_order);
  CHECK(files_above(MUSTER_SOURCE_DIR, 500) == in_order);
  CHECK_FALSE(files_above(MUSTER_SOURCE_DIR, 10).empty());
}

TEST_CASE("the direction check finds an include upwards, sideways, and by an unknown path") {
  const auto tree = tree_of({
      {"src/core/a.hpp", "#include <string>\n"},
      {"src/core/b.cpp", "#include \"model/c.hpp\"\n"},
      {"src/model/c.hpp", "#include \"core/a.hpp\"\n"},
      {"grammars/x/d.cpp", "#include \"collectors/e.hpp\"\n# include \"d.hpp\"\n"},
      {"collectors/e.hpp", "#include \"core/a.hpp\"\n"},
      {"src/main.cpp", "#include \"collectors/e.hpp\"\n#include \"embedded_files.hpp\"\n"},
  });
  CHECK(wrong_directions(tree) ==
        Complaints{
            "grammars/x/d.cpp:1 includes collectors/e.hpp; grammars stands below collectors or beside it",
            "grammars/x/d.cpp:2 includes d.hpp, which is no file by its path from the project or from src",
            "src/core/b.cpp:1 includes model/c.hpp; core stands below model or beside it",
        });
}

TEST_CASE("the library check follows headers") {
  const auto tree = tree_of({
      {"src/config/toml.hpp", "#include <toml++/toml.h>\n"},
      {"src/config/toml.cpp", "#include \"config/toml.hpp\"\n"},
      {"inventory/reader.hpp", "#include \"config/toml.hpp\"\n"},
      {"src/app/run.cpp", "#include \"inventory/reader.hpp\"\n"},
  });
  CHECK(escaped_libraries(tree) == Complaints{
                                       "inventory/reader.hpp sees toml++ through src/config/toml.hpp:1",
                                       "src/app/run.cpp sees toml++ through src/config/toml.hpp:1",
                                   });
}
