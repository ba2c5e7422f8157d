#include <catch2/catch.hpp>

#include "config/csv.hpp"

using namespace muster;

namespace {

config::CsvTable table(std::string_view text) {
  auto read = config::read_csv(text, "t.csv");
  REQUIRE(read);
  return std::move(*read);
}

std::string error(std::string_view text) {
  const auto read = config::read_csv(text, "t.csv");
  REQUIRE_FALSE(read);
  return to_string(read.error());
}

std::vector<std::string> texts(const config::CsvRow& row) {
  std::vector<std::string> texts;
  for (const auto& cell : row) texts.push_back(cell.text);
  return texts;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("csv: the delimiter is the one that the header has most of") {
  CHECK(texts(table("a,b\n1,2;3\n").rows.at(0)) == Texts{"1", "2;3"});
  CHECK(texts(table("a;b;c, d\n1;2,5;3\n").rows.at(0)) == Texts{"1", "2,5", "3"});
  CHECK(texts(table("a\tb\r\n 1 \t\r\n").rows.at(0)) == Texts{"1", ""});
}

TEST_CASE("csv: quoted cells hold delimiters, quotes and line breaks, and places stay right behind them") {
  const auto read = table("\xef\xbb\xbfname,note\n\"a,b\",\"say \"\"hi\"\"\nthere\"\nc,d\n");
  CHECK(texts(read.header) == Texts{"name", "note"});
  REQUIRE(read.rows.size() == 2);
  CHECK(texts(read.rows[0]) == Texts{"a,b", "say \"hi\"\nthere"});
  CHECK(to_string(read.rows[0][1].where) == "t.csv:2:7");
  CHECK(to_string(read.rows[1][1].where) == "t.csv:4:3");
}

TEST_CASE("csv: blank lines are passed over, short and long rows are kept as they are") {
  const auto read = table("a,b\n\n1\n,\n1,2,3\n");
  REQUIRE(read.rows.size() == 2);
  CHECK(read.rows[0].size() == 1);
  CHECK(read.rows[1].size() == 3);
}

TEST_CASE("csv: a quote that does not end, text behind a quote and an empty file are errors at their place") {
  CHECK(error("a,b\nx,\"y\n") == "t.csv:2:3: this quote does not end");
  CHECK(error("a,b\n\"x\"y,z\n") == "t.csv:2:4: expected the end of the cell behind its closing quote");
  CHECK(error("\n\n") == "t.csv:1:1: expected a line that names the columns, got nothing");
}
