#include "analysis/path_exposure.hpp"
#include "support/reading.hpp"

using namespace muster;
using namespace muster::test;
using analysis::Answer;

namespace {

Reading read_host(const std::string& text) {
  return read_as("apache", "Listen 80\n<VirtualHost *:80>\nServerName a\n" + text + "</VirtualHost>\n");
}

Answer exposes(const Reading& r, const std::string& path) {
  REQUIRE(r.device.frontends.size() == 1);
  return analysis::exposes(r.device.frontends[0], path).answer;
}

}  // namespace

TEST_CASE("apache: names of directives and sections ignore case") {
  const Reading r =
      read_as("apache", "LISTEN 80\n<virtualhost *:80>\n servername a\n PROXYPASS / http://b/\n</VirtualHost>\n");
  CHECK(r.diagnostics() == "");
  CHECK(exposes(r, "/carbon") == Answer::yes);
}

TEST_CASE("apache: a comment may go on over the next line") {
  const Reading r = read_host("# quiet \\\nProxyPass / http://b/\n");
  CHECK(r.device.frontends[0].path_rules.empty());
  CHECK(exposes(r, "/carbon") == Answer::no);
}

TEST_CASE("apache: a virtual host's own ProxyPass comes before that of the main server") {
  const Reading r = read_as("apache",
                            "Listen 80\nProxyPass / http://b/\n<VirtualHost *:80>\nServerName a\nProxyPass /carbon !\n"
                            "</VirtualHost>\n");
  REQUIRE(r.device.frontends.size() == 1);
  const auto& rules = r.device.frontends[0].path_rules;
  REQUIRE(rules.size() == 3);
  CHECK(rules[0].action == "respond");
  CHECK(rules[2].action == "forward");
}

TEST_CASE("apache: the last Location that says who may counts") {
  CHECK(exposes(read_host("<Location /carbon>\nRequire all denied\n</Location>\nProxyPass /carbon http://b/carbon\n"),
                "/carbon") == Answer::unknown);  // other spellings may pass
  CHECK(exposes(read_host("<Location /carbon>\nRequire all denied\n</Location>\n<Location />\nRequire all granted\n"
                          "</Location>\nProxyPass / http://b/\n"),
                "/carbon") == Answer::yes);
  CHECK(exposes(read_host("<Location />\nRequire all granted\n</Location>\n<Location /carbon>\nRequire all denied\n"
                          "</Location>\nProxyPass / http://b/\n"),
                "/carbon") != Answer::no);
}

TEST_CASE("apache: RewriteRule with [P] comes before ProxyPass, and one that rewrites leaves everything open") {
  CHECK(exposes(read_host("RewriteEngine on\nRewriteRule ^/(.*)$ http://b/$1 [P]\nProxyPass /carbon !\n"), "/carbon") ==
        Answer::yes);
  CHECK(exposes(read_host("RewriteRule ^/(.*)$ http://b/$1 [P]\n"), "/carbon") == Answer::no);  // the engine is off
  CHECK(exposes(read_host("RewriteEngine on\nRewriteRule ^/a/(.*)$ /$1 [PT]\n"), "/carbon") == Answer::unknown);
}

TEST_CASE("apache: folders whose files may hold rewrite rules prove nothing") {
  CHECK(exposes(read_host("<Directory /srv>\nAllowOverride All\n</Directory>\n"), "/carbon") == Answer::unknown);
  CHECK(exposes(read_host("<Directory /srv>\nAllowOverride AuthConfig\n</Directory>\n"), "/carbon") == Answer::no);
}

TEST_CASE("apache: a path sent on raw is no proof, nor is one that a variable names") {
  CHECK(exposes(read_host("ProxyPassMatch ^/token$ http://b\n"), "/carbon") == Answer::no);
  CHECK(exposes(read_host("ProxyPassMatch ^/token$ http://b nocanon\n"), "/carbon") == Answer::unknown);
  CHECK(exposes(read_host("ProxyPass ${PATH} http://b/\n"), "/carbon") == Answer::unknown);
}

TEST_CASE("apache: what depends on the start of the server opens it, unless it cannot matter") {
  const Reading r = read_host(
      "<IfDefine X>\nProxyPass / http://b/\n</IfDefine>\n<IfModule mod_ssl.c>\nSSLCompression off\n</IfModule>\n");
  CHECK(r.device.frontends[0].open);
  CHECK(r.device.open_domains().empty());
  CHECK_FALSE(read_host("<IfVersion >= 2.4>\nSSLCompression off\n</IfVersion>\n").device.frontends[0].open);
}

TEST_CASE("apache: sections that do not match open everything") {
  const Reading r = read_as("apache", "Listen 80\n<VirtualHost *:80>\nServerName a\n");
  CHECK(r.diagnostics() == "2:1: expected </virtualhost> further down, got 'virtualhost'\n");
  CHECK(r.device.open_domains().contains(Domain::proxy));
  CHECK(read_as("apache", "</Location>\n").diagnostics() == "1:1: expected a directive, got '</location>'\n");
}

TEST_CASE("apache: an unknown directive of a virtual host opens that host only") {
  const Reading r = read_as("apache",
                            "Listen 80\n<VirtualHost *:80>\nServerName a\nNoSuchThing on\n</VirtualHost>\n"
                            "<VirtualHost *:80>\nServerName b\n</VirtualHost>\n");
  CHECK(r.diagnostics() == "4:1: expected a directive, got 'NoSuchThing'\n");
  CHECK(r.device.frontends[0].open);
  CHECK_FALSE(r.device.frontends[1].open);
}

TEST_CASE("apache: secrets are marked") {
  const std::string text =
      "AuthLDAPBindPassword \"wolke 7\"\r\nRequestHeader set Authorization \"Basic abc\"\r\n"
      "ProxyPass / ajp://b/ secret=geheim\r\n";
  const Reading r = read_as("apache", text);
  std::string marked;
  for (const ByteSpan span : r.result.secrets) marked += text.substr(span.begin, span.end - span.begin) + "|";
  CHECK(marked == "wolke 7|Basic abc|geheim|");
}

TEST_CASE("apache: hostile nesting and many servers are bounded") {
  std::string deep;
  for (int i = 0; i < 20'000; ++i) deep += "<Location />\n<RequireAll>\n";
  CHECK_FALSE(read_as("apache", deep).device.open_domains().empty());
  std::string wide = "Listen 80\n";
  for (int i = 0; i < 3'000; ++i) wide += "<Location /a" + std::to_string(i) + ">\nRequire all denied\n</Location>\n";
  for (int i = 0; i < 3'000; ++i) wide += "<VirtualHost *:80>\nProxyPass / http://b/\n</VirtualHost>\n";
  const Reading r = read_as("apache", wide);
  REQUIRE(r.device.frontends.size() == 3'000);
  CHECK(r.device.frontends.back().path_rules.back().opaque);
}
