#include "grammars/tree.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

using namespace muster::grammars;

namespace {

Tree read(std::string_view text) { return read_indented(text, {}); }

std::string shape(std::string_view text) {
  const Tree tree = read(text);
  std::string out;
  for (const Node& node : tree.nodes())
    out += std::string(node.depth, '>') + std::string(tree.text(node)) + "@" + std::to_string(node.line) + " ";
  return out;
}

}  // namespace

TEST_CASE("an indented text becomes a tree in the order of its lines") {
  CHECK(shape("a\n b\n  c\n d\ne\n") == "a@1 >b@2 >>c@3 >d@4 e@5 ");
  CHECK(shape("a\n   b\n  c\nd") == "a@1 >b@2 >c@3 d@4 ");
}

TEST_CASE("comments and blank lines are no statements and close no block") {
  CHECK(shape("a\n!\n\n b\n ! x\n c\n!") == "a@1 >b@4 >c@6 ");
}

TEST_CASE("carriage returns and trailing blanks are no part of a statement") {
  CHECK(shape("a b \r\n c\t\r\n\r\n") == "a b@1 >c@2 ");
}

TEST_CASE("a tab reaches to the next multiple of 8") {
  CHECK(shape("a\n\tb\n        c\n  \td\n\t e\n") == "a@1 >b@2 >c@3 >d@4 >>e@5 ");
}

TEST_CASE("the subtree of a node ends where its block ends") {
  const Tree tree = read("a\n b\n  c\n d\ne\n");
  const auto nodes = tree.nodes();
  CHECK(nodes[0].subtree_end == 4);
  CHECK(nodes[1].subtree_end == 3);
  CHECK(nodes[2].subtree_end == 3);
  CHECK(nodes[4].subtree_end == 5);
}

TEST_CASE("lines are counted by their newlines, a last one without counts too") {
  CHECK(read("").line_count() == 0);
  CHECK(read("a").line_count() == 1);
  CHECK(read("a\n").line_count() == 1);
  CHECK(read("a\n\n").line_count() == 2);
  CHECK(read("\n\nb").line_count() == 3);
}

TEST_CASE("a text over several lines is one statement") {
  const auto until_dot = [](std::string_view input, std::size_t begin, std::size_t end) {
    if (!input.substr(begin).starts_with("text")) return end;
    const std::size_t dot = input.find('.', end);
    return dot == std::string_view::npos ? input.size() : dot + 1;
  };
  const std::string input = "text\n a\n b\n.rest\nnext\n";
  const Tree tree = read_indented(input, {.text_end = until_dot, .text_starts = "t"});
  REQUIRE(tree.nodes().size() == 2);
  CHECK(tree.text(tree.nodes()[0]) == "text\n a\n b\n.");
  CHECK(tree.nodes()[0].last_line == 4);
  CHECK(tree.nodes()[1].line == 5);
  CHECK(write_back(tree) == input);
}

TEST_CASE("what comes in is written back to the byte") {
  const std::vector<std::string> inputs{"", "\n", "a", "a\r\n b\r\n", " a\n\tb \n", std::string("a\0b\n\0", 5),
                                        "\xff\xfe\n \x80", "a\n\n\n!\n", "  deep\nshallow", std::string(1'000'000, 'x'),
                                        std::string(1'000'000, ' '), std::string(200'000, '\n')};
  for (const std::string& input : inputs) CHECK(write_back(read(input)) == input);
}

TEST_CASE("a builder takes 100,000 levels without recursion") {
  const std::string input(100'000, 'x');
  TreeBuilder builder(input);
  for (std::size_t i = 0; i < input.size(); ++i) builder.add(i, i, i + 1, 1, 1);
  const Tree tree = std::move(builder).finish(1);
  CHECK(tree.nodes().back().depth == 99'999);
  CHECK(tree.nodes().front().subtree_end == 100'000);
  CHECK(write_back(tree) == input);
}
