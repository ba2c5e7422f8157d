#include "grammars/apache/access.hpp"

#include <algorithm>
#include <array>

#include "grammars/apache/section_tree.hpp"

namespace muster::grammars::apache {
namespace {

/// How many of the conditions of a container are of each kind.
struct Tally {
  std::size_t granted = 0;
  std::size_t denied = 0;
  std::size_t depends = 0;

  void add(Access access) {
    if (access == Access::granted) ++granted;
    if (access == Access::denied) ++denied;
    if (access == Access::depends) ++depends;
  }
  [[nodiscard]] bool empty() const { return granted + denied + depends == 0; }
  [[nodiscard]] Access any() const {
    if (empty()) return Access::none;
    if (granted > 0) return Access::granted;
    return depends == 0 ? Access::denied : Access::depends;
  }
  [[nodiscard]] Access all() const {
    if (empty()) return Access::none;
    if (denied > 0) return Access::denied;
    return depends == 0 ? Access::granted : Access::depends;
  }
  [[nodiscard]] Access none() const {
    if (empty()) return Access::none;
    return granted > 0 ? Access::denied : Access::depends;
  }
};

Access of_require(const Directive& directive) {
  if (directive.arguments.size() != 2 || lower(directive.argument(0)) != "all") return Access::depends;
  const std::string what = lower(directive.argument(1));
  if (what == "granted") return Access::granted;
  return what == "denied" ? Access::denied : Access::depends;
}

Access of_container(const Config& config, const Section& section, int depth);

Tally tally_of(const Config& config, const Section& section, int depth) {
  Tally tally;
  for (const Directive& directive : section.directives) {
    if (directive.name == "require") tally.add(of_require(directive));
    if (directive.section == 0) continue;
    const Section& inner = config.sections[directive.section];
    if (inner.kind == SectionKind::require) tally.add(of_container(config, inner, depth + 1));
  }
  return tally;
}

Access of_container(const Config& config, const Section& section, int depth) {
  constexpr int deepest = 16;
  if (depth > deepest) return Access::depends;
  const Tally tally = tally_of(config, section, depth);
  if (section.head.name == "<requireall") return tally.all();
  return section.head.name == "<requirenone" ? tally.none() : tally.any();
}

/// Order, Allow and Deny together.
struct Ordered {
  bool used = false;
  bool allow_first = false;  ///< "Order allow,deny": what none of them names is denied
  bool unclear = false;
  bool allow_all = false;
  bool allow_some = false;
  bool deny_all = false;
  bool deny_some = false;

  void add(const Directive& directive) {
    if (directive.name == "order") order(lower(directive.argument(0)), directive.arguments.size());
    if (directive.name == "allow" || directive.name == "deny") from(directive);
    if (directive.name == "satisfy") used = unclear = true;
  }

  [[nodiscard]] Access access() const {
    if (!used) return Access::none;
    if (unclear) return Access::depends;
    return allow_first ? deny_last() : allow_last();
  }

 private:
  void order(const std::string& order, std::size_t words) {
    used = true;
    allow_first = order == "allow,deny";
    unclear |= words != 1 || (order != "allow,deny" && order != "deny,allow");
  }

  void from(const Directive& directive) {
    used = true;
    const bool allows = directive.name == "allow";
    for (std::size_t i = 1; i < directive.arguments.size(); ++i) {
      const bool all = lower(directive.arguments[i]) == "all";
      (allows ? (all ? allow_all : allow_some) : (all ? deny_all : deny_some)) = true;
    }
  }

  [[nodiscard]] Access deny_last() const {
    if (deny_all || (!allow_all && !allow_some)) return Access::denied;
    return allow_all && !deny_some ? Access::granted : Access::depends;
  }

  [[nodiscard]] Access allow_last() const {
    if (allow_all) return Access::granted;
    if (deny_all) return allow_some ? Access::depends : Access::denied;
    return deny_some ? Access::depends : Access::granted;
  }
};

/// Something in it decides by the request: methods, expressions, TLS.
bool is_conditional(const Config& config, const Section& section) {
  static constexpr std::array<std::string_view, 4> names{"sslrequire", "sslrequiressl", "allowmethods", "authmerging"};
  return std::ranges::any_of(section.directives, [&](const Directive& directive) {
    if (std::ranges::find(names, directive.name) != names.end()) return true;
    if (directive.section == 0) return false;
    const Section& inner = config.sections[directive.section];
    return (inner.kind == SectionKind::methods || inner.kind == SectionKind::condition) && !inner.directives.empty();
  });
}

}  // namespace

SectionAccess access_of(const Config& config, const Section& section) {
  const Access required = tally_of(config, section, 0).any();
  Ordered ordered;
  for (const Directive& directive : section.directives) ordered.add(directive);
  SectionAccess found{Access::none, required != Access::none, ordered.used};
  Tally both;
  both.add(required);
  both.add(ordered.access());
  found.access = both.all();
  if (is_conditional(config, section)) {
    found.requires_used = true;
    if (found.access != Access::denied || ordered.unclear) found.access = Access::depends;
  }
  return found;
}

}  // namespace muster::grammars::apache
