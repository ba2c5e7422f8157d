#include "analysis/firmware.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "analysis/version_schemes.hpp"

namespace muster::analysis {
namespace {

struct Product {
  std::string_view name;  ///< lower-case letters and digits only, without "cisco" and "software"
  VersionParser parse;
  bool prefix = false;  ///< longer names that begin like this mean the same
};

constexpr std::array products{
    Product{"ios", parse_ios},
    Product{"iosxe", parse_ios_xe},
    Product{"iosxr", parse_numeric},
    Product{"nxos", parse_nx_os},
    Product{"asa", parse_asa},
    Product{"adaptivesecurityapplianceasa", parse_asa},
    Product{"adaptivesecurityappliance", parse_asa},
    Product{"junos", parse_junos},
    Product{"junosos", parse_junos},
    Product{"junosevolved", parse_junos_evolved},
    Product{"junososevolved", parse_junos_evolved},
    Product{"eos", parse_eos},
    Product{"aristaeos", parse_eos},
    Product{"fortios", parse_fortios},
    Product{"fortinetfortios", parse_fortios},
    Product{"panos", parse_pan_os},
    Product{"bigip", parse_big_ip},
    Product{"routeros", parse_numeric},
    Product{"vyos", parse_numeric},
    Product{"frr", parse_numeric},
    Product{"frrouting", parse_numeric},
    Product{"haproxy", parse_numeric},
    Product{"nginx", parse_numeric, true},
    Product{"apache", parse_numeric, true},
    Product{"keepalived", parse_numeric},
    Product{"openssh", parse_numeric},
    Product{"linux", parse_numeric},
    Product{"linuxkernel", parse_numeric},
    Product{"debian", parse_distribution, true},
    Product{"raspbian", parse_distribution, true},
    Product{"ubuntu", parse_distribution, true},
    Product{"alpine", parse_distribution, true},
    Product{"redhat", parse_distribution, true},
    Product{"rhel", parse_distribution},
    Product{"rocky", parse_distribution, true},
    Product{"almalinux", parse_distribution, true},
    Product{"centos", parse_distribution, true},
    Product{"fedora", parse_distribution, true},
    Product{"oraclelinux", parse_distribution, true},
    Product{"amazonlinux", parse_distribution, true},
    Product{"opensuse", parse_distribution, true},
    Product{"sles", parse_distribution, true},
    Product{"suse", parse_distribution, true},
};

std::string normalised(std::string_view product) {
  std::string name;
  for (const char c : product.substr(0, 80)) {
    if (c >= 'A' && c <= 'Z') name += static_cast<char>(c - 'A' + 'a');
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) name += c;
  }
  if (name.starts_with("cisco")) name.erase(0, 5);
  if (name.ends_with("software")) name.erase(name.size() - 8);
  return name;
}

VersionParser parser_for(std::string_view product) {
  const std::string name = normalised(product);
  const auto found = std::ranges::find_if(products, [&](const Product& known) {
    return known.prefix ? std::string_view(name).starts_with(known.name) : name == known.name;
  });
  return found == products.end() ? nullptr : found->parse;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

std::optional<Version> parse(std::string_view product, std::string_view text) {
  constexpr std::size_t longest = 100;
  const VersionParser parser = parser_for(product);
  if (parser == nullptr || text.size() > longest) return std::nullopt;
  return parser(trimmed(text));
}

std::strong_ordering compare_fields(const Version& a, const Version& b, std::size_t count) {
  return std::lexicographical_compare_three_way(a.fields.begin(), a.fields.begin() + static_cast<std::ptrdiff_t>(count),
                                                b.fields.begin(),
                                                b.fields.begin() + static_cast<std::ptrdiff_t>(count));
}

std::optional<std::strong_ordering> compare(const Version& a, const Version& b) {
  if (a.line != b.line) {
    const auto shared = compare_fields(a, b, std::min(a.shared, b.shared));
    return shared == 0 ? std::nullopt : std::optional(shared);
  }
  const std::size_t both = std::min(a.written, b.written);
  const bool vague = (a.prefix_is_vague || b.prefix_is_vague) && a.written != b.written;
  const auto order = compare_fields(a, b, vague ? both : a.fields.size());
  if (order != 0) return order;
  if (vague) return std::nullopt;
  if (!a.revision.empty() && !b.revision.empty() && a.revision != b.revision) return std::nullopt;
  return order;
}

}  // namespace

std::optional<std::strong_ordering> compare_versions(std::string_view product, std::string_view a, std::string_view b) {
  const auto left = parse(product, a);
  const auto right = parse(product, b);
  if (!left || !right) return std::nullopt;
  return compare(*left, *right);
}

bool is_version(std::string_view product, std::string_view version) { return parse(product, version).has_value(); }

}  // namespace muster::analysis
