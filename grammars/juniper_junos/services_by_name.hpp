#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

/// The names that Junos has for protocols, ports and applications.
namespace muster::grammars::juniper_junos {

/// "22", "1024-65535", or the number of a port that has a name; nothing if it is none of them.
[[nodiscard]] std::optional<std::string> port_value(std::string_view word);

/// A protocol in the words of the model: "icmp6" and "58" are "icmpv6", "6" is "tcp".
[[nodiscard]] std::string protocol_name(std::string_view word);

/// What an application that is built in matches. Empty ports: any.
struct BuiltInApplication {
  std::string_view name;
  std::string_view protocol;
  std::string_view port;  ///< of the destination
  bool narrowed = false;  ///< a part of that: types of ICMP
};
/// Those of that name, one for each of its terms; empty if the name is not in our list.
[[nodiscard]] std::span<const BuiltInApplication> built_in_application(std::string_view name);

/// Adds to a list of the model: joined by a comma.
void append(std::string& to, std::string_view more);

}  // namespace muster::grammars::juniper_junos
