#include "grammars/mikrotik_routeros/keys.hpp"

/// BGP: `/routing bgp connection` with its templates (RouterOS 7), `/routing bgp peer` (RouterOS 6).
namespace muster::grammars::mikrotik_routeros {
namespace {

constexpr Domains domains = Domain::routing | Domain::users;

constexpr auto keys = std::to_array<Key<BgpPeer>>({
    {"name", &text<&BgpPeer::name, BgpPeer>},
    {"remote.address", &text<&BgpPeer::address, BgpPeer>},
    {"remote-address", &text<&BgpPeer::address, BgpPeer>},
    {"remote.as", &text<&BgpPeer::remote_as, BgpPeer>},
    {".as", &text<&BgpPeer::remote_as, BgpPeer>},
    {"remote-as", &text<&BgpPeer::remote_as, BgpPeer>},
    {"as", &text<&BgpPeer::local_as, BgpPeer>},
    {"local.role", &text<&BgpPeer::role, BgpPeer>},
    {"tcp-md5-key", &secret<&BgpPeer::key, BgpPeer>},
    {"input.filter", &text<&BgpPeer::filter_in, BgpPeer>},
    {"in-filter", &text<&BgpPeer::filter_in, BgpPeer>},
    {"output.filter-chain", &text<&BgpPeer::filter_out, BgpPeer>},
    {"out-filter", &text<&BgpPeer::filter_out, BgpPeer>},
    {"input.limit-process-routes-ipv4", &number<&BgpPeer::maximum_prefixes, BgpPeer>},
    {"max-prefix-limit", &number<&BgpPeer::maximum_prefixes, BgpPeer>},
    {"remote.ttl", &text<&BgpPeer::ttl, BgpPeer>},
    {".ttl", &text<&BgpPeer::ttl, BgpPeer>},
    {"templates", &names<&BgpPeer::templates, BgpPeer>},
    {"template", &names<&BgpPeer::templates, BgpPeer>},
    {"instance", &text<&BgpPeer::instance, BgpPeer>},
    {"disabled", &flag<&BgpPeer::disabled, BgpPeer>},
});

/// How a session is built, and what is announced over it.
constexpr auto details = std::to_array<std::string_view>({
    "comment",
    "address-families",
    "afi",
    "add-path-out",
    "as-override",
    "allow-as-in",
    "cisco-vpls-nlri-len-fmt",
    "cluster-id",
    "connect",
    "default-originate",
    "default-prepend",
    "hold-time",
    "input.accept-communities",
    "input.accept-ext-communities",
    "input.accept-large-communities",
    "input.accept-nlri",
    "input.accept-unknown",
    "input.affinity",
    "input.allow-as",
    "input.ignore-as-path-len",
    "input.limit-nlri-diversity",
    ".affinity",
    "input.limit-process-routes-ipv6",
    "interface",
    "keepalive-time",
    "listen",
    "local.address",
    "local.port",
    "local.ttl",
    "max-prefix-restart-time",
    "multihop",
    "nexthop-choice",
    "output.affinity",
    "output.default-originate",
    "output.default-prepend",
    "output.filter-select",
    "output.keep-sent-attributes",
    "output.network",
    "output.no-client-to-client-reflection",
    "output.no-early-cut",
    "output.redistribute",
    "output.remove-private-as",
    "passive",
    "remote-port",
    "remote.port",
    "remote.allowed-as",
    "remove-private-as",
    "route-reflect",
    "router-id",
    "routing-table",
    "save-to",
    "ttl",
    "update-source",
    "use-bfd",
    "vrf",
    "port",
    "default",
    "client-to-client-reflection",
    "ignore-as-path-len",
    "out-filter-v6",
    "redistribute-connected",
    "redistribute-ospf",
    "redistribute-other-bgp",
    "redistribute-rip",
    "redistribute-static",
    "confederation",
    "confederation-peers",
    "default-med",
    "use-as-path-length",
});

Outcome read_peer(BgpPeer& peer, Statement statement, Cursor& cursor) {
  std::erase_if(statement.settings,
                [](const Parameter& each) { return std::ranges::find(details, each.key) != details.end(); });
  return apply<BgpPeer>(peer, statement, keys, cursor);
}

Outcome add_connection(Config& config, Cursor& cursor) {
  BgpPeer& peer = config.bgp_peers.emplace_back();
  begin_entry(config, peer, cursor);
  return read_peer(peer, parse_statement(cursor.rest()), cursor);
}

Outcome add_peer(Config& config, Cursor& cursor) {
  const Outcome outcome = add_connection(config, cursor);
  config.bgp_peers.back().version6 = true;
  return outcome;
}

/// Templates, and instances, which templates may stand for: `set default as=65000`, `add name=a as=65000`.
Outcome read_template(Config& config, Cursor& cursor) {
  const Statement statement = parse_statement(cursor.rest());
  const Parameter* const named = statement.find("name");
  std::string name(statement.condition("name"));
  if (name.empty()) name = named != nullptr ? named->value : "default";
  if (statement.selectors.size() == 1) name = statement.selectors.front();
  BgpPeer& part = config.bgp_templates.get(name);
  begin_entry(config, part, cursor);
  return read_peer(part, statement, cursor);
}

const Table& connections_table() { return menu_table<domains, &add_connection, nullptr>(); }
const Table& peers_table() { return menu_table<domains, &add_peer, nullptr>(); }
const Table& templates_table() { return menu_table<domains, &read_template, &read_template>(); }

/// What a connection does not say itself, its templates say.
void inherit(BgpPeer& peer, const BgpPeer& from) {
  const auto take = [](auto& to, const auto& other) {
    if (!to && other) to = other;
  };
  take(peer.filter_in, from.filter_in);
  take(peer.filter_out, from.filter_out);
  take(peer.key, from.key);
  take(peer.maximum_prefixes, from.maximum_prefixes);
  take(peer.ttl, from.ttl);
  take(peer.local_as, from.local_as);
  if (!from.open) return;
  peer.open = true;
  peer.opened_by = from.opened_by;
}

/// The neighbour's number: its own, or for a role of iBGP the device's.
void put_as(model::Integer& to, const BgpPeer& from) {
  const bool internal = from.role && from.role->value.starts_with("ibgp");
  const Maybe<std::string>& as = from.remote_as ? from.remote_as : internal ? from.local_as : Maybe<std::string>();
  if (!as || as->value.empty() || as->value.find_first_not_of("0123456789") != std::string::npos ||
      as->value.size() > 10)
    return;
  to.set(std::stoll(as->value), as->lines);
}

void put_key(const Config& config, const BgpPeer& from, const std::string& name, model::RoutingNeighbor& to,
             const Target& target) {
  const bool has_key = from.key && (from.key->value.masked || !from.key->value.value.empty());
  // An account that may not see secrets gets an export without keys, and without a mark of that.
  if (!has_key && config.secrets_seen) to.authenticated.set_default(false);
  if (!has_key) return;
  to.authenticated.set(true, from.key->lines);
  model::Credential& credential = target.device.credentials.emplace_back();
  entry_head(credential, from, target);
  credential.kind.set("bgp", credential.lines);
  credential.name.set(name, credential.lines);
  put_secret(credential.value, *from.key);
}

}  // namespace

void convert_bgp(Config& config, const Target& target) {
  for (BgpPeer& from : config.bgp_peers) {
    if (from.off()) continue;
    if (from.templates)
      for (const std::string& name : from.templates->value)
        if (const BgpPeer* const part = config.bgp_templates.find(name)) inherit(from, *part);
    model::RoutingNeighbor& to = target.device.neighbors.emplace_back();
    entry_head(to, from, target);
    const std::string name = from.address ? from.address->value.substr(0, from.address->value.find('/'))
                             : from.name  ? from.name->value
                                          : "";
    to.name.set("bgp " + name, to.lines);
    to.protocol.set("bgp", to.lines);
    put_as(to.remote_as, from);
    put_key(config, from, name, to, target);
    put_or_absent(to.filter_in, from.filter_in);
    put_or_absent(to.filter_out, from.filter_out);
    put_or_absent(to.maximum_prefixes, from.maximum_prefixes);
    if (from.ttl)
      to.ttl_security.set(from.ttl->value == "254" || from.ttl->value == "255", from.ttl->lines);
    else
      to.ttl_security.set_default(false);
  }
}

Rows bgp_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"/routing bgp connection", domains, &menu, &connections_table},
      {"/routing bgp peer", domains, &menu, &peers_table},
      {"/routing bgp template", domains, &menu, &templates_table},
      {"/routing bgp instance", domains, &menu, &templates_table},
      ignored<Config>("/routing bgp network", "prefixes that the device announces"),
      ignored<Config>("/routing bgp aggregate", "prefixes that the device announces"),
      ignored<Config>("/routing bgp vpn", "routes that VRFs exchange"),
      ignored<Config>("/routing bgp vpls", "tunnels that BGP announces"),
      ignored<Config>("/routing bgp evpn", "tunnels that BGP announces"),
      {"/routing bgp instance vrf", domains},
      {"/routing bgp", domains},
  });
  return rows;
}

}  // namespace muster::grammars::mikrotik_routeros
