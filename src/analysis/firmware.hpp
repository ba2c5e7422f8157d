#pragma once

#include <compare>
#include <optional>
#include <string_view>

namespace muster::analysis {

/// Orders two versions of one product as its vendor numbers them. Nothing where there is no order: an unknown product,
/// a version that its grammar does not read, or two lines of development that do not follow each other (two trains of
/// IOS; a Linux distribution's "12" and "12.5": the first does not say which).
///
/// `product` is model::Software's ("IOS", "IOS-XE", "FRRouting", "Debian GNU/Linux", ...) or a vendor's longer name of
/// it ("Cisco IOS XE Software"). Supported: IOS, IOS-XE, IOS XR, NX-OS, ASA, Junos, EOS, FortiOS, PAN-OS, BIG-IP,
/// RouterOS, VyOS, FRR, HAProxy, nginx, Apache, keepalived, OpenSSH, the Linux kernel, Linux distributions.
///
/// The order says nothing of back-ported fixes: a distribution's package is patched without a new upstream version.
/// Of two packages of the same upstream version with different revisions the order is not known.
[[nodiscard]] std::optional<std::strong_ordering> compare_versions(std::string_view product, std::string_view a,
                                                                   std::string_view b);

/// Whether the grammar of `product` reads `version`; false for an unknown product.
[[nodiscard]] bool is_version(std::string_view product, std::string_view version);

}  // namespace muster::analysis
