#include "analysis/path_exposure.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>

namespace muster::analysis {
namespace {

using model::Frontend;
using model::PathRule;

/// "/carbon/" and "carbon/*" name the context "/carbon"; the root is "".
std::string normal_context(std::string_view given) {
  while (given.ends_with('*') || given.ends_with('/')) given.remove_suffix(1);
  std::string context(given);
  if (!context.empty() && context.front() != '/') context.insert(0, 1, '/');
  return context;
}

bool is_at_or_below(std::string_view path, std::string_view context) {
  return path.starts_with(context) && (path.size() == context.size() || path[context.size()] == '/');
}

/// Removes one leading "/t/NAME" or "/o/NAME".
std::optional<std::string_view> without_owner(std::string_view path, std::string_view owner) {
  if (!path.starts_with(owner)) return std::nullopt;
  const std::size_t end = path.find('/', owner.size());
  if (end == std::string_view::npos || end == owner.size()) return std::nullopt;
  return path.substr(end);
}

/// The container maps the plain path `path` to the context, under a tenant and an organisation or not.
bool reaches(std::string_view path, std::string_view context) {
  if (is_at_or_below(path, context)) return true;
  if (const auto rest = without_owner(path, "/t/")) {
    if (is_at_or_below(*rest, context)) return true;
    const auto inner = without_owner(*rest, "/o/");
    return inner && is_at_or_below(*inner, context);
  }
  const auto rest = without_owner(path, "/o/");
  return rest && is_at_or_below(*rest, context);
}

/// Nothing in it that a proxy and a container could read in different ways.
bool is_plain(std::string_view path) {
  constexpr std::string_view safe = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/-_.~";
  return path.starts_with('/') && path.find_first_not_of(safe) == std::string_view::npos &&
         path.find("//") == std::string_view::npos && path.find("/.") == std::string_view::npos;
}

bool forwards(const PathRule& rule) { return rule.action == "forward" || rule.action == "other"; }

/// The rules of one frontend with their patterns compiled, each at most once.
class Rules {
 public:
  explicit Rules(const Frontend& frontend)
      : frontend_(frontend), prefix_waits_(frontend.product.value == "nginx"), patterns_(frontend.path_rules.size()) {}

  struct Decision {
    enum class Kind : std::uint8_t { rule, fallback, undecided } kind = Kind::undecided;
    const PathRule* rule = nullptr;  ///< the one that decides, or that hinders a decision
  };

  /// The rule that the product picks for a plain path. Everywhere the first that matches; nginx lets a plain prefix
  /// (the list has the longest first) wait until no pattern has matched.
  Decision decide(std::string_view path) {
    const PathRule* waiting = nullptr;
    for (std::size_t i = 0; i < frontend_.path_rules.size(); ++i) {
      const PathRule& rule = frontend_.path_rules[i];
      const bool is_prefix = rule.match == "prefix" || rule.match == "prefix-final";
      if (is_prefix && waiting != nullptr) continue;
      switch (match(i, path)) {
        case Answer::no:
          continue;
        case Answer::unknown:
          return {Decision::Kind::undecided, &rule};
        case Answer::yes:
          break;
      }
      if (!prefix_waits_ || rule.match != "prefix") return {Decision::Kind::rule, &rule};
      waiting = &rule;
    }
    if (waiting != nullptr) return {Decision::Kind::rule, waiting};
    return {Decision::Kind::fallback, nullptr};
  }

 private:
  Answer match(std::size_t index, std::string_view path) {
    const PathRule& rule = frontend_.path_rules[index];
    const auto answer = [](bool matches) { return matches ? Answer::yes : Answer::no; };
    if (rule.opaque) return Answer::unknown;
    if (rule.match == "any") return Answer::yes;
    if (rule.match == "exact") return answer(path == rule.path);
    if (rule.match == "prefix" || rule.match == "prefix-final") return answer(path.starts_with(rule.path));
    if (rule.match != "regex") return Answer::unknown;
    const re2::RE2& pattern = compiled(index);
    if (!pattern.ok()) return Answer::unknown;
    return answer(re2::RE2::PartialMatch(re2::StringPiece(path.data(), path.size()), pattern));
  }

  const re2::RE2& compiled(std::size_t index) {
    std::unique_ptr<re2::RE2>& slot = patterns_[index];
    if (slot == nullptr) {
      re2::RE2::Options options(re2::RE2::Latin1);
      options.set_log_errors(false);
      options.set_max_mem(1 << 20);
      const std::string& text = frontend_.path_rules[index].path;
      slot = std::make_unique<re2::RE2>(re2::StringPiece(text.data(), text.size()), options);
    }
    return *slot;
  }

  const Frontend& frontend_;
  bool prefix_waits_;
  std::vector<std::unique_ptr<re2::RE2>> patterns_;
};

/// Requests that every product reads alike: the context itself, below it, and below a tenant or an organisation; and
/// exact paths of the rules that lie in the context.
std::vector<std::string> plain_requests(const Frontend& frontend, const std::string& context) {
  std::vector<std::string> requests;
  for (const std::string_view owner : {"", "/t/x", "/o/x", "/t/x/o/x"})
    for (const std::string_view below : {"/", "/admin", ""})
      if (std::string request = std::string(owner) + context + std::string(below); !request.empty())
        requests.push_back(std::move(request));
  for (const PathRule& rule : frontend.path_rules)
    if (rule.match == "exact" && is_plain(rule.path) && reaches(rule.path, context)) requests.push_back(rule.path);
  return requests;
}

/// A spelling of the context that the container accepts and that rules written for the plain one do not see.
std::string disguised(const std::string& context) { return "/;" + (context.empty() ? "/" : context) + "/"; }

bool default_forwards(const Frontend& frontend) { return frontend.default_target.known(); }

std::string decided_by(const PathRule* rule) {
  if (rule == nullptr) return "the default target";
  if (rule->match == "any") return "the rule for every path";
  return "the " + rule->match + " rule '" + rule->path + "'";
}

std::optional<Exposure> find_witness(const Frontend& frontend, const std::string& context, Rules& rules) {
  for (const std::string& request : plain_requests(frontend, context)) {
    const Rules::Decision decision = rules.decide(request);
    if (decision.kind == Rules::Decision::Kind::undecided) continue;
    const bool fallback = decision.kind == Rules::Decision::Kind::fallback;
    if (fallback ? !default_forwards(frontend) : decision.rule->action != "forward") continue;
    const model::LinesId lines = fallback ? frontend.default_target.lines : decision.rule->lines;
    return Exposure{Answer::yes, request, {lines}, request + " is forwarded by " + decided_by(decision.rule)};
  }
  return std::nullopt;
}

/// The first rule that could forward something else than an exact path outside the context.
const PathRule* first_doubt(const Frontend& frontend, const std::string& context) {
  for (const PathRule& rule : frontend.path_rules) {
    if (rule.opaque) return &rule;
    const bool harmless_exact =
        rule.match == "exact" && rule.action == "forward" && is_plain(rule.path) && !reaches(rule.path, context);
    if (forwards(rule) && !harmless_exact) return &rule;
    if (rule.match == "any") return nullptr;
  }
  return nullptr;
}

bool default_counts(const Frontend& frontend) {
  return std::ranges::none_of(frontend.path_rules,
                              [](const PathRule& rule) { return !rule.opaque && rule.match == "any"; });
}

Exposure undecided(std::string reason, model::LinesId lines) {
  return {Answer::unknown, {}, {lines}, std::move(reason)};
}

Exposure explain_doubt(const PathRule& rule, const std::string& context, Rules& rules) {
  if (rule.opaque) return undecided("a rule was not understood: it may forward anything", rule.lines);
  const Rules::Decision decision = rules.decide(disguised(context));
  const bool passes = decision.kind == Rules::Decision::Kind::rule && decision.rule->action == "forward";
  if (passes)
    return undecided("plain requests are refused, but " + disguised(context) + " is forwarded by " +
                         decided_by(decision.rule) + ", and a servlet container reads it as the context",
                     decision.rule->lines);
  if (rule.action == "other")
    return undecided(decided_by(&rule) + " forwards under conditions that are not modelled", rule.lines);
  return undecided(decided_by(&rule) + " forwards more than exact paths, so another spelling of the context may pass",
                   rule.lines);
}

}  // namespace

Exposure exposes(const Frontend& frontend, std::string_view context_path) {
  const std::string context = normal_context(context_path);
  if (frontend.open) return undecided("a line about this frontend was not understood", frontend.opened_by);
  Rules rules(frontend);
  if (auto found = find_witness(frontend, context, rules)) return *std::move(found);
  if (const PathRule* doubt = first_doubt(frontend, context)) return explain_doubt(*doubt, context, rules);
  if (default_counts(frontend) && frontend.default_target.state != model::State::absent) {
    const bool known = frontend.default_target.known();
    return undecided(known ? "the default target takes every path that no rule decides, so another spelling may pass"
                           : "where a request goes that no rule decides is not known",
                     frontend.default_target.lines);
  }
  Exposure none{Answer::no, {}, {}, "nothing is forwarded but exact paths outside the context"};
  for (const PathRule& rule : frontend.path_rules)
    if (rule.action == "forward") none.lines.push_back(rule.lines);
  if (none.lines.empty()) none.lines.push_back(frontend.lines);
  return none;
}

}  // namespace muster::analysis
