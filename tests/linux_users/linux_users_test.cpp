#include <catch2/catch.hpp>

#include "support/reading.hpp"

using namespace muster;
using model::State;
using test::read_as;

namespace {

const std::string passwd = test::fixture("linux_passwd/accounts");
const std::string shadow = test::fixture("linux_shadow/passwords");

const model::User& user(const test::Reading& reading, std::string_view name) {
  const auto found = std::ranges::find_if(reading.device.users, [&](const auto& each) { return each.name.value == name; });
  REQUIRE(found != reading.device.users.end());
  return *found;
}

test::Reading both(bool passwd_first) {
  test::Reading reading;
  test::read_into(reading, passwd_first ? "linux_passwd" : "linux_shadow", passwd_first ? passwd : shadow);
  test::read_into(reading, passwd_first ? "linux_shadow" : "linux_passwd", passwd_first ? shadow : passwd);
  return reading;
}

}  // namespace

TEST_CASE("linux_passwd: user id 0 is root whatever its name, and the password stands elsewhere") {
  const auto reading = read_as("linux_passwd", passwd);
  CHECK(user(reading, "root").role.value == "root");
  CHECK(user(reading, "toor").role.value == "root");
  CHECK(user(reading, "netops").role.value == "user");
  CHECK(user(reading, "netops").password.state == State::unknown);
  CHECK(user(reading, "netops").privilege.state == State::absent);
  CHECK(user(reading, "daemon").shell.value == "/usr/sbin/nologin");
  CHECK_FALSE(reading.is_open(Domain::users));
}

TEST_CASE("linux_passwd: an empty shell is /bin/sh, an empty password none, a hash in place is used and hidden") {
  const std::string bytes = "a::1000:1000:::\nb:$6$salt$hash:1001:1001::/:/bin/false\nc:*:1002:1002:::/bin/sh\n";
  const auto reading = read_as("linux_passwd", bytes);
  CHECK(user(reading, "a").shell.state == State::defaulted);
  CHECK(user(reading, "a").shell.value == "/bin/sh");
  CHECK(user(reading, "a").password.value.format == "none");
  CHECK(user(reading, "b").password.value.format == "sha512-crypt");
  CHECK(user(reading, "c").password.value.format == "locked");
  CHECK(test::hidden(reading, bytes).find("hash") == std::string::npos);
}

TEST_CASE("linux_passwd: a malformed entry is unknown and opens the users") {
  for (const std::string line : {"x", "x:x:0:0:root:/root", "x:x:0:0:root:/root:/bin/sh:more", "x:x:-1:0:::", "x:x:0x0:0:::", "x:x::0:::",
                                 ":x:0:0:::", "+::::::", "+@admins:x:0:0:::", "x y:x:0:0:::", "x:x:4294967296:0:::", "#x:x:0:0:::"}) {
    INFO(line);
    const auto reading = read_as("linux_passwd", "root:x:0:0::/root:/bin/sh\n" + line + "\n");
    CHECK(reading.states() == "u?");
    CHECK(reading.is_open(Domain::users));
    CHECK(reading.device.users.size() == 1);
  }
  CHECK(read_as("linux_passwd", "root:x:zero:0:::\n").diagnostics() == "1:8: expected a numeric user id, got ''\n");
}

TEST_CASE("linux_passwd: an account twice is fine if both entries say the same, and unknown if they do not") {
  CHECK(read_as("linux_passwd", "a:x:1:1:::/bin/sh\na:x:1:1:::/bin/sh\n").states() == "uu");
  const auto reading = read_as("linux_passwd", "a:x:1:1:::/bin/sh\na:x:0:0:::/bin/sh\n");
  CHECK(reading.states() == "u?");
  CHECK(reading.is_open(Domain::users));
  CHECK(reading.diagnostics() == "2:1: expected a name that no other entry has, got 'a'\n");
}

TEST_CASE("linux_shadow: the prefix tells how a password is stored") {
  const auto reading = read_as("linux_shadow", shadow);
  CHECK(user(reading, "root").password.value.format == "yescrypt");
  CHECK(user(reading, "netops").password.value.format == "sha512-crypt");
  CHECK(user(reading, "old").password.value.format == "md5-crypt");
  CHECK(user(reading, "older").password.value.format == "des-crypt");
  CHECK(user(reading, "odd").password.value.format == "other");
  CHECK(user(reading, "daemon").password.value.format == "locked");
  CHECK(user(reading, "sshd").password.value.format == "locked");
  CHECK(user(reading, "gone").password.value.format == "locked");
  CHECK(user(reading, "guest").password.value.format == "none");
  CHECK(user(reading, "guest").password.value.value.empty());
}

TEST_CASE("linux_shadow: every hash is hidden, a locked one too") {
  const auto reading = read_as("linux_shadow", shadow);
  const std::string shown = test::hidden(reading, shadow);
  for (const char* const secret : {"$y$", "$6$", "$1$", "Zx9kq", "nonsense", "abcdefgh"}) CHECK(shown.find(secret) == std::string::npos);
  CHECK(shown.find("daemon:*:") != std::string::npos);
}

TEST_CASE("linux_users: both captures speak about the same accounts, in either order") {
  for (const bool passwd_first : {true, false}) {
    const auto reading = both(passwd_first);
    CHECK(user(reading, "netops").role.value == "user");
    CHECK(user(reading, "netops").password.value.format == "sha512-crypt");
    CHECK(reading.device.lines.get(user(reading, "netops").lines).size() >= 1);
    CHECK(std::ranges::count_if(reading.device.users, [](const auto& each) { return each.name.value == "netops"; }) == 1);
    CHECK_FALSE(reading.is_open(Domain::users));
  }
}

TEST_CASE("linux_users: a password in passwd counts, whichever capture comes first") {
  for (const bool passwd_first : {true, false}) {
    test::Reading reading;
    const std::string in_passwd = "a::1:1:::\n";
    const std::string in_shadow = "a:$6$s$h:1::::::\n";
    test::read_into(reading, passwd_first ? "linux_passwd" : "linux_shadow", passwd_first ? in_passwd : in_shadow);
    test::read_into(reading, passwd_first ? "linux_shadow" : "linux_passwd", passwd_first ? in_shadow : in_passwd);
    CHECK(user(reading, "a").password.value.format == "none");
  }
}

TEST_CASE("linux_shadow: a redacted or masked password is unknown, not locked") {
  const auto reading = read_as("linux_shadow", "a:<secret:0a1b2c3d>:1::::::\nb:******:1::::::\nc:*:1::::::\n");
  CHECK(reading.states() == "uuu");
  CHECK(user(reading, "a").password.state == State::unknown);
  CHECK(user(reading, "b").password.state == State::unknown);
  CHECK(user(reading, "c").password.value.format == "locked");
}

TEST_CASE("linux_shadow: a malformed entry is hidden whole, unknown, and opens the users") {
  for (const std::string line : {"root:$6$salt$ha", "$6$salt$hash", "sh:19000:0:99999:7:::", "root:$6$s$h:x:0:99999:7:::",
                                 ":$6$s$h:1:0:99999:7:::", "root:$6$s$h:1:0:99999:7::::"}) {
    INFO(line);
    const auto reading = read_as("linux_shadow", "daemon:*:19000:0:99999:7:::\n" + line);
    CHECK(reading.states() == "u?");
    CHECK(reading.is_open(Domain::users));
    CHECK(test::hidden(reading, "daemon:*:19000:0:99999:7:::\n" + line) == "daemon:*:19000:0:99999:7:::\n<secret:x>");
    CHECK(reading.diagnostics() == "2:1: expected an entry of shadow(5), got ''\n");
  }
}

TEST_CASE("linux_users: an account that may not read the passwords leaves the users open") {
  CHECK(read_as("linux_shadow", "").is_open(Domain::users));
  CHECK(read_as("linux_passwd", "").is_open(Domain::users));
  CHECK(read_as("linux_shadow", "getent: permission denied\n").is_open(Domain::users));
}

TEST_CASE("linux_users: 100,000 accounts and a file of NULs take no more than linear time") {
  std::string many;
  for (int i = 0; i < 100'000; ++i) many += "user" + std::to_string(i) + ":x:" + std::to_string(i) + ":1:::\n";
  CHECK(read_as("linux_passwd", many).device.users.size() == 100'000);
  CHECK(read_as("linux_passwd", std::string(100'000, '\0')).is_open(Domain::users));
  CHECK(read_as("linux_shadow", std::string(100'000, ':')).is_open(Domain::users));
}

TEST_CASE("linux_users: no handler can be switched off unnoticed") {
  test::check_knock_out("linux_passwd", passwd);
  test::check_knock_out("linux_shadow", shadow);
}

TEST_CASE("linux_users: the public samples are understood") {
  const auto shared = test::shared_folder("corpus/linux/other/kellyjonbrazil__jc");
  if (!shared) return;
  const auto named = [](std::string_view part) {
    return [part](const std::filesystem::path& path) { return path.filename().string().ends_with(part); };
  };
  CHECK(test::assessed(test::read_all("linux_passwd", *shared, named("__passwd.out"))) == 1.0);
  CHECK(test::assessed(test::read_all("linux_shadow", *shared, named("__shadow.out"))) == 1.0);
}
