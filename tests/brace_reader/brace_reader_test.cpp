#include "grammars/brace_reader.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace muster::grammars;

namespace {

/// `depth:line text` for each node.
std::string shown(const BraceTree& read) {
  std::string text;
  for (const Node& node : read.tree.nodes())
    text +=
        std::to_string(node.depth) + ':' + std::to_string(node.line) + ' ' + std::string(read.tree.text(node)) + '\n';
  for (const Diagnostic& each : read.problems)
    text += "! " + std::to_string(each.line) + ':' + std::to_string(each.column) + " expected " + each.expected + '\n';
  return text;
}

BraceRules lines() {
  BraceRules rules;
  rules.line_ends = true;
  rules.escapes = false;
  rules.quotes = "\"";
  rules.comments = "#!";
  return rules;
}

bool block_after_a_name(std::string_view statement, std::size_t) { return !statement.ends_with("="); }

}  // namespace

TEST_CASE("brace reader: statements end at semicolons, blocks at braces") {
  CHECK(shown(read_braces("a b;\nhttp {\n  server { listen 80; }\n}\nc;", {})) ==
        "0:1 a b\n0:2 http\n1:3 server\n2:3 listen 80\n0:5 c\n");
}

TEST_CASE("brace reader: quotes, escapes, variables and comments hide braces and semicolons") {
  CHECK(shown(read_braces("a '{;}' \"}\\\"{\" \\{ ${x}y; # } {\nb c#d; e\n f;", {})) ==
        "0:1 a '{;}' \"}\\\"{\" \\{ ${x}y\n0:2 b c#d\n0:2 e\n f\n");
}

TEST_CASE("brace reader: where line ends end statements, a brace on the next line opens the block of the one before") {
  CHECK(shown(read_braces("vrrp_instance VI_1\n{\n  state MASTER ! not BACKUP {\n}\nx y\n", lines())) ==
        "0:1 vrrp_instance VI_1\n1:3 state MASTER\n0:5 x y\n");
}

TEST_CASE("brace reader: braces of a value belong to their statement, over several lines too") {
  BraceRules rules = lines();
  rules.opens_block = block_after_a_name;
  CHECK(shown(read_braces("set s {\n elements = { 1,\n 2; 3 }\n x\n}\n", rules)) ==
        "0:1 set s\n1:2 elements = { 1,\n 2; 3 }\n1:4 x\n");
}

TEST_CASE("brace reader: what has no partner is a problem at its place") {
  CHECK(shown(read_braces("a {\n b {\n c;\n", {})) ==
        "0:1 a\n1:2 b\n2:3 c\n! 1:3 expected '}' for this block\n! 2:4 expected '}' for this block\n");
  CHECK(shown(read_braces("a; }\nb;", {})) == "0:1 a\n0:2 b\n! 1:4 expected no '}' without its '{'\n");
  CHECK(shown(read_braces("a 'b;\n}", {})) == "0:1 a 'b;\n}\n! 1:3 expected a closing quote\n");
  CHECK(shown(read_braces("a \"b\nc", lines())) == "0:1 a \"b\n0:2 c\n! 1:3 expected a closing quote\n");
}

TEST_CASE("brace reader: every byte and every line is kept") {
  for (const std::string text :
       {"", "\n", "a", "a\n", "\r\n\t a { b ; }\r\n", "{}{}", "}}", "a '\n\n", "#", "\\", "a \\", "$", "${"}) {
    INFO(text);
    const BraceTree read = read_braces(text, {});
    CHECK(write_back(read.tree) == text);
    const auto newlines = static_cast<std::uint32_t>(std::count(text.begin(), text.end(), '\n'));
    CHECK(read.tree.line_count() == newlines + (text.empty() || text.back() == '\n' ? 0 : 1));
  }
}

TEST_CASE("brace reader: a quote that never ends reaches to the last line, not beyond it") {
  for (const std::string text : {"'b", "'b\n", "a;\n'b\n\n"}) {
    INFO(text);
    const BraceTree read = read_braces(text, {});
    CHECK(read.tree.nodes().back().last_line == read.tree.line_count());
  }
}

TEST_CASE("brace reader: deep nesting, long lines and NULs cost linear time") {
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "a {";
  const BraceTree open = read_braces(deep, {});
  CHECK(open.tree.nodes().size() == 100'000);
  CHECK(open.tree.nodes().back().depth == max_brace_depth);
  CHECK_FALSE(open.problems.empty());
  deep.append(100'000, '}');
  CHECK(read_braces(deep, {}).problems.size() == 1);
  CHECK(read_braces(std::string(1'000'000, '{'), {}).tree.nodes().empty());
  CHECK(read_braces(std::string(1'000'000, 'x'), {}).tree.nodes().size() == 1);
  CHECK(read_braces(std::string(1'000'000, '\0') + ";", {}).problems.empty());
}

TEST_CASE("brace reader: a placeholder that a template left does not swallow what follows, where the format says so") {
  BraceRules rules;
  const std::string_view text = "%%GLOBALS%%\n\ndaemon off;\nmap a b {\n  %%x\n 1;\n}\n";
  CHECK(shown(read_braces(text, rules)) == "0:1 %%GLOBALS%%\n\ndaemon off\n0:4 map a b\n1:5 %%x\n 1\n");
  rules.placeholders = true;
  CHECK(shown(read_braces(text, rules)) == "0:1 %%GLOBALS%%\n0:3 daemon off\n0:4 map a b\n1:5 %%x\n 1\n");
}
