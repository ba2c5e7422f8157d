#include "app/recipe_page.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <fstream>

#include "support.hpp"

namespace muster::collectors {
namespace {

RecipeBook shipped() {
  std::vector<Error> errors;
  return test::shipped_recipes(errors);
}

TEST_CASE("docs/platforms.md is what the recipes say") {
  const auto path = std::filesystem::path(MUSTER_SOURCE_DIR) / "docs" / "platforms.md";
  const std::string expected = app::platform_document(shipped());
  if (std::getenv("UPDATE_EXPECT") != nullptr) std::ofstream(path, std::ios::binary) << expected;
  INFO("docs/platforms.md is not what the recipes say: run this test with UPDATE_EXPECT=1");
  const bool same = muster::test::read_file(path) == expected;
  CHECK(same);
}

TEST_CASE("recipe page: it holds the account and every line that may be sent, in order") {
  const std::string page = app::recipe_page(*shipped().find("cisco_asa_multiple"));
  std::size_t at = 0;
  for (const char* const part : {"cisco_asa_multiple: Cisco ASA in multiple context mode (Cisco), one terminal session",
                                 "The account it needs",
                                 "username muster password <password> privilege 15",
                                 "detect   show version",
                                 "prepare  terminal pager 0",
                                 "enable   enable",
                                 "(a secret)",
                                 "prepare  changeto system",
                                 "proof    show curpriv",
                                 "list     show running-config",
                                 "command  show running-config",
                                 "guard    show cpu usage",
                                 "enter    changeto context {context}",
                                 "command  more system:running-config",
                                 "leave    changeto system",
                                 "logout   exit",
                                 "key      (a blank)",
                                 "ends in ': end', for each context",
                                 "and nothing is collected",
                                 "open then: users",
                                 "  ERROR: \n"}) {
    INFO(part);
    const std::size_t found = page.find(part, at);
    CHECK(found != std::string::npos);
    if (found != std::string::npos) at = found;
  }
}

TEST_CASE("recipe page: features are part of the platform that has them") {
  const std::vector<std::string> features{"nginx"};
  const std::string page = app::recipe_page(*shipped().compose("linux", features));
  CHECK(page.find("/usr/bin/sudo -n /usr/sbin/nginx -T") != std::string::npos);
  CHECK(page.find("only if the platform is \"auto\"") != std::string::npos);
}

TEST_CASE("recipe list: every platform and feature is there with what it collects") {
  const RecipeBook book = shipped();
  const std::string list = app::recipe_list(book);
  for (const std::string_view name : book.platforms())
    CHECK(list.find(std::string("  ").append(name)) != std::string::npos);
  for (const std::string_view name : book.features())
    CHECK(list.find(book.find_feature(name)->title) != std::string::npos);
  CHECK(list.find("os-release, routes, routes-ipv6, sockets, accounts, shadow") != std::string::npos);
}

TEST_CASE("platform document: no line of a recipe breaks a table") {
  const std::string document = app::platform_document(shipped());
  CHECK(document.find("`show configuration \\| display inheritance no-comments \\| display set \\| no-more`") !=
        std::string::npos);
}

}  // namespace
}  // namespace muster::collectors
