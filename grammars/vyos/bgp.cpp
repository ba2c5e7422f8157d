#include <array>

#include "grammars/vyos/config.hpp"

/// `protocols bgp`: neighbours, and what they take over from their peer groups.
namespace muster::grammars::vyos {
namespace {

/// Of a neighbour with more filters than this in one direction they are not known.
constexpr std::size_t most_filters = 32;

/// What a neighbour or a group says.
struct Peer {
  Maybe<std::string> remote_as;
  Maybe<bool> password;
  Maybe<bool> ttl_security;
  Maybe<std::int64_t> maximum_prefixes;
  std::vector<std::string> filters_in, filters_out;
  LineSet in_lines, out_lines;
  NodeId group = no_node;
  model::LinesId not_understood = 0;  ///< the first such line
};

bool is_session(std::string_view word) {
  static constexpr auto words = std::to_array<std::string_view>(
      {"description", "update-source", "ebgp-multihop", "timers", "bfd", "capability", "graceful-restart", "shutdown",
       "local-as", "local-role", "passive", "port", "solo", "strict-capability-match", "override-capability",
       "disable-capability-negotiation", "disable-connected-check", "disable-send-community",
       "enforce-first-as", "enforce-multihop", "advertisement-interval", "path-attribute", "source-interface",
       "v6only", "extended-optional-parameters"});
  return std::ranges::find(words, word) != words.end();
}

bool is_announcement(std::string_view word) {
  static constexpr auto words = std::to_array<std::string_view>(
      {"activate", "addpath-tx-all", "addpath-tx-per-as", "allowas-in", "as-override", "attribute-unchanged",
       "conditionally-advertise", "default-originate", "disable-send-community", "maximum-prefix-out",
       "nexthop-self", "nexthop-local", "remove-private-as", "route-reflector-client", "route-server-client",
       "soft-reconfiguration", "soo", "unsuppress-map", "weight", "send-community", "capability", "disable-addpath-rx",
       "graceful-restart", "sender-as-path-loop-detection"});
  return std::ranges::find(words, word) != words.end();
}

class PeerReader {
 public:
  PeerReader(Place place, std::string_view name, std::string_view vrf) : place_(place), name_(name), vrf_(vrf) {}

  Peer read(NodeId node) {
    for (const NodeId each : children(place_, node)) setting(each);
    return std::move(peer_);
  }

 private:
  void setting(NodeId each) {
    const std::string_view word = text(place_, each);
    const NodeId value = value_of(place_, each);
    if (word == "remote-as" && value != no_node) {
      peer_.remote_as = Lined<std::string>{std::string(text(place_, value)), place_.walk.lines(value)};
    } else if (word == "password") {
      keep_secret(place_, each, "bgp", in_vrf(name_, vrf_));
      peer_.password = Lined<bool>{true, place_.walk.lines(each)};
    } else if (word == "peer-group" && value != no_node) {
      peer_.group = value;
    } else if (word == "ttl-security") {
      peer_.ttl_security = Lined<bool>{true, place_.walk.lines_below(each)};
    } else if (word == "interface") {
      for (const NodeId below : children(place_, each)) interface(below);
    } else if (word == "address-family") {
      for (const NodeId family : children(place_, each))
        for (const NodeId below : children(place_, family)) family_setting(below);
    } else if (is_session(word)) {
      place_.walk.ignore(each);
    } else {
      family_setting(each);
    }
  }

  /// `interface { v6only { remote-as external } }`: neighbours without addresses.
  void interface(NodeId each) {
    if (text(place_, each) != "v6only") return setting(each);
    for (const NodeId below : children(place_, each)) setting(below);
  }

  void family_setting(NodeId each) {
    const std::string_view word = text(place_, each);
    if (one_of(word, {"prefix-list", "route-map", "distribute-list", "filter-list"})) {
      for (const NodeId direction : children(place_, each)) filter(direction);
    } else if (word == "maximum-prefix") {
      maximum(each);
    } else if (is_announcement(word)) {
      place_.walk.ignore(each);
    } else {
      if (peer_.not_understood == 0) peer_.not_understood = place_.walk.lines(each);
      place_.walk.unknown(each, Domain::users, "a setting of a neighbour");
    }
  }

  void filter(NodeId direction) {
    const NodeId value = value_of(place_, direction);
    const bool in = text(place_, direction) == "import";
    if (value == no_node || (!in && text(place_, direction) != "export"))
      return place_.walk.unknown(direction, Domain::routing, "import or export, and a name");
    std::vector<std::string>& names = in ? peer_.filters_in : peer_.filters_out;
    const std::string name(text(place_, value));
    if (names.size() > most_filters || std::ranges::find(names, name) != names.end()) return;
    names.push_back(name);
    (in ? peer_.in_lines : peer_.out_lines).add(place_.walk.configuration()[value].line);
  }

  void maximum(NodeId each) {
    const NodeId value = value_of(place_, each);
    const auto most = value == no_node ? std::nullopt : number(text(place_, value));
    if (!most) return place_.walk.unknown(each, Domain::routing, "a number of prefixes");
    const bool more = !peer_.maximum_prefixes || *most > peer_.maximum_prefixes->value;
    if (more) peer_.maximum_prefixes = Lined<std::int64_t>{*most, place_.walk.lines(value)};
  }

  Place place_;
  std::string_view name_;
  std::string_view vrf_;
  Peer peer_;
};

class Router {
 public:
  Router(Place place, std::string_view vrf) : place_(place), vrf_(vrf) {}

  void read() {
    as_ = value_at(place_, place_.node, {"system-as"});
    if (as_ == no_node) as_ = value_at(place_, place_.node, {"local-as"});
    if (const NodeId list = child(place_, "peer-group"); list != no_node)
      for (const NodeId each : children(place_, list))
        groups_[text(place_, each)] =
            PeerReader(place_, "group " + std::string(text(place_, each)), vrf_).read(each);
    if (const NodeId list = child(place_, "neighbor"); list != no_node)
      for (const NodeId each : children(place_, list)) {
        const std::string name(text(place_, each));
        convert(each, name, PeerReader(place_, name, vrf_).read(each));
      }
    listen();
  }

 private:
  /// `listen range 10.0.0.0/8 peer-group G`: whoever calls from there becomes a neighbour of the group.
  void listen() {
    const NodeId ranges = at(place_, place_.node, {"listen", "range"});
    if (ranges == no_node) return;
    for (const NodeId each : children(place_, ranges)) {
      Peer peer;
      peer.group = value_at(place_, each, {"peer-group"});
      convert(each, "range " + std::string(text(place_, each)), std::move(peer));
    }
  }

  /// A setting of the neighbour or, failing that, of its group.
  template <class T>
  [[nodiscard]] Maybe<T> setting(const Peer& peer, Maybe<T> Peer::*which) const {
    const Peer* const group = group_of(peer);
    return peer.*which || group == nullptr ? peer.*which : group->*which;
  }
  [[nodiscard]] const Peer* group_of(const Peer& peer) const {
    if (peer.group == no_node) return nullptr;
    const auto found = groups_.find(text(place_, peer.group));
    return found == groups_.end() ? nullptr : &found->second;
  }

  void convert(NodeId node, const std::string& name, Peer peer) {
    model::RoutingNeighbor to;
    head(place_, node, to);
    to.name.set(in_vrf("bgp " + name, vrf_), to.lines);
    to.protocol.set("bgp", to.lines);
    put_remote_as(setting(peer, &Peer::remote_as), to.remote_as);
    put_or_default(to.authenticated, setting(peer, &Peer::password), false);
    put_or_default(to.ttl_security, setting(peer, &Peer::ttl_security), false);
    put_or_absent(to.maximum_prefixes, setting(peer, &Peer::maximum_prefixes));
    const Peer* const group = group_of(peer);
    put_filters(peer, group, &Peer::filters_in, &Peer::in_lines, to.filter_in);
    put_filters(peer, group, &Peer::filters_out, &Peer::out_lines, to.filter_out);
    const bool lost_group = peer.group != no_node && group == nullptr;
    to.opened_by = lost_group ? place_.walk.lines(peer.group) : peer.not_understood;
    if (to.opened_by == 0 && group != nullptr) to.opened_by = group->not_understood;
    to.open = to.opened_by != 0;
    to.open_domains = Domain::routing;
    place_.walk.device().neighbors.push_back(std::move(to));
  }

  void put_remote_as(const Maybe<std::string>& from, model::Integer& to) {
    if (!from) return;
    const bool own = from->value == "internal" && as_ != no_node;
    const auto found = number(own ? text(place_, as_) : std::string_view(from->value));
    if (found)
      to.set(*found, from->lines);
    else
      to.set_unknown(from->lines);
  }

  void put_filters(const Peer& peer, const Peer* group, std::vector<std::string> Peer::*names, LineSet Peer::*lines,
                   model::Text& to) {
    const Peer& from = (peer.*names).empty() && group != nullptr ? *group : peer;
    if ((from.*names).empty()) return to.set_absent();
    if ((from.*names).size() > most_filters) return to.set_unknown(id(from.*lines));
    std::string all;
    for (const std::string& name : from.*names) all += (all.empty() ? "" : ",") + name;
    to.set(all, id(from.*lines));
  }

  [[nodiscard]] model::LinesId id(const LineSet& lines) const {
    return lines.id(place_.walk.device().lines, place_.walk.options().capture);
  }

  Place place_;
  std::string_view vrf_;
  NodeId as_ = no_node;
  std::map<std::string_view, Peer> groups_;
};

Outcome router(Place place) {
  place.state.bgp.push_back({place.node, place.state.now.vrf});
  for (const NodeId each : children(place)) {
    if (one_of(text(place, each),
               {"parameters", "address-family", "timers", "route-map", "network", "redistribute", "aggregate-address",
                "maximum-paths", "sid", "srv6"}))
      place.walk.ignore(each);
    else if (text(place, each) == "bmp" || text(place, each) == "interface")
      place.walk.known(each, Domain::routing | Domain::users);
    else if (!one_of(text(place, each), {"system-as", "local-as", "neighbor", "peer-group", "listen"}))
      place.walk.unknown(each, Domain::routing | Domain::users, "a setting of BGP");
  }
  return Outcome::understood;
}

}  // namespace

Rows bgp_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"protocols bgp", Domain::routing | Domain::users, &router},
  });
  return rows;
}

void finish_bgp(Walk& walk, State& state) {
  for (const Scoped& each : state.bgp) Router({walk, state, each.node}, each.vrf).read();
}

}  // namespace muster::grammars::vyos
