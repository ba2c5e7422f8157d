#pragma once

#include <string>
#include <string_view>

namespace muster::inventory {

/// The platform that other tools (netmiko, NAPALM, Oxidized, RANCID, NetBox, spreadsheets) mean by a name, in their
/// spelling of case and punctuation: "Cisco IOS-XE" is `cisco_ios`. Empty if no single platform is meant.
[[nodiscard]] std::string platform_meant_by(std::string_view name);

/// Lower case, letters and digits only: how names of columns and platforms are compared.
[[nodiscard]] std::string plain_name(std::string_view name);

}  // namespace muster::inventory
