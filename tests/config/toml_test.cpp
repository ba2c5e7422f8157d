#include <catch2/catch.hpp>

#include "config/toml.hpp"

using namespace muster;
using config::Document;

namespace {

std::vector<std::string> texts_of(const std::vector<Error>& errors) {
  std::vector<std::string> texts;
  for (const Error& error : errors) texts.push_back(to_string(error));
  return texts;
}

}  // namespace

TEST_CASE("a syntax error names the line and the column") {
  const auto document = Document::parse("a = 1\nb = = 2\n", "x.toml");
  REQUIRE_FALSE(document);
  CHECK(document.error().where == SourcePosition{"x.toml", 2, 5});
}

TEST_CASE("an unknown key is an error that names the nearest valid one") {
  auto document = Document::parse("severty = 'high'\n", "x.toml");
  REQUIRE(document);
  auto root = document->root();
  CHECK_FALSE(root.text("severity"));
  root.finish();
  CHECK(texts_of(document->errors()) ==
        std::vector<std::string>{"x.toml:1:1: unknown key 'severty'; did you mean 'severity'?"});
}

TEST_CASE("wrong types, missing keys and wrong choices are all reported at once") {
  auto document = Document::parse("port = 'x'\nscope = 'devise'\nlist = ['a', 2]\n", "x.toml");
  REQUIRE(document);
  auto root = document->root();
  CHECK_FALSE(root.integer("port"));
  CHECK(root.required_text("id").empty());
  CHECK_FALSE(root.choice("scope", {"device", "group"}));
  CHECK(root.texts("list") == std::vector<std::string>{"a"});
  CHECK(texts_of(document->errors()) ==
        std::vector<std::string>{"x.toml:1:8: 'port': expected an integer, got a string",
                                 "x.toml:1:1: missing key 'id': expected a string",
                                 "x.toml:2:9: 'scope': expected one of device, group, got 'devise'; did you mean 'device'?",
                                 "x.toml:3:14: 'list': expected only strings, got an integer"});
}

TEST_CASE("the position of a literal string is that of its first character") {
  auto document = Document::parse("a = 'x'\nb = '''\n  y'''\nc = '''z'''\n", "x.toml");
  REQUIRE(document);
  auto root = document->root();
  CHECK(root.located_text("a")->where == SourcePosition{"x.toml", 1, 6});
  CHECK(root.located_text("b")->where == SourcePosition{"x.toml", 3, 1});
  CHECK(root.located_text("c")->where == SourcePosition{"x.toml", 4, 8});
}

TEST_CASE("keys come in the order of the file, tables and scalars keep their types") {
  auto document = Document::parse("z = 1\na = true\n[[rule]]\nid = 'one'\n[[rule]]\nid = 'two'\n", "x.toml");
  REQUIRE(document);
  auto root = document->root();
  CHECK(root.keys() == std::vector<std::string>{"z", "a", "rule"});
  CHECK(root.scalar("z")->integer == 1);
  CHECK(root.scalar("a")->boolean);
  const auto rules = root.tables("rule");
  REQUIRE(rules.size() == 2);
  CHECK(config::Table(rules[1]).required_text("id") == "two");
  root.finish();
  CHECK(document->errors().empty());
}
