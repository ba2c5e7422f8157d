#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <unordered_map>

#include "grammars/nginx/convert.hpp"

namespace muster::grammars::nginx {
namespace {

using model::PathRule;

bool has_variable(std::string_view text) { return text.find('$') != text.npos; }

/// "http://app/x": the part after the host, with its slash; empty if there is none.
std::string_view uri_part(std::string_view url) {
  const std::size_t scheme = url.find("://");
  const std::string_view rest = scheme == url.npos ? url : url.substr(scheme + 3);
  if (rest.starts_with("unix:")) {
    const std::size_t colon = rest.find(':', 5);
    return colon == rest.npos ? std::string_view() : rest.substr(colon + 1);
  }
  const std::size_t slash = rest.find('/');
  return slash == rest.npos ? std::string_view() : rest.substr(slash);
}

std::string_view host_part(std::string_view url) {
  const std::size_t scheme = url.find("://");
  const std::string_view rest = scheme == url.npos ? url : url.substr(scheme + 3);
  return rest.substr(0, rest.size() - uri_part(url).size());
}

std::string_view action_of_return(const Directive& directive) {
  const std::string_view code = directive.argument(0);
  if (code.starts_with('3') || code.starts_with("http") || code.starts_with('$')) return "redirect";
  return code.starts_with('2') ? "respond" : "deny";
}

/// What the allow and deny lines do with a request of an address of which nothing is known.
enum class Access : std::uint8_t { open, closed, depends };

class Locations {
 public:
  Locations(const Config& config, const Block& server) : config_(config), server_(server) {}

  std::vector<PathRule> run() {
    index_named();
    rewrite_phase();
    collect(server_, nullptr);
    const auto longer = [](const PathRule& a, const PathRule& b) { return a.path.size() > b.path.size(); };
    std::ranges::stable_sort(prefixes_, longer);
    for (std::vector<PathRule>* const part : {&exact_, &prefixes_, &patterns_})
      rules_.insert(rules_.end(), std::make_move_iterator(part->begin()), std::make_move_iterator(part->end()));
    if (errors_may_forward(server_)) rules_.push_back(doubtful("other", {}, server_.head.lines));
    return std::move(rules_);
  }

 private:
  struct Decision {
    std::string action;
    std::string target;
    model::LinesId lines = 0;
  };

  static PathRule doubtful(std::string match, std::string path, model::LinesId lines) {
    PathRule rule;
    rule.match = std::move(match);
    rule.path = std::move(path);
    rule.action = "other";
    rule.opaque = true;
    rule.lines = lines;
    return rule;
  }

  void index_named() {
    for (const std::uint32_t child : server_.children) {
      const Block& block = config_.blocks()[child];
      if (block.kind == BlockKind::location && block.head.argument(0).starts_with('@'))
        named_.emplace(block.head.argument(0), &block);
    }
  }

  /// What stands in the server itself comes before any location, in its order.
  void rewrite_phase() {
    std::size_t condition = 0;
    std::vector<const Block*> conditions;
    for (const std::uint32_t child : server_.children)
      if (config_.blocks()[child].kind == BlockKind::condition) conditions.push_back(&config_.blocks()[child]);
    for (const Directive& directive : server_.directives) {
      if (directive.name == "return") {
        rules_.push_back({"any", {}, std::string(action_of_return(directive)), {}, false, directive.lines});
        return;
      }
      if (directive.name == "rewrite") rules_.push_back(doubtful("other", {}, directive.lines));
      if (directive.name == "if") add_condition(*conditions[condition++]);
    }
  }

  /// `if ($request_uri ~* pattern) { return 403; }` is a rule about the path; a bare `return` under another condition
  /// may refuse; anything else is opaque.
  void add_condition(const Block& block) {
    const auto is_harmless = [](const Directive& d) { return d.name == "access_log" || d.name == "error_log"; };
    const bool only_return = block.children.empty() && std::ranges::all_of(block.directives, [&](const Directive& d) {
                               return d.name == "return" || is_harmless(d);
                             });
    const Directive* const found = block.find("return");
    if (block.open || !only_return) {
      rules_.push_back(doubtful("other", {}, block.head.lines));
      return;
    }
    if (found == nullptr) return;
    PathRule rule;
    rule.match = "other";
    rule.action = action_of_return(*found);
    rule.lines = block.head.lines;
    if (auto pattern = path_pattern(block.head.arguments)) {
      rule.match = "regex";
      rule.path = *std::move(pattern);
    }
    rules_.push_back(std::move(rule));
  }

  /// The pattern of `($request_uri ~* pattern)`. A quoted pattern leaves the parenthesis as a word of its own.
  static std::optional<std::string> path_pattern(std::vector<std::string> words) {
    if (words.size() == 4 && words[3] == ")") {
      words.pop_back();
    } else if (words.size() == 3 && words[2].ends_with(')')) {
      words[2].pop_back();
    } else {
      return std::nullopt;
    }
    const bool about_path = words[0] == "($request_uri" || words[0] == "($uri";
    const bool is_pattern = words[1] == "~" || words[1] == "~*";
    if (!about_path || !is_pattern || has_variable_name(words[2])) return std::nullopt;
    return (words[1] == "~*" ? "(?i)" : "") + words[2];
  }

  /// A `$` that is not the end of the pattern, of a group or of an alternative.
  static bool has_variable_name(std::string_view pattern) {
    for (std::size_t i = 0; i + 1 < pattern.size(); ++i)
      if (pattern[i] == '$' && pattern[i + 1] != ')' && pattern[i + 1] != '|') return true;
    return false;
  }

  struct Pending {
    const Block* block;
    const Block* outer;
  };

  void collect(const Block& top, const Block* outer) {
    std::vector<Pending> pending;
    push_children(top, outer, pending);
    while (!pending.empty()) {
      const Pending next = pending.back();
      pending.pop_back();
      add_location(*next.block, next.outer != nullptr);
      push_children(*next.block, next.block, pending);
    }
  }

  /// Last first, so that the stack yields them in the order of the text.
  void push_children(const Block& block, const Block* outer, std::vector<Pending>& pending) const {
    for (auto child = block.children.rbegin(); child != block.children.rend(); ++child)
      if (config_.blocks()[*child].kind == BlockKind::location) pending.push_back({&config_.blocks()[*child], outer});
  }

  void add_location(const Block& block, bool nested) {
    const std::string_view first = block.head.argument(0);
    if (first.starts_with('@')) return;
    Decision decision = decide(block);
    PathRule rule{"prefix", std::string(block.head.last()), std::move(decision.action), std::move(decision.target),
                  false,    config_lines(block, decision)};
    if (block.head.arguments.size() == 1) return prefixes_.push_back(std::move(rule));
    if (first == "=") {
      rule.match = "exact";
      return exact_.push_back(std::move(rule));
    }
    if (first == "^~") {
      rule.match = "prefix-final";
      return prefixes_.push_back(std::move(rule));
    }
    rule.match = "regex";
    if (first == "~*") rule.path.insert(0, "(?i)");
    // A pattern inside another location counts only where that one does.
    if (nested) return patterns_.push_back(doubtful("regex", std::move(rule.path), block.head.lines));
    patterns_.push_back(std::move(rule));
  }

  static model::LinesId config_lines(const Block& block, const Decision& decision) {
    return decision.lines != 0 ? decision.lines : block.head.lines;
  }

  Decision decide(const Block& block) const {
    const bool rewrites =
        block.find("rewrite") != nullptr || block.find("if") != nullptr || block.open || limited_methods_forward(block);
    const Directive* const returned = block.find("return");
    if (returned != nullptr && !rewrites) {
      const std::string_view action = action_of_return(*returned);
      if (action == "deny" && errors_may_forward(block)) return {"other", {}, returned->lines};
      return {std::string(action), {}, returned->lines};
    }
    Decision content = handler(block);
    const bool may_forward = content.action == "forward" || content.action == "other";
    if (rewrites) return {"other", content.target, content.lines};
    if (!may_forward) return errors_may_forward(block) ? Decision{"other", {}, content.lines} : content;
    const Access access = address_access(block);
    if (access == Access::closed && !satisfies_any(block)) return {errors_may_forward(block) ? "other" : "deny", {}, 0};
    if (access != Access::open || asks_for_login(block) || block.find("internal") != nullptr || has_limit_except(block))
      content.action = "other";
    return content;
  }

  /// limit_except may hold a proxy_pass of its own.
  bool limited_methods_forward(const Block& block) const {
    return std::ranges::any_of(block.children, [this](std::uint32_t child) {
      const Block& inner = config_.blocks()[child];
      return inner.kind == BlockKind::limit_except && handler(inner).action != "respond";
    });
  }

  bool has_limit_except(const Block& block) const {
    return std::ranges::any_of(block.children, [this](std::uint32_t child) {
      return config_.blocks()[child].kind == BlockKind::limit_except;
    });
  }

  /// allow and deny are one list: that of the innermost block that has either.
  Access address_access(const Block& block) const {
    for (const Block* here = &block;; here = &config_.parent(*here)) {
      if (here->find("allow") != nullptr || here->find("deny") != nullptr) {
        const auto [known, added] = access_.try_emplace(here, Access::open);
        if (added) known->second = access_of(*here);
        return known->second;
      }
      if (here->kind == BlockKind::main) return Access::open;
    }
  }

  static Access access_of(const Block& block) {
    bool narrowed = false;
    for (const Directive& directive : block.directives) {
      const bool denies = directive.name == "deny";
      if (!denies && directive.name != "allow") continue;
      if (directive.argument(0) != "all") {
        narrowed = true;
        continue;
      }
      if (narrowed) return Access::depends;
      return denies ? Access::closed : Access::open;
    }
    return narrowed ? Access::depends : Access::open;
  }

  bool satisfies_any(const Block& block) const {
    const Directive* const satisfy = config_.inherited(block, "satisfy");
    return satisfy != nullptr && satisfy->argument(0) == "any";
  }

  bool asks_for_login(const Block& block) const {
    return std::ranges::any_of(std::array{"auth_basic", "auth_request", "auth_jwt"}, [&](const char* name) {
      const Directive* const found = config_.inherited(block, name);
      return found != nullptr && found->argument(0) != "off";
    });
  }

  Decision handler(const Block& block) const {
    for (const char* const name :
         {"proxy_pass", "grpc_pass", "fastcgi_pass", "uwsgi_pass", "scgi_pass", "memcached_pass", "tunnel_pass"}) {
      const Directive* const pass = block.find(name);
      if (pass == nullptr) continue;
      const std::string_view url = pass->argument(0);
      const std::string_view uri = uri_part(url);
      const bool same_path = uri.empty() || uri == block.head.last();
      const bool sure = !has_variable(url) && same_path && pass->name != "tunnel_pass";
      return {sure ? "forward" : "other", std::string(host_part(url)), pass->lines};
    }
    const Directive* const files = block.find("try_files");
    if (files == nullptr) return {"respond", {}, 0};
    return fallback(*files);
  }

  /// The last argument of try_files: a code, a named location, or a path that is looked up anew.
  Decision fallback(const Directive& files) const {
    const std::string_view last = files.last();
    if (last.starts_with('=')) return {"respond", {}, files.lines};
    if (!last.starts_with('@')) return {"other", {}, files.lines};
    const auto found = named_.find(last);
    if (found == named_.end() || found->second->find("try_files") != nullptr) return {"other", {}, files.lines};
    return decide(*found->second);
  }

  /// An error page may be a named location, which sees the path that was asked for.
  bool errors_may_forward(const Block& block) const {
    const Block* const owner = config_.owner(block, "error_page");
    if (owner == nullptr) return false;
    const auto [known, added] = errors_.try_emplace(owner, false);
    if (added)
      known->second = std::ranges::any_of(owner->all("error_page"), [this](const Directive* page) {
        if (!page->last().starts_with('@')) return has_variable(page->last());
        const auto found = named_.find(page->last());
        return found == named_.end() || handler_may_forward(*found->second);
      });
    return known->second;
  }

  bool handler_may_forward(const Block& block) const {
    return block.open || block.find("rewrite") != nullptr || block.find("if") != nullptr ||
           block.find("try_files") != nullptr || handler(block).action != "respond";
  }

  const Config& config_;
  const Block& server_;
  mutable std::unordered_map<const Block*, Access> access_;
  mutable std::unordered_map<const Block*, bool> errors_;
  std::map<std::string_view, const Block*> named_;
  std::vector<PathRule> rules_;
  std::vector<PathRule> exact_;
  std::vector<PathRule> prefixes_;
  std::vector<PathRule> patterns_;
};

}  // namespace

std::vector<PathRule> path_rules(const Config& config, const Block& server) { return Locations(config, server).run(); }

}  // namespace muster::grammars::nginx
