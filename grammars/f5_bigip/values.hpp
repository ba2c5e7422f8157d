#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grammars/config_values.hpp"
#include "grammars/cursor.hpp"

/// The values that tmsh prints: words, quoted texts, names in folders, addresses of a route domain, services.
namespace muster::grammars::f5_bigip {

/// The next word, or quoted text without its quotes and backslashes; nothing at the end or without a closing quote.
[[nodiscard]] std::optional<std::string> take_value(Cursor& cursor);

/// "/Common/x" for the names `/Common/x`, `Common/x` and `x`: what stands in no folder is in /Common.
[[nodiscard]] std::string full_name(std::string_view name);
/// The next value as a full name; nothing at the end.
[[nodiscard]] std::optional<std::string> take_name(Cursor& cursor);

/// The context of an object: its partition, the first folder of its full name. What is in /Common belongs to the
/// device itself and has none: most devices use no other partition, and what /Common defines counts in all.
[[nodiscard]] std::string context_of(std::string_view full_name, const std::string& above);

/// enabled, yes, true, on, enable; disabled, no, false, off, disable.
[[nodiscard]] std::optional<bool> switch_value(std::string_view word);

/// `192.0.2.1%2/24` taken apart: the address with its length if it has one, and the number of the route domain.
struct DomainAddress {
  std::string address;
  std::string route_domain;  ///< empty: none is named
};
[[nodiscard]] DomainAddress split_route_domain(std::string_view text);

/// The number of a port; `any`, `*` and `0` are 0. Nothing for a name that is not known.
[[nodiscard]] std::optional<std::uint32_t> port_number(std::string_view text);

/// `192.0.2.1:443`, `192.0.2.1:https`, `2001:db8::1.443`, `any:0`, `/Common/name:80`, with or without a folder.
struct Endpoint {
  std::string address;  ///< as printed, without folder and route domain
  std::string route_domain;
  std::optional<std::uint32_t> port;
};
[[nodiscard]] std::optional<Endpoint> split_endpoint(std::string_view text);

/// Last part of a name in folders.
[[nodiscard]] std::string_view leaf_name(std::string_view name);

/// A stored secret: `$M$...` is F5's own reversible form ("other"); crypt(3) forms by their prefix; otherwise plain.
[[nodiscard]] StoredText stored_secret(std::string_view value);
/// The next value as a secret, marked as one; nothing at the end.
[[nodiscard]] std::optional<StoredText> take_secret(Cursor& cursor);

}  // namespace muster::grammars::f5_bigip
