#include "grammars/haproxy/decisions.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <iterator>
#include <optional>

namespace muster::grammars::haproxy {
namespace {

using model::PathRule;

bool refuses(const PathRule& rule) { return !rule.opaque && rule.action != "forward" && rule.action != "other"; }

/// Under a condition on the path, an opaque rule may do anything, but to those requests only.
PathRule with_match(const PathRule& rule, const Match& match) {
  PathRule narrowed = rule;
  narrowed.opaque = rule.opaque && match.kind == "other";
  narrowed.match = match.kind;
  narrowed.path = match.path;
  return narrowed;
}

/// A refusal may stay as wide as it was: what it hides is then taken as refused, never as forwarded elsewhere.
void restrict_to_prefix(const Decisions& rules, const Match& match, Decisions& out) {
  for (const PathRule& rule : rules) {
    const bool narrower = rule.match == "exact" || rule.match == "prefix";
    if (!rule.opaque && ((narrower && rule.path.starts_with(match.path)) || rule.match == "other")) {
      out.push_back(rule);
    } else if (rule.opaque || rule.match == "any" || (rule.match == "prefix" && match.path.starts_with(rule.path))) {
      out.push_back(with_match(rule, match));
      return;
    } else if (rule.match == "regex") {
      out.push_back(refuses(rule) ? rule : opaque_rule(rule.lines));
    }
  }
}

}  // namespace

Decisions always(std::string action, std::string target, model::LinesId lines) {
  return {{"any", {}, std::move(action), std::move(target), false, lines}};
}

model::PathRule opaque_rule(model::LinesId lines) { return {"other", {}, "other", {}, true, lines}; }

std::optional<bool> Composer::regex_matches(const std::string& pattern, const std::string& path) {
  constexpr std::size_t longest = 2000;
  if (patterns_left_ == 0 || pattern.size() > longest) return std::nullopt;
  --patterns_left_;
  re2::RE2::Options options(re2::RE2::Latin1);
  options.set_log_errors(false);
  options.set_max_mem(1 << 20);
  const re2::RE2 compiled(pattern, options);
  if (!compiled.ok()) return std::nullopt;
  return re2::RE2::PartialMatch(path, compiled);
}

/// Whether `rule` decides a request for exactly `path`; nothing if that is not known.
std::optional<bool> Composer::decides(const PathRule& rule, const std::string& path) {
  if (rule.opaque || rule.match == "any") return true;
  if (rule.match == "exact") return rule.path == path;
  if (rule.match == "prefix") return path.starts_with(rule.path);
  if (rule.match == "regex") return regex_matches(rule.path, path);
  return std::nullopt;
}

/// What `rules` say of requests for one path. Conditions on other things stay in front of it.
void Composer::restrict_to_exact(const Decisions& rules, const Match& match, Decisions& out) {
  for (const PathRule& rule : rules) {
    const std::optional<bool> decided = decides(rule, match.path);
    if (decided == false) continue;
    if (!decided) {
      out.push_back(rule);
      continue;
    }
    out.push_back(with_match(rule, match));
    return;
  }
}

void Composer::restrict_to_regex(const Decisions& rules, const Match& match, Decisions& out) {
  for (const PathRule& rule : rules) {
    if (rule.opaque || rule.match == "any") {
      out.push_back(with_match(rule, match));
      return;
    }
    if (refuses(rule) || rule.match == "other") {
      out.push_back(rule);
    } else if (rule.match == "exact" && regex_matches(match.path, rule.path) == true) {
      out.push_back(rule);
    } else if (rule.match != "exact" || !regex_matches(match.path, rule.path)) {
      out.push_back(opaque_rule(rule.lines));
    }
  }
}

void Composer::restrict_to(const Decisions& rules, const Match& match, model::LinesId lines, Decisions& out) {
  if (match.kind == "exact") return restrict_to_exact(rules, match, out);
  if (match.kind == "prefix") return restrict_to_prefix(rules, match, out);
  if (match.kind == "regex") return restrict_to_regex(rules, match, out);
  if (match.kind == "any") {
    out.insert(out.end(), rules.begin(), rules.end());
  } else if (rules.size() == 1) {
    out.push_back(with_match(rules.front(), match));
  } else {
    out.push_back(opaque_rule(lines));
  }
}

Decisions Composer::join(const std::vector<Match>& matches, const Decisions& inside, Decisions outside,
                         model::LinesId lines) {
  const std::size_t most = matches.size() * inside.size() + outside.size();
  if (most > max_decisions || most > work_left_) return {opaque_rule(lines)};
  work_left_ -= most;
  Decisions all;
  for (const Match& match : matches) restrict_to(inside, match, lines, all);
  all.insert(all.end(), std::make_move_iterator(outside.begin()), std::make_move_iterator(outside.end()));
  return all;
}

Decisions Composer::if_in(const std::vector<Match>& matches, const Decisions& then, Decisions rest,
                          model::LinesId lines) {
  return join(matches, then, std::move(rest), lines);
}

Decisions Composer::if_not_in(const std::vector<Match>& matches, Decisions then, const Decisions& rest,
                              model::LinesId lines) {
  return join(matches, rest, std::move(then), lines);
}

}  // namespace muster::grammars::haproxy
