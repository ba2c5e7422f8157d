#include <array>

#include "core/ip.hpp"
#include "grammars/vyos/config.hpp"

/// OSPF, RIP and IS-IS: on which interfaces neighbours may appear, and whether they have to prove a key. In 1.3 and
/// before most of it stands at the interface (`interfaces ... ip ospf`), later at the protocol.
namespace muster::grammars::vyos {
namespace {

/// How one interface takes part.
struct Part {
  Maybe<bool> authenticated;
  Maybe<bool> passive;
  Maybe<std::string> area;
  LineSet lines;
  bool named = false;    ///< the protocol itself names it
  bool unsure = false;   ///< whether it takes part is not known
};

/// The networks that a protocol is told, by what they are: an address is looked up once for each length.
class Networks {
 public:
  void add(std::string_view text, NodeId node) {
    const auto network = parse_prefix(text);
    if (!network) return;
    by_text_.try_emplace(to_string(network->network()), node);
    lengths_.insert({network->address.family, network->length});
  }
  [[nodiscard]] bool empty() const { return by_text_.empty(); }
  /// The network that holds the address, or nothing.
  [[nodiscard]] NodeId find(const IpAddress& address) const {
    for (const auto& [family, length] : lengths_) {
      if (family != address.family) continue;
      const auto found = by_text_.find(to_string(IpPrefix{address, length}.network()));
      if (found != by_text_.end()) return found->second;
    }
    return no_node;
  }
  /// The network of all addresses.
  [[nodiscard]] NodeId everything() const {
    for (const char* const text : {"0.0.0.0/0", "::/0"})
      if (const auto found = by_text_.find(text); found != by_text_.end()) return found->second;
    return no_node;
  }

 private:
  std::map<std::string, NodeId> by_text_;
  std::set<std::pair<decltype(IpAddress::family), decltype(IpPrefix::length)>> lengths_;
};

/// The interfaces of each VRF.
using InterfacesOf = std::map<std::string_view, std::vector<const model::Interface*>>;

class Protocol {
 public:
  Protocol(Walk& walk, State& state, std::string_view name, Scoped from, const InterfacesOf& interfaces)
      : walk_(walk),
        state_(state),
        config_(walk.configuration()),
        name_(name),
        node_(from.node),
        vrf_(from.vrf),
        interfaces_(interfaces) {}

  void run() {
    read_passive();
    for (const std::string_view list : {"interface", "interfaces"})
      if (const NodeId found = child_of(config_, node_, list); found != no_node)
        for (const NodeId each : Children(config_, found)) read_interface(each);
    for (const model::Interface* const each : interfaces()) {
      const auto found = state_.routing_of.find({name_, each->name.value});
      if (found != state_.routing_of.end()) read_options(found->second, parts_[each->name.value], each->name.value);
    }
    read_networks();
    for (auto& [name, part] : parts_) add(name, part);
  }

 private:
  [[nodiscard]] Place place(NodeId node) const { return {walk_, state_, node}; }
  [[nodiscard]] std::string_view word(NodeId node) const { return config_[node].text; }

  [[nodiscard]] const std::vector<const model::Interface*>& interfaces() const {
    static const std::vector<const model::Interface*> none;
    const auto found = interfaces_.find(vrf_);
    return found == interfaces_.end() ? none : found->second;
  }

  /// `passive-interface eth0`, `passive-interface default`, `passive-interface-exclude eth1`.
  void read_passive() {
    const NodeId list = child_of(config_, node_, "passive-interface");
    if (list != no_node)
      for (const NodeId each : Children(config_, list)) {
        if (word(each) == "default")
          passive_default_ = true;
        else
          passive(std::string(word(each)), true, each);
      }
    const NodeId others = child_of(config_, node_, "passive-interface-exclude");
    if (others != no_node)
      for (const NodeId each : Children(config_, others)) passive(std::string(word(each)), false, each);
  }

  void passive(const std::string& name, bool is, NodeId node) {
    parts_[name].passive = Lined<bool>{is, walk_.lines(node)};
  }

  void read_interface(NodeId each) {
    const std::string name(word(each));
    Part& part = parts_[name];
    part.named = true;
    part.lines.add(config_[each].line);
    read_options(each, part, name);
  }

  void read_options(NodeId node, Part& part, const std::string& name) {
    for (const NodeId each : Children(config_, node)) {
      for (NodeId at = each; at != no_node; at = config_.next_below(at, each)) part.lines.add(config_[at].line);
      const std::string_view option = word(each);
      if (one_of(option, {"authentication", "password"})) {
        authentication(each, part, name);
      } else if (option == "passive") {
        const NodeId off = child_of(config_, each, "disable");
        part.passive = Lined<bool>{off == no_node, walk_.lines_below(each)};
      } else if (option == "area") {
        part.named = true;
        if (const NodeId value = paths::value_of(config_, each); value != no_node)
          part.area = Lined<std::string>{std::string(word(value)), walk_.lines(value)};
      } else {
        walk_.ignore(each);  // costs and timers
      }
    }
  }

  /// `md5 { key-id 1 { md5-key K } }`, `plaintext-password P`; IS-IS: `password { md5 K }`.
  void authentication(NodeId node, Part& part, const std::string& name) {
    for (const NodeId kind : Children(config_, node)) {
      const bool plain = one_of(word(kind), {"plaintext-password", "simple"});
      if (plain) {
        keep_secret(place(kind), kind, credential(), shown(name));
        // A simple password counts where the area asks for it.
        if (name_ != "ospf" || area_asks(part)) part.authenticated = Lined<bool>{true, walk_.lines_below(node)};
      } else if (word(kind) == "md5") {
        md5(kind, name);
        part.authenticated = Lined<bool>{true, walk_.lines_below(node)};
      } else {
        walk_.known(kind, Domain::routing | Domain::users);
      }
    }
  }

  void md5(NodeId node, const std::string& name) {
    const NodeId keys = child_of(config_, node, "key-id");
    if (keys == no_node && (name_ == "isis" || config_[node].first_child == no_node))
      return keep_secret(place(node), node, credential(), shown(name));
    for (const NodeId key : Children(config_, keys == no_node ? node : keys)) {
      const NodeId later = child_of(config_, key, "md5-key");
      const NodeId secret = later == no_node ? child_of(config_, key, "password") : later;
      const std::string which = shown(name) + " key " + std::string(word(key));
      if (secret != no_node) keep_secret(place(secret), secret, credential(), which);
    }
  }

  [[nodiscard]] std::string credential() const {
    return name_ == "isis" ? "isis" : name_ == "rip" || name_ == "ripng" ? "rip" : "ospf";
  }
  [[nodiscard]] std::string shown(std::string_view name) const { return in_vrf(name, vrf_); }

  /// Whether the area asks for a proof; of an interface whose area is not said, whether all do.
  [[nodiscard]] bool area_asks(const Part& part) {
    const NodeId areas = child_of(config_, node_, "area");
    if (areas == no_node) return false;
    const auto asks = [this](NodeId area) { return child_of(config_, area, "authentication") != no_node; };
    if (part.area) {
      const NodeId own = child_of(config_, areas, part.area->value);
      return own != no_node && asks(own);
    }
    if (!all_areas_ask_) {
      all_areas_ask_ = true;
      for (const NodeId each : Children(config_, areas)) *all_areas_ask_ = *all_areas_ask_ && asks(each);
    }
    return *all_areas_ask_;
  }

  /// `area 0 { network 10.0.0.0/8 }`, RIP: `network 10.0.0.0/8`: the interfaces with addresses in it.
  void read_networks() {
    Networks networks;
    const auto add_list = [&](NodeId list) {
      if (list == no_node) return;
      for (const NodeId each : Children(config_, list)) networks.add(word(each), each);
    };
    add_list(child_of(config_, node_, "network"));
    if (const NodeId areas = child_of(config_, node_, "area"); areas != no_node)
      for (const NodeId area : Children(config_, areas)) {
        add_list(child_of(config_, area, "network"));
        if (name_ == "ospf6") add_members(child_of(config_, area, "interface"));
      }
    if (networks.empty()) return;
    for (const model::Interface* const each : interfaces()) match(*each, networks);
  }

  /// OSPFv3 of 1.3: `area 0 { interface eth0 }`.
  void add_members(NodeId list) {
    if (list == no_node) return;
    for (const NodeId each : Children(config_, list)) {
      Part& part = parts_[std::string(word(each))];
      part.named = true;
      part.lines.add(config_[each].line);
    }
  }

  void match(const model::Interface& with, const Networks& networks) {
    NodeId network = networks.everything();
    for (const std::string& address : with.addresses.value) {
      const auto own = parse_prefix(address);
      if (own && network == no_node) network = networks.find(own->address);
    }
    if (network == no_node && with.addresses.state != model::State::unknown) return;
    Part& part = parts_[with.name.value];
    part.unsure = network == no_node && !part.named;
    if (network == no_node) return;
    part.named = true;
    part.lines.add(config_[network].line);
  }

  void add(const std::string& name, const Part& part) {
    if (part.unsure && !part.named)
      return walk_.device().open(walk_.options().context, Domain::routing,
                                 std::string(name_) + ": the addresses of " + name + " are not known", 0);
    const bool is_passive = part.passive ? part.passive->value : passive_default_;
    if (!part.named || is_passive || name.starts_with("lo") || name.starts_with("dum")) return;
    model::RoutingNeighbor& to = walk_.device().neighbors.emplace_back();
    to.context = walk_.options().context;
    to.lines = part.lines.id(walk_.device().lines, walk_.options().capture);
    to.name.set(std::string(name_) + " " + shown(name), to.lines);
    to.protocol.set(std::string(name_ == "ripng" ? "rip" : name_), to.lines);
    to.remote_as.set_absent();
    to.filter_in.set_absent();
    to.filter_out.set_absent();
    to.maximum_prefixes.set_absent();
    put_or_default(to.authenticated, part.authenticated, false);
  }

  Walk& walk_;
  State& state_;
  const Configuration& config_;
  std::string_view name_;
  NodeId node_;
  std::string_view vrf_;
  const InterfacesOf& interfaces_;
  bool passive_default_ = false;
  std::optional<bool> all_areas_ask_;
  std::map<std::string, Part> parts_;
};

/// What a protocol of this kind has beside interfaces: which routes are taken and given, and timers.
bool is_tuning(std::string_view word) {
  static constexpr auto words = std::to_array<std::string_view>(
      {"parameters", "redistribute", "default-information", "default-metric", "distance", "log-adjacency-changes",
       "max-metric", "refresh", "timers", "timer", "mpls-te", "auto-cost", "access-list", "aggregation", "capability",
       "graceful-restart", "ldp-sync", "maximum-paths", "segment-routing", "summary-address", "route-map",
       "distribute-list", "network-distance", "route", "aggregate-address", "version", "net", "level",
       "dynamic-hostname", "lsp-gen-interval", "lsp-mtu", "lsp-refresh-interval", "max-lsp-lifetime", "metric-style",
       "purge-originator", "set-attached-bit", "set-overload-bit", "spf-interval", "spf-delay-ietf", "topology",
       "traffic-engineering", "fast-reroute", "advertise-high-metrics", "advertise-passive-only", "description",
       "neighbor"});
  return std::ranges::find(words, word) != words.end();
}

constexpr Domains routing = Domain::routing | Domain::users;  // keys are credentials

void check(Place place) {
  for (const NodeId each : children(place)) {
    const std::string_view word = text(place, each);
    if (is_tuning(word))
      place.walk.ignore(each);
    else if (word == "area")
      for (const NodeId area : children(place, each)) {
        for (const NodeId part : children(place, area))
          if (text(place, part) == "virtual-link") place.walk.known(part, routing);
      }
    else if (one_of(word, {"area-password", "domain-password"}))
      place.walk.known(each, routing);
    else if (!one_of(word, {"interface", "interfaces", "passive-interface", "passive-interface-exclude", "network"}))
      place.walk.unknown(each, routing, "a setting of the protocol");
  }
}

template <std::vector<Scoped> State::*list>
Outcome protocol(Place place) {
  (place.state.*list).push_back({place.node, place.state.now.vrf});
  check(place);
  return Outcome::understood;
}

}  // namespace

Rows gateway_rows() {
  static constexpr std::string_view link = "checks of links";
  static constexpr std::string_view groups = "ways of multicast";
  static constexpr auto rows = std::to_array<Row>({
      {"protocols ospf", routing, &protocol<&State::ospf>},
      {"protocols ospfv3", routing, &protocol<&State::ospf3>},
      {"protocols rip", routing, &protocol<&State::rip>},
      {"protocols ripng", routing, &protocol<&State::ripng>},
      {"protocols isis", routing, &protocol<&State::isis>},
      known("protocols openfabric", routing),
      known("protocols eigrp", routing),
      known("protocols babel", routing),
      known("protocols nhrp", routing),
      known("protocols mpls", routing),
      known("protocols rpki", routing),
      known("protocols failover", routing),
      known("protocols segment-routing", routing),
      known("protocols traffic-engineering", routing),
      known("protocols vrf", routing),
      ignored("protocols bfd", link),
      ignored("protocols igmp", groups),
      ignored("protocols igmp-proxy", groups),
      ignored("protocols pim", groups),
      ignored("protocols pim6", groups),
  });
  return rows;
}

void finish_gateways(Walk& walk, State& state) {
  InterfacesOf interfaces;
  for (const InterfaceEntry& entry : state.interfaces) interfaces[entry.to.vrf.value].push_back(&entry.to);
  const auto run = [&](std::string_view name, const std::vector<Scoped>& list) {
    for (const Scoped& each : list) Protocol(walk, state, name, each, interfaces).run();
  };
  run("ospf", state.ospf);
  run("ospf6", state.ospf3);
  run("rip", state.rip);
  run("ripng", state.ripng);
  run("isis", state.isis);
}

}  // namespace muster::grammars::vyos
