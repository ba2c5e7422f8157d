#include "grammars/mikrotik_routeros/references.hpp"

#include <array>
#include <map>
#include <string>
#include <vector>

#include "grammars/mikrotik_routeros/reader.hpp"
#include "grammars/mikrotik_routeros/statement.hpp"
#include "grammars/reference_rules.hpp"
#include "grammars/text_lines.hpp"

/// Names of RouterOS stand in settings: `list=SERVERS`, `jump-target=own`, `in-interface-list=!WAN`. A statement with
/// `disabled=yes` says nothing.
namespace muster::grammars::mikrotik_routeros {
namespace {

/// One setting that holds a name, or a list of names.
struct Rule {
  std::string_view menus;  ///< without its slash, separated by '|'; empty: every menu
  std::string_view key;
  std::string_view kind;
  std::string_view context = {};     ///< of a use; empty: it defines the name
  std::string_view built_in = {};    ///< names that are there without a definition, separated by '|'
  std::string_view defined_as = {};  ///< empty: `kind`
  std::string_view action = {};      ///< only in statements with this action
};

constexpr std::string_view chains4 = "ip firewall filter|ip firewall nat|ip firewall mangle|ip firewall raw";
constexpr std::string_view chains6 = "ipv6 firewall filter|ipv6 firewall nat|ipv6 firewall mangle|ipv6 firewall raw";
constexpr std::string_view tables = "main";
constexpr std::string_view profiles = "default|default-encryption";

constexpr auto rules = std::to_array<Rule>({
    {"ip firewall address-list", "list", "address list"},
    {chains4, "address-list", "address list", {}, {}, {}, "add-src-to-address-list"},
    {chains4, "address-list", "address list", {}, {}, {}, "add-dst-to-address-list"},
    {"ip dhcp-server lease|ip dhcp-server|ip dns static|ppp profile|ip hotspot user profile", "address-list",
     "address list"},
    {"ip dhcp-server lease", "address-lists", "address list"},
    {chains4, "src-address-list", "address list", "rule src-address-list"},
    {chains4, "dst-address-list", "address list", "rule dst-address-list"},
    {"routing bgp connection|routing bgp template",
     "output.network",
     "address list",
     "bgp output.network",
     {},
     "address list|ipv6 address list"},
    {"ipv6 firewall address-list", "list", "ipv6 address list"},
    {chains6, "address-list", "ipv6 address list", {}, {}, {}, "add-src-to-address-list"},
    {chains6, "address-list", "ipv6 address list", {}, {}, {}, "add-dst-to-address-list"},
    {chains6, "src-address-list", "ipv6 address list", "rule src-address-list"},
    {chains6, "dst-address-list", "ipv6 address list", "rule dst-address-list"},

    {"interface list", "name", "interface list"},
    {"interface list", "include", "interface list", "interface list include", "all|none|dynamic|static"},
    {"interface list", "exclude", "interface list", "interface list exclude", "all|none|dynamic|static"},
    {"interface list member", "list", "interface list", "interface list member", "all|none|dynamic|static"},
    {"", "in-interface-list", "interface list", "rule in-interface-list", "all|none|dynamic|static"},
    {"", "out-interface-list", "interface list", "rule out-interface-list", "all|none|dynamic|static"},
    {"", "discover-interface-list", "interface list", "discovery", "all|none|dynamic|static"},
    {"", "allowed-interface-list", "interface list", "mac-server", "all|none|dynamic|static"},
    {"", "interface-list", "interface list", "interface-list", "all|none|dynamic|static"},

    {"ip firewall layer7-protocol", "name", "layer7-protocol"},
    {chains4, "layer7-protocol", "layer7-protocol", "rule layer7-protocol"},

    {"routing filter rule|routing filter", "chain", "routing filter chain"},
    {"routing filter", "jump-target", "routing filter chain", "routing filter jump"},
    {"routing bgp connection|routing bgp template", "input.filter", "routing filter chain", "bgp input.filter"},
    {"routing bgp connection|routing bgp template", "output.filter-chain", "routing filter chain",
     "bgp output.filter-chain"},
    {"routing bgp peer", "in-filter", "routing filter chain", "bgp in-filter"},
    {"routing bgp peer", "out-filter", "routing filter chain", "bgp out-filter"},
    {"routing ospf instance|routing rip instance", "in-filter-chain", "routing filter chain", "in-filter-chain"},
    {"routing ospf instance|routing rip instance", "out-filter-chain", "routing filter chain", "out-filter-chain"},
    {"routing ospf instance", "in-filter", "routing filter chain", "ospf in-filter", "ospf-in"},
    {"routing ospf instance", "out-filter", "routing filter chain", "ospf out-filter", "ospf-out"},
    {"routing bgp instance", "out-filter", "routing filter chain", "bgp out-filter"},

    {"routing bgp template", "name", "bgp template"},
    {"routing bgp connection", "templates", "bgp template", "bgp connection", "default"},
    {"routing bgp connection", "template", "bgp template", "bgp connection", "default"},
    {"routing ospf instance", "name", "ospf instance"},
    {"routing ospf area", "instance", "ospf instance", "ospf area", "default|default-v2|default-v3"},
    {"routing ospf area", "name", "ospf area"},
    {"routing ospf interface-template|routing ospf network|routing ospf area range|routing ospf virtual-link", "area",
     "ospf area", "ospf area", "backbone|backbone-v2|backbone-v3"},

    {"routing table|ip vrf", "name", "routing table"},
    {"", "routing-table", "routing table", "routing-table", tables},
    {"", "new-routing-mark", "", "new-routing-mark", {}, "routing table"},
    {"", "routing-mark", "", "routing-mark", {}, "routing table"},
    {"routing rule|ip route rule", "table", "", "routing rule", {}, "routing table"},

    {"ip pool", "name", "ip pool"},
    {"ip pool", "next-pool", "ip pool", "next-pool", "none"},
    {"ip dhcp-server|ip hotspot|ip hotspot user profile", "address-pool", "ip pool", "address-pool",
     "static-only|none"},
    {"ppp profile", "remote-address", "", "ppp profile", {}, "ip pool"},
    {"ppp profile", "local-address", "", "ppp profile", {}, "ip pool"},
    {"ip ipsec mode-config", "address-pool", "ip pool", "mode-config", "none"},
    {"ppp profile", "name", "ppp profile"},
    {"ppp secret", "profile", "ppp profile", "ppp secret", profiles},
    {"interface l2tp-server server|interface pptp-server server|interface sstp-server server|interface ovpn-server "
     "server",
     "default-profile", "ppp profile", "server", profiles},
    {"interface pppoe-client|interface l2tp-client|interface sstp-client|interface ovpn-client|interface pptp-client",
     "profile", "ppp profile", "client", profiles},
    {"interface pppoe-server server", "default-profile", "ppp profile", "server", profiles},

    {"ip ipsec profile", "name", "ipsec profile"},
    {"ip ipsec peer", "profile", "ipsec profile", "ipsec peer", "default"},
    {"ip ipsec proposal", "name", "ipsec proposal"},
    {"ip ipsec policy", "proposal", "ipsec proposal", "ipsec policy", "default"},
    {"ip ipsec peer", "name", "ipsec peer"},
    {"ip ipsec identity", "peer", "ipsec peer", "ipsec identity"},
    {"ip ipsec policy", "peer", "ipsec peer", "ipsec policy", "any"},
    {"ip ipsec mode-config", "name", "ipsec mode-config"},
    {"ip ipsec identity", "mode-config", "ipsec mode-config", "ipsec identity", "none|request-only"},

    {"interface bridge", "name", "bridge"},
    {"interface bridge port|interface bridge vlan", "bridge", "bridge", "bridge port"},
    {"interface bridge filter|interface bridge nat", "in-bridge", "bridge", "bridge rule"},
    {"interface bridge filter|interface bridge nat", "out-bridge", "bridge", "bridge rule"},

    {"system logging action", "name", "logging action"},
    {"system logging", "action", "logging action", "logging rule", "memory|disk|echo|remote"},
    {"user group", "name", "user group"},
    {"user", "group", "user group", "user", "full|read|write"},
});

/// The chains that packets reach by themselves.
bool is_hook(std::string_view menu, std::string_view chain) {
  if (menu.ends_with("filter")) return is_alternative("input|forward|output", chain);
  if (menu.ends_with("nat")) return is_alternative("srcnat|dstnat|input|output", chain);
  return is_alternative("prerouting|input|forward|output|postrouting", chain);
}

/// What the chains of each of these menus are called: they do not know each other's.
constexpr auto chain_kinds = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"ip firewall filter", "filter chain"},
    {"ip firewall nat", "nat chain"},
    {"ip firewall mangle", "mangle chain"},
    {"ip firewall raw", "raw chain"},
    {"ipv6 firewall filter", "ipv6 filter chain"},
    {"ipv6 firewall nat", "ipv6 nat chain"},
    {"ipv6 firewall mangle", "ipv6 mangle chain"},
    {"ipv6 firewall raw", "ipv6 raw chain"},
});

/// "/ip firewall filter" and "/ip/firewall/filter" without the first slash, words separated by one blank.
std::string menu_of(std::string_view text) {
  std::string menu;
  for (const char c : text) {
    const bool between = c == '/' || c == ' ' || c == '\t';
    if (!between) menu += c;
    if (between && !menu.empty() && menu.back() != ' ') menu += ' ';
  }
  while (menu.ends_with(' ')) menu.pop_back();
  return menu;
}

class Search {
 public:
  explicit Search(const Tree& tree) : tree_(tree) {}

  References run() {
    for (const Node& node : tree_.nodes()) {
      if (node.depth == 0)
        enter(menu_of(tree_.text(node)));
      else
        statement(node);
    }
    return collector_.finish();
  }

 private:
  void enter(std::string menu) {
    menu_ = std::move(menu);
    chain_kind_ = {};
    for (const auto& [name, kind] : chain_kinds)
      if (name == menu_) chain_kind_ = kind;
    here_.clear();
    for (const Rule& rule : rules)
      if (rule.menus.empty() || is_alternative(rule.menus, menu_)) here_[rule.key].push_back(&rule);
  }

  void statement(const Node& node) {
    Words words(tree_.text(node));
    const std::string_view verb = words.next();
    if (verb != "add" && verb != "set") return;
    const Statement said = parse_statement(words.rest());
    if (const Parameter* const off = said.find("disabled"); off != nullptr && off->value == "yes") return;
    changes_ = verb == "set";
    const Parameter* const action = said.find("action");
    for (const Parameter& setting : said.settings) {
      if (setting.unset) continue;
      if (!chain_kind_.empty()) chain(node, setting);
      const auto found = here_.find(setting.key);
      if (found == here_.end()) continue;
      for (const Rule* const rule : found->second)
        if (rule->action.empty() || (action != nullptr && action->value == rule->action)) apply(node, *rule, setting);
    }
  }

  void chain(const Node& node, const Parameter& setting) {
    if (setting.key == "chain") define(node, chain_kind_, setting.value, is_hook(menu_, setting.value));
    if (setting.key == "jump-target") use(node, chain_kind_, chain_kind_, setting.value, "rule jump-target");
  }

  void apply(const Node& node, const Rule& rule, const Parameter& setting) {
    for (std::string& name : split_list(setting.value)) {
      if (name.starts_with('!')) name.erase(0, 1);
      if (name.empty()) continue;
      const bool comes_with_device = is_alternative(rule.built_in, name);
      const std::string_view kind = comes_with_device ? std::string_view() : rule.kind;
      const bool always_used = changes_ || is_asked_by_itself(name);
      if (rule.context.empty())
        define(node, rule.kind, std::move(name), always_used);
      else
        use(node, kind, rule.defined_as.empty() ? rule.kind : rule.defined_as, std::move(name), rule.context);
    }
  }

  /// The chains of release 6 that are asked without being named: by default, or for routes that others put in.
  [[nodiscard]] bool is_asked_by_itself(std::string_view name) const {
    return menu_ == "routing filter" && is_alternative("ospf-in|ospf-out|rip-in|rip-out|connected-in|dynamic-in", name);
  }

  void define(const Node& node, std::string_view kind, std::string name, bool always_used) {
    std::vector<std::uint32_t>& lines = collector_.define({}, kind, std::move(name), always_used);
    for (std::uint32_t line = node.line; line <= node.last_line; ++line) lines.push_back(line);
  }

  void use(const Node& node, std::string_view kind, std::string_view defined_as, std::string name,
           std::string_view context) {
    collector_.use({kind, defined_as, std::move(name), context, node.line});
  }

  const Tree& tree_;
  ReferenceCollector collector_;
  std::string menu_;
  std::string_view chain_kind_;
  bool changes_ = false;  ///< the statement is about something that is there already: it came with the device
  std::map<std::string_view, std::vector<const Rule*>> here_;  ///< the rules of the present menu by their keys
};

}  // namespace

References references(std::string_view bytes) {
  const ConfigTree text = read_config(bytes);
  return Search(text.tree).run();
}

}  // namespace muster::grammars::mikrotik_routeros
