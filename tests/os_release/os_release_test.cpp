#include <catch2/catch.hpp>

#include "support/reading.hpp"

using namespace muster;
using test::read_as;
using model::State;

namespace {
const std::string debian = test::fixture("os_release/debian-12");
}

TEST_CASE("os_release: a distribution names its product, its release and that fixes are back-ported") {
  const auto reading = read_as("os_release", debian);
  CHECK(reading.device.software.product.value == "Debian GNU/Linux");
  CHECK(reading.device.software.version.value == "12");
  CHECK(reading.device.software.version.state == State::configured);
  CHECK(reading.device.software.packaged.value);
  CHECK(reading.states() == "iuuiiuiii");
  CHECK_FALSE(reading.is_open(Domain::software));
  const auto lines = reading.device.lines.get(reading.device.software.version.lines);
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].first_line == 3);
}

TEST_CASE("os_release: quotes and escapes are read as the shell reads them") {
  const auto reading = read_as("os_release", "NAME='it is \"so\"'\nVERSION_ID=\"1\\$\\\"\\\\\\`2\"\n");
  CHECK(reading.device.software.product.value == "it is \"so\"");
  CHECK(reading.device.software.version.value == "1$\"\\`2");
  CHECK(read_as("os_release", "# VERSION_ID=9\n\nNAME=x\nVERSION_ID=\n").device.software.version.value.empty());
}

TEST_CASE("os_release: the last assignment of a key counts, and CRLF ends a line") {
  const auto reading = read_as("os_release", "NAME=a\r\nVERSION_ID=1\r\nVERSION_ID=2\r\n");
  CHECK(reading.device.software.version.value == "2");
  CHECK(reading.device.software.product.value == "a");
}

TEST_CASE("os_release: a rolling distribution has no release, one without a name is called Linux") {
  const auto reading = read_as("os_release", "ID=arch\n");
  CHECK(reading.device.software.version.state == State::absent);
  CHECK(reading.device.software.product.state == State::defaulted);
  CHECK(reading.device.software.product.value == "Linux");
  CHECK(reading.device.software.packaged.state == State::unknown);
}

TEST_CASE("os_release: what a shell would not take as one plain assignment is unknown and opens the software") {
  for (const std::string line : {"VERSION_ID=\"12", "VERSION_ID='12", "VERSION_ID=1 2", "VERSION_ID=\"$(id)\"", "VERSION_ID=`id`",
                                 "VERSION_ID=\"a\"\"b\"", "VERSION_ID = 12", "export VERSION_ID=12", "VERSION_ID", "VERSION_ID=a;b",
                                 "VERSION_ID=\"a\x01\"", "1VERSION=2"}) {
    INFO(line);
    const auto reading = read_as("os_release", "NAME=x\n" + line);
    CHECK(reading.states() == "u?");
    CHECK(reading.is_open(Domain::software));
    CHECK_FALSE(reading.device.software.version.known());
  }
  CHECK(read_as("os_release", "NAME=x\n  VERSION_ID=\"12\n").diagnostics() == "2:14: expected a value in shell quoting, got '\"12'\n");
  CHECK(read_as("os_release", "what\x01 is\n").diagnostics() == "1:1: expected KEY=value, got 'what\\x01 is'\n");
}

TEST_CASE("os_release: text in comments and other keys does not count") {
  const auto reading = read_as("os_release", "#NAME=evil\nPRETTY_NAME=\"NAME=evil VERSION_ID=9\"\nNAME=good\nVERSION_ID=1\n");
  CHECK(reading.device.software.product.value == "good");
  CHECK(reading.device.software.version.value == "1");
}

TEST_CASE("os_release: an empty file, an error message, NULs and long lines are reported and open the software") {
  for (const std::string& bytes : {std::string(), std::string("cat: /etc/os-release: No such file or directory\n"),
                                   std::string("NAME=\0x\n", 8), "NAME=\"" + std::string(1'000'000, 'x') + '\n'}) {
    const auto reading = read_as("os_release", bytes);
    CHECK(reading.is_open(Domain::software));
    CHECK_FALSE(reading.device.software.product.known());
  }
}

TEST_CASE("os_release: a product that another capture names stays above the operating system") {
  test::Reading reading;
  reading.device.software.product.set("FRRouting", 0);
  test::read_into(reading, "os_release", debian);
  CHECK(reading.device.software.product.value == "FRRouting");
  CHECK(reading.device.software.version.state == State::unknown);
}

TEST_CASE("os_release: no handler can be switched off unnoticed") { test::check_knock_out("os_release", debian); }

TEST_CASE("os_release: the public collections are understood") {
  const auto shared = test::shared_folder("corpus/linux/show_version");
  if (!shared) return;
  const auto counts = test::read_all("os_release", *shared, [](const std::filesystem::path& path) {
    const std::string name = path.filename().string();
    const bool listed = path.string().find("os_release") != std::string::npos || path.string().find("os-release") != std::string::npos;
    return listed && name.find(".json") == std::string::npos && name.find("not-supported") == std::string::npos;
  });
  CHECK(test::assessed(counts) >= 0.95);
}
