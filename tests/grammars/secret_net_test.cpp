#include <catch2/catch.hpp>
#include <chrono>
#include <string>
#include <vector>

#include "grammars/format.hpp"
#include "support/shared.hpp"

using namespace muster;

namespace {

/// The text with every secret that the net finds replaced by #.
std::string masked(const std::string& text) {
  std::string out = text;
  for (const ByteSpan span : grammars::secret_net(text))
    for (std::uint32_t i = span.begin; i < span.end; ++i)
      if (out[i] != '\n') out[i] = '#';
  std::string shorter;  // one # for each run
  for (const char c : out)
    if (c != '#' || shorter.empty() || shorter.back() != '#') shorter.push_back(c);
  return shorter;
}

struct Example {
  std::string text;
  std::string hidden;
};

}  // namespace

TEST_CASE("the net hides what follows a secret word") {
  const std::vector<Example> examples{
      {"username bob password 7 0822455D0A16", "username bob password 7 #"},
      {"username bob privilege 15 secret 9 $9$abcdefgh$ijklmnop", "username bob privilege 15 secret 9 #"},
      {"enable secret level 7 5 $1$abcd$efghijklmnopqrstuvwxyz", "enable secret level 7 5 #"},
      {"enable password cisco", "enable password #"},
      {" password 7", " password #"},
      {"enable password password", "enable password #"},
      {"snmp-server community public RO 10", "snmp-server community # RO 10"},
      {"snmp-server host 192.0.2.1 vrf M informs version 2c c0mm  tty", "snmp-server host 192.0.2.1 vrf M informs version 2c #  tty"},
      {"snmp-server host 192.0.2.1 version 3 priv watcher", "snmp-server host 192.0.2.1 version 3 priv #"},
      {"snmp-server user u g v3 auth sha hunter2 priv aes 128 hunter3", "snmp-server user u g v3 auth sha # priv aes 128 #"},
      {"tacacs-server key 7 070C285F4D06", "tacacs-server key 7 #"},
      {" server-private 192.0.2.1 key secretkey", " server-private 192.0.2.1 key #"},
      {"crypto isakmp key s3cret address 192.0.2.1", "crypto isakmp key # address 192.0.2.1"},
      {" pre-shared-key address 192.0.2.1 key abc", " pre-shared-key address 192.0.2.1 key #"},
      {"  key-string 7 0822455D0A16", "  key-string 7 #"},
      {" ip ospf message-digest-key 1 md5 7 0822455D0A16", " ip ospf message-digest-key 1 md5 7 #"},
      {" ip ospf authentication-key hunter2", " ip ospf authentication-key #"},
      {" standby 1 authentication cisco", " standby 1 authentication #"},
      {" vrrp 1 authentication text cisco", " vrrp 1 authentication text #"},
      {" standby 1 authentication md5 key-string 7 0822455D0A16", " standby 1 authentication md5 key-string 7 #"},
      {" ip rip authentication string abc", " ip rip authentication string #"},
      {"ntp authentication-key 1 md5 aNiceKey 7", "ntp authentication-key 1 md5 # 7"},
      {" neighbor 192.0.2.1 password 7 0822455D0A16", " neighbor 192.0.2.1 password 7 #"},
      {" security wpa psk set-key ascii 0 two words", " security wpa psk set-key ascii 0 # #"},
      {" mgmtuser username u password 0 A B secret 0 C", " mgmtuser username u password 0 # # secret 0 #"},
      {"  auth_pass 1234", "  auth_pass #"},
      {"stats auth admin:hunter2", "stats auth admin:#"},
      {"user u insecure-password hunter2", "user u insecure-password #"},
      {"password=hunter2&x=1", "password=#&x=1"},
      {"{\"password\": \"hunter2\", \"a\": 1}", "{\"password\": \"#\", \"a\": 1}"},
      {"set x encrypted-password \"$6$abc$defghijklm\";", "set x encrypted-password \"#\";"},
      {"path ftp://bob:hunter2@192.0.2.1/x", "path ftp://bob:#@192.0.2.1/x"},
      {"archive https://bob:p@ss@host/", "archive https://bob:#@host/"},
      {"root:$y$j9T$abcdefgh$ijklmnop:19000:0", "root:#:19000:0"},
      {"proxy_set_header Authorization \"Basic YWJj\";", "proxy_set_header Authorization \"#\";"},
  };
  for (const Example& example : examples) CHECK(masked(example.text) == example.hidden);
}

TEST_CASE("the net leaves harmless words alone") {
  const std::vector<std::string> harmless{
      "no service password-encryption", "password-policy minimum-length 15", "key chain NAME", " key 1",
      "security passwords min-length 15", "ntp server 192.0.2.1 key 5", "ntp trusted-key 1", " set community 65000:1 additive",
      " match community X", " neighbor 192.0.2.1 send-community both", "ip community-list standard X permit 65000:1",
      "crypto key generate rsa general-keys", " tunnel key 17", "snmp-server group G v3 priv read V",
      "mpls ldp password required for X", "proxy_pass http://127.0.0.1:8080/user@x;", "aaa authentication login default local",
      "http://192.0.2.1:80/", "rewrite ^/(.*)$ /$1$is_args$args last;", "ip authentication mode eigrp 1 md5",
      " authentication mode password", "community CUST members 65000:1;", "ssl_certificate_key /etc/ssl/private/x.key;",
      "rsakeypair TP-self-signed-1", "snmp-server host 192.0.2.1"};
  for (const std::string& text : harmless) {
    INFO(text);
    CHECK(masked(text) == text);
  }
}

TEST_CASE("the net hides a private key over all of its lines") {
  CHECK(masked("a\n-----BEGIN RSA PRIVATE KEY-----\nAAAA\nBBBB\n-----END RSA PRIVATE KEY-----\nb") ==
        "a\n-----BEGIN RSA PRIVATE KEY-----\n#\n#\n-----END RSA PRIVATE KEY-----\nb");
  CHECK(masked("-----BEGIN PRIVATE KEY-----\nAAAA\nBBBB") == "-----BEGIN PRIVATE KEY-----\n#\n#");
  CHECK(masked("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----") ==
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----");
}

TEST_CASE("the net hides nothing twice: masked values stay readable") {
  for (const std::string text : {"enable secret 5 <secret:0123456789abcdef>", "password <removed>", "password ********"})
    CHECK(masked(text) == text);
}

TEST_CASE("no secret of the recorded sessions gets through the net") {
  const auto folder = test::shared_folder("oracles/sessions");
  if (!folder) return;
  const std::vector<std::pair<std::string, std::vector<std::string>>> sessions{
      {"ios#C9200L-24P-4G_17.09.04a", {"SECRET_", "community public", "AAAAAAAAAABBBBBBBBBB"}},
      {"ios#C9800-L-F-K9_17.06.05",
       {"SECRET_REMOVED", "REMOVED_SECRET", "WLANSECR3T", "WLAN SECR3T", "7df35f90c92ecff2a803", "DOT1XPASSW0RD",
        "MGMTPASSW0RD", "MGMTSECR3T", "DOT1X PASSW0RD", "MGMT PASSW0RD", "MGMT SECR3T"}},
      {"aoscx#R0X25A-6410_FL.10.10.1100", {"trapcomm", "readonlycom", "rwsnmpcom"}},
      {"fortigate#FortiGate-91G_7.4.7", {"AAAAAAAAAABBBBBBBBBBCCCCCCCCCC"}},
      {"junos#srx300_22.4", {"CorrectHorseBattery", "FAKEHASHDATAXXXX"}},
      {"nxos#C93180YC-FX3J_10.4.5", {"AAAAAAAAAABBBBBBBBBBCCCCCCCCCC"}},
      {"vyos#Supermicro_1.4.3", {"snmppublic", "AAAAAAAAAABBBBBBBBBB"}},
  };
  for (const auto& [name, forbidden] : sessions) {
    const std::string text = test::read_file(*folder / (name + "#output.txt"));
    REQUIRE_FALSE(text.empty());
    const std::string shown = masked(text);
    for (const std::string& secret : forbidden) {
      INFO(name << ": " << secret);
      CHECK(shown.find(secret) == std::string::npos);
    }
  }
}

TEST_CASE("the net takes linear time on hostile lines") {
  const std::vector<std::string> units{"password=&", "a://b:", "key '", "$1$", "-----BEGIN ", "password \"", "authorization Basic ",
                                       "secret 0 ", "snmp-server host ", "\"password\":\"", "://:@"};
  for (const std::string& unit : units) {
    std::string text;
    while (text.size() < 2'000'000) text += unit;
    INFO(unit);
    const auto start = std::chrono::steady_clock::now();
    const auto spans = grammars::secret_net(text);
    CHECK(spans.size() <= text.size());
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(3));
  }
}
