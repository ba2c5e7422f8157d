#include <catch2/catch.hpp>

#include <sstream>

#include "device_builder.hpp"
#include "golden.hpp"
#include "report/terminal.hpp"
#include "report/terminal_page.hpp"
#include "report/visible_text.hpp"
#include "sample_report.hpp"

using namespace muster;
using namespace muster::report;

namespace {

TerminalOptions with_paths() {
  TerminalOptions options;
  options.html_path = "muster-demo/report.html";
  options.json_path = "muster-demo/report.json";
  options.store_path = "muster-demo/muster.db";
  return options;
}

bool is_safe_for_a_terminal(const std::string& text) {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = first_code_point(std::string_view(text).substr(at));
    const bool letter = point.value >= 0x20 && point.value < 0x180 && (point.value < 0x7f || point.value > 0xa0);
    if (!point.valid || (!letter && point.value != '\n')) return false;
    at += point.length;
  }
  return true;
}

}  // namespace

TEST_CASE("terminal: a night's run fits 80 columns, worst first, with the next steps at its end") {
  test::check_golden("terminal.txt", terminal_summary(test::sample_report(), with_paths()));
}

TEST_CASE("terminal: no line is wider than was asked for") {
  for (const std::size_t columns : {40U, 60U, 80U, 120U}) {
    TerminalOptions options;
    options.columns = columns;
    for (const RunReport& run : {test::sample_report(), test::hostile_report()}) {
      std::istringstream lines(terminal_summary(run, options));
      for (std::string line; std::getline(lines, line);) {
        INFO(line);
        CHECK(display_width(line) <= columns);
      }
    }
  }
}

TEST_CASE("terminal: colour only if asked for, and it changes nothing else") {
  TerminalOptions options;
  const std::string plain = terminal_summary(test::sample_report(), options);
  CHECK(plain.find('\x1b') == std::string::npos);
  options.colour = true;
  std::string coloured = terminal_summary(test::sample_report(), options);
  CHECK(coloured.find("\x1b[1;31m") != std::string::npos);
  for (std::size_t at = coloured.find('\x1b'); at != std::string::npos; at = coloured.find('\x1b'))
    coloured.erase(at, coloured.find('m', at) - at + 1);
  CHECK(coloured == plain);
}

TEST_CASE("terminal: nothing that a device printed reaches the terminal as a control") {
  const std::string text = terminal_summary(test::hostile_report(), with_paths());
  CHECK(is_safe_for_a_terminal(text));
  CHECK(text.find("\\x1b]0;owned") != std::string::npos);
  CHECK(text.find("RUN NOT COMPLETE") != std::string::npos);
}

TEST_CASE("terminal: what an account could not see is said, with the devices") {
  const std::string text = terminal_summary(test::small_report());
  CHECK(text.find("COLLECTED WHOLE, BUT NOT ALL IS SHOWN TO THIS ACCOUNT") != std::string::npos);
  CHECK(text.find("the device masks SNMP communities for this account (open: snmp)") != std::string::npos);
  CHECK(terminal_summary(test::sample_report()).find("NOT ALL IS SHOWN") == std::string::npos);
}

TEST_CASE("terminal: long lists are cut and say how much is missing") {
  const RunReport run = test::large_report(100, 40);
  const std::string text = terminal_summary(run, with_paths());
  CHECK(terminal_summary(run).find("... and 32 more rules (--html FILE writes all)") != std::string::npos);
  CHECK(text.find("... and 32 more rules (see the report)") != std::string::npos);
  CHECK(text.find("the same cause: 4 more findings, on device-") != std::string::npos);
  CHECK(std::ranges::count(text, '\n') < 150);
}

TEST_CASE("terminal: a run in which nothing failed says what was proven, and an empty one does not") {
  RunReport run = test::sample_report();
  run.gaps.clear();
  std::erase_if(run.devices, [](const DeviceReport& device) { return device.facts.device_id != "ntp-muc-01"; });
  CHECK(terminal_summary(run).find("each rule that applies was proven on every device") != std::string::npos);
  run.devices.clear();
  CHECK(terminal_summary(run).find("Nothing was assessed") != std::string::npos);
}

TEST_CASE("terminal: a long name of a device is shown whole; a check of files has no run to name") {
  RunReport run;
  run.devices.push_back(test::DeviceBuilder("configs/site/very-long-name.cfg", "linux", "", "")
                            .fail("rule", "", "it is wrong", "")
                            .build({}));
  const std::string text = terminal_summary(run);
  CHECK(text.find("  configs/site/very-long-name.cfg\n                    it is wrong\n") != std::string::npos);
  CHECK(text.starts_with("MUSTER  1970-01-01T00:00:00Z  0 s\n"));
}

TEST_CASE("terminal: words are wrapped, over-long words are broken, Latin letters count one column") {
  CHECK(wrapped("one two three", 8) == std::vector<std::string>{"one two", "three"});
  CHECK(wrapped("abcdefghij k", 4) == std::vector<std::string>{"abcd", "efgh", "ij k"});
  CHECK(wrapped("Zürich äöü", 6) == std::vector<std::string>{"Zürich", "äöü"});
  CHECK(wrapped("", 4).empty());
  CHECK(fitted("Zürich", 6) == "Zürich");
  CHECK(fitted("Zürich-West", 8) == "Züric...");
}
