#include "grammars/f5_bigip/values.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "core/ip.hpp"
#include "grammars/crypt_format.hpp"
#include "grammars/secret_words.hpp"
#include "grammars/text_lines.hpp"

namespace muster::grammars::f5_bigip {
namespace {

struct Service {
  std::string_view name;
  std::uint32_t port;
};

/// The names that tmsh prints for ports, as far as they are met.
constexpr std::array<Service, 56> services{{
    {"any", 0},           {"*", 0},
    {"ftp-data", 20},     {"ftp", 21},
    {"ssh", 22},          {"telnet", 23},
    {"smtp", 25},         {"tacacs", 49},
    {"domain", 53},       {"bootps", 67},
    {"bootpc", 68},       {"tftp", 69},
    {"http", 80},         {"kerberos", 88},
    {"pop3", 110},        {"sunrpc", 111},
    {"ident", 113},       {"nntp", 119},
    {"ntp", 123},         {"netbios-ns", 137},
    {"netbios-dgm", 138}, {"netbios-ssn", 139},
    {"imap", 143},        {"snmp", 161},
    {"snmptrap", 162},    {"snmp-trap", 162},
    {"bgp", 179},         {"ldap", 389},
    {"https", 443},       {"microsoft-ds", 445},
    {"isakmp", 500},      {"shell", 514},
    {"syslog", 514},      {"router", 520},
    {"efs", 520},         {"rtsp", 554},
    {"submission", 587},  {"ldaps", 636},
    {"ftps-data", 989},   {"ftps", 990},
    {"telnets", 992},     {"imaps", 993},
    {"pop3s", 995},       {"cap", 1026},
    {"socks", 1080},      {"ms-sql-s", 1433},
    {"ms-sql-m", 1434},   {"ncube-lm", 1521},
    {"radius", 1812},     {"radius-acct", 1813},
    {"mysql", 3306},      {"ms-wbt-server", 3389},
    {"f5-iquery", 4353},  {"sip", 5060},
    {"sips", 5061},       {"webcache", 8080},
}};

}  // namespace

std::optional<std::string> take_value(Cursor& cursor) {
  const std::string_view rest = cursor.rest();
  if (rest.empty()) return std::nullopt;
  if (rest.front() != '"') return std::string(cursor.word());
  std::string value;
  std::size_t at = 1;
  for (; at < rest.size() && rest[at] != '"'; ++at) {
    if (rest[at] == '\\' && at + 1 < rest.size()) ++at;
    value += rest[at];
  }
  if (at == rest.size()) return std::nullopt;
  cursor.move_to(rest.data() + at + 1);
  return value;
}

std::string full_name(std::string_view name) {
  if (name.starts_with('/')) return std::string(name);
  const std::string_view first = name.substr(0, name.find('/'));
  // `192.0.2.1%1/16` is a name without a folder.
  const bool has_folder = first.size() < name.size() && !parse_ip(first.substr(0, first.find('%')));
  return (has_folder ? "/" : "/Common/") + std::string(name);
}

std::optional<std::string> take_name(Cursor& cursor) {
  const auto value = take_value(cursor);
  if (!value || value->empty()) return std::nullopt;
  return full_name(*value);
}

std::string context_of(std::string_view full_name, const std::string& above) {
  const std::size_t end = full_name.find('/', 1);
  if (!full_name.starts_with('/') || end == std::string_view::npos) return above;
  const std::string_view partition = full_name.substr(1, end - 1);
  return partition == "Common" ? above : std::string(partition);
}

std::optional<bool> switch_value(std::string_view word) {
  constexpr std::array<std::string_view, 5> on{"enabled", "yes", "true", "on", "enable"};
  constexpr std::array<std::string_view, 5> off{"disabled", "no", "false", "off", "disable"};
  if (std::ranges::find(on, word) != on.end()) return true;
  if (std::ranges::find(off, word) != off.end()) return false;
  return std::nullopt;
}

DomainAddress split_route_domain(std::string_view text) {
  const std::size_t percent = text.find('%');
  if (percent == std::string_view::npos) return {std::string(text), {}};
  const std::size_t slash = std::min(text.find('/', percent), text.size());
  return {std::string(text.substr(0, percent)) + std::string(text.substr(slash)),
          std::string(text.substr(percent + 1, slash - percent - 1))};
}

std::optional<std::uint32_t> port_number(std::string_view text) {
  std::uint32_t number = 0;
  if (parse_number(text, number)) return number <= 65535 ? std::optional(number) : std::nullopt;
  const auto found = std::ranges::find(services, text, &Service::name);
  return found == services.end() ? std::nullopt : std::optional(found->port);
}

std::string_view leaf_name(std::string_view name) {
  const std::size_t slash = name.rfind('/');
  return slash == std::string_view::npos ? name : name.substr(slash + 1);
}

std::optional<Endpoint> split_endpoint(std::string_view text) {
  const std::string_view leaf = leaf_name(text);
  // Of IPv6 the port stands behind a dot, of IPv4 and names behind a colon.
  const std::size_t colon = leaf.find(':');
  const bool is_v6 = colon != std::string_view::npos && leaf.find(':', colon + 1) != std::string_view::npos;
  const std::size_t separator = is_v6 || leaf.starts_with("any6") ? leaf.rfind('.') : leaf.rfind(':');
  if (separator == std::string_view::npos || separator == 0) return std::nullopt;
  const DomainAddress parts = split_route_domain(leaf.substr(0, separator));
  return Endpoint{parts.address, parts.route_domain, port_number(leaf.substr(separator + 1))};
}

StoredText stored_secret(std::string_view value) {
  StoredText stored{Secret(value), "plain", is_masked_secret(value)};
  if (value.starts_with("$M$")) {
    stored.format = "other";
  } else if (value.starts_with('!') || value.starts_with('*')) {
    stored.format = "locked";
  } else if (value.starts_with('$')) {
    stored.format = crypt_format(value);
  }
  return stored;
}

std::optional<StoredText> take_secret(Cursor& cursor) {
  const std::string_view rest = cursor.rest();
  auto value = take_value(cursor);
  if (!value) return std::nullopt;
  const std::string_view left = cursor.rest();
  cursor.secret(trim(rest.substr(0, rest.size() - left.size())));
  StoredText stored = stored_secret(*value);
  wipe(*value);
  return stored;
}

}  // namespace muster::grammars::f5_bigip
