#include <catch2/catch.hpp>

#include "inventory/address_range.hpp"
#include "inventory/import.hpp"
#include "inventory/platform_names.hpp"

using namespace muster;
using namespace muster::inventory;

namespace {

using Texts = std::vector<std::string>;

const LoadOptions load_options{{"cisco_ios", "frr", "linux"}, {}, "/etc/muster"};

ImportOptions options() {
  ImportOptions options;
  options.platforms = load_options.platforms;
  return options;
}

Import import(std::string_view csv, const ImportOptions& with = options(), const Inventory& existing = {}) {
  const auto table = config::read_csv(csv, "t.csv");
  REQUIRE(table);
  return import_table(*table, with, existing);
}

Texts refusals(const Import& import) {
  Texts texts;
  for (const auto& entry : import.refused) texts.push_back(to_string(entry.where) + ": " + entry.message);
  return texts;
}

/// What is written must be an inventory.
Inventory loaded(const Import& import) {
  auto inventory = load(import.toml, "new.toml", load_options);
  REQUIRE(inventory);
  for (const auto& gap : inventory->quarantined) FAIL_CHECK(to_string(gap.where) + ": " + gap.message);
  return std::move(*inventory);
}

}  // namespace

TEST_CASE("import: columns come in any order under the names that people use") {
  const auto done = import(
      "Location;SSH Port;Device Type;Mgmt-IP;Hostname;Groups;Tags\n"
      "hq;2222;IOS-XE;192.0.2.1;core1;edge dmz;\"red, blue\"\n");
  CHECK(refusals(done).empty());
  CHECK(done.remarks.empty());
  const auto inventory = loaded(done);
  REQUIRE(inventory.units.size() == 1);
  const Unit& unit = inventory.units[0];
  CHECK(unit.id == "core1");
  CHECK(unit.platform == "cisco_ios");
  CHECK(unit.site == "hq");
  CHECK(unit.members.at(0).addresses == Texts{"192.0.2.1"});
  CHECK(unit.members.at(0).port == 2222);
  CHECK(unit.groups == Texts{"edge", "dmz"});
  CHECK(unit.tags == Texts{"red", "blue"});
}

TEST_CASE("import: ranges and networks become a device for each address") {
  CHECK(expand_addresses("192.0.2.10-12").value() == Texts{"192.0.2.10", "192.0.2.11", "192.0.2.12"});
  CHECK(expand_addresses("192.0.2.254-192.0.3.1").value() ==
        Texts{"192.0.2.254", "192.0.2.255", "192.0.3.0", "192.0.3.1"});
  CHECK(expand_addresses("192.0.2.0/30").value() == Texts{"192.0.2.1", "192.0.2.2"});
  CHECK(expand_addresses("192.0.2.0/31").value() == Texts{"192.0.2.0", "192.0.2.1"});
  CHECK(expand_addresses("192.0.2.7/32").value() == Texts{"192.0.2.7"});
  CHECK(expand_addresses("192.0.2.7/24").value() == Texts{"192.0.2.7"});
  CHECK(expand_addresses("2001:db8::/127").value() == Texts{"2001:db8::", "2001:db8::1"});
  CHECK(expand_addresses("255.255.255.254-255").value().size() == 2);
  CHECK(expand_addresses("sw-1.example.net").value() == Texts{"sw-1.example.net"});
  for (const std::string_view wrong :
       {"192.0.2.20-10", "192.0.2.1-300", "10.0.0.0/8", "300.1.2.3", "192.0.2", "a b", "10.0.0.0-10.9.0.0", "::/0"})
    CHECK_FALSE(expand_addresses(wrong));
  const auto inventory = loaded(import("name,ip,os\nsw,192.0.2.10-11,linux\n,2001:db8::/127,frr\n"));
  REQUIRE(inventory.units.size() == 4);
  CHECK(inventory.units[0].id == "sw-192.0.2.10");
  CHECK(inventory.units[3].id == "2001-db8--1");
}

TEST_CASE("import: a row is used as it stands or refused with its place and reason") {
  const auto done = import(
      "name,ip,os,port\n"
      "bad name,192.0.2.1,linux,\n"
      "a,300.1.2.3,linux,\n"
      "b,192.0.2.3,comware,\n"
      "c,192.0.2.4,nxos,\n"
      "d,192.0.2.5,,\n"
      "e,192.0.2.6,linux,70000\n"
      "f,192.0.2.7\n"
      ",,linux,\n"
      "good,192.0.2.9,linux,22\n"
      "good,192.0.2.10,linux,22\n"
      "other,192.0.2.9,linux,\n");
  CHECK(done.devices == 1);
  CHECK(loaded(done).units.size() == 1);
  CHECK(refusals(done) ==
        Texts{"t.csv:2:1: expected a name of letters, digits and - _ . only, got 'bad name'",
              "t.csv:3:3: expected an address, a range, a network or a host name, got '300.1.2.3'",
              "t.csv:4:13: platform 'comware' is not defined (--auto finds it out)",
              "t.csv:5:13: platform 'nxos' is cisco_nxos, for which there is no recipe (--auto finds out what fits)",
              "t.csv:6:13: no platform; --platform NAME gives one to all, --auto finds it out",
              "t.csv:7:19: expected a port from 1 to 65535, got '70000'",
              "t.csv:8:1: expected 4 cells as in the header, got 2", "t.csv:9:1: neither a name nor an address",
              "t.csv:11:1: device 'good' is there already: t.csv:10:1",
              "t.csv:12:7: 192.0.2.9 is the address of 'good' already: t.csv:10:6"});
}

TEST_CASE("import: an unknown platform becomes auto only if that is asked for, defaults fill what is empty") {
  ImportOptions with = options();
  with.automatic = true;
  CHECK(loaded(import("name,os\na,comware\nb,\n", with)).units.at(1).platform == "auto");
  with = options();
  with.platform = "frr";
  with.site = "hq";
  const auto inventory = loaded(import("name,os,site\na,linux,\nb,,lab\n", with));
  CHECK(inventory.units.at(0).platform == "linux");
  CHECK(inventory.units.at(0).site == "hq");
  CHECK(inventory.units.at(1).platform == "frr");
  CHECK(inventory.units.at(1).site == "lab");
}

TEST_CASE("import: what the inventory has already is named with its place there") {
  const auto existing =
      load("[[group]]\nname = 'edge'\n[[device]]\nid = 'a'\nplatform = 'frr'\naddress = '192.0.2.1'\n", "fleet.toml",
           load_options);
  const auto done = import("name,ip,os,group\na,192.0.2.2,frr,edge\nb,192.0.2.1,frr,edge\nc,192.0.2.3,frr,edge\n",
                           options(), *existing);
  CHECK(refusals(done) == Texts{"t.csv:2:1: device 'a' is there already: fleet.toml:3:1",
                                "t.csv:3:3: 192.0.2.1 is the address of 'a' already: fleet.toml:6:11"});
  CHECK(done.toml.find("[[group]]") == std::string::npos);
}

TEST_CASE("import: columns without meaning are named, two with the same meaning stop") {
  const auto odd = import("name,os,Contact\na,frr,joe\n");
  REQUIRE(odd.remarks.size() == 1);
  CHECK(odd.remarks[0].message == "column 'Contact' is not used");
  CHECK(odd.devices == 1);
  const auto twice = import("name,hostname,os\na,b,frr\n");
  CHECK(twice.devices == 0);
  CHECK(refusals(twice) ==
        Texts{"t.csv:1:6: columns 'name' and 'hostname' mean the same here: rename the one that is not to be used"});
  CHECK(refusals(import("os,site\nfrr,hq\n")) == Texts{"t.csv:1:1: expected at least a column 'name' or 'address'"});
}

TEST_CASE("import: a credential that is not described is left to be described") {
  const auto done = import("name,os,credential\na,frr,ro\n");
  CHECK(done.toml.find("# id = \"ro\"") != std::string::npos);
  CHECK(done.remarks.size() == 1);
}

TEST_CASE("import: platforms are known by the names of other tools, and a vendor with several systems is none") {
  CHECK(platform_meant_by("cisco_xe") == "cisco_ios");
  CHECK(platform_meant_by("NX-OS") == "cisco_nxos");
  CHECK(platform_meant_by("FortiGate") == "fortinet_fortios");
  CHECK(platform_meant_by("PAN-OS") == "paloalto_panos");
  CHECK(platform_meant_by("Cisco").empty());
  CHECK(platform_meant_by("").empty());
}
