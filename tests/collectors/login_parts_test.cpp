// What guards a login: credentials, the circuit breaker, pinned keys, algorithm lists.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <sys/stat.h>

#include "collectors/credential_breaker.hpp"
#include "collectors/credentials.hpp"
#include "collectors/known_devices.hpp"
#include "collectors/ssh_algorithms.hpp"
#include "support/shared.hpp"

namespace muster::collectors {
namespace {

namespace fs = std::filesystem;
using Permit = CredentialBreaker::Permit;
using Answer = CredentialBreaker::Answer;

/// A file in a folder of its own, gone with the object.
class PrivateFile {
 public:
  explicit PrivateFile(std::string_view text = {}, unsigned mode = 0600) {
    std::string folder = (fs::temp_directory_path() / "muster-file-XXXXXX").string();
    REQUIRE(mkdtemp(folder.data()) != nullptr);
    path = fs::path(folder) / "file";
    if (text.empty()) return;
    std::ofstream(path, std::ios::binary) << text;
    REQUIRE(chmod(path.c_str(), mode) == 0);
  }
  PrivateFile(const PrivateFile&) = delete;
  ~PrivateFile() { fs::remove_all(path.parent_path()); }
  fs::path path;
};

Result<Secret> from_file(const PrivateFile& file) {
  return resolve_secret({CredentialReference::Kind::file, file.path, {}});
}

TEST_CASE("credentials: an environment variable is a password, an empty one is none") {
  setenv("MUSTER_TEST_SECRET", "s3cret", 1);
  CHECK(resolve_secret({CredentialReference::Kind::environment, "MUSTER_TEST_SECRET", {}})->reveal() == "s3cret");
  setenv("MUSTER_TEST_SECRET", "", 1);
  CHECK(resolve_secret({CredentialReference::Kind::environment, "MUSTER_TEST_SECRET", {}}).error().message ==
        "the environment variable MUSTER_TEST_SECRET is not set");
  CHECK_FALSE(resolve_secret({}));
}

TEST_CASE("credentials: a file gives its one line, only if it is private") {
  CHECK(from_file(PrivateFile("pass word\n"))->reveal() == "pass word");
  CHECK(from_file(PrivateFile("pass\r\n"))->reveal() == "pass");
  CHECK(from_file(PrivateFile("pass\n", 0640)).error().message.ends_with("is open to others; it needs mode 0600"));
  CHECK(from_file(PrivateFile("\n")).error().message.ends_with("is empty"));
  CHECK(from_file(PrivateFile("secret\nreload\n")).error().message.ends_with("holds more than one line, or a NUL"));
  CHECK(from_file(PrivateFile("secret\rreload")).error().message.ends_with("holds more than one line, or a NUL"));
  CHECK(from_file(PrivateFile()).error().kind == ErrorKind::not_found);
  CHECK(from_file(PrivateFile(std::string(70'000, 'x'))).error().message.ends_with("is too long for a secret"));
}

TEST_CASE("circuit breaker: after three denials a credential is stopped, another is not") {
  CredentialBreaker breaker(3);
  for (int i = 0; i < 3; ++i) {
    REQUIRE(breaker.request("a") == Permit::go);
    breaker.report("a", Answer::denied);
  }
  CHECK(breaker.request("a") == Permit::stopped);
  CHECK(breaker.request("b") == Permit::go);
  CHECK(breaker.denials("a") == 3);
}

TEST_CASE("circuit breaker: before the first success no more logins run than denials are left") {
  CredentialBreaker breaker(3);
  for (int i = 0; i < 3; ++i) REQUIRE(breaker.request("a") == Permit::go);
  CHECK(breaker.request("a") == Permit::wait);
  breaker.report("a", Answer::denied);
  CHECK(breaker.request("a") == Permit::wait);
  breaker.report("a", Answer::undecided);
  CHECK(breaker.request("a") == Permit::go);
  breaker.report("a", Answer::accepted);
  for (int i = 0; i < 50; ++i) CHECK(breaker.request("a") == Permit::go);
}

TEST_CASE("circuit breaker: a denial after a success makes it careful until the next success") {
  CredentialBreaker breaker(3);
  for (int i = 0; i < 9; ++i) {
    REQUIRE(breaker.request("a") == Permit::go);
    if (i == 0) breaker.report("a", Answer::accepted);
  }
  breaker.report("a", Answer::denied);
  CHECK(breaker.request("a") == Permit::wait);
  breaker.report("a", Answer::undecided);
  CHECK(breaker.request("a") == Permit::wait);
  breaker.report("a", Answer::accepted);
  CHECK(breaker.request("a") == Permit::go);
}

PinnedKey key_of(std::string device, char filler = 'A') {
  return {std::move(device), "192.0.2.1", 22, "ssh-ed25519 SHA256:" + std::string(43, filler), *parse_timestamp("2026-03-01T02:00:00Z")};
}

TEST_CASE("known devices: what was pinned is there again after saving and loading") {
  const PrivateFile file;
  KnownDevices known;
  REQUIRE(known.pin(key_of("b \"quoted\" \\ \x01")));
  REQUIRE(known.pin(key_of("a")));
  REQUIRE(known.pin(key_of("a")));
  REQUIRE(known.pin(key_of("a", 'B')));
  REQUIRE(known.save(file.path));
  struct stat status {};
  REQUIRE(stat(file.path.c_str(), &status) == 0);
  CHECK((status.st_mode & 0777U) == 0600);
  const auto loaded = KnownDevices::load(file.path);
  REQUIRE(loaded);
  REQUIRE(loaded->all().size() == 3);
  CHECK(loaded->all()[0] == key_of("a"));
  CHECK(loaded->all()[2] == key_of("b \"quoted\" \\ \x01"));
  CHECK(loaded->keys("a", "192.0.2.1", 22).size() == 2);
  CHECK(loaded->keys("a", "192.0.2.1", 23).empty());
  CHECK(loaded->keys("c", "192.0.2.1", 22).empty());
  CHECK(std::distance(fs::directory_iterator(file.path.parent_path()), fs::directory_iterator{}) == 1);
}

TEST_CASE("known devices: forgetting an address takes all its keys") {
  KnownDevices known;
  REQUIRE(known.pin(key_of("a")));
  REQUIRE(known.pin(key_of("a", 'B')));
  CHECK(known.forget("a", "192.0.2.1", 22) == 2);
  CHECK(known.all().empty());
}

TEST_CASE("known devices: a store that cannot be trusted is not used") {
  CHECK(KnownDevices::load("/nonexistent/muster/known").value().all().empty());
  const PrivateFile open("# mine\n", 0666);
  CHECK(KnownDevices::load(open.path).error().message.ends_with("others may write this file; it needs mode 0600"));
  const PrivateFile broken("[[key]]\ndevice = \"a\"\naddress = \"192.0.2.1\"\nkey = \"nonsense\"\n");
  CHECK(KnownDevices::load(broken.path).error().message == "expected a key such as 'ssh-ed25519 SHA256:...'");
  CHECK(KnownDevices::load(broken.path).error().where.line == 4);
  CHECK_FALSE(KnownDevices{}.pin({"a", "192.0.2.1", 22, "ssh-ed25519 MD5:aa", {}}));
}

TEST_CASE("algorithms: the pinned type comes first, legacy ones only on request and last") {
  const std::vector<std::string> pinned{"ssh-rsa SHA256:" + std::string(43, 'A')};
  CHECK(algorithms_for({}, false).host_keys.starts_with("ssh-ed25519,"));
  CHECK(algorithms_for(pinned, false).host_keys.starts_with("rsa-sha2-512,rsa-sha2-256,ssh-ed25519,"));
  CHECK(algorithms_for(pinned, false).host_keys.find("ssh-rsa") == std::string::npos);
  CHECK(algorithms_for(pinned, true).host_keys.starts_with("rsa-sha2-512,rsa-sha2-256,ssh-rsa,ssh-ed25519"));
  CHECK(algorithms_for({}, false).key_exchange.find("sha1") == std::string::npos);
  CHECK(algorithms_for({}, true).key_exchange.ends_with("diffie-hellman-group1-sha1"));
}

TEST_CASE("algorithms: what was agreed on tells whether the legacy profile was needed") {
  CHECK_FALSE(uses_legacy({"curve25519-sha256", "aes128-gcm@openssh.com", "aes128-gcm@openssh.com", "aead-gcm", "aead-gcm"}));
  CHECK_FALSE(uses_legacy({}));
  CHECK(uses_legacy({"diffie-hellman-group14-sha1", "aes128-ctr", "aes128-ctr", "hmac-sha2-256", "hmac-sha2-256"}));
  CHECK(uses_legacy({"curve25519-sha256", "aes128-cbc", "aes128-ctr", "hmac-sha2-256", "hmac-sha2-256"}));
  CHECK(uses_legacy({"curve25519-sha256", "aes128-ctr", "aes128-ctr", "hmac-sha2-256", "hmac-sha1"}));
}

}  // namespace
}  // namespace muster::collectors
