#include <catch2/catch.hpp>

#include <array>

#include "core/domain.hpp"
#include "core/ip.hpp"
#include "core/nearest.hpp"
#include "core/redacted_text.hpp"
#include "core/secret.hpp"
#include "core/timestamp.hpp"
#include "core/verdict.hpp"

using namespace muster;

TEST_CASE("a timestamp is written in UTC and read back with any offset") {
  const auto time = parse_timestamp("2026-03-01T04:00:00+02:00");
  REQUIRE(time);
  CHECK(to_string(*time) == "2026-03-01T02:00:00Z");
  CHECK(to_string(*parse_timestamp("2026-03-01")) == "2026-03-01T00:00:00Z");
  CHECK_FALSE(parse_timestamp("2026-02-30T00:00:00Z"));
  CHECK_FALSE(parse_timestamp("2026-03-01T02:00:00"));
  CHECK_FALSE(parse_timestamp("2026-03-01T02:00:00Zx"));
}

TEST_CASE("redaction replaces spans in any order, overlapping or beyond the end, and keeps every line") {
  const SecretFingerprint name = [](std::string_view secret) { return std::to_string(secret.size()); };
  CHECK(redact("user admin password hunter2 end", {{20, 27}}, name).text() == "user admin password <secret:7> end");
  CHECK(redact("abcdef", {{4, 99}, {0, 2}, {1, 3}}, name).text() == "<secret:3>d<secret:2>");
  CHECK(redact("key:\nAAA\r\nBBB\nend\n", {{5, 13}}, name).text() == "key:\n<secret:3>\r\n<secret:3>\nend\n");
  CHECK(redact("plain", {}, name).text() == "plain");
  CHECK(is_redaction_marker("<secret:3>"));
  CHECK_FALSE(is_redaction_marker("<secret"));
}

TEST_CASE("a fingerprint separates its fields and stays what it was") {
  CHECK(finding_fingerprint("rule", "ab", "c") != finding_fingerprint("rule", "a", "bc"));
  CHECK(finding_fingerprint("credentials-default", "edge1", "user admin") ==
        finding_fingerprint("credentials-default", "edge1", "user admin"));
  CHECK(finding_fingerprint("", "", "").size() == 16);
}

TEST_CASE("the nearest name is the one that a person meant, or none") {
  constexpr std::array<std::string_view, 3> names{"severity", "section", "scope"};
  CHECK(nearest("severty", names) == "severity");
  CHECK(nearest("scpoe", names) == "scope");
  CHECK_FALSE(nearest("banana", names));
  CHECK_FALSE(nearest("scope", std::array<std::string_view, 1>{"scope"}));
}

TEST_CASE("addresses are read strictly and written in RFC 5952 form") {
  CHECK(to_string(*parse_ip("2001:DB8:0:0::1")) == "2001:db8::1");
  CHECK_FALSE(parse_ip("010.0.0.1"));
  CHECK_FALSE(parse_ip("10.0.0.256"));
  for (const std::string_view right : {"0.0.0.0", "255.255.255.255", "10.200.30.4", "1.0.100.99"})
    CHECK(to_string(parse_ip(right).value()) == right);
  for (const std::string_view wrong : {"1.2.3", "1.2.3.", "1.2.3.4.", "1.2.3.4.5", ".1.2.3", "1..2.3", "00.0.0.0", "1.2.3.04",
                                       "1.2.3.4 ", " 1.2.3.4", "1.2.3.-4", "1.2.3.1000", "1.2.3.\xb4", "1,2,3,4", "."})
    CHECK_FALSE(parse_ip(wrong));
  CHECK(to_string(parse_prefix("192.0.2.77/24")->network()) == "192.0.2.0/24");
  CHECK(parse_prefix("10.0.0.0/8")->contains(*parse_prefix("10.1.0.0/16")));
  CHECK_FALSE(parse_prefix("10.0.0.0/8")->contains(*parse_ip("11.0.0.1")));
  CHECK_FALSE(parse_prefix("10.0.0.0/33"));
  CHECK(mask_length(0xffffff00U) == 24);
  CHECK_FALSE(mask_length(0xff00ff00U));
}

TEST_CASE("a secret moved from is empty") {
  Secret a("hunter2");
  Secret b(std::move(a));
  CHECK(a.empty());
  CHECK(b.reveal() == "hunter2");
}

TEST_CASE("domains have names that can be read back") {
  for (const auto name : domain_names) CHECK(to_string(*parse_domain(name)) == name);
  CHECK_FALSE(parse_domain("nonsense"));
  CHECK(Domains::all().size() == static_cast<int>(domain_count));
}
