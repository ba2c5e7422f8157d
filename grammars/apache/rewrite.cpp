#include "grammars/apache/rewrite.hpp"

#include <algorithm>
#include <array>

#include "grammars/apache/section_tree.hpp"

namespace muster::grammars::apache {
namespace {

std::string_view without_socket(std::string_view url) {
  const std::size_t bar = url.starts_with("unix:") ? url.find('|') : url.npos;
  return bar == url.npos ? url : url.substr(bar + 1);
}

struct Flags {
  bool forbidden = false;
  bool gone = false;
  bool redirect = false;
  bool proxy = false;
  bool last = false;
  bool ignore_case = false;
  bool other = false;  ///< one that changes what follows
};

/// "[R=301,L,NC]" without its brackets.
Flags read_flags(std::string_view text) {
  Flags flags;
  while (!text.empty()) {
    const std::size_t comma = std::min(text.find(','), text.size());
    const std::string flag = lower(text.substr(0, comma));
    const std::string name = flag.substr(0, flag.find('='));
    text.remove_prefix(std::min(comma + 1, text.size()));
    static constexpr std::array<std::string_view, 22> harmless{
        "e",   "env", "co",       "cookie",    "ne",     "noescape",      "b", "bnp",     "bctls",    "bne", "qsa",
        "qsd", "qsl", "qsappend", "qsdiscard", "qslast", "backrefnoplus", "h", "handler", "nosubreq", "ns",  "dpi"};
    if (name == "f" || name == "forbidden")
      flags.forbidden = true;
    else if (name == "g" || name == "gone")
      flags.gone = true;
    else if (name == "r" || name == "redirect")
      flags.redirect = true;
    else if (name == "p" || name == "proxy")
      flags.proxy = true;
    else if (name == "l" || name == "last" || name == "end")
      flags.last = true;
    else if (name == "nc" || name == "nocase")
      flags.ignore_case = true;
    else if (std::ranges::find(harmless, name) == harmless.end())
      flags.other = true;
  }
  return flags;
}

/// "^/a/(.*)$" to "http://b/a/$1", "^(.*)$" to "http://b$1", or one path to itself.
bool keeps_path(std::string_view pattern, const Match& match, std::string_view url_path) {
  if (url_path.find_first_of("?%{") != url_path.npos) return false;
  if (match.kind == Match::Kind::exact) return url_path == match.path || url_path == "$1";
  if (!pattern.starts_with('^') || !url_path.ends_with("$1")) return false;
  pattern.remove_prefix(1);
  if (pattern.ends_with('$')) pattern.remove_suffix(1);
  const std::string_view before = url_path.substr(0, url_path.size() - 2);
  const std::size_t group = pattern.find('(');
  if (group == pattern.npos || pattern.substr(0, group) != before) return false;
  const std::string_view captured = pattern.substr(group);
  if (captured == "(.*)" || captured == "(.+)") return before.ends_with('/') || before.empty();
  return before.empty() && captured.starts_with("(/") && captured.ends_with(".*)") &&
         captured.find('(', 1) == captured.npos;
}

Translation opaque(const Directive& directive) { return {{}, "other", {}, true, directive.lines}; }

bool is_redirect_url(std::string_view url) { return url.starts_with("http://") || url.starts_with("https://"); }

class Rewriter {
 public:
  std::vector<Translation> run(const Section& own) {
    for (const Directive& directive : own.directives) {
      if (directive.name == "rewritecond") conditional_ = true;
      if (directive.name == "rewriterule") rule(directive);
    }
    return std::move(all_);
  }

 private:
  void rule(const Directive& directive) {
    const bool conditional = std::exchange(conditional_, false);
    // A redirect that is not the last step may be changed by what follows.
    if (std::exchange(pending_, false)) all_.push_back(opaque(directive));
    if (directive.arguments.size() > 3) return all_.push_back(opaque(directive));
    std::string_view text = directive.argument(2);
    if (text.starts_with('[') && text.ends_with(']')) text = text.substr(1, text.size() - 2);
    const Flags flags = read_flags(text);
    std::string_view pattern = directive.argument(0);
    const std::string_view to = directive.argument(1);
    if (flags.other || pattern.starts_with('!')) return all_.push_back(opaque(directive));
    Translation made{
        match_of_pattern(pattern, flags.ignore_case), action(pattern, to, flags), {}, false, directive.lines};
    if (made.action.empty()) return leave(to, flags, directive);
    pending_ = made.action == "redirect" && !flags.last;
    if (made.action == "forward" || made.action == "other") made.target = host_of_url(to);
    if (conditional) made.match = {};
    all_.push_back(std::move(made));
  }

  /// A rule that only sets a variable changes nothing, unless it ends the list.
  void leave(std::string_view to, const Flags& flags, const Directive& directive) {
    if (to != "-" || flags.last) all_.push_back(opaque(directive));
  }

  /// Empty: it does none of what is modelled.
  static std::string action(std::string_view pattern, std::string_view to, const Flags& flags) {
    if (flags.forbidden || flags.gone) return "deny";
    if (flags.redirect && !flags.proxy) return "redirect";
    if (!flags.proxy || !is_redirect_url(to) || to.contains("%{") || to.contains("${"))
      return flags.proxy ? "other" : "";
    return keeps_path(pattern, match_of_pattern(pattern, flags.ignore_case), path_of_url(to)) ? "forward" : "other";
  }

  std::vector<Translation> all_;
  bool conditional_ = false;
  bool pending_ = false;
};

bool is_on(const Section& own, const Section* base) {
  const Directive* engine = own.last("rewriteengine");
  if (engine == nullptr && base != nullptr) engine = base->last("rewriteengine");
  return engine != nullptr && lower(engine->argument(0)) != "off";
}

/// Rules of the main server count in a virtual host only where an option says so.
const Directive* inheriting(const Section& own, const Section* base) {
  if (base == nullptr || base->last("rewriterule") == nullptr) return nullptr;
  if (own.inherits_rewrites || base->inherits_rewrites) return base->last("rewriterule");
  return nullptr;
}

}  // namespace

std::string_view path_of_url(std::string_view url) {
  url = without_socket(url);
  const std::size_t scheme = url.find("://");
  const std::string_view rest = scheme == url.npos ? url : url.substr(scheme + 3);
  const std::size_t slash = rest.find_first_of("/$");
  return slash == rest.npos ? std::string_view() : rest.substr(slash);
}

std::string host_of_url(std::string_view url) {
  const std::string_view plain = without_socket(url);
  const std::size_t scheme = plain.find("://");
  const std::string_view rest = scheme == plain.npos ? plain : plain.substr(scheme + 3);
  return std::string(rest.substr(0, rest.size() - path_of_url(url).size()));
}

std::vector<Translation> rewrites_of(const Section& own, const Section* base) {
  if (!is_on(own, base)) return {};
  std::vector<Translation> all = Rewriter().run(own);
  if (const Directive* const inherits = inheriting(own, base)) all.insert(all.begin(), opaque(*inherits));
  return all;
}

}  // namespace muster::grammars::apache
