#include <array>

#include "grammars/vyos/config.hpp"

/// `load-balancing`: the HAProxy that the router can run (`reverse-proxy`, from 1.5 on `haproxy`).
namespace muster::grammars::vyos {
namespace {

constexpr Domains proxied = Domains(Domain::proxy) | Domain::health;

model::PoolMember member(Place place, NodeId node) {
  model::PoolMember to;
  head(place, node, to);
  to.name.set(std::string(text(place, node)), to.lines);
  to.monitored.set_default(false);
  to.backup.set_default(false);
  to.enabled.set_default(true);
  for (const NodeId each : children(place, node)) {
    const std::string_view word = text(place, each);
    if (word == "address") {
      put_text(place, each, to.address);
    } else if (word == "port") {
      put_number(place, each, to.port);
    } else if (word == "check") {
      to.monitored.set(true, place.walk.lines_below(each));
    } else if (word == "backup") {
      to.backup.set(true, place.walk.lines(each));
    } else if (one_of(word, {"send-proxy", "send-proxy-v2"})) {
      place.walk.ignore(each);
    } else {
      to.open = true;
      to.opened_by = place.walk.lines(each);
      place.walk.unknown(each, {}, "a setting of a server");
    }
  }
  return to;
}

Outcome backend(Place place) {
  model::Pool to;
  head(place, place.node, to);
  to.name.set("haproxy " + std::string(text(place)), to.lines);
  to.product.set("haproxy", to.lines);
  if (const NodeId servers = child(place, "server"); servers != no_node)
    for (const NodeId each : children(place, servers)) to.members.push_back(member(place, each));
  const bool checked = !to.members.empty() && std::ranges::all_of(to.members, [](const model::PoolMember& each) {
    return each.monitored.value;
  });
  to.monitor.set(checked, to.lines);
  for (const NodeId each : children(place)) {
    const std::string_view word = text(place, each);
    if (one_of(word, {"balance", "mode", "description", "timeout", "health-check", "http-check", "parameters", "ssl",
                      "logging", "http-response-headers"}))
      place.walk.ignore(each);
    else if (word == "rule")
      place.walk.known(each, proxied);
    else if (word != "server")
      place.walk.unknown(each, proxied, "a setting of a backend");
  }
  place.walk.device().pools.push_back(std::move(to));
  return Outcome::understood;
}

/// Reads `rule 10 { url-path { begin /api } domain-name www.example.com; set { backend API } }`.
class PathReader {
 public:
  PathReader(Place place, NodeId node, std::vector<model::PathRule>& to) : place_(place), node_(node), to_(to) {}

  void read() {
    rule_.lines = place_.walk.lines_below(node_);
    const NodeId target = value_at(place_, node_, {"set", "backend"});
    const bool redirects = at(place_, node_, {"set", "redirect-location"}) != no_node;
    rule_.action = target != no_node ? "forward" : redirects ? "redirect" : "other";
    if (target != no_node) rule_.target = std::string(text(place_, target));
    for (const NodeId each : children(place_, node_)) check(each);
    const NodeId paths = at(place_, node_, {"url-path"});
    const bool narrowed = at(place_, node_, {"domain-name"}) != no_node || at(place_, node_, {"ssl"}) != no_node;
    if (narrowed || paths == no_node) {
      rule_.match = "other";
      return to_.push_back(rule_);
    }
    for (const NodeId kind : children(place_, paths))
      for (const NodeId path : children(place_, kind)) add(text(place_, kind), text(place_, path));
  }

 private:
  void check(NodeId each) {
    if (one_of(text(place_, each), {"set", "url-path", "domain-name", "ssl"})) return;
    rule_.opaque = true;
    place_.walk.unknown(each, {}, "a setting of a rule");
  }

  void add(std::string_view kind, std::string_view path) {
    model::PathRule& one = to_.emplace_back(rule_);
    one.match = kind == "exact" ? "exact" : kind == "begin" ? "prefix" : "other";
    if (one.match != "other") one.path = path;
  }

  Place place_;
  NodeId node_;
  std::vector<model::PathRule>& to_;
  model::PathRule rule_;
};

void put_binds(Place place, model::Frontend& to) {
  const NodeId port = value_at(place, place.node, {"port"});
  if (port == no_node) return;
  std::vector<std::string> binds;
  for (const std::string_view address : values_of(place, place.node, "listen-address"))
    binds.push_back(std::string(address) + ":" + std::string(text(place, port)));
  if (binds.empty()) binds.push_back("*:" + std::string(text(place, port)));
  to.binds.set(std::move(binds), place.walk.lines(port));
}

Outcome service(Place place) {
  model::Frontend to;
  head(place, place.node, to);
  to.name.set("haproxy " + std::string(text(place)), to.lines);
  to.product.set("haproxy", to.lines);
  to.enabled.set_default(true);
  put_binds(place, to);
  const NodeId tls = at(place, place.node, {"ssl", "certificate"});
  to.tls.set(tls != no_node, tls == no_node ? to.lines : place.walk.lines_below(tls));
  const NodeId usual = value_at(place, place.node, {"backend"});
  if (usual == no_node)
    to.default_target.set_absent();
  else
    to.default_target.set(std::string(text(place, usual)), place.walk.lines(usual));
  if (const NodeId rules = child(place, "rule"); rules != no_node)
    for (const NodeId each : children(place, rules)) PathReader(place, each, to.path_rules).read();
  for (const NodeId each : children(place)) {
    const std::string_view word = text(place, each);
    if (one_of(word, {"description", "mode", "redirect-http-to-https", "tcp-request", "timeout", "logging",
                      "http-response-headers", "http-compression"}))
      place.walk.ignore(each);
    else if (!one_of(word, {"port", "listen-address", "ssl", "backend", "rule"}))
      place.walk.unknown(each, proxied, "a setting of a service");
  }
  place.walk.device().frontends.push_back(std::move(to));
  return Outcome::understood;
}

}  // namespace

Rows balancing_rows() {
  static constexpr std::string_view limits = "limits and defaults of the proxy";
  static constexpr auto rows = std::to_array<Row>({
      block("load-balancing", proxied),
      block("load-balancing reverse-proxy", proxied),
      block("load-balancing reverse-proxy backend", proxied),
      {"load-balancing reverse-proxy backend *", proxied, &backend},
      block("load-balancing reverse-proxy service", proxied),
      {"load-balancing reverse-proxy service *", proxied, &service},
      ignored("load-balancing reverse-proxy global-parameters", limits),
      block("load-balancing haproxy", proxied),
      block("load-balancing haproxy backend", proxied),
      {"load-balancing haproxy backend *", proxied, &backend},
      block("load-balancing haproxy service", proxied),
      {"load-balancing haproxy service *", proxied, &service},
      ignored("load-balancing haproxy global-parameters", limits),
      ignored("load-balancing haproxy timeout", limits),
      known("load-balancing wan", Domain::routing | Domain::redundancy),
      known("load-balance", Domain::routing | Domain::redundancy),
  });
  return rows;
}

}  // namespace muster::grammars::vyos
