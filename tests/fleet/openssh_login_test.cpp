// Logins with keys, certificates and agents, against OpenSSH's own server and agent.
#include <sys/socket.h>
#include <sys/stat.h>

#include <fmt/format.h>
#include <fstream>

#include "collectors/login.hpp"
#include "collectors/wire_text.hpp"
#include "crypto/openssh_key.hpp"
#include "fleet/host_key.hpp"
#include "fleet/openssh.hpp"
#include "fleet/support.hpp"
#include "support/temporary_folder.hpp"

namespace muster::fleet {
namespace {

namespace fs = std::filesystem;
using Kind = CredentialReference::Kind;

constexpr const char* answers = "ForceCommand printf 'hostname box\\nend\\n'\n";

/// The part of "ssh-ed25519 SHA256:..." that names a key in an agent.
std::string agent_name(std::string_view seed) { return fingerprint(seed).substr(std::string_view("ssh-ed25519 ").size()); }

CredentialReference key_file(const fs::path& path, std::string certificate = {}) {
  return {Kind::key_file, path.string(), {}, std::move(certificate), {}};
}

CollectionOutcome collect_from(const OpenSshServer& server, const CredentialReference& login) {
  CollectJob job;
  job.device_id = "box";
  job.platform = "test_box";
  job.endpoints = {server.endpoint()};
  job.credential.user = OpenSshServer::user();
  job.credential.login = login;
  const SystemClock clock;
  Sink sink;
  SshSource(recipes(), clock, {}).collect({&job, 1}, sink, {});
  return std::move(sink.outcomes.at("box"));
}

void check_whole(const CollectionOutcome& outcome) {
  INFO(outcome.detail);
  CHECK(outcome.failure == CollectionFailure::none);
  REQUIRE(outcome.captures.size() == 1);
  CHECK(outcome.captures[0].bytes == "hostname box\nend\n");
}

std::size_t open_files() {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator("/proc/self/fd"), fs::directory_iterator()));
}

#define NEEDS(thing)                          \
  if (!thing::available()) {                  \
    WARN("SKIPPED: OpenSSH is not installed"); \
    return;                                   \
  }

TEST_CASE("openssh login: a key file, in OpenSSH's form and in PKCS #8, with and without a passphrase") {
  NEEDS(OpenSshServer)
  const OpenSshServer server(answers);
  server.authorize(public_key("user"));
  const std::string own = write_private(server.folder() / "own", private_key_file("user"));
  check_whole(collect_from(server, key_file(own)));

  const std::string pem = (server.folder() / "pem").string();
  const std::string locked = (server.folder() / "locked").string();
  REQUIRE(run_program({"openssl", "genpkey", "-algorithm", "ed25519", "-out", pem}) == 0);
  REQUIRE(run_program({"openssl", "pkcs8", "-topk8", "-in", pem, "-out", locked, "-passout", "pass:opensesame"}) == 0);
  REQUIRE(::chmod(pem.c_str(), 0600) == 0);
  REQUIRE(::chmod(locked.c_str(), 0600) == 0);
  const auto login = read_key_login(key_file(pem));
  REQUIRE(login);
  ssh_key raw = nullptr;
  REQUIRE(ssh_pki_export_privkey_to_pubkey(login->key.get(), &raw) == SSH_OK);
  const KeyHandle open(raw);
  char* text = nullptr;
  REQUIRE(ssh_pki_export_pubkey_base64(open.get(), &text) == SSH_OK);
  server.authorize(std::string("ssh-ed25519 ") + text);
  ssh_string_free_char(text);
  check_whole(collect_from(server, key_file(pem)));

  setenv("MUSTER_TEST_PASSPHRASE", "opensesame", 1);
  CredentialReference reference = key_file(locked);
  reference.passphrase = "MUSTER_TEST_PASSPHRASE";
  check_whole(collect_from(server, reference));
  setenv("MUSTER_TEST_PASSPHRASE", "closesesame", 1);
  const CollectionOutcome wrong = collect_from(server, reference);
  CHECK(wrong.failure == CollectionFailure::credential_missing);
  CHECK(wrong.detail == locked + " is not a private key that can be used here, or its passphrase is wrong; 'ssh-keygen -p -f " +
                            locked + "' rewrites a key in OpenSSH's own form");
}

TEST_CASE("openssh login: a certificate logs in where only its authority is known") {
  NEEDS(OpenSshServer)
  const auto certified = [](const std::string& type) {
    CAPTURE(type);
    test::TemporaryFolder keys;
    const std::string authority = write_private(keys.path() / "authority", private_key_file("authority"));
    std::ofstream(keys.path() / "authority.pub") << public_key("authority") << "\n";
    const std::string key = (keys.path() / "key").string();
    REQUIRE(run_program({"ssh-keygen", "-q", "-t", type, "-N", "", "-f", key}) == 0);
    REQUIRE(run_program({"ssh-keygen", "-q", "-s", authority, "-I", "test", "-n", OpenSshServer::user(), "-V", "-1h:+1h", key + ".pub"}) == 0);
    const OpenSshServer server(answers + fmt::format("TrustedUserCAKeys {}/authority.pub\n", keys.path().string()));
    check_whole(collect_from(server, key_file(key, key + "-cert.pub")));
    CHECK(collect_from(server, key_file(key)).failure == CollectionFailure::denied);
  };
  certified("ed25519");
  certified("ecdsa");
  certified("rsa");
}

TEST_CASE("openssh login: a certificate that a device would refuse is not shown to it") {
  NEEDS(OpenSshServer)
  test::TemporaryFolder keys;
  const std::string key = write_private(keys.path() / "key", private_key_file("user"));
  const std::string authority = write_private(keys.path() / "authority", private_key_file("authority"));
  const std::string certificate = key + "-cert.pub";
  const auto refusal = [&](const std::vector<std::string>& terms, const char* seed = "user") {
    std::ofstream(key + ".pub") << public_key(seed) << "\n";
    std::vector<std::string> command{"ssh-keygen", "-q", "-s", authority, "-I", "test", "-n", "somebody"};
    command.insert(command.end(), terms.begin(), terms.end());
    command.push_back(key + ".pub");
    REQUIRE(run_program(command) == 0);
    const auto login = read_key_login(key_file(key, certificate));
    CAPTURE(login.has_value());
    return login ? std::string() : login.error().message.substr(certificate.size());
  };
  CHECK(refusal({}).empty());
  CHECK(refusal({"-V", "19990101Z:20000101Z"}) == " expired at 2000-01-01 00:00:00 UTC");
  CHECK(refusal({"-V", "20990101Z:21000101Z"}) == " is not valid before 2099-01-01 00:00:00 UTC");
  CHECK(refusal({"-h"}) == " is a host's certificate, not a user's");
  CHECK(refusal({}, "somebody else") == " is the certificate of another key");
  std::ofstream(certificate) << "ssh-ed25519-cert-v01@openssh.com AAAA\n";
  CHECK(read_key_login(key_file(key, certificate)).error().message == certificate + " is not an OpenSSH certificate");
  std::ofstream(certificate) << "";
  CHECK(read_key_login(key_file(key, certificate)).error().message == certificate + " is not an OpenSSH certificate");
  fs::remove(certificate);
  CHECK(read_key_login(key_file(key, certificate)).error().message == certificate + ": No such file or directory");
}

TEST_CASE("openssh login: of an agent's keys exactly the named one is tried, and nothing stays open") {
  NEEDS(OpenSshServer)
  NEEDS(OpenSshAgent)
  const OpenSshServer server(std::string(answers) + "MaxAuthTries 1\n");
  server.authorize(public_key("third"));
  const OpenSshAgent agent({private_key_file("first"), private_key_file("second"), private_key_file("third")});
  const std::size_t before = open_files();
  check_whole(collect_from(server, {Kind::agent, agent_name("third"), {}, {}, {}}));
  CHECK(open_files() == before);
  CHECK(collect_from(server, {Kind::agent, agent_name("second"), {}, {}, {}}).failure == CollectionFailure::denied);
  CHECK(open_files() == before);
}

TEST_CASE("openssh login: a key that the agent does not hold, or no agent, is a missing credential") {
  NEEDS(OpenSshServer)
  NEEDS(OpenSshAgent)
  const OpenSshServer server(answers);
  const CredentialReference third{Kind::agent, agent_name("third"), {}, {}, {}};
  {
    const OpenSshAgent agent({private_key_file("first")});
    const CollectionOutcome outcome = collect_from(server, third);
    CHECK(outcome.failure == CollectionFailure::credential_missing);
    CHECK(outcome.detail == "the SSH agent holds no key " + agent_name("third"));
  }
  CHECK(collect_from(server, third).detail == "SSH_AUTH_SOCK is not set: no SSH agent");
}

TEST_CASE("openssh login: agent: one that stops signing is counted as refusing") {
  NEEDS(OpenSshAgent)
  const OpenSshAgent agent({private_key_file("first"), private_key_file("third")});
  const auto key = AgentKey::find(agent_name("third"));
  REQUIRE(key);
  agent.remove_keys();
  const UniqueFd relay = (*key)->open();
  CHECK((*key)->refusals() == 0);
  // 13, the key, something to sign, no flags: the relay passes it on and the agent refuses.
  std::string request(1, 13);
  const std::string text = public_key("third");
  append_wire_string(request, crypto::from_base64(text.substr(text.find(' ') + 1)).value());
  append_wire_string(request, "something");
  append_wire_number(request, 0);
  std::string framed;
  append_wire_string(framed, request);
  REQUIRE(::write(relay.get(), framed.data(), framed.size()) == static_cast<ssize_t>(framed.size()));
  std::array<char, 5> reply{};
  REQUIRE(::read(relay.get(), reply.data(), 4) == 4);
  REQUIRE(::read(relay.get(), reply.data() + 4, 1) == 1);
  CHECK(reply[4] == 5);
  CHECK((*key)->refusals() == 1);
}

TEST_CASE("openssh login: the relay shows one key and signs with no other") {
  NEEDS(OpenSshAgent)
  const OpenSshAgent agent({private_key_file("first"), private_key_file("second")});
  const auto key = AgentKey::find(agent_name("second"));
  REQUIRE(key);
  const UniqueFd relay = (*key)->open();
  const auto ask = [&](const std::string& request) {
    std::string framed;
    append_wire_string(framed, request);
    REQUIRE(::write(relay.get(), framed.data(), framed.size()) == static_cast<ssize_t>(framed.size()));
    std::array<char, 4> head{};
    REQUIRE(::recv(relay.get(), head.data(), head.size(), MSG_WAITALL) == 4);
    std::string reply(*WireReader({head.data(), head.size()}).number(), '\0');
    REQUIRE(::recv(relay.get(), reply.data(), reply.size(), MSG_WAITALL) == static_cast<ssize_t>(reply.size()));
    return reply;
  };
  const auto blob = [](std::string_view seed) {
    const std::string text = public_key(seed);
    return crypto::from_base64(text.substr(text.find(' ') + 1)).value();
  };
  const auto sign_with = [&](std::string_view seed) {
    std::string request(1, 13);
    append_wire_string(request, blob(seed));
    append_wire_string(request, "something");
    append_wire_number(request, 0);
    return request;
  };
  const std::string list = ask(std::string(1, 11));
  WireReader reader(list);
  CHECK(reader.byte() == 12);
  CHECK(reader.number() == 1U);
  CHECK(reader.string() == blob("second"));
  CHECK(ask(sign_with("second"))[0] == 14);
  CHECK(ask(sign_with("first")) == std::string(1, 5));
  CHECK(ask(std::string(1, 19)) == std::string(1, 5));  // remove all identities
  CHECK(ask(sign_with("second"))[0] == 14);
}

}  // namespace
}  // namespace muster::fleet
