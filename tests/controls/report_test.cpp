#include <nlohmann/json.hpp>

#include "controls/benchmark_samples.hpp"
#include "report/controls_report.hpp"

using namespace muster;
using namespace muster::controls;
using namespace muster::test;

namespace {

const std::vector<std::string> rules{"logging-timestamps", "logging-two-targets", "time-two-servers"};

DeviceFacts hostile_device() {
  DeviceFacts facts;
  facts.device_id = "r1<script>";
  facts.platform = "cisco_ios";
  const auto add = [&](std::string_view rule, VerdictStatus status, std::string_view message,
                       std::string_view waiver = {}) {
    Verdict verdict;
    verdict.rule_id = rule;
    verdict.device_id = facts.device_id;
    verdict.fingerprint = finding_fingerprint(rule, facts.device_id, "");
    verdict.status = status;
    verdict.message = message;
    verdict.waiver = waiver;
    facts.verdicts.push_back(std::move(verdict));
  };
  add("logging-two-targets", VerdictStatus::waived, "one server & \x1b[2J no more", "W-7");
  add("time-two-servers", VerdictStatus::pass, "");
  add("logging-timestamps", VerdictStatus::pass, "");
  return facts;
}

struct Sample {
  Sample() : benchmark(sample_benchmark()), device(hostile_device()) {
    Attestation attestation;
    attestation.benchmark = "sample";
    attestation.control = "PART-1";
    attestation.document = "clocks.txt";
    attestation.sha256 = std::string(64, 'a');
    attestation.statement = "Both are <b>authoritative</b>.";
    attestation.signer = "R. Head";
    attestation.date = *parse_timestamp("2026-01-01");
    attestation.expires = *parse_timestamp("2026-05-01");
    attestations.push_back(attestation);
    const Subject subject{&device, {}};
    const Timestamp as_of = *parse_timestamp("2026-06-01");
    report = {"0.1", "1 file", as_of, {}};
    report.benchmarks.push_back(assess(benchmark, {std::span(&subject, 1), rules, attestations, as_of}));
  }
  Sample(const Sample&) = delete;
  Sample& operator=(const Sample&) = delete;

  Benchmark benchmark;
  DeviceFacts device;
  std::vector<Attestation> attestations;
  report::ControlsReport report;
};

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("the text names release, states, fingerprints, what is left, and an attestation that has expired") {
  const Sample sample;
  const std::string text = report::controls_text(sample.report, {.columns = 400});
  CHECK(has(text, "Nobody, version 2, release 3, 2025-04-02"));
  CHECK(has(text, "3 controls: 1 failed, waived; 1 tests passed, part covered; 1 not covered"));
  CHECK(has(text, finding_fingerprint("logging-two-targets", "r1<script>", "")));
  CHECK(has(text, "left to attest: That the sources are authoritative."));
  CHECK(has(text, "attestation expired on 2026-05-01; it was signed by R. Head on 2026-01-01 (clocks.txt)"));
  CHECK(has(text, "our method: Ours reads the configuration."));
  CHECK(has(text, "1 interview"));
  CHECK_FALSE(has(text, "\x1b[2J"));
  CHECK_FALSE(has(text, "satisfied"));
  CHECK(has(report::controls_text(sample.report, {.columns = 400, .all = true}),
            "NONE-1 V-3 CAT III  People are trained (interview)"));
}

TEST_CASE("the page escapes what devices and people wrote, and shows a partial test as no pass") {
  const Sample sample;
  const std::string page = report::controls_html(sample.report);
  CHECK_FALSE(has(page, "r1<script>"));
  CHECK_FALSE(has(page, "<b>authoritative"));
  CHECK(has(page, "Nobody, version 2, release 3, 2025-04-02"));
  CHECK(has(page, "chip rest\"><i aria-hidden=\"true\">◐</i>tests passed, part covered"));
  CHECK_FALSE(has(page, "chip pass\"><i aria-hidden=\"true\">✓</i>tests passed"));
  CHECK(has(page, "waiver W-7"));
  CHECK(has(page, "Our method differs:"));
}

TEST_CASE("the JSON report has each control with its tests, findings and attestation") {
  const Sample sample;
  const auto json = nlohmann::json::parse(report::controls_json(sample.report));
  CHECK(json["format"] == "muster-controls/1");
  const auto& benchmark = json["benchmarks"][0];
  CHECK(benchmark["date"] == "2025-04-02");
  CHECK(benchmark["states"]["failed, waived"] == 1);
  REQUIRE(benchmark["controls"].size() == 3);
  const auto& whole = benchmark["controls"][0];
  CHECK(whole["state"] == "failed, waived");
  CHECK(whole["findings"][0]["waiver"] == "W-7");
  CHECK(whole["tests"]["waived"] == 1);
  CHECK(whole["category"] == "CAT I");
  const auto& part = benchmark["controls"][1];
  CHECK(part["attestation"]["state"] == "expired");
  CHECK(part["attestation"]["sha256"] == std::string(64, 'a'));
  CHECK(part["devices"][0]["state"] == "tests passed, part covered");
  CHECK(benchmark["controls"][2]["reason"] == "interview");
}

TEST_CASE("reports of no benchmark are valid, and say what to do") {
  const report::ControlsReport empty{"0.1", "1 file", {}, {}};
  CHECK(has(report::controls_text(empty, {}), "name one with --benchmark"));
  CHECK(nlohmann::json::parse(report::controls_json(empty))["benchmarks"].empty());
  CHECK(report::controls_exit_code(empty.benchmarks) == ExitCode::not_assessed);
}

TEST_CASE("the catalogue shows a benchmark's release and how far each control is tested") {
  const Benchmark benchmark = sample_benchmark();
  const std::string list = report::benchmark_list_text(std::span(&benchmark, 1), {.columns = 200});
  CHECK(has(list, "Sample, version 2, release 3, 2025-04-02"));
  CHECK(has(list, "3 controls: 1 tested whole, 1 in part, 1 not covered"));
  CHECK(has(report::benchmark_text(benchmark, {.columns = 200}), "CAT II  The clock is right [part]"));
  const std::string control = report::control_text(benchmark, benchmark.controls[2], {.columns = 200});
  CHECK(has(control, "none: interview"));
  CHECK(has(control, "people have to be asked how they work"));
}
