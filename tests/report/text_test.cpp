#include <catch2/catch.hpp>

#include <array>

#include "report/advice.hpp"
#include "report/excerpt.hpp"
#include "report/visible_text.hpp"
#include "sample_report.hpp"

using namespace muster;
using namespace muster::report;

TEST_CASE("visible text: Latin letters stay, what a terminal may act on is escaped") {
  CHECK(terminal_text("Zürich\tup") == "Zürich    up");
  CHECK(terminal_text("\x1b[31m\x7f") == "\\x1b[31m\\x7f");
  CHECK(terminal_text("a\u202eb\u4e2dc\u009bd") == "a\\u{202e}b\\u{4e2d}c\\x9bd");
  CHECK(terminal_text(std::string_view("a\0b", 3)) == "a\\x00b");
}

TEST_CASE("visible text: bytes that are not UTF-8 are shown one by one") {
  CHECK(valid_utf8("\xff\xc3\x28") == "\\xff\\xc3(");
  CHECK(valid_utf8("\xed\xa0\x80") == "\\xed\\xa0\\x80");
  CHECK(valid_utf8("\xc0\xaf") == "\\xc0\\xaf");
  CHECK(valid_utf8("\xf4\x90\x80\x80") == "\\xf4\\x90\\x80\\x80");
  CHECK(valid_utf8("caf\u00e9 \u4e2d \U0001f600") == "caf\u00e9 \u4e2d \U0001f600");
  CHECK(valid_utf8("\xe4\xb8") == "\\xe4\\xb8");
}

TEST_CASE("visible text: bidirectional and invisible characters are deceptive, letters are not") {
  for (const char32_t c : {U'\u202e', U'\u2066', U'\u200b', U'\ufeff', U'\u00ad', U'\u009b', U'\u3164', U'\u2028'})
    CHECK(is_deceptive(c));
  for (const char32_t c : {U'a', U' ', U'\u00e9', U'\u4e2d', U'\u0645', U'\U0001f600'}) CHECK_FALSE(is_deceptive(c));
  CHECK(is_deceptive(static_cast<char32_t>(0xe0041)));
}

TEST_CASE("excerpt: ranges are joined with their context and marked") {
  const RunReport run = test::small_report();
  Excerpts excerpts(run.devices.front());
  const std::array evidence{Evidence{0, 2, 2}, Evidence{0, 3, 3}};
  const auto cut = excerpts.cut(evidence, {.context = 1, .max_lines = 10});
  REQUIRE(cut.size() == 1);
  REQUIRE(cut[0].lines.size() == 4);
  CHECK(cut[0].lines[0].number == 1);
  CHECK_FALSE(cut[0].lines[0].evidence);
  CHECK(cut[0].lines[1].evidence);
  CHECK(cut[0].lines[2].evidence);
  CHECK_FALSE(cut[0].lines[3].evidence);
}

TEST_CASE("excerpt: a long range is cut and says so; evidence of nowhere is dropped") {
  const RunReport run = test::large_report(1, 1);
  Excerpts excerpts(run.devices.front());
  const std::array evidence{Evidence{0, 11, 0xffffffffU}, Evidence{7, 1, 1}, Evidence{0, 0, 0}, Evidence{0, 500, 501}};
  const auto cut = excerpts.cut(evidence, {.context = 0, .max_lines = 10});
  REQUIRE(cut.size() == 1);
  CHECK(cut[0].lines.front().number == 11);
  CHECK(cut[0].lines.size() == 10);
  CHECK(cut[0].left_out == 180);
}

TEST_CASE("excerpt: a long line is cut at a whole character") {
  CHECK(shortened("abc", 3) == "abc");
  CHECK(shortened("abcd", 3) == "abc... (+1 bytes)");
  CHECK(shortened("aa\u4e2d\u4e2d", 4) == "aa... (+6 bytes)");
}

TEST_CASE("advice: every failure but none says what to do") {
  CHECK(not_collected_advice(CollectionFailure::none).empty());
  for (int i = 1; i <= static_cast<int>(CollectionFailure::cancelled); ++i)
    CHECK(not_collected_advice(static_cast<CollectionFailure>(i)).size() > 40);
  CHECK(not_collected_advice(CollectionFailure::host_key_changed).find("muster enroll") != std::string::npos);
}
