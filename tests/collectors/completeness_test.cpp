#include "collectors/completeness.hpp"

#include <catch2/catch.hpp>

namespace muster::collectors {
namespace {

TEST_CASE("normaliser: line ends become LF, everything else stays") {
  CHECK(normalised("a\r\nb\r\r\nc\n") == "a\nb\nc\n");
  CHECK(normalised("plain\n\ttext \xff\n") == "plain\n\ttext \xff\n");
  CHECK(normalised("a\rb\r\n") == "a\rb\n");
  CHECK(normalised("end\r") == "end\r");
  CHECK(normalised("").empty());
}

TEST_CASE("normaliser: terminal sequences, NULs and what a backspace took back are no content") {
  CHECK(normalised("\x1b[?2004hhost\x1b[0m\r\n") == "host\n");
  CHECK(normalised("\x1b]0;title\ahost\n") == "host\n");
  CHECK(normalised(std::string_view("a\0b\n", 4)) == "ab\n");
  CHECK(normalised("showx\b run\n") == "show run\n");
  CHECK(normalised("a\n\b\bb\n") == "a\nb\n");
  CHECK(normalised("cut\x1b") == "cut");
  CHECK(normalised("cut\x1b[12") == "cut");
  CHECK(normalised("x\r\x1b[K\r\ny\n") == "x\r\ny\n");
  CHECK(normalised("\x1b[?2004l\rfirst\r\n") == "first\n");
}

TEST_CASE("normaliser: a text that was normalised is not changed by a second pass") {
  for (const std::string text : {"a\r\r\nb", "\x1b[1mx\b\by\r\n", "a\rb\n"}) {
    const std::string once = normalised(text);
    CHECK(normalised(once) == once);
  }
}

TEST_CASE("normaliser: a line as a terminal shows it") {
  CHECK(visible_line("old text\rR1#  ") == "R1#");
  CHECK(visible_line("R1#show run\r") == "R1#show run");
  CHECK(visible_line("\x1b[?2004hR1#") == "R1#");
}

TEST_CASE("completeness: the last line is the last with content") {
  CHECK(last_line("a\nend\n\n  \r\n") == "end");
  CHECK(last_line("  end  ") == "end");
  CHECK(last_line("\n\n").empty());
  CHECK(last_line("").empty());
}

TEST_CASE("completeness: an error marker counts at the beginning of a line only") {
  const std::vector<std::string> markers{"% Invalid input", "Error:"};
  CHECK(error_line("a\n  % Invalid input detected\nb\n", markers) == "% Invalid input detected");
  CHECK(error_line("Error: no", markers) == "Error: no");
  CHECK_FALSE(error_line(" description % Invalid input\n\n\n", markers));
  CHECK_FALSE(error_line("", markers));
  CHECK_FALSE(error_line("% Invalid input", {}));
}

TEST_CASE("completeness: a device's words are quoted in one short line") {
  CHECK(collectors::quoted("  no\x07way\xff \r\nsecond") == "no?way?");
  CHECK(collectors::quoted(std::string(200, 'x')) == std::string(120, 'x') + "...");
}

}  // namespace
}  // namespace muster::collectors
