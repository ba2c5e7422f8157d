#include "grammars/apache/path_rules.hpp"

#include <algorithm>
#include <array>

#include "grammars/apache/access.hpp"
#include "grammars/apache/matching.hpp"
#include "grammars/apache/rewrite.hpp"
#include "grammars/apache/section_tree.hpp"

// How httpd decides: mod_rewrite, then ProxyPass of a Location, then ProxyPass of the server in its order (a virtual
// host's own first), then Alias and Redirect. Who may is asked afterwards, and the last Location that says so counts
// (the main server's come first). So a denial stands before all; what is granted again further down in the text lifts
// it.
namespace muster::grammars::apache {
namespace {

using model::PathRule;

bool may_forward(const Translation& how) { return how.action == "forward" || how.action == "other"; }

Match match_of_section(const Section& section) {
  const Directive& head = section.head;
  if (section.kind == SectionKind::location_match) return match_of_pattern(head.argument(0), false);
  if (head.argument(0) == "~") return match_of_pattern(head.argument(1), false);
  return match_of_location(head.argument(0));
}

class PathRules {
 public:
  PathRules(const Config& config, const Section& own, const Section* base) : config_(config), own_(own), base_(base) {}

  bool collect(std::size_t& budget) {
    const std::size_t size = own_.directives.size() + (base_ == nullptr ? 0 : base_->directives.size());
    if (size > budget) return false;
    budget -= size;
    for (const Section* server : {base_, &own_})
      if (server != nullptr) sections(*server);
    translations_ = rewrites_of(own_, base_);
    translations_.insert(translations_.end(), location_passes_.rbegin(), location_passes_.rend());
    passes(own_);
    if (base_ != nullptr && inherits_passes()) passes(*base_);
    translations_.insert(translations_.end(), tail_.begin(), tail_.end());
    for (const Section* server : {&own_, base_})
      if (server != nullptr) redirects(*server);
    return true;
  }

  std::vector<PathRule> emit_all(std::size_t& budget) {
    std::vector<PathRule> rules = std::move(first_);
    restrict_forwarding();
    const bool mixed = requires_used_ && order_used_;
    std::size_t denials = static_cast<std::size_t>(
        std::ranges::count_if(areas_, [](const Area& area) { return area.access != Access::granted; }));
    for (auto area = areas_.rbegin(); area != areas_.rend(); ++area) {
      if (area->access != Access::granted) --denials;
      if (area->access == Access::denied) {
        emit(area->match, {{}, "deny", {}, false, area->lines}, rules);
      } else if (denials > 0 || area->access == Access::depends) {
        if (translations_.size() > budget) return unclear();
        budget -= translations_.size();
        emit_inside(area->match, mixed || area->access == Access::depends, rules);
      }
    }
    for (const Translation& how : translations_) emit(how.match, how, rules);
    return rules;
  }

  [[nodiscard]] std::vector<PathRule> unclear() const { return {{"other", {}, "other", {}, true, own_.head.lines}}; }

 private:
  struct Area {
    Match match;
    Access access;
    model::LinesId lines;
  };

  void sections(const Section& server) {
    for (const Directive& directive : server.directives) {
      if (directive.section == 0) {
        server_directive(directive);
        continue;
      }
      const Section& section = config_.sections[directive.section];
      if (section.kind == SectionKind::location || section.kind == SectionKind::location_match) location(section);
      if (section.kind == SectionKind::files) files(section);
      if (section.kind == SectionKind::proxy) proxy(section);
      if (section.kind == SectionKind::condition && !section.directives.empty()) doubt_first(section.head.lines);
    }
  }

  void server_directive(const Directive& directive) {
    if (directive.name == "proxyrequests" && lower(directive.argument(0)) != "off") doubt_last(directive.lines);
    if (directive.name == "sethandler") handler(directive);
    if (directive.name == "addhandler" && directive.argument(0).starts_with("proxy:")) doubt_last(directive.lines);
  }

  void location(const Section& section) {
    Match match = match_of_section(section);
    const SectionAccess access = access_of(config_, section);
    requires_used_ |= access.requires_used;
    order_used_ |= access.order_used;
    for (const Directive& directive : section.directives) in_location(directive, section, match);
    if (access.access != Access::none) areas_.push_back({std::move(match), access.access, section.head.lines});
  }

  void in_location(const Directive& directive, const Section& section, const Match& match) {
    const std::string& name = directive.name;
    if (name == "proxypass" || name == "proxypassmatch") location_pass(directive, match);
    if (name == "rewriterule") doubt_first(directive.lines);
    if (name == "sethandler") handler(directive);
    if (name.starts_with("redirect")) location_redirect(directive, match);
    if (directive.section == 0) return;
    const Section& inner = config_.sections[directive.section];
    const bool decides = inner.kind == SectionKind::condition || inner.kind == SectionKind::location;
    if (decides && !inner.directives.empty()) doubt_first(section.head.lines);
  }

  /// The path is that of the section.
  void location_pass(const Directive& directive, const Match& match) {
    const std::string_view url = directive.argument(0);
    Translation how{match, "respond", {}, false, directive.lines};
    if (url != "!") {
      const std::string_view path = path_of_url(url);
      const bool same = match.is_literal() && directive.name == "proxypass" && path == match.path;
      how.action = same && is_plain_pass(directive, 1) ? "forward" : "other";
      how.target = host_of_url(url);
    }
    location_passes_.push_back(std::move(how));
  }

  /// A redirect of a section comes after the path is translated and before the request is sent on.
  void location_redirect(const Directive& directive, const Match& match) {
    const bool whole = directive.arguments.size() == 1 && directive.name != "redirectmatch";
    if (whole) emit(match, {{}, "redirect", {}, false, directive.lines}, first_);
    if (!whole) doubt_first(directive.lines);
  }

  /// What is served from files may be forwarded by rules about files, or by those in the folders themselves.
  void files(const Section& section) {
    static constexpr std::array<std::string_view, 4> harmless{"none", "authconfig", "indexes", "limit"};
    for (const Directive& directive : section.directives) {
      if (directive.name == "rewriterule") doubt_last(directive.lines);
      if (directive.name == "sethandler") handler(directive);
      if (directive.name == "proxypass" || directive.name == "proxypassmatch") doubt_last(directive.lines);
      if (directive.section != 0) doubt_if_it_decides(config_.sections[directive.section]);
      if (directive.name == "allowoverridelist" && lower(directive.argument(0)) != "none") doubt_last(directive.lines);
      if (directive.name != "allowoverride") continue;
      const bool safe = std::ranges::all_of(directive.arguments, [](const std::string& word) {
        const std::string kind = lower(word);
        return kind.starts_with("options") || kind.starts_with("nonfatal") ||
               std::ranges::find(harmless, kind) != harmless.end();
      });
      if (!safe) doubt_last(directive.lines);
    }
  }

  void doubt_if_it_decides(const Section& inner) {
    for (const Directive& directive : inner.directives)
      if (directive.name == "rewriterule" || directive.name == "sethandler" || directive.section != 0)
        return doubt_last(directive.lines);
  }

  void handler(const Directive& directive) {
    static constexpr std::array<std::string_view, 12> local{
        "none",       "default-handler", "server-status", "server-info",  "balancer-manager", "cgi-script",
        "send-as-is", "type-map",        "imap-file",     "fcgid-script", "wsgi-script",      "ldap-status"};
    if (std::ranges::find(local, lower(directive.argument(0))) == local.end()) doubt_last(directive.lines);
  }

  /// `<Proxy *>` is about all that is forwarded; the members of a balancer stand in such a section too.
  void proxy(const Section& section) {
    const SectionAccess access = access_of(config_, section);
    if (access.access == Access::none || access.access == Access::granted) return;
    const bool all = section.head.argument(0) == "*" && access.access == Access::denied;
    forwarding_ = all ? Access::denied : Access::depends;
  }

  [[nodiscard]] bool inherits_passes() const {
    const Directive* inherit = own_.last("proxypassinherit");
    if (inherit == nullptr) inherit = base_->last("proxypassinherit");
    return inherit == nullptr || lower(inherit->argument(0)) != "off";
  }

  void passes(const Section& server) {
    for (const Directive& directive : server.directives)
      if (directive.name == "proxypass" || directive.name == "proxypassmatch") pass(directive);
  }

  /// `ProxyPass /a http://b/a [key=value ...] [nocanon] [interpolate] [noquery]`
  static bool is_plain_pass(const Directive& directive, std::size_t options) {
    for (std::size_t i = options; i < directive.arguments.size(); ++i) {
      const std::string word = lower(directive.arguments[i]);
      if (!word.contains('=') || word.starts_with("mapping=")) return false;
    }
    return true;
  }

  void pass(const Directive& directive) {
    const bool pattern = directive.name == "proxypassmatch";
    const std::string_view path = directive.argument(0);
    const std::string_view url = directive.argument(1);
    Translation how{
        pattern ? match_of_pattern(path, false) : match_of_path(path), "respond", {}, false, directive.lines};
    if (directive.arguments.size() < 2 || path.contains("${") || path == "~") {
      how.match = {};
      how.action = "other";
      how.opaque = true;
    } else if (url != "!") {
      how.target = host_of_url(url);
      how.action = keeps_path(pattern, path, url) && is_plain_pass(directive, 2) ? "forward" : "other";
    }
    translations_.push_back(std::move(how));
  }

  /// A pattern without `$1` in its target has the whole path appended.
  static bool keeps_path(bool pattern, std::string_view path, std::string_view url) {
    if (url.contains("${")) return false;
    const std::string_view to = path_of_url(url);
    if (!pattern) return to == path;
    if (to.empty() || to == "/") return true;
    const std::string_view before = path.substr(0, path.find('('));
    const bool rest = path.ends_with("(.*)$") || path.ends_with("(.*)");
    const bool one = std::ranges::count(path, '(') == 1 && before.starts_with("^/");
    return rest && one && to == std::string(before.substr(1)) + "$1" && before.ends_with('/');
  }

  void redirects(const Section& server) {
    for (const Directive& directive : server.directives) {
      const bool alias = directive.name.ends_with("alias") || directive.name.ends_with("aliasmatch");
      if (!alias && !directive.name.starts_with("redirect")) continue;
      const bool pattern = directive.name.ends_with("match");
      std::size_t path = 0;
      while (path < directive.arguments.size() && !alias && !pattern && !directive.arguments[path].starts_with('/'))
        ++path;
      if (path >= directive.arguments.size()) continue;
      const bool status = pattern && !alias && directive.arguments.size() > 2;
      const std::string_view text = directive.argument(status ? 1 : path);
      translations_.push_back({pattern ? match_of_pattern(text, false) : match_of_path(text),
                               alias ? "respond" : "redirect",
                               {},
                               false,
                               directive.lines});
    }
  }

  void restrict_forwarding() {
    if (forwarding_ == Access::granted) return;
    for (Translation& how : translations_)
      if (may_forward(how)) how.action = forwarding_ == Access::denied ? "deny" : "other";
  }

  /// What happens to the paths of an area, whatever is denied further up in the text.
  void emit_inside(const Match& area, bool depends, std::vector<PathRule>& rules) const {
    for (const Translation& how : translations_) {
      Translation here = how;
      if (depends && may_forward(here)) here.action = "other";
      const bool unclear = how.match.kind == Match::Kind::other;
      if (unclear || area.kind == Match::Kind::other || (how.match.is_everything() && !unclear)) {
        if (area.kind == Match::Kind::other && may_forward(here)) here.action = "other";
        emit(unclear ? how.match : area, here, rules);
        if (!unclear) return;
      } else if (area.is_everything()) {
        emit(how.match, here, rules);
      } else if (!area.is_literal() || !how.match.is_literal()) {
        here.action = "other";
        return emit(area, here, rules);
      } else if (covers(how.match, area)) {
        return emit(area, here, rules);
      } else if (covers(area, how.match)) {
        emit(how.match, here, rules);
      }
    }
  }

  void doubt_first(model::LinesId lines) { first_.push_back({"other", {}, "other", {}, true, lines}); }
  void doubt_last(model::LinesId lines) { tail_.push_back({{}, "other", {}, true, lines}); }

  const Config& config_;
  const Section& own_;
  const Section* base_;
  std::vector<PathRule> first_;
  std::vector<Area> areas_;
  std::vector<Translation> location_passes_;
  std::vector<Translation> translations_;
  std::vector<Translation> tail_;
  Access forwarding_ = Access::granted;
  bool requires_used_ = false;
  bool order_used_ = false;
};

}  // namespace

std::vector<PathRule> path_rules(const Config& config, const Section& own, const Section* base, std::size_t& budget) {
  PathRules rules(config, own, base);
  return rules.collect(budget) ? rules.emit_all(budget) : rules.unclear();
}

}  // namespace muster::grammars::apache
