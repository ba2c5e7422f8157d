#include "controls/benchmark_samples.hpp"

using namespace muster;
using namespace muster::controls;
using namespace muster::test;

namespace {

std::vector<std::string> errors_of(const std::string& text) {
  const auto loaded = load_text(text);
  REQUIRE_FALSE(loaded.has_value());
  return messages(loaded.error());
}

std::string with_control(const std::string& body) {
  return std::string(sample_head) + "[[control]]\nid = \"C\"\ntitle = \"T\"\n" + body;
}

}  // namespace

TEST_CASE("a benchmark file gives its release and its controls, tested ones first") {
  const Benchmark benchmark = sample_benchmark();
  CHECK(release_text(benchmark) == "version 2, release 3, 2025-04-02");
  REQUIRE(benchmark.controls.size() == 3);
  CHECK(benchmark.controls[0].coverage == Coverage::full);
  CHECK(benchmark.controls[1].rules == std::vector<std::string>{"time-two-servers", "logging-timestamps"});
  CHECK(benchmark.controls[2].reason == "interview");
  CHECK(find_control(benchmark, "V-2") == &benchmark.controls[1]);
  CHECK(find_control(benchmark, "NONE-1") == &benchmark.controls[2]);
  CHECK(find_control(benchmark, "") == nullptr);
}

TEST_CASE("severities are shown as categories where there is a group id; an override wins") {
  Control control;
  CHECK(severity_text(control).empty());
  control.severity = Severity::high;
  CHECK(severity_text(control) == "high");
  control.group = "V-1";
  CHECK(severity_text(control) == "CAT I");
  control.override = Override{Severity::low, "no such port"};
  CHECK(severity_text(control) == "CAT III");
}

TEST_CASE("names that do not exist are errors at the name, with the nearest") {
  CHECK(errors_of(with_control("rules = [\"logging-timestamps\", \"time-two-server\"]\ncoverage = \"full\"\n")) ==
        std::vector<std::string>{
            "sample.toml:12:33: there is no rule 'time-two-server'; did you mean 'time-two-servers'?"});
  std::string text = sample_text();
  text.replace(text.find("cisco_ios"), 9, "cisco_iso");
  CHECK(errors_of(text) ==
        std::vector<std::string>{"sample.toml:8:15: there is no platform 'cisco_iso'; did you mean 'cisco_ios'?"});
}

TEST_CASE("a claim that goes further than what it rests on does not load") {
  CHECK(errors_of(with_control("rules = []\ncoverage = \"full\"\n")).front().find("a control needs a rule") !=
        std::string::npos);
  CHECK(errors_of(with_control("rules = [\"time-two-servers\"]\ncoverage = \"part\"\n"))
            .front()
            .find("say in 'attestation' what is left") != std::string::npos);
  CHECK(errors_of(with_control("rules = [\"time-two-servers\"]\ncoverage = \"full\"\nattestation = \"x\"\n"))
            .front()
            .find("coverage is \"part\", not \"full\"") != std::string::npos);
  CHECK(errors_of(with_control("rules = [\"time-two-servers\"]\ncoverage = \"none\"\n"))
            .front()
            .find("expected one of full, part") != std::string::npos);
  CHECK(errors_of(with_control("rules = [\"time-two-servers\"]\n")).front().find("missing key 'coverage'") !=
        std::string::npos);
  CHECK(errors_of(
            with_control("rules = [\"time-two-servers\"]\ncoverage = \"full\"\noverride = { severity = \"low\" }\n"))
            .front()
            .find("missing key 'reason'") != std::string::npos);
}

TEST_CASE("a control that nobody tests needs a reason of the list") {
  const std::string head(sample_head);
  CHECK(errors_of(head + "[[not_covered]]\nreason = \"intervew\"\ncontrols = [{ id = \"a\", title = \"b\" }]\n")
            .front()
            .find("did you mean 'interview'?") != std::string::npos);
  CHECK(errors_of(head + "[[not_covered]]\ncontrols = [{ id = \"a\", title = \"b\" }]\n")
            .front()
            .find("missing key 'reason'") != std::string::npos);
}

TEST_CASE("each control stands once, by id and by group id; all errors come at once") {
  const std::vector<std::string> errors =
      errors_of(sample_text() +
                "[[control]]\nid = \"WHOLE-1\"\ngroup = \"V-3\"\ntitle = \"again\"\nrules = "
                "[\"time-two-servers\"]\ncoverage = \"full\"\ncolour = 1\n");
  REQUIRE(errors.size() == 3);
  CHECK(errors[0].find("duplicate control 'V-3', first at sample.toml:") != std::string::npos);
  CHECK(errors[1].find("duplicate control 'WHOLE-1', first at sample.toml:11:6") != std::string::npos);
  CHECK(errors[2].find("unknown key 'colour'") != std::string::npos);
}

TEST_CASE("a benchmark has an id of its own, a date and controls") {
  const std::vector<BenchmarkFile> twice{{"a.toml", sample_text()}, {"b.toml", sample_text()}};
  const auto loaded = load_benchmarks(twice, known_names());
  REQUIRE_FALSE(loaded.has_value());
  CHECK(messages(loaded.error()) ==
        std::vector<std::string>{"b.toml:1:1: duplicate benchmark 'sample', first at a.toml:1:1"});
  std::string text = sample_text();
  text.replace(text.find("2025-04-02"), 10, "\"today\"");
  CHECK(errors_of(text).front().find("sample.toml:7:8: 'date': expected a date") != std::string::npos);
  CHECK(errors_of(std::string(sample_head)).front().find("a benchmark without controls") != std::string::npos);
}
