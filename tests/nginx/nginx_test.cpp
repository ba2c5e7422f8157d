#include "analysis/path_exposure.hpp"
#include "support/reading.hpp"

using namespace muster;
using namespace muster::test;
using analysis::Answer;

namespace {

Reading read(std::string_view bytes, std::string_view disabled = {}) { return read_as("nginx", bytes, disabled); }

Reading server(const std::string& lines) {
  return read("http {\nupstream app { server 10.0.0.1:80; }\nserver {\n" + lines + "\n}\n}\n");
}

std::string shown(const model::Frontend& frontend) {
  std::string text;
  for (const auto& rule : frontend.path_rules)
    text +=
        rule.match + ' ' + rule.path + ' ' + rule.action + ' ' + rule.target + (rule.opaque ? " opaque" : "") + '\n';
  return text;
}

std::string rules(const std::string& lines) { return shown(server(lines).device.frontends.at(0)); }

Answer carbon(const std::string& lines) {
  return analysis::exposes(server(lines).device.frontends.at(0), "/carbon").answer;
}

}  // namespace

TEST_CASE("nginx: a dump is read as nginx reads it, with its includes") {
  const Reading r = read(fixture("nginx/dump.conf"));
  CHECK(r.diagnostics() == "");
  CHECK(r.device.open_domains().empty());
  CHECK(r.result.counts().unknown == 0);
  CHECK(r.result.counts().known == 0);
  REQUIRE(r.device.frontends.size() == 2);
  const model::Frontend& tls = r.device.frontends[0];
  CHECK(tls.name.value == "nginx gw.example.net *:443");
  CHECK(tls.product.value == "nginx");
  CHECK(tls.binds.value == std::vector<std::string>{"0.0.0.0:443", "[::]:443"});
  CHECK(tls.tls.value);
  CHECK(tls.access_log.value);
  CHECK(r.device.lines.get(tls.access_log.lines)[0] == Evidence{0, 9, 9});
  CHECK(tls.default_target.state == model::State::absent);
  CHECK(shown(tls) ==
        "exact /oauth2/token forward app\n"
        "prefix-final /static/ respond \n"
        "prefix / deny \n"
        "regex \\.php$ deny \n");
  CHECK(r.device.lines.get(tls.path_rules[0].lines)[0] == Evidence{0, 25, 25});
  CHECK_FALSE(r.device.frontends[1].tls.value);
  CHECK(shown(r.device.frontends[1]) == "any  redirect \n");
  CHECK(analysis::exposes(tls, "/carbon").answer == Answer::no);
  CHECK(analysis::exposes(r.device.frontends[1], "/carbon").answer == Answer::no);
}

TEST_CASE("nginx: upstreams are pools; nginx does not probe them") {
  const Reading r = read(fixture("nginx/dump.conf"));
  REQUIRE(r.device.pools.size() == 1);
  const model::Pool& pool = r.device.pools[0];
  CHECK(pool.name.value == "nginx app");
  CHECK(pool.monitor.state == model::State::defaulted);
  CHECK_FALSE(pool.monitor.value);
  REQUIRE(pool.members.size() == 2);
  CHECK(pool.members[0].address.value == "10.0.0.1");
  CHECK(pool.members[0].port.value == 8080);
  CHECK_FALSE(pool.members[0].backup.value);
  CHECK(pool.members[1].backup.value);
  const Reading probed = server("location / { proxy_pass http://app; health_check interval=5; }");
  CHECK(probed.device.pools[0].monitor.value);
  CHECK(probed.device.pools[0].members[0].monitored.value);
}

TEST_CASE("nginx: log targets and levels") {
  const Reading r = read(fixture("nginx/dump.conf"));
  REQUIRE(r.device.logging.targets.size() == 2);
  const model::LogTarget& remote = r.device.logging.targets[0];
  CHECK(remote.name.value == "192.0.2.50 udp 5140");
  CHECK(remote.address.value == "192.0.2.50");
  CHECK(remote.port.value == 5140);
  CHECK(remote.transport.value == "udp");
  CHECK(remote.severity.value == "notifications");
  CHECK(r.device.logging.targets[1].name.value == "/var/log/nginx/error.log");
  CHECK(r.device.logging.targets[1].severity.value == "warnings");
  CHECK(r.device.logging.enabled.value);
  const auto target = [](const std::string& place) {
    const auto made = read("error_log " + place + ";").device.logging.targets;
    return made.empty() ? std::string("none") : made[0].name.value + ' ' + made[0].transport.value;
  };
  CHECK(target("syslog:server=[2001:db8::1]") == "2001:db8::1 udp 514 udp");
  CHECK(target("syslog:server=unix:/dev/log,facility=daemon") == "/dev/log local");
  CHECK(target("/dev/null") == "none");
  CHECK(target("stderr info") == "none");
}

TEST_CASE("nginx: the access log is inherited, and off where a server or a forwarding location says so") {
  const auto log = [](const std::string& http, const std::string& in_server) {
    return read("http { " + http + " server { " + in_server + " } }").device.frontends[0].access_log;
  };
  CHECK(log("", "").state == model::State::defaulted);
  CHECK(log("", "").value);
  CHECK_FALSE(log("access_log off;", "").value);
  CHECK(log("access_log off;", "access_log /var/log/a;").value);
  CHECK_FALSE(log("", "location / { access_log off; proxy_pass http://a; }").value);
  CHECK(log("", "location = /favicon.ico { access_log off; }").value);
  CHECK(log("access_log /var/log/a combined if=$loggable;", "").state == model::State::unknown);
}

TEST_CASE("nginx: listen directives") {
  const auto bind = [](const std::string& listen) {
    return server("listen " + listen + ";").device.frontends[0].binds.value.at(0);
  };
  CHECK(bind("8080") == "0.0.0.0:8080");
  CHECK(bind("*:8080 default_server") == "0.0.0.0:8080");
  CHECK(bind("127.0.0.1") == "127.0.0.1:80");
  CHECK(bind("[::1]") == "[::1]:80");
  CHECK(bind("unix:/run/nginx.sock") == "unix:/run/nginx.sock");
  CHECK(server("").device.frontends[0].binds.value.at(0) == "0.0.0.0:80");
  CHECK_FALSE(server("listen 80; listen 443 ssl;").device.frontends[0].tls.value);
  CHECK(server("listen 443; ssl on;").device.frontends[0].tls.value);
  const Reading twice = read("http { server { listen 80; } server { listen 80; } }");
  CHECK(twice.device.frontends[1].name.value == "nginx _ *:80 #2");
}

TEST_CASE("nginx: locations are listed in the order in which nginx tries them") {
  CHECK(
      rules(
          "location ~* ^/A { return 403; } location / { proxy_pass http://app; } location /long/path { return 200; }\n"
          "location ^~ /static { return 302 /x; } location =/exact { proxy_pass http://app; } location ~\\.do$ { "
          "return 404; }") ==
      "exact /exact forward app\nprefix /long/path respond \nprefix-final /static redirect \nprefix / forward app\n"
      "regex (?i)^/A deny \nregex \\.do$ deny \n");
}

TEST_CASE("nginx: what a location does with a request") {
  CHECK(rules("location / { deny all; proxy_pass http://app; }") == "prefix / deny \n");
  CHECK(rules("location / { allow 10.0.0.0/8; deny all; proxy_pass http://app; }") == "prefix / other app\n");
  CHECK(rules("deny all; location / { proxy_pass http://app; }") == "prefix / deny \n");
  CHECK(rules("deny all; location / { allow all; proxy_pass http://app; }") == "prefix / forward app\n");
  CHECK(rules("deny all; satisfy any; location / { proxy_pass http://app; auth_basic x; }") == "prefix / other app\n");
  CHECK(rules("location / { auth_basic \"closed site\"; proxy_pass http://app; }") == "prefix / other app\n");
  CHECK(rules("auth_basic x; location / { auth_basic off; proxy_pass http://app; }") == "prefix / forward app\n");
  CHECK(rules("location / { return 403; proxy_pass http://app; }") == "prefix / deny \n");
  CHECK(rules("location / { proxy_pass http://app; return 403; }") == "prefix / deny \n");
  CHECK(rules("location / { rewrite ^ /carbon; proxy_pass http://app; }") == "prefix / other app\n");
  CHECK(rules("location / { if ($arg_x) { return 403; } proxy_pass http://app; }") == "prefix / other app\n");
  CHECK(rules("location / { try_files $uri @app; } location @app { proxy_pass http://app; }") ==
        "prefix / forward app\n");
  CHECK(rules("location / { try_files $uri =404; }") == "prefix / respond \n");
  CHECK(rules("location / { try_files $uri /index.php; }") == "prefix / other \n");
  CHECK(rules("location / { internal; proxy_pass http://app; }") == "prefix / other app\n");
  CHECK(rules("location / { proxy_pass http://$backend; }") == "prefix / other $backend\n");
  CHECK(rules("location /a/ { proxy_pass http://app/a/; }") == "prefix /a/ forward app\n");
  CHECK(rules("location = /token { proxy_pass http://app/carbon; }") == "exact /token other app\n");
  CHECK(rules("location / { limit_except GET { deny all; } proxy_pass http://app; }") == "prefix / other app\n");
  CHECK(rules("location / { limit_except GET { proxy_pass http://app; } }") == "prefix / other \n");
  CHECK(rules("location / { fastcgi_pass unix:/run/php.sock; }") == "prefix / forward unix:/run/php.sock\n");
}

TEST_CASE("nginx: what the server itself says comes before its locations") {
  CHECK(rules("location / { proxy_pass http://app; } return 403;") == "any  deny \nprefix / forward app\n");
  CHECK(rules("if ($request_uri ~* \"^/(carbon|services)\") { return 403; } location / { proxy_pass http://app; }") ==
        "regex (?i)^/(carbon|services) deny \nprefix / forward app\n");
  CHECK(rules("if ($bad) { return 403; }") == "other  deny \n");
  CHECK(rules("if ($uri ~ ^/$x) { return 403; }") == "other  deny \n");
  CHECK(rules("if ($bad) { rewrite ^ /x; }") == "other  other  opaque\n");
  CHECK(rules("rewrite ^/x /carbon;") == "other  other  opaque\n");
}

TEST_CASE("nginx: an error page in a named location sees the path, so refusals may forward") {
  CHECK(rules("error_page 403 = @app; location / { return 403; } location @app { proxy_pass http://app; }") ==
        "prefix / other \nother  other  opaque\n");
  CHECK(carbon(
            "error_page 404 @app; location = /x { proxy_pass http://app; } location @app { proxy_pass http://app; }") ==
        Answer::unknown);
  CHECK(carbon("error_page 404 /404.html; location = /x { proxy_pass http://app; }") == Answer::no);
}

TEST_CASE("nginx: nested locations count, and patterns inside others are opaque") {
  CHECK(rules("location /a { return 403; location /a/b { proxy_pass http://app; } location ~ x { return 200; } }") ==
        "prefix /a/b forward app\nprefix /a deny \nregex x other  opaque\n");
}

TEST_CASE("nginx: comments and quoted strings are no directives") {
  CHECK(rules("# location / { proxy_pass http://app; }\nlocation = /x { return 200 \"} location / { proxy_pass "
              "http://app; }\"; }") == "exact /x respond \n");
}

TEST_CASE("nginx: an unknown directive opens its server and no other") {
  const Reading r =
      read("http {\nserver {\nlocation = /x { proxy_pass http://a; }\nfrobnicate on;\n}\nserver { listen 81; }\n}\n");
  CHECK(r.states() == "uuu?uuu");
  CHECK(r.device.frontends[0].open);
  CHECK(r.device.lines.get(r.device.frontends[0].opened_by)[0] == Evidence{0, 4, 4});
  CHECK_FALSE(r.device.frontends[1].open);
  CHECK_FALSE(r.is_open(Domain::proxy));
  CHECK(analysis::exposes(r.device.frontends[0], "/carbon").answer == Answer::unknown);
  const Reading above = read("http {\nfrobnicate on;\nserver { }\n}\n");
  CHECK(above.device.frontends[0].open);
  CHECK(above.is_open(Domain::proxy));
  CHECK(server("location / { access_by_lua_block { x } }").device.frontends[0].open);
}

TEST_CASE("nginx: an include that is not there opens what it could hold") {
  const Reading r = read("http {\n include conf.d/*.conf;\n server { }\n}\n");
  CHECK(r.states() == "ukuu");
  CHECK(r.is_open(Domain::proxy));
  CHECK(r.is_open(Domain::logging));
  CHECK(r.device.frontends[0].open);
  const std::string dump =
      "# configuration file /etc/nginx/nginx.conf:\nhttp { include gone.conf; include none/*.conf; }\n";
  CHECK(read(dump).states() == "uk");
  CHECK(read(dump).is_open(Domain::proxy));
}

TEST_CASE("nginx: text in a dump that nothing includes is not trusted") {
  const Reading r =
      read("# configuration file /etc/nginx/nginx.conf:\nhttp { server { }\n}\n# configuration file /x:\nserver { }\n");
  CHECK(r.states() == "uuuu?");
  CHECK(r.is_open(Domain::proxy));
  CHECK(r.device.frontends[0].open);
  CHECK(read("nginx: [emerg] bad\n# configuration file /a:\n").states() == "?u");
}

TEST_CASE("nginx: a text that is cut opens everything it could say") {
  const Reading r = read("http {\nserver {\nlocation = /x { proxy_pass http://a; }\n");
  CHECK(r.diagnostics() == "1:6: expected '}' for this block, got ''\n2:8: expected '}' for this block, got ''\n");
  CHECK(r.is_open(Domain::proxy));
  CHECK(r.is_open(Domain::logging));
  CHECK(analysis::exposes(r.device.frontends.at(0), "/carbon").answer == Answer::unknown);
}

TEST_CASE("nginx: bad arguments are told exactly") {
  CHECK(server("proxy_pass;").diagnostics() == "4:11: expected 1 arguments, got ''\n");
  CHECK(server("location ~ a b { }").diagnostics() == "4:15: expected a modifier and a path, got ''\n");
  CHECK(server("location ~ a b { }").device.frontends[0].open);
}

TEST_CASE("nginx: a stream server forwards what it cannot see") {
  const Reading r = read("stream { server { listen 9443; proxy_pass 10.0.0.1:9443; } }");
  REQUIRE(r.device.frontends.size() == 1);
  CHECK(r.device.frontends[0].name.value == "nginx stream *:9443");
  CHECK(analysis::exposes(r.device.frontends[0], "/carbon").answer == Answer::unknown);
  CHECK_FALSE(r.device.frontends[0].access_log.value);
}

TEST_CASE("nginx: credentials that are sent along are secret") {
  const std::string text =
      "http { proxy_set_header Authorization \"Basic dXNlcjpwYXNz\"; proxy_set_header Host $host;\n"
      "secure_link_md5 \"$uri swordfish\"; }";
  const std::string shown = hidden(read(text), text);
  CHECK(shown.find("dXNl") == std::string::npos);
  CHECK(shown.find("swordfish") == std::string::npos);
  CHECK(shown.find("Host $host") != std::string::npos);
}

TEST_CASE("nginx: switching a handler off never makes an answer look better") {
  const std::string bytes = fixture("nginx/dump.conf");
  const Reading whole = read(bytes);
  for (const auto& keyword : grammars::find_format("nginx")->keywords()) {
    if (keyword.treatment != grammars::Treatment::modelled) continue;
    INFO(keyword.path);
    const Reading off = read(bytes, keyword.path);
    CHECK(off.result.counts().understood <= whole.result.counts().understood);
    if (off.states() == whole.states()) continue;
    CHECK((off.device.open_domains() & keyword.domains) == keyword.domains);
    const bool about_proxy = keyword.domains.contains(Domain::proxy);
    for (const auto& each : off.device.frontends)
      if (about_proxy && analysis::exposes(each, "/carbon").answer == Answer::no) CHECK(off.is_open(Domain::proxy));
  }
}

TEST_CASE("nginx: hostile input is read in linear time") {
  CHECK(read("").device.frontends.empty());
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "location / { proxy_pass;\n";
  CHECK(read("http { server { " + deep).is_open(Domain::proxy));
  CHECK(read(std::string(100'000, '{')).is_open(Domain::proxy));
  CHECK(read("http { server { location " + std::string(1'000'000, 'x') + " { } } }").device.frontends.size() == 1);
  std::string wide = "http { server { allow 10.0.0.1; error_page 404 @a; access_log /a;\r\n";
  for (int i = 0; i < 30'000; ++i) wide += "location /" + std::to_string(i) + " { proxy_pass http://a; }\n";
  CHECK(read(wide + "}}").device.frontends.at(0).path_rules.size() == 30'001);
  std::string loop = "# configuration file /n:\n";
  for (int i = 0; i < 200; ++i) loop += "include /n;\n";
  CHECK(read(loop).is_open(Domain::proxy));
  CHECK(read(std::string_view("http {\0 server \xff{ } }", 22)).is_open(Domain::proxy));
}
