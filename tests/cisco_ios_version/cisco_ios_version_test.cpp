#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include <fstream>

#include "support/reading.hpp"

using namespace muster;
using test::read_as;

namespace {

const std::string router = test::fixture("cisco_ios_version/router");
const std::string xe_switch = test::fixture("cisco_ios_version/switch");

std::string first(const nlohmann::json& value) {
  if (value.is_array()) return value.empty() ? std::string() : value.front().get<std::string>();
  return value.is_string() ? value.get<std::string>() : std::string();
}

}  // namespace

TEST_CASE("cisco_ios_version: product, release, model, serial number and image, each with its line") {
  const auto reading = read_as("cisco_ios_version", router);
  const model::Software& software = reading.device.software;
  CHECK(software.product.value == "IOS");
  CHECK(software.version.value == "15.0(1)M7");
  CHECK(software.hardware.value == "CISCO3945-CHASSIS");
  CHECK(software.serial.value == "FGL000000X0");
  CHECK(software.image.value == "flash0:c3900-universalk9-mz.SPA.150-1.M7.bin");
  CHECK(reading.states() == "uiuiuuuuuui");
  CHECK_FALSE(reading.is_open(Domain::software));
}

TEST_CASE("cisco_ios_version: IOS-XE is told from IOS, and a boot loader's release from the software's") {
  const auto version = [](const std::string& text) {
    const auto reading = read_as("cisco_ios_version", text);
    return reading.device.software.product.value + ' ' + reading.device.software.version.value;
  };
  CHECK(version(xe_switch) == "IOS-XE 16.12.4");
  CHECK(version("Cisco IOS XE Software, Version 03.16.04a.S - Extended Support Release\n"
                "Cisco IOS Software, ASR1000 Software (X86_64_LINUX_IOSD-ADVENTERPRISEK9-M), Version 15.5(3)S4a, RELEASE\n") ==
        "IOS-XE 03.16.04a.S");
  CHECK(version("Cisco IOS Software, IOS-XE Software, Catalyst L3 Switch Software (CAT3K_CAA-UNIVERSALK9-M), Version 03.06.05E RELEASE SOFTWARE (fc2)\n") ==
        "IOS-XE 03.06.05E");
  CHECK(version("IOS (tm) C2950 Software (C2950-I6K2L2Q4-M), Version 12.1(22)EA13, RELEASE SOFTWARE (fc2)\n") == "IOS 12.1(22)EA13");
}

TEST_CASE("cisco_ios_version: the configuration's 'version 15.0' gives way to the exact release") {
  model::Device device;
  (void)grammars::find_format("cisco_ios")->read("version 15.0\nend\n", {}, device);
  (void)grammars::find_format("cisco_ios_version")->read(router, {}, device);
  CHECK(device.software.version.value == "15.0(1)M7");
}

TEST_CASE("cisco_ios_version: an output without a release opens the software") {
  for (const std::string text : {"", "% Invalid input detected\n", "BOOTLDR: Boot Loader, Version 3.58, RELEASE\n", "Cisco IOS Software, Version\n"})
    CHECK(read_as("cisco_ios_version", text).is_open(Domain::software));
  CHECK(read_as("cisco_ios_version", "Cisco IOS " + std::string(1'000'000, ',')).is_open(Domain::software));
  CHECK(read_as("cisco_ios_version", std::string(1000, '\0')).is_open(Domain::software));
}

TEST_CASE("cisco_ios_version: no handler can be switched off unnoticed") {
  test::check_knock_out("cisco_ios_version", router);
  test::check_knock_out("cisco_ios_version", xe_switch);
}

TEST_CASE("cisco_ios_version: release, model and serial number as others read them") {
  const auto corpus = test::shared_folder("corpus");
  const auto oracle = test::shared_folder("oracles/show");
  if (!corpus || !oracle) return;
  std::ifstream lines(*oracle / "show_version.jsonl");
  unsigned compared = 0;
  for (std::string line; std::getline(lines, line);) {
    const auto expected = nlohmann::json::parse(line);
    const std::string platform = expected["platform"];
    if (platform != "cisco_ios" && platform != "cisco_iosxe") continue;
    const std::string raw = expected["raw"];
    if (raw.find("/ShowVersionRp__") != std::string::npos || raw.find("/ShowVersionMode__") != std::string::npos ||
        raw.find("/ShowVersionRunning__") != std::string::npos)
      continue;  // other commands
    const auto reading = read_as("cisco_ios_version", test::read_file(*corpus / raw));
    INFO(raw);
    if (first(expected["version"]).empty()) continue;
    CHECK(reading.device.software.version.value == first(expected["version"]));
    CHECK(reading.device.software.hardware.value == first(expected["model"]));
    CHECK(reading.device.software.serial.value == first(expected["serial"]));
    ++compared;
  }
  CHECK(compared >= 5);
}
