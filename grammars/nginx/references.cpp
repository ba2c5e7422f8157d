#include "grammars/nginx/references.hpp"

#include <array>

#include "grammars/nginx/dump.hpp"
#include "grammars/reference_rules.hpp"

namespace muster::grammars::nginx {
namespace {

/// `zone=one:10m` or `keys_zone=one:10m`: the zone; anything else is no name.
std::string zone_of(std::string_view word) {
  for (const std::string_view key : {"zone=", "keys_zone="})
    if (word.starts_with(key)) {
      word.remove_prefix(key.size());
      return std::string(word.substr(0, word.find(':')));
    }
  return {};
}

/// `http://backend/path`: the host, where it may be an upstream. With a port, or as a path of a socket, it is none.
std::string upstream_of(std::string_view word) {
  if (const std::size_t scheme = word.find("://"); scheme != std::string_view::npos) word.remove_prefix(scheme + 3);
  if (word.starts_with("unix:") || word.starts_with('/')) return {};
  word = word.substr(0, word.find_first_of("/?$"));
  if (word.find_first_of(":[") != std::string_view::npos) return {};
  std::string name(word);
  for (char& c : name) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return name;
}

std::string normal(std::string_view kind, std::string_view name) {
  if (kind == "limit_req_zone" || kind == "cache zone") return name.contains('=') ? zone_of(name) : std::string(name);
  if (kind == "limit_conn_zone" && name.contains('=')) return zone_of(name);
  return kind == "upstream" || kind.empty() ? upstream_of(name) : std::string(name);
}

bool is_zone(std::string_view word) { return word.starts_with("zone=") || word.starts_with("keys_zone="); }
bool is_cache(std::string_view name) { return name != "off" && !name.contains('$'); }
bool is_format(std::string_view name) { return name != "combined" && !name.contains('=') && !name.contains('$'); }
bool is_connection_zone(std::string_view name) { return !name.contains('$'); }

constexpr auto rules = std::to_array<ReferenceRule>({
    {"upstream $", "upstream"},
    {"proxy_pass|fastcgi_pass|uwsgi_pass|scgi_pass|grpc_pass|memcached_pass $", {}, "pass to upstream", "upstream"},
    {"limit_req_zone ... $", "limit_req_zone", {}, {}, false, &is_zone},
    {"limit_req ... $", "limit_req_zone", "limit_req", {}, false, &is_zone},
    {"limit_conn_zone ... $", "limit_conn_zone", {}, {}, false, &is_zone},
    {"limit_conn $", "limit_conn_zone", "limit_conn", {}, false, &is_connection_zone},
    {"proxy_cache_path|fastcgi_cache_path|uwsgi_cache_path|scgi_cache_path ... $",
     "cache zone",
     {},
     {},
     false,
     &is_zone},
    {"proxy_cache|fastcgi_cache|uwsgi_cache|scgi_cache $", "cache zone", "cache", {}, false, &is_cache},
    {"log_format $", "log_format"},
    {"access_log * $", "log_format", "access_log", {}, false, &is_format},
});

}  // namespace

References references(std::string_view bytes) {
  static const ReferenceTable table(rules, {.negation = {}, .normal = &normal, .scope = {}, .quotes = true});
  return table.find(read_dump(bytes).tree);
}

}  // namespace muster::grammars::nginx
