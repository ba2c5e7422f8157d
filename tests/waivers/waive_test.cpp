#include "waivers/support.hpp"

using namespace muster;
using muster::test::at;
using muster::test::book_of;
using muster::test::waiver_text;
using muster::test::waiver_with;

namespace {

constexpr const char* in_force = "2026-11-20T12:00:00Z";

Verdict verdict(VerdictStatus status, std::string object = "service telnet") {
  Verdict verdict;
  verdict.rule_id = "services-no-clear-text";
  verdict.device_id = "edge-1";
  verdict.fingerprint = finding_fingerprint(verdict.rule_id, verdict.device_id, object);
  verdict.object = std::move(object);
  verdict.status = status;
  verdict.message = "telnet is on";
  verdict.evidence = {{0, 3, 3}};
  return verdict;
}

/// What becomes of a verdict about `id` at that time.
Verdict after(const waivers::Book& book, Verdict verdict, const char* time = in_force, std::string_view id = "edge-1",
              const std::vector<std::string>& groups = {}) {
  book.waive({&verdict, 1}, {id, id.substr(0, id.find('/')), groups}, at(time));
  return verdict;
}

}  // namespace

TEST_CASE("waivers: a waived fail keeps its message and its evidence, and names its waiver") {
  const Verdict waived = after(book_of(waiver_text()), verdict(VerdictStatus::fail));
  CHECK(waived.status == VerdictStatus::waived);
  CHECK(waived.waiver == "W-1");
  CHECK(waived.message == "telnet is on");
  CHECK(waived.evidence == std::vector<Evidence>{{0, 3, 3}});
}

TEST_CASE("waivers: a fail in doubt can be waived, and nothing but a fail") {
  Verdict doubtful = verdict(VerdictStatus::fail);
  doubtful.in_doubt = true;
  CHECK(after(book_of(waiver_text()), doubtful).status == VerdictStatus::waived);
  CHECK(after(book_of(waiver_text()), doubtful).in_doubt);
  for (const VerdictStatus status : {VerdictStatus::pass, VerdictStatus::not_assessed, VerdictStatus::error,
                                     VerdictStatus::not_applicable, VerdictStatus::out_of_scope}) {
    const Verdict same = after(book_of(waiver_text()), verdict(status));
    CHECK(same.status == status);
    CHECK(same.waiver.empty());
  }
}

TEST_CASE("waivers: in force from the first second of its first day to the last second of its last") {
  const auto book = book_of(waiver_text());
  const auto status = [&](const char* time) { return after(book, verdict(VerdictStatus::fail), time).status; };
  CHECK(status("2026-10-31T23:59:59Z") == VerdictStatus::fail);
  CHECK(status("2026-11-01T00:00:00Z") == VerdictStatus::waived);
  CHECK(status("2026-12-31T23:59:59Z") == VerdictStatus::waived);
  CHECK(status("2027-01-01T00:00:00Z") == VerdictStatus::fail);
  CHECK(waivers::standing(book.waivers()[0].approval, at("2027-01-01T00:00:00Z")) == waivers::Standing::expired);
  CHECK(waivers::standing(book.waivers()[0].approval, at("2026-10-31T00:00:00Z")) == waivers::Standing::not_yet);
}

TEST_CASE("waivers: a fail that changes its object is not waived any more") {
  const auto book = book_of(waiver_text("object = \"service telnet\"\n"));
  CHECK(after(book, verdict(VerdictStatus::fail)).status == VerdictStatus::waived);
  CHECK(after(book, verdict(VerdictStatus::fail, "service http")).status == VerdictStatus::fail);
  const std::string print = finding_fingerprint("services-no-clear-text", "edge-1", "service telnet");
  const auto by_print = book_of(waiver_text("fingerprint = \"" + print + "\"\n", "devices"));
  CHECK(after(by_print, verdict(VerdictStatus::fail)).status == VerdictStatus::waived);
  CHECK(after(by_print, verdict(VerdictStatus::fail, "service http")).status == VerdictStatus::fail);
}

TEST_CASE("waivers: a unit stands for its members, a member for itself, a group for its devices") {
  const auto waived = [](const std::string& devices, std::string_view id, const std::vector<std::string>& groups = {}) {
    return after(book_of(devices), verdict(VerdictStatus::fail), in_force, id, groups).status == VerdictStatus::waived;
  };
  CHECK(waived(waiver_with("devices", "[\"core\"]"), "core/a"));
  CHECK(waived(waiver_with("devices", "[\"core/a\"]"), "core/a"));
  CHECK_FALSE(waived(waiver_with("devices", "[\"core/a\"]"), "core/b"));
  CHECK_FALSE(waived(waiver_text(), "edge-2"));
  CHECK(waived(waiver_text("groups = [\"branch\"]\n"), "edge-2", {"branch"}));
  CHECK(waived(waiver_text("groups = [\"branch\"]\n", "devices"), "edge-2", {"branch"}));
  CHECK_FALSE(waived(waiver_text("groups = [\"branch\"]\n", "devices"), "edge-2", {"other"}));
}

TEST_CASE("waivers: the verdicts of a group and of the fleet can be waived by their names") {
  const auto book = book_of(waiver_with("devices", "[\"group branch\", \"fleet\"]"));
  for (const std::string_view id : {"group branch", "fleet"}) {
    Verdict about_many = verdict(VerdictStatus::fail);
    book.waive({&about_many, 1}, {id, {}, {}}, at(in_force));
    CHECK(about_many.status == VerdictStatus::waived);
  }
  CHECK(after(book, verdict(VerdictStatus::fail)).status == VerdictStatus::fail);
}

TEST_CASE("waivers: of several the first that is in force counts") {
  std::string older = waiver_text();
  older.replace(older.find("2026-12-31"), 10, "2026-11-10");
  std::string newer = waiver_text();
  newer.replace(newer.find("W-1"), 3, "W-2");
  const auto book = book_of(older + newer);
  CHECK(after(book, verdict(VerdictStatus::fail), "2026-11-05T00:00:00Z").waiver == "W-1");
  CHECK(after(book, verdict(VerdictStatus::fail)).waiver == "W-2");
}

TEST_CASE("waivers: another rule's fail is untouched") {
  Verdict other = verdict(VerdictStatus::fail);
  other.rule_id = "credentials-no-default-password";
  CHECK(after(book_of(waiver_text()), other).status == VerdictStatus::fail);
}
