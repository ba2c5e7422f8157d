#include "waivers/support.hpp"

using namespace muster;
using muster::test::errors_of;
using muster::test::waiver_text;
using muster::test::waiver_with;

namespace {
using Messages = std::vector<std::string>;
}

TEST_CASE("waivers: a whole waiver is read, with what every key says") {
  const auto book = test::book_of(
      waiver_text("groups = [\"branch\"]\nobject = \"service telnet\"\nfingerprint = \"0123456789abcdef\"\n"));
  REQUIRE(book.waivers().size() == 1);
  const waivers::Waiver& waiver = book.waivers()[0];
  CHECK(waiver.approval.id == "W-1");
  CHECK(waiver.approval.requester == "A. Tester");
  CHECK(waiver.approval.approver == "B. Owner");
  CHECK(waiver.approval.ticket == "CHG-1");
  CHECK(waivers::date_of(waiver.approval.granted) == "2026-11-01");
  CHECK(waivers::date_of(waiver.approval.expires) == "2026-12-31");
  CHECK(to_string(waiver.approval.where) == "w.toml:2:6");
  CHECK(waiver.rule == "services-no-clear-text");
  CHECK(waiver.selection.devices == Messages{"edge-1"});
  CHECK(waiver.selection.groups == Messages{"branch"});
  CHECK(waiver.object == "service telnet");
  CHECK(waiver.fingerprint == "0123456789abcdef");
  CHECK(waiver.compensating_control == "reachable from the console network only");
}

TEST_CASE("waivers: an unknown rule, device or group is an error at its place, with the nearest name") {
  CHECK(
      errors_of(waiver_with("rule", "\"services-no-clear-txt\"")) ==
      Messages{
          "w.toml:11:8: no rule 'services-no-clear-txt' in the loaded packs; did you mean 'services-no-clear-text'?"});
  CHECK(errors_of(waiver_with("devices", "[\"edge-1\", \"egde-2\"]")) ==
        Messages{"w.toml:11:23: no device 'egde-2' in the inventory; did you mean 'edge-2'?"});
  CHECK(errors_of(waiver_with("groups", "[\"branches\"]")) ==
        Messages{"w.toml:12:12: no group 'branches' in the inventory; did you mean 'branch'?"});
}

TEST_CASE("waivers: members, groups as such and the fleet are devices; without an inventory names are not checked") {
  CHECK(errors_of(waiver_with("devices", "[\"core\", \"core/a\", \"group branch\", \"fleet\"]")).empty());
  waivers::KnownNames known = test::site();
  known.has_inventory = false;
  CHECK(errors_of(waiver_with("devices", "[\"a.cfg\"]"), known).empty());
}

TEST_CASE("waivers: who asks cannot approve, however the name is written") {
  const std::string same = "w.toml:11:12: requester and approver are the same person";
  for (const char* approver : {"\"A. Tester\"", "\"a. tester \"", "\" A.  TESTER\""}) {
    const auto errors = errors_of(waiver_with("approver", approver));
    REQUIRE(errors.size() == 1);
    CHECK(errors[0].starts_with(same));
  }
  std::string accents = waiver_with("approver", "\"\xc3\x96zil\"");
  accents.replace(accents.find("A. Tester"), 9, "\xc3\xb6zil");
  CHECK(errors_of(accents).size() == 1);
  CHECK(errors_of(waiver_with("approver", "\"A. Testerin\"")).empty());
}

TEST_CASE("waivers: a life without an end, or longer than its severity allows, is an error with the latest date") {
  CHECK(
      errors_of(waiver_text({}, "expires")) ==
      Messages{"w.toml:1:1: missing key 'expires': an exception must end; expected its last day, such as 2026-12-31"});
  CHECK(
      errors_of(waiver_with("expires", "2027-01-31")) ==
      Messages{
          "w.toml:11:11: it lasts until 2027-01-31: a waiver of a rule of severity high may be granted for at most 90 "
          "days, here until 2027-01-30"});
  CHECK(errors_of(waiver_with("expires", "2027-01-30")).empty());
  CHECK(
      errors_of(waiver_with("rule", "\"credentials-no-default-password\"")) ==
      Messages{
          "w.toml:10:11: it lasts until 2026-12-31: a waiver of a rule of severity critical may be granted for at most "
          "30 days, here until 2026-12-01"});
  CHECK(errors_of(waiver_with("expires", "2026-10-31")) ==
        Messages{"w.toml:11:11: it expires on 2026-10-31, before it is granted on 2026-11-01"});
  CHECK(errors_of(waiver_with("expires", "\"2026-12-31\"")) ==
        Messages{"w.toml:11:11: 'expires': expected a date such as 2026-12-31, without quotes, got a string"});
}

TEST_CASE("waivers: a file may set its own limits") {
  const std::string limits = "[limits]\nhigh = 30\n";
  CHECK(
      errors_of(limits + waiver_text()) ==
      Messages{
          "w.toml:13:11: it lasts until 2026-12-31: a waiver of a rule of severity high may be granted for at most 30 "
          "days, here until 2026-12-01"});
  CHECK(errors_of("[limits]\nhigh = 0\nlow = 5000\n") ==
        Messages{"w.toml:2:8: 'high': expected 1 to 3650 days, got 0",
                 "w.toml:3:7: 'low': expected 1 to 3650 days, got 5000"});
  CHECK(errors_of("[limits]\nhihg = 3\n") == Messages{"w.toml:2:1: unknown key 'hihg'; did you mean 'high'?"});
}

TEST_CASE("waivers: every key that explains it is needed, and must say something") {
  for (const char* key :
       {"id", "rule", "requester", "approver", "ticket", "reason", "compensating_control", "granted"}) {
    const auto missing = errors_of(waiver_text({}, key));
    INFO(key);
    REQUIRE(missing.size() == 1);
    CHECK(missing[0].starts_with("w.toml:1:1: missing key '" + std::string(key) + "': "));
  }
  CHECK(errors_of(waiver_with("reason", "\"  \"")) == Messages{"w.toml:11:10: 'reason' is empty: why may it fail?"});
}

TEST_CASE("waivers: one that names neither devices, groups nor a finding is none") {
  const Messages wanted{
      "w.toml:1:1: a waiver of everything is none: expected at least one of 'devices', 'groups' and 'fingerprint'"};
  CHECK(errors_of(waiver_text({}, "devices")) == wanted);
  CHECK(errors_of(waiver_with("devices", "[]")) ==
        Messages{"w.toml:11:11: 'devices': expected at least one device, got none"});
  CHECK(errors_of(waiver_text("fingerprint = \"0123456789abcdef\"\n", "devices")).empty());
  CHECK(errors_of(waiver_text("fingerprint = \"0123456789ABCDEF\"\n")) ==
        Messages{"w.toml:12:15: expected the 16 lower-case hexadecimal digits of a finding, got '0123456789ABCDEF'"});
}

TEST_CASE("waivers: an id stands once, in whatever file") {
  const std::vector<waivers::WaiverFile> files{{"a.toml", waiver_text()}, {"b.toml", waiver_text()}};
  const auto book = waivers::Book::load(files, test::site());
  REQUIRE_FALSE(book);
  REQUIRE(book.error().size() == 1);
  CHECK(to_string(book.error()[0]) == "b.toml:2:6: duplicate id 'W-1', first at a.toml:2:6");
}

TEST_CASE("waivers: all mistakes of all files come at once, in the order of the lines") {
  const std::vector<waivers::WaiverFile> files{
      {"a.toml", waiver_text("devcies = 1\n", "devices")}, {"b.toml", "[[waiver"}, {"c.toml", "waivers = 1\n"}};
  const auto book = waivers::Book::load(files, test::site());
  REQUIRE_FALSE(book);
  Messages messages;
  for (const Error& error : book.error()) messages.push_back(to_string(error).substr(0, 50));
  REQUIRE(messages.size() == 4);
  CHECK(messages[0].starts_with("a.toml:1:1: a waiver of everything is none"));
  CHECK(messages[1].starts_with("a.toml:11:1: unknown key 'devcies'"));
  CHECK(messages[2].starts_with("b.toml:1:"));
  CHECK(messages[3].starts_with("c.toml:1:1: unknown key 'waivers'"));
}
