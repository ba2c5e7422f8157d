#include "grammars/copy_names.hpp"

#include <catch2/catch.hpp>
#include <set>

TEST_CASE("what stands several times under one name is numbered without a gap") {
  std::set<std::string> names;
  std::size_t asked = 0;
  for (int i = 0; i < 300; ++i)
    names.insert(muster::grammars::free_copy_name("host A", [&](const std::string& name) {
      ++asked;
      return names.contains(name);
    }));
  CHECK(names.size() == 300);
  CHECK(names.contains("host A"));
  CHECK(names.contains("host A #2"));
  CHECK(names.contains("host A #300"));
  CHECK(asked < 300 * 20);
}
