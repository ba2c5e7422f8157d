#include <algorithm>

#include "grammars/cisco_nxos/config.hpp"

/// BGP: neighbours in blocks of their own, in the default VRF and in others, and the templates that they inherit.
namespace muster::grammars::cisco_nxos {
namespace {

/// AS numbers also come as `65000.1`.
std::optional<std::int64_t> as_number(Cursor& cursor) {
  const std::string_view text = cursor.peek();
  std::int64_t value = 0;
  std::int64_t half = 0;
  std::size_t digits = 0;
  for (const char c : text) {
    if (c == '.' && value == 0 && digits > 0) {
      value = half * 65536;
      half = 0;
      digits = 0;
      continue;
    }
    if (c < '0' || c > '9' || ++digits > 10) return std::nullopt;
    half = half * 10 + (c - '0');
  }
  if (digits == 0 || value + half > 0xffffffffLL) return std::nullopt;
  cursor.word();
  return value + half;
}

Outcome process(Config& config, Cursor& cursor) {
  if (cursor.negated) return Outcome::known;
  if (!as_number(cursor)) return cursor.fail("an AS number");
  config.bgp_vrf.clear();
  return cursor.end();
}

Outcome vrf(Config& config, Cursor& cursor) {
  if (cursor.negated) return Outcome::known;
  config.bgp_vrf = cursor.word();
  return config.bgp_vrf.empty() ? cursor.fail("the name of a VRF") : cursor.end();
}

/// Neighbours of one VRF are apart from those of another. Key: "[vrf ]name".
std::string key_of(const Config& config, const Cursor& cursor, const std::string& name) {
  const bool in_vrf = cursor.node().depth > 1;
  return !in_vrf || config.bgp_vrf.empty() ? name : config.bgp_vrf + " " + name;
}

void enter(Config& config, const Cursor& cursor, const std::string& key) {
  config.neighbor_key = key;
  config.neighbor = &config.neighbors.get(key);
  const auto nodes = cursor.context().tree.nodes();
  config.neighbor->lines.add(cursor.line(), nodes[cursor.node().subtree_end - 1].last_line);
}

/// `N`, or what is found out when a session starts: `external`, `route-map NAME`. That is not known.
Outcome read_remote_as(Config& config, Cursor& cursor) {
  config.neighbor->remote_as.reset();
  for (const std::string_view word : {"route-map", "external", "internal"})
    if (cursor.peek() == word) return done(cursor);
  const auto number = as_number(cursor);
  if (!number) return cursor.fail("an AS number");
  config.neighbor->remote_as = {*number, cursor.lines()};
  return cursor.end();
}

/// `neighbor A|PREFIX [remote-as N]`
Outcome neighbor(Config& config, Cursor& cursor) {
  const std::string name(cursor.word());
  if (!parse_prefix(name) && name.find_first_of("0123456789") == std::string::npos)
    return cursor.fail("an address, a prefix or an interface");
  const std::string key = key_of(config, cursor, name);
  if (cursor.negated) {
    if (!cursor.at_end()) return Outcome::known;
    config.neighbors.erase(key);
    config.secrets.erase("bgp/" + key);
    return Outcome::understood;
  }
  enter(config, cursor, key);
  return cursor.accept("remote-as") ? read_remote_as(config, cursor) : cursor.end();
}

/// `template peer|peer-session|peer-policy NAME`
Outcome peer_template(Config& config, Cursor& cursor) {
  const std::string kind(cursor.word());
  if (kind != "peer" && kind != "peer-session" && kind != "peer-policy")
    return cursor.fail("peer, peer-session or peer-policy");
  const std::string name(cursor.word());
  if (name.empty()) return cursor.fail("the name of a template");
  if (cursor.negated) return Outcome::known;
  enter(config, cursor, "template " + kind + " " + name);
  config.neighbor->is_template = true;
  return cursor.end();
}

// ---- in a neighbour's block

Outcome remote_as(Config& config, Cursor& cursor) {
  if (!cursor.negated) return read_remote_as(config, cursor);
  config.neighbor->remote_as.reset();
  return done(cursor);
}

/// `inherit peer|peer-session|peer-policy NAME [SEQUENCE]`
Outcome inherit(Config& config, Cursor& cursor) {
  if (cursor.negated) return Outcome::known;
  const std::string kind(cursor.word());
  const std::string name(cursor.word());
  if (name.empty()) return cursor.fail("the kind and name of a template");
  config.neighbor->inherits.push_back("template " + kind + " " + name);
  cursor.number();
  return cursor.end();
}

Outcome password(Config& config, Cursor& cursor) {
  const std::string name = config.neighbor_key;
  config.neighbor->authenticated.reset();
  config.secrets.erase("bgp/" + name);
  if (cursor.negated) {
    config.neighbor->authenticated = {false, cursor.lines()};  // also against a template
    return done(cursor);
  }
  auto secret = read_key(cursor);
  if (!secret) return cursor.fail("a password");
  config.neighbor->authenticated = {true, cursor.lines()};
  keep_secret(config.secrets, "bgp", name, std::move(*secret), cursor.lines());
  return cursor.end();
}

/// `ao KEY-CHAIN [include-tcp-options]`
Outcome key_chain(Config& config, Cursor& cursor) {
  config.neighbor->key_chain.reset();
  if (cursor.at_end() && !cursor.negated) return cursor.fail("a key chain");
  config.neighbor->key_chain = {!cursor.negated, cursor.lines()};
  return done(cursor);
}

Outcome ttl_security(Config& config, Cursor& cursor) {
  config.neighbor->ttl_security = {!cursor.negated, cursor.lines()};
  return done(cursor);
}

Outcome shutdown(Config& config, Cursor& cursor) {
  config.neighbor->shutdown = {!cursor.negated, cursor.lines()};
  return cursor.end();
}

/// `route-map|prefix-list|filter-list NAME in|out`. Several filters of one direction all apply.
Outcome filter(Config& config, Cursor& cursor) {
  if (cursor.negated) return Outcome::known;
  const std::string name(cursor.word());
  if (name.empty()) return cursor.fail("the name of a filter");
  const bool inbound = cursor.accept("in");
  if (!inbound && !cursor.accept("out")) return cursor.fail("in or out");
  Maybe<std::string>& to = inbound ? config.neighbor->filter_in : config.neighbor->filter_out;
  if (!to)
    to = {name, cursor.lines()};
  else if (("," + to->value + ",").find("," + name + ",") == std::string::npos && to->value.size() < 1000)
    to = {to->value + "," + name, cursor.context().device.lines.join(to->lines, cursor.lines())};
  return cursor.end();
}

/// `maximum-prefix N [THRESHOLD] [restart N|warning-only]`; with `warning-only` nothing stops.
Outcome maximum_prefix(Config& config, Cursor& cursor) {
  config.neighbor->maximum_prefixes = {0, cursor.lines()};
  if (cursor.negated) return done(cursor);
  const auto number = cursor.number(1);
  if (!number) return cursor.fail("a number of prefixes");
  if (cursor.rest().find("warning-only") == std::string_view::npos) config.neighbor->maximum_prefixes->value = *number;
  return done(cursor);
}

Outcome address_family(Config&, Cursor& cursor) { return cursor.negated ? Outcome::known : done(cursor); }

Domains neighbor_not_understood(Config& config, const Cursor& cursor, Domains domains) {
  config.neighbor->opened.add(cursor, domains);
  return domains.without(Domain::routing);
}

constexpr std::string_view announced = "which routes are exchanged, and how they are preferred";
constexpr std::string_view session = "timers and details of the session";

Rows family_options() {
  static constexpr auto rows = std::to_array<Row>({
      {"route-map", Domain::routing, &filter},
      {"prefix-list", Domain::routing, &filter},
      {"filter-list", Domain::routing, &filter},
      {"maximum-prefix", Domain::routing, &maximum_prefix},
      {"inherit", Domain::routing, &inherit},
      ignored<Config>("send-community", announced),
      ignored<Config>("send-label", announced),
      ignored<Config>("soft-reconfiguration", announced),
      ignored<Config>("next-hop-self", announced),
      ignored<Config>("next-hop-third-party", announced),
      ignored<Config>("route-reflector-client", announced),
      ignored<Config>("default-originate", announced),
      ignored<Config>("advertise-map", announced),
      ignored<Config>("advertise-local-labeled-route", announced),
      ignored<Config>("advertisement-interval", session),
      ignored<Config>("allowas-in", announced),
      ignored<Config>("as-override", announced),
      ignored<Config>("disable-peer-as-check", announced),
      ignored<Config>("rewrite-rt-asn", announced),
      ignored<Config>("rewrite-evpn-rt-asn", announced),
      ignored<Config>("suppress-inactive", announced),
      ignored<Config>("unsuppress-map", announced),
      ignored<Config>("weight", announced),
      ignored<Config>("capability", session),
      ignored<Config>("soo", announced),
      ignored<Config>("encapsulation", session),
      ignored<Config>("import", announced),
      ignored<Config>("export", announced),
      ignored<Config>("default-metric", announced),
      ignored<Config>("link-bandwidth", announced),
      ignored<Config>("addpaths", announced),
      ignored<Config>("local-v4vpn-ce-nexthop", announced),
  });
  return rows;
}

const Table& family_table() {
  static const Table table({family_options()}, &neighbor_not_understood);
  return table;
}

const Table& neighbor_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"remote-as", Domain::routing, &remote_as},
      {"password", Domain::routing | Domain::users, &password},
      {"ao", Domain::routing, &key_chain},
      {"ttl-security", Domain::routing, &ttl_security},
      {"shutdown", Domain::routing, &shutdown},
      {"address-family", Domain::routing, &address_family, &family_table},
      ignored<Config>("description", "descriptive text"),
      ignored<Config>("update-source", session),
      ignored<Config>("ebgp-multihop", session),
      ignored<Config>("disable-connected-check", session),
      ignored<Config>("local-as", announced),
      ignored<Config>("remove-private-as", announced),
      ignored<Config>("timers", session),
      ignored<Config>("transport", session),
      ignored<Config>("bfd", session),
      ignored<Config>("bmp-activate-server", "a copy of what is learnt"),
      ignored<Config>("dynamic-capability", session),
      ignored<Config>("dont-capability-negotiate", session),
      ignored<Config>("dscp", session),
      ignored<Config>("graceful-shutdown", announced),
      ignored<Config>("log-neighbor-changes", "logs more, never less"),
      ignored<Config>("low-memory", session),
      ignored<Config>("maximum-peers", session),
      ignored<Config>("peer-type", session),
      ignored<Config>("affinity-group", session),
      ignored<Config>("egress-engineering", session),
      ignored<Config>("confederation", announced),
      ignored<Config>("site-of-origin", announced),
      ignored<Config>("enforce-first-as", announced),
  });
  // A policy template has the options of an address family in its own block.
  static const Table table({rows, family_options()}, &neighbor_not_understood);
  return table;
}

Rows instance_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"neighbor", Domain::routing | Domain::users, &neighbor, &neighbor_table},
      ignored<Config>("address-family", announced),
      ignored<Config>("router-id", "a number of the router"),
      ignored<Config>("log-neighbor-changes", "logs more, never less"),
      ignored<Config>("bestpath", announced),
      ignored<Config>("cluster-id", announced),
      ignored<Config>("confederation", announced),
      ignored<Config>("graceful-restart", session),
      ignored<Config>("graceful-restart-helper", session),
      ignored<Config>("graceful-shutdown", announced),
      ignored<Config>("maxas-limit", announced),
      ignored<Config>("neighbor-down", session),
      ignored<Config>("reconnect-interval", session),
      ignored<Config>("suppress-fib-pending", announced),
      ignored<Config>("timers", session),
      ignored<Config>("local-as", announced),
      ignored<Config>("enforce-first-as", announced),
      ignored<Config>("fast-external-fallover", session),
      ignored<Config>("disable-policy-batching", session),
      ignored<Config>("dynamic-med-interval", session),
      ignored<Config>("event-history", "diagnosis"),
      ignored<Config>("flush-routes", session),
      ignored<Config>("isolate", announced),
      ignored<Config>("nexthop", session),
      ignored<Config>("rd", announced),
      ignored<Config>("allocate-index", announced),
      ignored<Config>("bmp-server", "a copy of what is learnt"),
      ignored<Config>("evpn", announced),
      ignored<Config>("maximum-paths", announced),
      ignored<Config>("network", announced),
      ignored<Config>("redistribute", announced),
      ignored<Config>("advertise", announced),
      ignored<Config>("redistribution", announced),
      {"shutdown", Domain::routing},
  });
  return rows;
}

const Table& vrf_table() {
  static const Table table({instance_rows()});
  return table;
}

const Table& process_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"vrf", Domain::routing, &vrf, &vrf_table},
      {"template", Domain::routing | Domain::users, &peer_template, &neighbor_table},
  });
  static const Table table({rows, instance_rows()});
  return table;
}

// ---- conversion

/// A neighbour's own settings and those of the templates that it inherits, its own first.
class Inherited {
 public:
  Inherited(Config& config, const Neighbor& own) : config_(config) { visit(own, 0); }

  [[nodiscard]] bool complete() const { return complete_; }
  [[nodiscard]] const std::vector<const Neighbor*>& all() const { return all_; }
  template <class T>
  struct Found {
    Maybe<T> value;
    bool sure = true;  ///< no line that was not understood stands nearer
    [[nodiscard]] bool is(const T& wanted) const { return value && value->value == wanted; }
  };
  /// The first that has the setting.
  template <class T>
  Found<T> first(Maybe<T> Neighbor::*setting) const {
    Found<T> found;
    for (const Neighbor* one : all_) {
      if ((one->*setting).has_value()) {
        found.value = one->*setting;
        return found;
      }
      found.sure = found.sure && one->opened.lines.empty();
    }
    return found;
  }

 private:
  static constexpr std::size_t deepest = 8;
  static constexpr std::size_t most = 16;

  void visit(const Neighbor& one, std::size_t depth) {
    if (depth > deepest || all_.size() >= most) {
      complete_ = false;
      return;
    }
    all_.push_back(&one);
    for (const std::string& name : one.inherits) {
      const Neighbor* const above = config_.neighbors.find(name);
      if (above == nullptr)
        complete_ = false;  // a template that does not exist, or that was not understood
      else
        visit(*above, depth + 1);
    }
  }

  Config& config_;
  std::vector<const Neighbor*> all_;
  bool complete_ = true;
};

void open_by(model::RoutingNeighbor& to, const Inherited& from, const Target& target) {
  Domains domains;
  for (const Neighbor* one : from.all()) {
    if (one->opened.lines.empty()) continue;
    to.opened_by = target.device.lines.join(to.opened_by, target.id(one->opened.lines));
    domains |= one->opened.domains;
    to.open = true;
  }
  if (to.open) to.open_domains = domains;
  if (from.complete()) return;
  to.open = true;
  to.open_domains = Domains::all();
}

/// What is inherited past a line that was not understood is not known: the line may stand against it.
template <class T>
bool put_inherited(model::Attribute<T>& to, const Inherited::Found<T>& from) {
  if (from.value && !from.sure)
    to.set_unknown(from.value->lines);
  else
    put(to, from.value);
  return from.value.has_value();
}

/// A password or a key chain, each as the nearest says that speaks of it.
void put_authenticated(model::Boolean& to, const Inherited& from) {
  const auto password = from.first(&Neighbor::authenticated);
  const auto chain = from.first(&Neighbor::key_chain);
  const bool by_chain = chain.value && (chain.value->value || !password.value);
  if (!put_inherited(to, by_chain ? chain : password)) to.set_default(false);
}

void put_limit(model::Integer& to, const Inherited& from) {
  const auto limit = from.first(&Neighbor::maximum_prefixes);
  if (limit.sure && limit.is(0))
    to.set_absent(limit.value->lines);
  else if (!put_inherited(to, limit))
    to.set_absent();
}

void put_neighbor(Config& config, const std::string& key, const Neighbor& own, const Target& target) {
  const Inherited from(config, own);
  if (const auto shutdown = from.first(&Neighbor::shutdown); shutdown.sure && shutdown.is(true)) return;
  model::RoutingNeighbor& to = target.device.neighbors.emplace_back();
  target.head(to, own.lines);
  open_by(to, from, target);
  to.name.set("bgp " + key, to.lines);
  to.protocol.set("bgp", to.lines);
  put_inherited(to.remote_as, from.first(&Neighbor::remote_as));
  put_authenticated(to.authenticated, from);
  if (!put_inherited(to.filter_in, from.first(&Neighbor::filter_in))) to.filter_in.set_absent();
  if (!put_inherited(to.filter_out, from.first(&Neighbor::filter_out))) to.filter_out.set_absent();
  put_limit(to.maximum_prefixes, from);
  if (!put_inherited(to.ttl_security, from.first(&Neighbor::ttl_security))) to.ttl_security.set_default(false);
}

}  // namespace

Rows bgp_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"router bgp", Domain::routing | Domain::users, &process, &process_table},
  });
  return rows;
}

void convert_bgp(Config& config, const Target& target) {
  config.neighbors.each([&](const std::string& key, const Neighbor& from) {
    if (!from.is_template) put_neighbor(config, key, from, target);
  });
}

}  // namespace muster::grammars::cisco_nxos
