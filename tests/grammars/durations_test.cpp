#include "grammars/durations.hpp"

#include <catch2/catch.hpp>

using muster::grammars::parse_age;
using muster::grammars::parse_uptime;

TEST_CASE("durations: the short forms of routing tables") {
  CHECK(parse_age("00:12:01") == 721);
  CHECK(parse_age("12:01") == 721);
  CHECK(parse_age("1d18h") == 151'200);
  CHECK(parse_age("2w0d") == 1'209'600);
  CHECK(parse_age("1y2w") == 32'745'600);
  CHECK(parse_age("01w2d03h") == 788'400);
  CHECK(parse_age("3d 02:03:04") == 266'584);
  for (const char* const none : {"", "never", "1", "1:", ":1", "1x", "1:2:3:4", "99999999999999999999d", "200y", "d"})
    CHECK_FALSE(parse_age(none));
}

TEST_CASE("durations: the long forms of releases") {
  CHECK(parse_uptime("134 weeks, 5 days, 23 hours and 44 minutes") == 81'560'640);
  CHECK(parse_uptime("1 year, 1 week, 1 day, 1 hour, 1 minute") == 32'230'860);
  CHECK(parse_uptime("5 days, 03:21:07") == 444'067);
  CHECK(parse_uptime("2day(s)") == std::nullopt);
  CHECK(parse_uptime("5 mins 3 secs") == 303);
  for (const char* const none : {"", "soon", "5", "5 apples", "99999999999999999 years"}) CHECK_FALSE(parse_uptime(none));
}
