#include "inventory/platform_names.hpp"

#include <algorithm>
#include <cctype>
#include <utility>

namespace muster::inventory {
namespace {

/// Plain names. A vendor's name alone stands here only where the vendor has one system for network devices.
constexpr std::pair<std::string_view, std::string_view> meanings[] = {
    {"ciscoios", "cisco_ios"},
    {"ios", "cisco_ios"},
    {"iosxe", "cisco_ios"},
    {"ciscoxe", "cisco_ios"},
    {"ciscoiosxe", "cisco_ios"},
    {"catalyst", "cisco_ios"},
    {"cisconxos", "cisco_nxos"},
    {"nxos", "cisco_nxos"},
    {"nxosssh", "cisco_nxos"},
    {"nexus", "cisco_nxos"},
    {"cisconexus", "cisco_nxos"},
    {"ciscoasa", "cisco_asa"},
    {"asa", "cisco_asa"},
    {"ciscoiosxr", "cisco_iosxr"},
    {"iosxr", "cisco_iosxr"},
    {"ciscoxr", "cisco_iosxr"},
    {"aristaeos", "arista_eos"},
    {"eos", "arista_eos"},
    {"arista", "arista_eos"},
    {"juniperjunos", "juniper_junos"},
    {"junos", "juniper_junos"},
    {"juniper", "juniper_junos"},
    {"fortinetfortios", "fortinet_fortios"},
    {"fortios", "fortinet_fortios"},
    {"fortigate", "fortinet_fortios"},
    {"fortinet", "fortinet_fortios"},
    {"paloaltopanos", "paloalto_panos"},
    {"panos", "paloalto_panos"},
    {"paloalto", "paloalto_panos"},
    {"f5bigip", "f5_bigip"},
    {"bigip", "f5_bigip"},
    {"f5", "f5_bigip"},
    {"f5tmsh", "f5_bigip"},
    {"f5ltm", "f5_bigip"},
    {"tmos", "f5_bigip"},
    {"frr", "frr"},
    {"frrouting", "frr"},
    {"linux", "linux"},
    {"debian", "linux"},
    {"ubuntu", "linux"},
    {"redhat", "linux"},
    {"rhel", "linux"},
    {"centos", "linux"},
    {"vyos", "vyos"},
    {"mikrotikrouteros", "mikrotik_routeros"},
    {"routeros", "mikrotik_routeros"},
    {"mikrotik", "mikrotik_routeros"},
    {"auto", "auto"},
};

}  // namespace

std::string plain_name(std::string_view name) {
  std::string plain;
  for (const char c : name)
    if (const auto byte = static_cast<unsigned char>(c); std::isalnum(byte) != 0)
      plain.push_back(static_cast<char>(std::tolower(byte)));
  return plain;
}

std::string platform_meant_by(std::string_view name) {
  const std::string plain = plain_name(name);
  const auto* const found = std::ranges::find(meanings, plain, &std::pair<std::string_view, std::string_view>::first);
  return found == std::end(meanings) ? std::string() : std::string(found->second);
}

}  // namespace muster::inventory
