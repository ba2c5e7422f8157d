#include "grammars/haproxy/references.hpp"

#include <array>

#include "grammars/haproxy/lines.hpp"
#include "grammars/reference_rules.hpp"

namespace muster::grammars::haproxy {
namespace {

constexpr std::string_view backends = "backend|listen";

/// A name that is known without running: no expression.
bool is_fixed(std::string_view name) { return !name.contains('%') && !name.contains('$'); }

/// `http_auth(users)`, `{ http_auth_group(users) admins`: the list of users. `!name`: the condition.
std::string normal(std::string_view kind, std::string_view name) {
  if (kind == "userlist" && name.contains('(')) {
    name.remove_prefix(name.find('(') + 1);
    return std::string(name.substr(0, name.find(')')));
  }
  if (kind.empty() && name.starts_with('!')) name.remove_prefix(1);
  return std::string(name);
}

bool asks_for_user(std::string_view word) {
  if (word.starts_with('!')) word.remove_prefix(1);
  return word.starts_with("http_auth(") || word.starts_with("http_auth_group(");
}

constexpr auto rules = std::to_array<ReferenceRule>({
    {"backend $", "backend"},
    {"listen $", "listen", {}, {}, true},
    {"frontend $", "frontend", {}, {}, true},
    {"resolvers $", "resolvers"},
    {"userlist $", "userlist"},
    {"cache $", "cache"},
    {"peers $", "peers"},
    {"mailers $", "mailers"},
    {"frontend|backend|listen|defaults/acl $", "acl"},
    {"frontend|listen|defaults/use_backend $", "backend", "use_backend", backends, false, &is_fixed},
    {"frontend|listen|defaults/default_backend $", "backend", "default_backend", backends, false, &is_fixed},
    {"frontend|backend|listen/... table $", {}, "stick table", backends},
    {"frontend|backend|listen/... if|unless $$", {}, "condition", "acl"},
    {"backend|listen|defaults/server|server-template|default-server ... resolvers $", "resolvers", "server resolvers"},
    {"frontend|backend|listen|defaults/http-request ... do-resolve $", {}, "do-resolve", "resolvers"},
    {"frontend|backend|listen/http-request|http-response cache-use|cache-store $", "cache", "http cache"},
    {"frontend|backend|listen/filter cache $", "cache", "filter cache"},
    {"frontend|backend|listen/stick-table ... peers $", "peers", "stick-table peers"},
    {"frontend|backend|listen|defaults/email-alert mailers $", "mailers", "email-alert mailers"},
    {"frontend|backend|listen/... $", "userlist", "http_auth", {}, false, &asks_for_user},
});

}  // namespace

References references(std::string_view bytes) {
  static const ReferenceTable table(rules, {.negation = "no",
                                            .normal = &normal,
                                            .scope = "frontend|backend|listen|defaults $",
                                            .anywhere = "backend|resolvers|userlist|cache|peers|mailers",
                                            .quotes = true});
  return table.find(read_sections(bytes));
}

}  // namespace muster::grammars::haproxy
