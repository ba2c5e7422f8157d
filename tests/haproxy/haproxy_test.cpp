#include "analysis/path_exposure.hpp"
#include "support/reading.hpp"

using namespace muster;
using namespace muster::test;
using analysis::Answer;

namespace {

Reading read(std::string_view bytes, std::string_view disabled = {}) { return read_as("haproxy", bytes, disabled); }

/// A frontend in http mode with two backends; `lines` are separated by newlines.
Reading frontend(const std::string& lines) {
  return read("frontend f\n mode http\n bind :80\n" + lines +
              "\nbackend app\n mode http\n server s 10.0.0.1:80\nbackend other\n mode http\n server s 10.0.0.2:80\n");
}

std::string shown(const model::Frontend& frontend) {
  std::string text;
  for (const auto& rule : frontend.path_rules)
    text +=
        rule.match + ' ' + rule.path + ' ' + rule.action + ' ' + rule.target + (rule.opaque ? " opaque" : "") + '\n';
  return text + (frontend.default_target.known() ? "default " + frontend.default_target.value : "refuse") + '\n';
}

std::string rules(const std::string& lines) { return shown(frontend(lines).device.frontends.at(0)); }

Answer carbon(const std::string& lines) {
  return analysis::exposes(frontend(lines).device.frontends.at(0), "/carbon").answer;
}

const model::Credential& credential(const Reading& reading, std::string_view name) {
  for (const auto& each : reading.device.credentials)
    if (each.name.value == name) return each;
  FAIL("no credential " << name);
  return reading.device.credentials.front();
}

}  // namespace

TEST_CASE("haproxy: sections become frontends, pools, log targets and credentials") {
  const Reading r = read(fixture("haproxy/gateway.cfg"));
  CHECK(r.diagnostics() == "");
  CHECK(r.device.open_domains().empty());
  CHECK(assessed(r.result.counts()) == 1.0);
  REQUIRE(r.device.frontends.size() == 2);
  const model::Frontend& web = r.device.frontends[0];
  CHECK(web.name.value == "haproxy public");
  CHECK(web.binds.value == std::vector<std::string>{"0.0.0.0:443", ":::443"});
  CHECK(web.tls.value);
  CHECK(web.access_log.value);
  CHECK(shown(web) == "exact /oauth2/token forward app\nany  deny \nrefuse\n");
  CHECK(analysis::exposes(web, "/carbon").answer == Answer::no);
  const model::Frontend& stats = r.device.frontends[1];
  CHECK_FALSE(stats.tls.value);
  CHECK_FALSE(stats.access_log.value);
  CHECK(r.device.lines.get(stats.access_log.lines)[0] == Evidence{0, 29, 29});
  CHECK(shown(stats) == "prefix /stats respond stats\nany  deny \nrefuse\n");
}

TEST_CASE("haproxy: a pool is monitored if each of its servers is checked") {
  const Reading r = read(fixture("haproxy/gateway.cfg"));
  REQUIRE(r.device.pools.size() == 1);
  const model::Pool& pool = r.device.pools[0];
  CHECK(pool.name.value == "haproxy app");
  CHECK_FALSE(pool.monitor.value);
  CHECK(r.device.lines.get(pool.monitor.lines)[0] == Evidence{0, 26, 26});
  REQUIRE(pool.members.size() == 3);
  CHECK(pool.members[0].monitored.value);
  CHECK(pool.members[0].address.value == "10.0.0.1");
  CHECK(pool.members[0].port.value == 8080);
  CHECK(pool.members[1].backup.value);
  CHECK_FALSE(pool.members[2].monitored.value);
  CHECK(pool.members[2].state.value == "down");
  CHECK(read("backend b\n server a 10.0.0.1:80 check\n").device.pools[0].monitor.value);
  CHECK_FALSE(read("backend b\n option httpchk\n server a 10.0.0.1:80\n").device.pools[0].monitor.value);
}

TEST_CASE("haproxy: log targets") {
  const Reading r = read(fixture("haproxy/gateway.cfg"));
  REQUIRE(r.device.logging.targets.size() == 2);
  CHECK(r.device.logging.targets[0].name.value == "192.0.2.50 udp 5140");
  CHECK(r.device.logging.targets[0].severity.value == "notifications");
  CHECK(r.device.logging.targets[1].transport.value == "local");
  CHECK(r.device.logging.targets[1].severity.value == "debugging");
  const auto target = [](const std::string& line) {
    const Reading made = read("global\n log " + line + "\nring r\n server s 192.0.2.9:6514\n");
    return made.device.logging.targets.at(0).name.value;
  };
  CHECK(target("192.0.2.1 local0") == "192.0.2.1 udp 514");
  CHECK(target("udp@[2001:db8::1]:1514 len 4096 format rfc5424 local0 info") == "2001:db8::1 udp 1514");
  CHECK(target("ring@r local0") == "192.0.2.9 tcp 6514");
  CHECK(target("stdout format raw local0") == "stdout");
  CHECK(read("global\n log \"${LOGHOST}\" local0\n").device.logging.targets[0].address.state == model::State::unknown);
}

TEST_CASE("haproxy: requests are logged only with a target and a format that tells of requests") {
  const auto log = [](const std::string& lines) {
    return read("global\n log 192.0.2.1 local0\ndefaults\n" + lines + "frontend f\n bind :80\n")
        .device.frontends[0]
        .access_log.value;
  };
  CHECK(log(" log global\n option httplog\n"));
  CHECK(log(" log global\n log-format %ci\n"));
  CHECK_FALSE(log(" log global\n"));
  CHECK_FALSE(log(" option httplog\n"));
  CHECK_FALSE(log(" log global\n option httplog\n no option httplog\n"));
  CHECK_FALSE(log(" log global\n option httplog\n option dontlog-normal\n"));
  CHECK_FALSE(log(" log global\n option httplog\n no log\n"));
  CHECK_FALSE(read("frontend f\n log global\n option httplog\n bind :80\n").device.frontends[0].access_log.value);
}

TEST_CASE("haproxy: defaults are inherited, from the last ones or by name") {
  const Reading r = read(
      "defaults a\n mode http\ndefaults b from a\n option httplog\n log 192.0.2.1 local0\n"
      "defaults\n mode tcp\nfrontend f from b\n bind :80\n default_backend app\nfrontend g\n bind :81\n"
      " default_backend app\nbackend app from a\n server s 10.0.0.1:80\n");
  CHECK(r.device.frontends[0].access_log.value);
  CHECK(shown(r.device.frontends[0]) == "default app\n");
  CHECK_FALSE(r.device.frontends[1].access_log.value);
  CHECK(shown(r.device.frontends[1]) == "other  forward app\nrefuse\n");
  CHECK(read("frontend f from gone\n bind :80\n").device.frontends[0].open);
}

TEST_CASE("haproxy: tests of the path") {
  const auto deny = [](const std::string& acl) {
    return rules("acl a " + acl + "\nhttp-request deny if a\ndefault_backend app");
  };
  CHECK(deny("path /carbon /x") == "exact /carbon deny \nexact /x deny \ndefault app\n");
  CHECK(deny("path_beg /carbon") == "prefix /carbon deny \ndefault app\n");
  CHECK(deny("path -m beg /carbon") == "prefix /carbon deny \ndefault app\n");
  CHECK(deny("path_beg -i /carbon") == "regex (?i)^\\/carbon deny \ndefault app\n");
  CHECK(deny("path,url_dec -m str /carbon") == "regex ^\\/carbon$ deny \ndefault app\n");
  CHECK(deny("path,lower -m end .jsp") == "regex (?i)\\.jsp$ deny \ndefault app\n");
  CHECK(deny("path_reg -i ^/(a|b)") == "regex (?i)^/(a|b) deny \ndefault app\n");
  CHECK(deny("path_dir carbon") == "regex (^|[/?])carbon([/?]|$) deny \ndefault app\n");
  CHECK(deny("path_sub car\\ bon") == "regex car\\ bon deny \ndefault app\n");
  CHECK(deny("path_beg \"$PREFIX\"") == "other  deny \ndefault app\n");
  CHECK(deny("path_beg -f /etc/paths.lst") == "other  deny \ndefault app\n");
  CHECK(deny("path_len 3") == "other  deny \ndefault app\n");
  CHECK(deny("hdr(host) -i example.com") == "other  deny \ndefault app\n");
}

TEST_CASE("haproxy: conditions") {
  CHECK(rules("http-request deny if { path_beg /a } || { path /b } or { src 10.0.0.1 }\ndefault_backend app") ==
        "prefix /a deny \nexact /b deny \nother  deny \ndefault app\n");
  CHECK(rules("http-request deny if { path_beg /a } { src 10.0.0.1 }\ndefault_backend app") ==
        "other  deny \ndefault app\n");
  CHECK(rules("acl ok path /a\nacl ok path /b\nhttp-request deny if !ok\ndefault_backend app") ==
        "exact /a forward app\nexact /b forward app\nany  deny \nrefuse\n");
  CHECK(rules("acl ok path /a\nhttp-request deny unless ok || { src 10.0.0.1 }\ndefault_backend app") ==
        "exact /a forward app\nother  forward app\nany  deny \nrefuse\n");
  CHECK(rules("http-request deny if TRUE\ndefault_backend app") == "any  deny \ndefault app\n");
  CHECK(rules("http-request deny if nowhere\ndefault_backend app") == "other  deny \ndefault app\n");
}

TEST_CASE("haproxy: rules decide in HAProxy's order") {
  CHECK(rules("use_backend other if { path_beg /a }\ndefault_backend app\nhttp-request deny if { path_beg /a/b }\n"
              "redirect location /x if { path /r }\nmonitor-uri /up") ==
        "exact /up respond \nprefix /a/b deny \nexact /r redirect \nprefix /a forward other\ndefault app\n");
  CHECK(rules("http-request allow if { path /a }\nhttp-request deny\ndefault_backend app") ==
        "exact /a forward app\nany  deny \nrefuse\n");
  CHECK(rules("http-request return status 200 if { path /a }\nuse_backend %[req.hdr(host)] if { path /b }") ==
        "exact /a respond \nexact /b other \nany  deny \nrefuse\n");
  CHECK(rules("http-request set-path /carbon if { path /a }\ndefault_backend app") == "exact /a other \ndefault app\n");
  CHECK(rules("tcp-request content reject if { src 10.0.0.1 }\ndefault_backend app") == "other  deny \ndefault app\n");
  CHECK(rules("http-request auth unless { http_auth(l) }\ndefault_backend app") == "other  deny \ndefault app\n");
  CHECK(rules("http-request lua.choose\ndefault_backend app") == "other  other  opaque\nrefuse\n");
  CHECK(rules("bind :81") == "any  deny \nrefuse\n");
}

TEST_CASE("haproxy: the rules of a backend count for what is sent to it") {
  const Reading r = read(
      "frontend f\n mode http\n bind :80\n use_backend a if { path_beg /a }\n default_backend b\n"
      "backend a\n mode http\n http-request deny if { path_beg /a/x }\n server s 10.0.0.1:80\n"
      "backend b\n mode http\n http-request set-path /carbon\n server s 10.0.0.1:80\n");
  CHECK(shown(r.device.frontends[0]) == "prefix /a/x deny \nprefix /a forward a\nother  other  opaque\nrefuse\n");
  CHECK(analysis::exposes(r.device.frontends[0], "/carbon").answer == Answer::unknown);
}

TEST_CASE("haproxy: exact allowlists are proved, prefixes are not, and open defaults are exposed") {
  CHECK(carbon("acl a path /oauth2/token\nhttp-request deny unless a\ndefault_backend app") == Answer::no);
  CHECK(carbon("use_backend app if { path /oauth2/token }") == Answer::no);
  CHECK(carbon("use_backend app if { path_beg /oauth2/ }") == Answer::unknown);
  CHECK(carbon("acl a path,url_dec /oauth2/token\nhttp-request deny unless a\ndefault_backend app") == Answer::unknown);
  CHECK(carbon("default_backend app") == Answer::yes);
  CHECK(carbon("use_backend app if { path /oauth2/token } || { src 10.0.0.0/8 }") == Answer::unknown);
  CHECK(carbon("http-request deny if { src 10.0.0.1 }\nuse_backend app if { path /oauth2/token }") == Answer::no);
  CHECK(carbon("use_backend app if { path /oauth2/token }\nhttp-request set-path /carbon") == Answer::unknown);
  CHECK(carbon("frobnicate\nuse_backend app if { path /oauth2/token }") == Answer::unknown);
}

TEST_CASE("haproxy: passwords are credentials, stored as they stand, and hidden") {
  const std::string text = fixture("haproxy/gateway.cfg");
  const Reading r = read(text);
  REQUIRE(r.device.credentials.size() == 3);
  CHECK(credential(r, "stats stats admin").value.value.format == "plain");
  CHECK(credential(r, "stats stats admin").value.value.value.reveal() == "swordfish");
  CHECK(credential(r, "userlist operators alice").value.value.format == "sha256-crypt");
  CHECK(credential(r, "userlist operators bob").value.value.value.reveal() == "top secret");
  CHECK(credential(r, "userlist operators bob").kind.value == "proxy");
  const std::string shown = hidden(r, text);
  for (const char* const secret : {"swordfish", "$5$salt", "top secret"})
    CHECK(shown.find(secret) == std::string::npos);
  CHECK(shown.find("stats auth admin:<secret:x>") != std::string::npos);
  const Reading masked =
      read("listen s\n bind :1\n stats auth admin:<secret:ab12>\nuserlist l\n user u insecure-password ****\n");
  for (const auto& each : masked.device.credentials) CHECK(each.value.state == model::State::unknown);
  const std::string header =
      "frontend f\n http-request set-header Authorization \"Basic Zm9vOmJhcg==\" if { path /x }\n";
  CHECK(hidden(read(header), header).find("Zm9v") == std::string::npos);
}

TEST_CASE("haproxy: comments, quotes and indentation") {
  CHECK(
      rules(
          "# default_backend app\nhttp-request deny if { path \"/a b\" } # if { path /c }\n\tdefault_backend other") ==
      "exact /a b deny \ndefault other\n");
  const Reading flat =
      read("frontend f\nmode http\nbind :80\nhttp-request return string \"\nfrontend x\" if { path '/a#' }\n");
  CHECK(flat.device.frontends.size() == 2);  // HAProxy has no quotes over several lines
}

TEST_CASE("haproxy: what is not understood opens its own section") {
  const Reading r = read("frontend f\n bind :80\n frobnicate on\nfrontend g\n bind :81\n");
  CHECK(r.states() == "uu?uu");
  CHECK(r.device.frontends[0].open);
  CHECK_FALSE(r.device.frontends[1].open);
  CHECK_FALSE(r.is_open(Domain::proxy));
  const Reading all = read("global\n frobnicate\nfrontend g\n bind :81\n");
  CHECK(all.device.frontends[0].open);
  CHECK(all.is_open(Domain::proxy));
  CHECK(read("defaults\n frobnicate\nfrontend g\n bind :81\n").device.frontends[0].open);
  CHECK(read("frontend f\n filter spoe engine x\n bind :80\n").device.frontends[0].open);
  CHECK(read("frobnicate\nfrontend g\n bind :81\n").states() == "?uu");
  CHECK(read("frobnicate\nfrontend g\n bind :81\n").device.frontends[0].open);
  CHECK(read(".if defined(X)\nfrontend g\n bind :81\n.endif\n").device.frontends[0].open);
  CHECK(read("frontend f\n acl\n").diagnostics() == "2:5: expected at least 2 arguments, got ''\n");
  CHECK(read("frontend\n bind :80\n").states() == "kk");
}

TEST_CASE("haproxy: a disabled proxy listens on nothing") {
  CHECK(read("listen l\n disabled\n bind :80\n server s 10.0.0.1:80\n").device.frontends.empty());
}

TEST_CASE("haproxy: switching a handler off never makes an answer look better") {
  const std::string bytes = fixture("haproxy/gateway.cfg");
  const Reading whole = read(bytes);
  for (const auto& keyword : grammars::find_format("haproxy")->keywords()) {
    if (keyword.treatment != grammars::Treatment::modelled) continue;
    INFO(keyword.path);
    const Reading off = read(bytes, keyword.path);
    CHECK(off.result.counts().understood <= whole.result.counts().understood);
    if (off.states() == whole.states()) continue;
    CHECK((off.device.open_domains() & keyword.domains) == keyword.domains);
  }
  const Reading no_deny = read(bytes, "frontend/http-request");
  CHECK(analysis::exposes(no_deny.device.frontends[0], "/carbon").answer == Answer::unknown);
}

TEST_CASE("haproxy: hostile input is read in bounded time") {
  CHECK(read("").device.frontends.empty());
  CHECK(read("\r\n#\n").states() == "uu");
  CHECK(read("frontend " + std::string(1'000'000, 'x') + "\n").device.frontends.size() == 1);
  CHECK(read("frontend f\n " + std::string(1'000'000, '"') + "\n").result.counts().unknown == 1);
  const std::string_view bytes("frontend f\n \0\xff\xfe x\n bind :80\n", 28);
  CHECK(read(bytes).states() == "u?u");
  std::string many = "frontend f\n mode http\n bind :80\n";
  for (int i = 0; i < 20'000; ++i)
    many += " http-request deny unless { path /a } || { path_reg ^/(b+)+" + std::to_string(i) + "$ }\n";
  CHECK(read(many + " default_backend app\n").device.frontends.at(0).path_rules.size() <= 1000);
  std::string inherited = "defaults\n";
  for (int i = 0; i < 20'000; ++i) inherited += " log global\n";
  for (int i = 0; i < 5'000; ++i) inherited += "frontend f" + std::to_string(i) + "\n bind :80\n";
  CHECK(read(inherited).device.frontends.back().open);
}

TEST_CASE("haproxy: the name of a bind says nothing of TLS versions") {
  const auto reading = test::read_as("haproxy",
      "defaults\n mode http\nfrontend f\n bind :443 ssl crt x ssl-min-ver TLSv1.0 name no-tlsv10\n default_backend b\n"
      "backend b\n server s 10.0.0.1:80 check\n");
  REQUIRE(reading.device.frontends.size() == 1);
  CHECK(reading.device.frontends[0].tls_versions.value == std::vector<std::string>{"1.0", "1.1", "1.2", "1.3"});
}

TEST_CASE("haproxy: a socket of the file system is one that only the device itself reaches, however it is written") {
  const auto reading = read("frontend a\n bind unix@/run/a.sock\n bind /run/b.sock\n bind unix@c:80\n");
  CHECK(reading.device.frontends.at(0).binds.value == std::vector<std::string>{"unix:/run/a.sock", "unix:/run/b.sock", "unix:c:80"});
}
