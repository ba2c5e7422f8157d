#include <catch2/catch.hpp>

#include <openssl/evp.h>

#include <set>

#include "golden.hpp"
#include "report/html.hpp"
#include "report/html_assets.hpp"
#include "report/html_text.hpp"
#include "report/json.hpp"
#include "report/terminal.hpp"
#include "report/visible_text.hpp"
#include "sample_report.hpp"

using namespace muster;
using namespace muster::report;

namespace {

std::string base64_sha256(std::string_view text) {
  unsigned char digest[32];
  unsigned length = 0;
  EVP_Digest(text.data(), text.size(), digest, &length, EVP_sha256(), nullptr);
  unsigned char encoded[48];
  EVP_EncodeBlock(encoded, digest, static_cast<int>(length));
  return reinterpret_cast<const char*>(encoded);
}

/// Everything but the report's own style and script, which have no text of a run in them.
std::string body_of(const std::string& page) {
  const std::size_t begin = page.find("<body>");
  return page.substr(begin, page.find("<script>") - begin);
}

/// Names of the elements, and of the attributes, that occur.
std::pair<std::set<std::string>, std::set<std::string>> markup_of(const std::string& body) {
  std::set<std::string> elements;
  std::set<std::string> attributes;
  for (std::size_t at = body.find('<'); at != std::string::npos; at = body.find('<', at + 1)) {
    const std::string tag = body.substr(at + 1, body.find('>', at) - at - 1);
    elements.insert(tag.substr(0, tag.find(' ')));
    for (std::size_t space = tag.find(' '); space != std::string::npos; space = tag.find(' ', space + 1)) {
      const std::string word = tag.substr(space + 1, tag.find_first_of("= ", space + 1) - space - 1);
      if (tag.find('=', space) == space + 1 + word.size()) attributes.insert(word);
    }
  }
  return {elements, attributes};
}

std::size_t occurrences(const std::string& text, std::string_view part) {
  std::size_t number = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++number;
  return number;
}

}  // namespace

TEST_CASE("html: a small run, byte for byte, without style and script") {
  test::check_golden("small.html", body_of(html_report(test::small_report())));
}

TEST_CASE("html: text is escaped, what deceives is shown") {
  CHECK(html_text("<a href=\"x\">&'").text() == "&lt;a href=&quot;x&quot;&gt;&amp;&#39;");
  CHECK(html_text("a\u202eb\xff").text() == "a<b class=\"x\">\\u{202e}</b>b<b class=\"x\">\\xff</b>");
  CHECK(html_text(std::string_view("\0\t\u00e9\u4e2d", 7)).text() == "<b class=\"x\">\\x00</b>\t\u00e9\u4e2d");
}

TEST_CASE("html: what stands between backticks is code, a lone backtick is itself") {
  CHECK(html_prose("run `a<b` now").text() == "run <code>a&lt;b</code> now");
  CHECK(html_prose("a ` b").text() == "a ` b");
  CHECK(html_prose("").text().empty());
}

TEST_CASE("html: hostile texts bring in no element, no attribute and no deceptive character") {
  const auto [elements, attributes] = markup_of(body_of(html_report(test::sample_report())));
  const std::string hostile = body_of(html_report(test::hostile_report()));
  const auto [hostile_elements, hostile_attributes] = markup_of(hostile);
  CHECK(hostile_elements.count("script") == 0);
  for (const std::string& element : hostile_elements) CHECK(elements.count(element) == 1);
  for (const std::string& attribute : hostile_attributes) CHECK(attributes.count(attribute) == 1);
  for (std::size_t at = 0; at < hostile.size();) {
    const CodePoint point = first_code_point(std::string_view(hostile).substr(at));
    REQUIRE(point.valid);
    if (is_deceptive(point.value)) REQUIRE(point.value == '\n');
    at += point.length;
  }
  CHECK(hostile.find("&lt;script&gt;alert(1)&lt;/script&gt;") != std::string::npos);
}

TEST_CASE("html: the security policy names the digests of its own style and script, and nothing is loaded") {
  CHECK(base64_sha256(html_style) == html_style_digest);
  CHECK(base64_sha256(html_script) == html_script_digest);
  const std::string page = html_report(test::sample_report());
  CHECK(page.find("default-src 'none'; style-src 'sha256-") != std::string::npos);
  CHECK(page.find("<style>" + std::string(html_style) + "</style>") != std::string::npos);
  CHECK(page.find("<script>" + std::string(html_script) + "</script>") != std::string::npos);
  for (const char* loader : {"src=", "url(", "@import", "<link", "<img", "<iframe", " style=", " onclick"})
    CHECK(page.find(loader) == std::string::npos);
  CHECK(occurrences(page, "href=\"") == occurrences(page, "href=\"#"));
}

TEST_CASE("html: every link leads to a part of the same page, and no two parts share a name") {
  const std::string page = html_report(test::sample_report());
  std::set<std::string> ids;
  for (std::size_t at = page.find(" id=\""); at != std::string::npos; at = page.find(" id=\"", at + 1))
    CHECK(ids.insert(page.substr(at + 5, page.find('"', at + 5) - at - 5)).second);
  for (std::size_t at = page.find("href=\"#"); at != std::string::npos; at = page.find("href=\"#", at + 1))
    CHECK(ids.count(page.substr(at + 7, page.find('"', at + 7) - at - 7)) == 1);
}

TEST_CASE("html: every finding stands with its message, fingerprint and marked line; every loss with what to do") {
  const RunReport run = test::sample_report();
  const std::string page = html_report(run);
  for (const DeviceReport& device : run.devices) {
    CHECK(page.find(html_text(device.facts.device_id).text()) != std::string::npos);
    CHECK(page.find(html_text(device.facts.detail).text()) != std::string::npos);
    for (const Verdict& verdict : device.facts.verdicts) {
      if (verdict.status != VerdictStatus::fail) continue;
      CHECK(page.find(verdict.fingerprint) != std::string::npos);
      CHECK(page.find(html_text(verdict.message).text()) != std::string::npos);
    }
  }
  CHECK(page.find("<mark><b>   21 &gt;</b>  permit ip any any\n</mark>") != std::string::npos);
  CHECK(page.find("treat it as an attack") != std::string::npos);
  CHECK(page.find("inventory.toml:48:3") != std::string::npos);
}

TEST_CASE("html: what a device showed before it was lost is in the matrix and in its details") {
  RunReport run = test::small_report();
  run.devices.front().facts.failure = CollectionFailure::stalled;
  const std::string page = html_report(run);
  CHECK(page.find("in part: stalled") != std::string::npos);
  CHECK(page.find("Not collected: stalled</td>") == std::string::npos);
  const std::string details = page.substr(page.find("<div id=\"d1\">"));
  CHECK(details.find("account cisco has a factory password") != std::string::npos);
  CHECK(details.find("<b>Not assessed</b> <code>open-ports-no-telnet</code>") != std::string::npos);
}

TEST_CASE("html: a device of which nothing came is not collected, also where a rule does not apply to it") {
  RunReport run = test::small_report();
  DeviceReport& device = run.devices.back();
  device.facts.failure = CollectionFailure::host_key_changed;
  device.facts.verdicts.front().status = VerdictStatus::not_applicable;
  const std::string page = html_report(run);
  CHECK(page.find("Not collected: host key changed</td>") != std::string::npos);
  CHECK(page.find("in part: host key changed") == std::string::npos);
}

TEST_CASE("html: a stopped run and a section without rules are said plainly") {
  CHECK(html_report(test::hostile_report()).find("This run is not complete.") != std::string::npos);
  CHECK(html_report(test::small_report()).find("No rule was loaded: nothing is known") != std::string::npos);
}

TEST_CASE("html: a thousand devices with forty rules stay below 12 MB, and no finding is missing") {
  const RunReport run = test::large_report(1000, 40);
  const std::string page = html_report(run);
  CHECK(page.size() < 12U << 20U);
  CHECK(occurrences(page, "<div class=\"finding f\" id=\"f") == 40);  // one cause for each rule
  CHECK(occurrences(page, "<div class=\"finding f\" id=\"f") + occurrences(page, "<li class=\"f\" id=\"f") == 2000);
}

TEST_CASE("reports: no secret of a configuration is in any format, its name is in all") {
  const RunReport run = test::sample_report();
  TerminalOptions everything;
  everything.max_groups = 1000;
  everything.max_findings = 1000;
  for (const std::string& text : {html_report(run), json_report(run), terminal_summary(run, everything)}) {
    for (const char* secret : {"0822455D0A16", "s3cr3t-bgp-key", "$9$2MJBozw", "$9$oKd0K8gZ1bTqPU"})
      CHECK(text.find(secret) == std::string::npos);
    CHECK(text.find("secret:8d08f8da") != std::string::npos);
  }
}

TEST_CASE("reports: the same run gives the same bytes") {
  CHECK(html_report(test::sample_report()) == html_report(test::sample_report()));
  CHECK(json_report(test::sample_report()) == json_report(test::sample_report()));
}
