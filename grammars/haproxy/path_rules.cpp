#include <algorithm>
#include <array>

#include "grammars/haproxy/convert.hpp"

namespace muster::grammars::haproxy {
namespace {

/// Actions of http-request that neither end a request nor change its path.
bool goes_on(std::string_view action) {
  static constexpr auto names = std::to_array<std::string_view>({"add-acl",
                                                                 "add-header",
                                                                 "cache-use",
                                                                 "capture",
                                                                 "del-acl",
                                                                 "del-header",
                                                                 "del-map",
                                                                 "disable-l7-retry",
                                                                 "do-resolve",
                                                                 "early-hint",
                                                                 "normalize-uri",
                                                                 "replace-header",
                                                                 "replace-value",
                                                                 "sc-add-gpc",
                                                                 "sc-inc-gpc",
                                                                 "sc-inc-gpc0",
                                                                 "sc-inc-gpc1",
                                                                 "sc-set-gpt",
                                                                 "sc-set-gpt0",
                                                                 "send-spoe-group",
                                                                 "set-acl",
                                                                 "set-bandwidth-limit",
                                                                 "set-dst",
                                                                 "set-dst-port",
                                                                 "set-fc-mark",
                                                                 "set-fc-tos",
                                                                 "set-header",
                                                                 "set-log-level",
                                                                 "set-map",
                                                                 "set-mark",
                                                                 "set-method",
                                                                 "set-nice",
                                                                 "set-priority-class",
                                                                 "set-priority-offset",
                                                                 "set-query",
                                                                 "set-src",
                                                                 "set-src-port",
                                                                 "set-timeout",
                                                                 "set-tos",
                                                                 "set-var",
                                                                 "set-var-fmt",
                                                                 "strict-mode",
                                                                 "track-sc0",
                                                                 "track-sc1",
                                                                 "track-sc2",
                                                                 "unset-var",
                                                                 "wait-for-body",
                                                                 "wait-for-handshake"});
  // "set-var(txn.x)" and "sc-inc-gpc0(1)" carry their argument along.
  return std::ranges::find(names, action.substr(0, action.find('('))) != names.end();
}

std::string_view ending(std::string_view action) {
  if (action == "deny" || action == "tarpit" || action == "reject" || action == "silent-drop") return "deny";
  if (action == "redirect") return "redirect";
  if (action == "return" || action == "use-service") return "respond";
  return {};
}

Acls read_acls(const Proxy& proxy) {
  Acls acls;
  for (const Line* line : proxy.lines) {
    if (line->word(0) != "acl") continue;
    const auto matches = read_acl(std::span(line->words).subspan(2));
    auto& all = acls[line->words[1].text];
    all.insert(all.end(), matches.begin(), matches.end());
  }
  return acls;
}

bool sends_somewhere(const Proxy& proxy) {
  return std::ranges::any_of(proxy.lines, [](const Line* line) {
    const std::string_view word = line->word(0);
    return word == "server" || word == "server-template" || word == "dispatch" || word == "transparent" ||
           (word == "option" && (line->word(1) == "transparent" || line->word(1) == "http_proxy"));
  });
}

}  // namespace

PathRules::PathRules(const std::vector<Proxy>& proxies) {
  for (const Proxy& proxy : proxies)
    if (proxy.section->kind() != "frontend") backends_.emplace(proxy.section->name(), &proxy);
}

Decisions PathRules::apply(const Line& line, const Acls& acls, Decisions then, Decisions rest) {
  const Condition condition = read_condition(line.words, acls);
  if (condition.kind == Condition::Kind::always) return then;
  if (condition.kind == Condition::Kind::in)
    return composer_.if_in(condition.matches, then, std::move(rest), line.lines);
  return composer_.if_not_in(condition.matches, std::move(then), rest, line.lines);
}

Decisions PathRules::one_request(const Line& line, const Acls& acls, const Decisions& after, Decisions rest) {
  const std::string_view action = line.word(0) == "redirect" ? "redirect"
                                  : line.word(0) == "block"  ? "deny"
                                                             : line.word(1);
  if (goes_on(action)) return rest;
  if (const std::string_view end = ending(action); !end.empty())
    return apply(line, acls, always(std::string(end), {}, line.lines), std::move(rest));
  if (action == "allow") return apply(line, acls, after, std::move(rest));
  if (action == "auth")
    return composer_.if_in({{"other", {}}}, always("deny", {}, line.lines), std::move(rest), line.lines);
  return apply(line, acls, {opaque_rule(line.lines)}, std::move(rest));
}

/// http-request rules in their order, then redirect rules, then `then`.
Decisions PathRules::requests(const Proxy& proxy, const Acls& acls, Decisions then) {
  const auto backwards = [&](auto&& wanted, auto&& step) {
    for (auto line = proxy.lines.rbegin(); line != proxy.lines.rend(); ++line)
      if (wanted((*line)->word(0))) step(**line);
  };
  backwards([](std::string_view word) { return word == "redirect"; },
            [&](const Line& line) { then = one_request(line, acls, {}, std::move(then)); });
  const Decisions after = then;
  backwards([](std::string_view word) { return word == "http-request"; },
            [&](const Line& line) { then = one_request(line, acls, after, std::move(then)); });
  backwards([](std::string_view word) { return word == "block"; },
            [&](const Line& line) { then = one_request(line, acls, after, std::move(then)); });
  return then;
}

Decisions PathRules::backend_rules(const Proxy& proxy) {
  const model::LinesId lines = proxy.section->head.lines;
  if (proxy.open) return {opaque_rule(proxy.opened_by)};
  if (!sends_somewhere(proxy)) return always("deny", {}, lines);
  return requests(proxy, read_acls(proxy), always("forward", std::string(proxy.section->name()), lines));
}

const Decisions& PathRules::backend(const std::string& name) {
  const auto known = known_.find(name);
  if (known != known_.end()) return known->second;
  const auto found = backends_.find(name);
  Decisions rules = found == backends_.end() ? Decisions{opaque_rule(0)} : backend_rules(*found->second);
  return known_.emplace(name, std::move(rules)).first->second;
}

/// What happens where `line` chooses a backend. The evidence is that line, unless the backend has rules of its own.
Decisions PathRules::chosen(const Line& line, std::string_view name) {
  const bool computed = name.find("%[") != name.npos || std::ranges::any_of(line.words, &Word::variable);
  if (computed) return {opaque_rule(line.lines)};
  Decisions rules = backend(std::string(name));
  for (model::PathRule& rule : rules)
    if (rule.match == "any" || rule.opaque) rule.lines = line.lines;
  return rules;
}

void PathRules::set(const Proxy& proxy, model::Frontend& frontend) {
  const Acls acls = read_acls(proxy);
  const Section& section = *proxy.section;
  const Line* const fallback = proxy.last("default_backend");
  Decisions rules = always("deny", {}, section.head.lines);
  if (fallback != nullptr) {
    rules = chosen(*fallback, fallback->word(1));
  } else if (section.kind() == "listen" && sends_somewhere(proxy)) {
    rules = always("forward", std::string(section.name()), section.head.lines);
  }
  for (auto line = proxy.lines.rbegin(); line != proxy.lines.rend(); ++line)
    if ((*line)->word(0) == "use_backend")
      rules = apply(**line, acls, chosen(**line, (*line)->word(1)), std::move(rules));
  if (!proxy.is_http()) {
    // Bytes are passed on whatever path is in them.
    const bool passes =
        std::ranges::any_of(rules, [](const auto& rule) { return rule.action == "forward" || rule.opaque; });
    frontend.default_target.set_absent(section.head.lines);
    if (passes) frontend.path_rules.push_back({"other", {}, "forward", rules.back().target, false, rules.back().lines});
    return;
  }
  if (proxy.last("stats") != nullptr) {
    const Line* const uri = proxy.last("stats", "uri");
    const std::string path(uri == nullptr ? "/haproxy" : uri->word(2));
    rules = composer_.if_in({{"prefix", path}}, always("respond", "stats", proxy.last("stats")->lines),
                            std::move(rules), section.head.lines);
  }
  rules = requests(proxy, acls, std::move(rules));
  for (auto line = proxy.lines.rbegin(); line != proxy.lines.rend(); ++line) {
    const bool content = (*line)->word(0) == "tcp-request" && (*line)->words.size() > 2;
    if (!content) continue;
    const std::string_view action = (*line)->word(2);
    if (action == "reject" || action == "silent-drop")
      rules = apply(**line, acls, always("deny", {}, (*line)->lines), std::move(rules));
    if (action == "use-service" || action.starts_with("lua.") || action == "switch-mode")
      rules = apply(**line, acls, {opaque_rule((*line)->lines)}, std::move(rules));
  }
  if (const Line* const monitor = proxy.last("monitor-uri"))
    rules = composer_.if_in({{"exact", std::string(monitor->word(1))}}, always("respond", {}, monitor->lines),
                            std::move(rules), monitor->lines);
  const model::PathRule& end = rules.back();
  if (end.match == "any" && end.action == "forward") {
    frontend.default_target.set(end.target, end.lines);
    rules.pop_back();
  } else {
    frontend.default_target.set_absent(end.lines);
  }
  frontend.path_rules = std::move(rules);
}

}  // namespace muster::grammars::haproxy
