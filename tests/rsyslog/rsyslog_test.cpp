#include "support/reading.hpp"

using namespace muster;
using namespace muster::test;

namespace {

const model::LogTarget& only_target(const Reading& r) {
  REQUIRE(r.device.logging.targets.size() == 1);
  return r.device.logging.targets[0];
}

bool is_sure(const std::string& text) { return only_target(read_as("rsyslog", text)).transport.known(); }

}  // namespace

TEST_CASE("rsyslog: a selector of some facilities, a condition or an own ruleset proves nothing") {
  CHECK(is_sure("*.* @h\n"));
  CHECK(is_sure("*.info;mail.none;cron.none @h\n"));
  CHECK_FALSE(is_sure("*.info;authpriv.none @h\n"));
  CHECK_FALSE(is_sure("local0.* @h\n"));
  CHECK_FALSE(is_sure("*.=info @h\n"));
  CHECK_FALSE(is_sure("if $syslogseverity <= 3 then @h\n"));
  CHECK_FALSE(is_sure(":msg, contains, \"x\" @h\n"));
  CHECK_FALSE(is_sure("ruleset(name=\"r\") { *.* @h\n}\n"));
  CHECK(is_sure("*.* { action(type=\"omfwd\" target=\"h\") }\n"));
}

TEST_CASE("rsyslog: what was discarded above does not arrive below") {
  CHECK(is_sure(":programname, isequal, \"snmpd\" stop\n*.* @h\n"));
  CHECK(is_sure("mail.* ~\n*.* @h\n"));
  CHECK_FALSE(is_sure("*.* stop\n*.* @h\n"));
  CHECK_FALSE(is_sure(":msg, !contains, \"x\" ~\n*.* @h\n"));
  CHECK_FALSE(is_sure("if $msg != '' then stop\n*.* @h\n"));
  CHECK(is_sure("*.* @h\n*.* stop\n"));
  CHECK_FALSE(is_sure("$IncludeConfig /etc/rsyslog.d/*.conf\n*.* @h\n*.* stop\n"));
  CHECK_FALSE(is_sure("$ActionExecOnlyWhenPreviousIsSuspended on\n*.* @h\n"));
}

TEST_CASE("rsyslog: what a filter governs ends with its action or its block") {
  const Reading r = read_as("rsyslog", "if $a == 'then' then {\n  if $b then { stop } else @a\n}\n*.* @b\n");
  CHECK(r.diagnostics() == "");
  REQUIRE(r.device.logging.targets.size() == 2);
  const Reading next = read_as("rsyslog", "if $a then @a\n*.* @b\r\n");
  CHECK_FALSE(next.device.logging.targets[0].transport.known());
  CHECK(next.device.logging.targets[1].transport.value == "udp");
}

TEST_CASE("rsyslog: messages of the device arrive only where a module takes them") {
  CHECK_FALSE(read_as("rsyslog", "module(load=\"imtcp\")\n*.* @h\n").device.logging.enabled.known());
  CHECK(read_as("rsyslog", "module(load=\"imjournal\")\n*.* @h\n").device.logging.enabled.value);
}

TEST_CASE("rsyslog: what is not understood opens logging") {
  const Reading r = read_as("rsyslog", "$NoSuch 1\n*.* ^/bin/x\ninclude(file=\"/srv/x.conf\")\n");
  CHECK(r.diagnostics() == "1:1: expected a directive, got '$NoSuch'\n");
  CHECK(r.states() == "?kk");
  CHECK(r.is_open(Domain::logging));
  CHECK(read_as("rsyslog", "action(type=\"omfwd\"\n").is_open(Domain::logging));
  CHECK(read_as("rsyslog", "").is_open(Domain::logging));
}

TEST_CASE("rsyslog: passwords of outputs are marked") {
  const std::string text = "action(type=\"ommysql\" server=\"db\" pwd=\"geheim\")\n";
  CHECK(hidden(read_as("rsyslog", text), text).find("geheim") == std::string::npos);
}

TEST_CASE("rsyslog: hostile nesting is bounded") {
  std::string deep;
  for (int i = 0; i < 50'000; ++i) deep += "if a then ";
  CHECK_FALSE(read_as("rsyslog", deep).result.lines.empty());
  std::string blocks;
  for (int i = 0; i < 50'000; ++i) blocks += "*.* {\n";
  CHECK(read_as("rsyslog", blocks).is_open(Domain::logging));
}

TEST_CASE("rsyslog: a diagnostic ends where a secret begins") {
  Reading r;
  r.result = grammars::read_and_redact(*grammars::find_format("rsyslog"),
                                       "$Nonsense password=\"topsecret\" more\n$Nonsensepassword=\"topsecret\"\n", {},
                                       r.device, [](std::string_view) { return std::string("fingerprint"); })
                 .result;
  CHECK(r.result.diagnostics.size() == 2);
  CHECK_FALSE(r.diagnostics().contains("topsecret"));
}
