#include "collectors/known_hosts.hpp"

#include <catch2/catch.hpp>

namespace muster::collectors {
namespace {

// Made with ssh-keygen and hashed with ssh-keygen -H, for 192.0.2.1, [192.0.2.2]:2222 and edge3.example.net.
constexpr const char* hashed =
    R"(|1|NxtkxYn8brJDDAXtVHAW7djLNL4=|03QvMQ65pJyiX0UqL8tfqZYHkCE= ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPTK3gmO47m+ZPpCfjpph4HP7Ga0zIJktTrPyyQZ8Jf0
|1|UAbpC78t1ePRx25YFOuW+J4OwT0=|udbrgIP4LvDQCAHP8FMnj4wUccg= ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIF6smGb9uxKMZTcIsSZqu6vsWiTkbwiI9VO7ZYQ9FOek
|1|op1q0yTVi04qBd+6spV07YgrdHU=|6eKLX43Gnz/M0qPbICXcsizV2Fs= ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBDQEGGvTmlwn4x7S5+CsoMDY4y4ox3Da15iLVaJq+f+o620jMdjeeV/Gclo3YV5SMCST/y03ocOyKjVpW5o/2es=
)";
const std::string blob_a = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPTK3gmO47m+ZPpCfjpph4HP7Ga0zIJktTrPyyQZ8Jf0";
const std::string key_a = "ssh-ed25519 SHA256:Jbf8EgwCk+gU0dTKEYr08VLqqwi8YWpYRInD6UbKqnQ";
const std::string key_b = "ssh-ed25519 SHA256:iO+52Wtn8vmewVFfVBkBDEiLeGqY8gqtQpWsxBqYzcw";
const std::string key_c = "ecdsa-sha2-nistp256 SHA256:D1SRFcsdHUmUkQxFGPTT/WXL983JpFLCGxb+0z5w5zM";

KeyQuestion question(std::vector<std::string> hosts, const std::string& shown, std::uint16_t port = 22) {
  return {"dev", "", std::move(hosts), port, shown, false, false};
}

Statement ask(const KnownHosts& hosts, const KeyQuestion& question) { return hosts.judge({&question, 1}).front(); }

TEST_CASE("known hosts: a hashed name is found by address, port and host name") {
  const auto hosts = KnownHosts::parse(hashed, "kh");
  CHECK(hosts.size() == 3);
  CHECK(hosts.remarks().empty());
  const auto first = ask(hosts, question({"192.0.2.1"}, key_a));
  CHECK(first.said == Said::same);
  CHECK(first.source == "known_hosts");
  CHECK(first.detail == "kh:1: " + key_a);
  CHECK(ask(hosts, question({"192.0.2.2"}, key_b, 2222)).said == Said::same);
  CHECK(ask(hosts, question({"192.0.2.2"}, key_b)).said == Said::nothing);
  CHECK(ask(hosts, question({"EDGE3.example.net", "192.0.2.3"}, key_c)).said == Said::same);
}

TEST_CASE("known hosts: another key of the same type is a contradiction, one of another type says nothing against it") {
  const auto hosts = KnownHosts::parse(hashed, "kh");
  const auto other = ask(hosts, question({"192.0.2.1"}, key_b));
  CHECK(other.said == Said::different);
  CHECK(other.detail == "kh:1: " + key_a);
  CHECK(ask(hosts, question({"192.0.2.1"}, key_c)).said == Said::other_type);
  CHECK(ask(hosts, question({"192.0.2.9"}, key_a)).said == Said::nothing);
}

TEST_CASE("known hosts: several questions at once get the same answers as one by one") {
  const auto hosts = KnownHosts::parse(hashed, "kh");
  const std::vector<KeyQuestion> questions{question({"192.0.2.1"}, key_b), question({"192.0.2.2"}, key_a, 2222),
                                           question({"192.0.2.9"}, key_a), question({"edge3.example.net"}, key_c)};
  const auto answers = hosts.judge(questions);
  REQUIRE(answers.size() == 4);
  for (std::size_t i = 0; i < questions.size(); ++i) CHECK(answers[i].said == ask(hosts, questions[i]).said);
  CHECK(answers[0].said == Said::different);
  CHECK(answers[1].said == Said::different);
  CHECK(answers[2].said == Said::nothing);
  CHECK(answers[3].said == Said::same);
}

TEST_CASE("known hosts: plain lines may name several hosts") {
  const auto hosts =
      KnownHosts::parse("# comment\n\nedge1,192.0.2.1,[192.0.2.1]:2222 " + blob_a + " root@edge1\r\n", "kh");
  CHECK(ask(hosts, question({"Edge1"}, key_a)).said == Said::same);
  CHECK(ask(hosts, question({"192.0.2.1"}, key_a, 2222)).said == Said::same);
  CHECK(ask(hosts, question({"192.0.2.1"}, key_b)).said == Said::different);
  CHECK(ask(hosts, question({"192.0.2.1"}, key_a, 2223)).said == Said::nothing);
}

TEST_CASE("known hosts: a host that changed its key and has both lines is confirmed by the right one") {
  const auto hosts = KnownHosts::parse(
      "192.0.2.1 ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIF6smGb9uxKMZTcIsSZqu6vsWiTkbwiI9VO7ZYQ9FOek\n192.0.2.1 " +
          blob_a + "\n",
      "kh");
  CHECK(ask(hosts, question({"192.0.2.1"}, key_a)).said == Said::same);
  CHECK(ask(hosts, question({"192.0.2.1"}, key_b)).said == Said::same);
}

TEST_CASE("known hosts: a revoked key is a contradiction for whom its patterns name") {
  const auto hosts =
      KnownHosts::parse("@revoked 192.0.2.*,!192.0.2.7 " + blob_a + "\n192.0.2.1 " + blob_a + "\n", "kh");
  const auto answer = ask(hosts, question({"192.0.2.1"}, key_a));
  CHECK(answer.said == Said::revoked);
  CHECK(answer.detail == "kh:1: this key is revoked");
  CHECK(ask(hosts, question({"192.0.2.7"}, key_a)).said == Said::nothing);
  CHECK(ask(hosts, question({"198.51.100.1"}, key_a)).said == Said::nothing);
}

TEST_CASE("known hosts: authorities, wildcards and broken lines vouch for nobody and are said") {
  const auto hosts =
      KnownHosts::parse("@cert-authority * " + blob_a + "\n*.example.net " + blob_a + "\nnonsense\n|1|x|y " + blob_a +
                            "\nedge1 ssh-rsa " + blob_a.substr(12) + "\n@odd edge1 " + blob_a + "\n",
                        "kh");
  CHECK(hosts.remarks() == std::vector<std::string>{
                               "kh:1: certificate authorities are not used",
                               "kh:2: '*.example.net' stands for many hosts and vouches for none",
                               "kh:3: not a line of a known_hosts file", "kh:4: not a hashed host name",
                               "kh:5: not a line of a known_hosts file", "kh:6: expected @revoked or @cert-authority"});
  CHECK(ask(hosts, question({"a.example.net"}, key_a)).said == Said::nothing);
}

TEST_CASE("known hosts: an address that several devices have says nothing of any") {
  const auto hosts = KnownHosts::parse("192.0.2.1 " + blob_a + "\n", "kh");
  KeyQuestion shared = question({"192.0.2.1"}, key_b);
  shared.shared_address = true;
  CHECK(ask(hosts, shared).said == Said::nothing);
}

TEST_CASE("known hosts: patterns take * and ?, and a hostile one takes no time") {
  CHECK(matches_pattern("192.0.?.*", "192.0.2.17"));
  CHECK(matches_pattern("*", ""));
  CHECK_FALSE(matches_pattern("a?c", "ac"));
  CHECK_FALSE(matches_pattern("*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b", std::string(2000, 'a')));
}

}  // namespace
}  // namespace muster::collectors
