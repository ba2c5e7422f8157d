#include "analysis/firmware.hpp"

#include <catch2/catch.hpp>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "support/shared.hpp"

using muster::analysis::compare_versions;
using muster::analysis::is_version;

namespace {

/// "<", "=", ">" or "?" for no order; both directions must agree.
std::string order(std::string_view product, std::string_view a, std::string_view b) {
  const auto forth = compare_versions(product, a, b);
  const auto back = compare_versions(product, b, a);
  CHECK(forth.has_value() == back.has_value());
  if (!forth || !back) return "?";
  CHECK((*forth < 0) == (*back > 0));
  CHECK((*forth == 0) == (*back == 0));
  return *forth < 0 ? "<" : *forth > 0 ? ">" : "=";
}

/// Each version comes before the one after it.
void ascending(std::string_view product, const std::vector<std::string_view>& versions) {
  for (std::size_t i = 0; i < versions.size(); ++i)
    for (std::size_t j = 0; j < versions.size(); ++j) {
      CAPTURE(product, versions[i], versions[j]);
      CHECK(order(product, versions[i], versions[j]) == (i < j ? "<" : i > j ? ">" : "="));
    }
}

}  // namespace

TEST_CASE("versions: IOS is ordered inside one train only") {
  ascending("IOS", {"15.2(4)M", "15.2(4)M1", "15.2(4)M6a", "15.2(4)M6b", "15.2(4)M7", "15.2(4)M10", "15.2(5)M"});
  ascending("Cisco IOS Software", {"12.4(3)", "12.4(3f)", "12.4(23)"});
  ascending("IOS", {"12.2(33)SXI", "12.2(33)SXI4", "12.2(33)SXI4a", "12.2(33)SXI10"});
  CHECK(order("IOS", "15.2(4)M7", "15.2(4)S7") == "?");
  CHECK(order("IOS", "15.2(4)M7", "15.3(3)M7") == "?");
  CHECK(order("IOS", "12.2(33)SXI4", "12.2(33)SXJ1") == "?");
  CHECK(order("IOS", "15.2(4)M7", "17.3.5") == "?");
}

TEST_CASE("versions: IOS-XE drops leading zeros, letters come last, 3.x lies before 16 and keeps its trains apart") {
  ascending("IOS-XE", {"16.9.1", "16.12.1", "16.12.1s", "17.3.5", "17.3.5a", "17.3.5b", "17.3.6", "17.9.1", "17.9.1x",
                       "17.9.1x1", "17.12.2"});
  CHECK(order("IOS XE", "17.03.05a", "17.3.5a") == "=");
  ascending("Cisco IOS XE Software", {"3.7.4S", "3.7.4aS", "3.7.5S", "3.10.1S", "3.10.1xbS", "16.3.1"});
  CHECK(order("IOS-XE", "03.16.04b.S", "3.16.4bS") == "=");
  CHECK(order("IOS-XE", "3.7.4S", "3.7.4E") == "?");
  CHECK(order("IOS-XE", "3.7.4E", "17.3.1") == "<");
}

TEST_CASE("versions: NX-OS keeps its train letters apart") {
  ascending("NX-OS", {"9.3(7)", "9.3(7a)", "9.3(8)", "9.3(10)", "10.2(3)", "10.3(4a)"});
  ascending("Cisco NX-OS Software", {"7.0(3)I7(8)", "7.0(3)I7(9)", "9.3(1)"});
  ascending("NX-OS", {"6.0(2)A8(10)", "6.0(2)A8(10a)", "6.0(2)A8(11)"});
  CHECK(order("NX-OS", "10.2(3)F", "10.2(3)") == "=");
  CHECK(order("NX-OS", "6.0(2)A8(1)", "6.0(2)U6(1)") == "?");
}

TEST_CASE("versions: ASA on the device and in records is the same") {
  CHECK(order("ASA", "9.16(3)23", "9.16.3.23") == "=");
  ascending("Cisco Adaptive Security Appliance (ASA) Software", {"9.8(4)", "9.8(4)12", "9.16.3.23", "9.16(4)"});
}

TEST_CASE("versions: Junos service releases follow their release; X lines and Evolved are lines of their own") {
  ascending("Junos", {"21.4R2", "21.4R2-S9", "21.4R3", "21.4R3-S5", "21.4R3-S5.4", "22.1R1"});
  ascending("Junos OS", {"15.1X49-D70", "15.1X49-D170"});
  CHECK(order("Junos", "15.1X49-D170", "15.1R7") == "?");
  CHECK(order("Junos", "22.2R1-EVO", "22.2R1") == "?");
  CHECK(order("Junos OS Evolved", "22.2R1-EVO", "22.2R1") == "=");
}

TEST_CASE("versions: the other network systems") {
  ascending("EOS", {"4.25.0F", "4.28.3M", "4.28.5M", "4.28.5.1M"});
  ascending("FortiOS", {"7.0.9", "v7.0.14 build0601", "7.2.0"});
  CHECK(order("FortiOS", "v7.0.14 build0601", "7.0.14,build0600,220101 (GA)") == "=");
  ascending("PAN-OS", {"10.1.14", "10.1.14-h6", "10.1.14-h11", "10.2.0"});
  ascending("BIG-IP", {"16.1.4", "17.1.0.3", "17.1.0.3.0.23.4-ENG", "17.1.1"});
  ascending("RouterOS", {"6.49.10", "7.11beta2", "7.11rc1", "7.11", "7.11.1"});
  ascending("Cisco IOS XR Software", {"6.6.3", "7.5.2", "7.10.1"});
}

TEST_CASE("versions: servers and daemons; a package revision decides nothing") {
  ascending("FRRouting", {"7.5.1", "8.4-dev", "8.4", "8.4.4", "10.0"});
  ascending("HAProxy", {"2.6-dev5", "2.6-dev12", "2.6.0", "2.6.9", "2.6.12", "2.8.1"});
  ascending("nginx", {"1.9.15", "1.18.0", "1.22.1"});
  ascending("keepalived", {"2.0.10", "2.2.7"});
  ascending("OpenSSH", {"9.2", "9.2p1", "9.8p1"});
  CHECK(order("FRRouting", "8.4.4-1.1~deb12u1", "8.4.4") == "=");
  CHECK(order("HAProxy", "2.6.12-1+deb12u1", "2.6.9") == ">");
  CHECK(order("HAProxy", "2.6.12-1+deb12u1", "2.6.12-1+deb12u2") == "?");
  CHECK(order("FRR", "8.4", "8.4.0") == "=");
}

TEST_CASE("versions: a distribution's short version does not say which point release it is") {
  ascending("Debian GNU/Linux", {"11", "12"});
  CHECK(order("Debian GNU/Linux", "12", "12.5") == "?");
  CHECK(order("Debian GNU/Linux", "12", "11.9") == ">");
  ascending("Ubuntu", {"20.04", "22.04", "22.10"});
  ascending("Alpine Linux", {"3.9.6", "3.18.2"});
}

TEST_CASE("versions: what no grammar reads has no order, whatever it is") {
  CHECK(order("no such product", "1.0", "2.0") == "?");
  CHECK(order("", "1.0", "2.0") == "?");
  for (const std::string& text : {std::string(), std::string("n/a"), std::string("15.2(4"), std::string("17..5"),
                                  std::string("-1.0"), std::string("99999999999.1.1"), std::string(1000, '1'),
                                  std::string("1.2\0.3", 6), std::string("1.1.1.1.1.1.1.1.1.1.1"), std::string("21.4R"),
                                  std::string("7.0.14; reboot"), std::string("9.3(8")})
    for (const std::string_view product :
         {"IOS", "IOS-XE", "NX-OS", "ASA", "Junos", "EOS", "FortiOS", "PAN-OS", "BIG-IP", "nginx", "Debian"}) {
      CAPTURE(product, text);
      CHECK_FALSE(is_version(product, text));
      CHECK(order(product, text, "1.2.3") == "?");
    }
}

TEST_CASE("versions: the version strings of public vulnerability records are read") {
  const auto folder = muster::test::shared_folder("data/vulns");
  if (!folder) return;
  std::map<std::string, int> read;
  std::istringstream rows(muster::test::read_file(*folder / "version_strings.tsv"));
  for (std::string row; std::getline(rows, row);) {
    const auto first = row.find('\t');
    const auto second = row.find('\t', first + 1);
    const std::string product = row.substr(first + 1, second - first - 1);
    const std::string version = row.substr(second + 1, row.find('\t', second + 1) - second - 1);
    read[product] += is_version(product, version) ? 1 : 0;
  }
  // All that are versions: records hold ranges ("<=4.24.11M"), wildcards ("21.*") and lists ("22.1R1-S2, 22.1R2") too.
  CHECK(read["IOS"] == 2126);
  CHECK(read["Cisco IOS XE Software"] == 437);  // of 440: not n/a, N/A, 17.11.99SW
  CHECK(read["Cisco IOS XR Software"] == 124);
  CHECK(read["Cisco NX-OS Software"] == 370);
  CHECK(read["Cisco Adaptive Security Appliance (ASA) Software"] == 207);
  CHECK(read["Junos OS"] == 101);
  CHECK(read["Junos OS Evolved"] == 78);
  CHECK(read["PAN-OS"] == 74);
  CHECK(read["FortiOS"] == 71);
  CHECK(read["BIG-IP"] == 39);
  CHECK(read["EOS"] == 8);
  CHECK(read["RouterOS"] == 7);
}
