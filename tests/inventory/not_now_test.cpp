#include <catch2/catch.hpp>

#include "inventory/not_now.hpp"

using namespace muster;
using namespace muster::inventory;

namespace {

Unit with_windows(std::initializer_list<std::string_view> windows) {
  Unit unit;
  for (const std::string_view text : windows) unit.collect.push_back(parse_window(text).value());
  return unit;
}

Timestamp time(std::string_view text) { return parse_timestamp(text).value(); }

bool open_at(const Unit& unit, std::string_view when, const Site* site = nullptr) {
  return why_not_now(unit, site, time(when)).empty();
}

Site in_zone(const std::string& name) {
  Site site;
  site.zone = TimeZone::named(name).value();
  return site;
}

}  // namespace

TEST_CASE("not now: a window begins at its first minute and is over at its last") {
  const Unit unit = with_windows({"22:00-23:30"});
  CHECK_FALSE(open_at(unit, "2026-03-02T21:59:59Z"));
  CHECK(open_at(unit, "2026-03-02T22:00:00Z"));
  CHECK(open_at(unit, "2026-03-02T23:29:59Z"));
  CHECK_FALSE(open_at(unit, "2026-03-02T23:30:00Z"));
}

TEST_CASE("not now: a window over midnight belongs to the day on which it begins") {
  const Unit unit = with_windows({"fri 22:00-05:00"});  // 2026-03-06 is a Friday
  CHECK_FALSE(open_at(unit, "2026-03-06T04:59:59Z"));
  CHECK(open_at(unit, "2026-03-06T22:00:00Z"));
  CHECK(open_at(unit, "2026-03-07T00:00:00Z"));
  CHECK(open_at(unit, "2026-03-07T04:59:59Z"));
  CHECK_FALSE(open_at(unit, "2026-03-07T05:00:00Z"));
  CHECK_FALSE(open_at(unit, "2026-03-07T22:00:00Z"));
}

TEST_CASE("not now: several windows, and days over the end of the week") {
  const Unit unit = with_windows({"mon-thu 01:00-02:00", "sat-mon 12:00-24:00"});
  CHECK(open_at(unit, "2026-03-02T01:30:00Z"));        // Monday
  CHECK(open_at(unit, "2026-03-02T23:59:59Z"));        // Monday
  CHECK_FALSE(open_at(unit, "2026-03-03T12:00:00Z"));  // Tuesday
  CHECK(open_at(unit, "2026-03-08T12:00:00Z"));        // Sunday
  CHECK_FALSE(open_at(unit, "2026-03-06T01:30:00Z"));  // Friday
}

TEST_CASE("not now: the clock is that of the site, and summer time moves it") {
  const Site berlin = in_zone("Europe/Berlin");
  const Unit unit = with_windows({"22:00-05:00"});
  CHECK_FALSE(open_at(unit, "2026-01-15T20:59:59Z", &berlin));
  CHECK(open_at(unit, "2026-01-15T21:00:00Z", &berlin));
  CHECK(open_at(unit, "2026-07-15T20:00:00Z", &berlin));
  CHECK_FALSE(open_at(unit, "2026-07-15T03:00:00Z", &berlin));
  CHECK(why_not_now(unit, &berlin, time("2026-07-15T12:03:00Z")) ==
        "outside its change window: 22:00-05:00 (Europe/Berlin; it is wed 14:03)");
}

TEST_CASE("not now: the hour that summer time leaves out does not come, the one that it repeats counts twice") {
  const Site berlin = in_zone("Europe/Berlin");
  const Unit unit = with_windows({"02:00-03:00"});
  CHECK_FALSE(open_at(unit, "2026-03-29T00:59:59Z", &berlin));  // 01:59:59, then 03:00
  CHECK_FALSE(open_at(unit, "2026-03-29T01:00:00Z", &berlin));
  CHECK(open_at(unit, "2026-10-25T00:30:00Z", &berlin));  // 02:30 in summer time
  CHECK(open_at(unit, "2026-10-25T01:30:00Z", &berlin));  // 02:30 once more
  CHECK_FALSE(open_at(unit, "2026-10-25T02:00:00Z", &berlin));
}

TEST_CASE("not now: a distance from UTC is a clock too, also across midnight") {
  Site site;
  site.zone = TimeZone::offset("-05:30").value();
  const Unit unit = with_windows({"sun 20:00-21:00"});
  CHECK(open_at(unit, "2026-03-09T01:30:00Z", &site));  // Monday in UTC, Sunday there
  CHECK_FALSE(open_at(unit, "2026-03-09T02:30:00Z", &site));
  CHECK_FALSE(TimeZone::offset("+25:00"));
  CHECK_FALSE(TimeZone::offset("+01:60"));
  CHECK_FALSE(TimeZone::named("../../etc/passwd"));
}

TEST_CASE("not now: the window of a site binds all of its devices") {
  Site site;
  site.collect.push_back(parse_window("22:00-02:00").value());
  CHECK(open_at(Unit{}, "2026-03-02T23:00:00Z", &site));
  CHECK(why_not_now(Unit{}, &site, time("2026-03-02T12:00:00Z")) ==
        "outside its site's change window: 22:00-02:00 (UTC; it is mon 12:00)");
  const Unit narrower = with_windows({"01:00-05:00"});
  CHECK(open_at(narrower, "2026-03-02T01:30:00Z", &site));
  CHECK_FALSE(open_at(narrower, "2026-03-02T23:00:00Z", &site));
  CHECK_FALSE(open_at(narrower, "2026-03-02T03:00:00Z", &site));
}

TEST_CASE("not now: maintenance holds until its end, and says why") {
  Unit unit;
  unit.maintenance = Maintenance{true, "new card", time("2026-12-01T06:00:00Z")};
  CHECK(why_not_now(unit, nullptr, time("2026-12-01T05:59:59Z")) ==
        "in maintenance until 2026-12-01T06:00:00Z: new card");
  CHECK(open_at(unit, "2026-12-01T06:00:00Z"));
  unit.maintenance = Maintenance{true, "", {}};
  CHECK(why_not_now(unit, nullptr, time("2030-01-01")) == "in maintenance");
  unit.maintenance->active = false;
  CHECK(open_at(unit, "2026-01-01"));
}
