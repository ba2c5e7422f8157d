#include <algorithm>
#include <array>

#include "grammars/f5_bigip/settings.hpp"

/// The profiles that come with the device: their kinds are known by their names.
namespace muster::grammars::f5_bigip {
namespace {

struct Factory {
  std::string_view name, kind;
};

constexpr std::array<Factory, 82> factory{{
    {"tcp", "tcp"},
    {"tcp-lan-optimized", "tcp"},
    {"tcp-wan-optimized", "tcp"},
    {"tcp-mobile-optimized", "tcp"},
    {"tcp-legacy", "tcp"},
    {"f5-tcp-lan", "tcp"},
    {"f5-tcp-wan", "tcp"},
    {"f5-tcp-mobile", "tcp"},
    {"f5-tcp-progressive", "tcp"},
    {"mptcp-mobile-optimized", "tcp"},
    {"apm-forwarding-client-tcp", "tcp"},
    {"apm-forwarding-server-tcp", "tcp"},
    {"wom-tcp-lan-optimized", "tcp"},
    {"wom-tcp-wan-optimized", "tcp"},
    {"splitsession-default-tcp", "tcp"},
    {"udp", "udp"},
    {"udp_gtm_dns", "udp"},
    {"udp_decrement_ttl", "udp"},
    {"udp_preserve_ttl", "udp"},
    {"fastL4", "fastl4"},
    {"apm-forwarding-fastL4", "fastl4"},
    {"security-fastL4", "fastl4"},
    {"full-acceleration", "fastl4"},
    {"fastLLL4", "fastl4"},
    {"fasthttp", "fasthttp"},
    {"http", "http"},
    {"http-explicit", "http"},
    {"http-transparent", "http"},
    {"http2", "http2"},
    {"http3", "http3"},
    {"httprouter", "httprouter"},
    {"httpcompression", "http-compression"},
    {"wan-optimized-compression", "http-compression"},
    {"webacceleration", "web-acceleration"},
    {"optimized-acceleration", "web-acceleration"},
    {"optimized-caching", "web-acceleration"},
    {"oneconnect", "one-connect"},
    {"ntlm", "ntlm"},
    {"stream", "stream"},
    {"xml", "xml"},
    {"html", "html"},
    {"websocket", "websocket"},
    {"websecurity", "web-security"},
    {"analytics", "analytics"},
    {"tcp-analytics", "tcp-analytics"},
    {"classification", "classification"},
    {"ftp", "ftp"},
    {"ftps", "ftp"},
    {"tftp", "tftp"},
    {"sip", "sip"},
    {"rtsp", "rtsp"},
    {"dns", "dns"},
    {"diameter", "diameter"},
    {"radiusLB", "radius"},
    {"radiusLB-subscriber-aware", "radius"},
    {"smtps", "smtps"},
    {"ipother", "ipother"},
    {"sctp", "sctp"},
    {"quic", "quic"},
    {"qoe", "qoe"},
    {"icap", "icap"},
    {"fix", "fix"},
    {"mqtt", "mqtt"},
    {"socks", "socks"},
    {"pptp", "pptp"},
    {"statistics", "statistics"},
    {"stats", "statistics"},
    {"imap", "imap"},
    {"pop3", "pop3"},
    {"gtp", "gtp"},
    {"ssh", "ssh"},
    {"serverssl", "server-ssl"},
    {"serverssl-insecure-compatible", "server-ssl"},
    {"apm-default-serverssl", "server-ssl"},
    {"crypto-server-default-serverssl", "server-ssl"},
    {"pcoip-default-serverssl", "server-ssl"},
    {"splitsession-default-serverssl", "server-ssl"},
    {"wom-default-serverssl", "server-ssl"},
    {"request-log", "request-log"},
    {"rewrite", "rewrite"},
    {"rewrite-portal", "rewrite"},
    {"rewrite-uri-translation", "rewrite"},
}};

}  // namespace

std::string kind_of(const Config& config, const std::string& profile) {
  constexpr std::string_view common = "/Common/";
  const auto found = config.profile_kinds.find(profile);
  if (found != config.profile_kinds.end()) return found->second;
  if (!profile.starts_with(common)) return {};
  const std::string_view name = std::string_view(profile).substr(common.size());
  const auto known = std::ranges::find(factory, name, &Factory::name);
  if (known != factory.end()) return std::string(known->kind);
  // `clientssl`, `clientssl-secure`, `clientssl-insecure-compatible` and so on.
  if (name == "clientssl" || name.starts_with("clientssl-") || name.ends_with("-default-clientssl"))
    return "client-ssl";
  return {};
}

}  // namespace muster::grammars::f5_bigip
