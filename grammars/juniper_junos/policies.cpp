#include <algorithm>
#include <array>

#include "grammars/juniper_junos/address_books.hpp"
#include "grammars/juniper_junos/applications.hpp"
#include "grammars/juniper_junos/services_by_name.hpp"

/// `security policies`: rules between zones, then those for all zones, then the default.
namespace muster::grammars::juniper_junos {
namespace {

template <std::size_t N>
bool is_among(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::ranges::find(words, word) != words.end();
}

/// Conditions that narrow a policy, without a field of their own in the model.
constexpr auto narrowing = std::to_array<std::string_view>(
    {"source-identity", "source-end-user-profile", "url-category", "source-l3vpn-vrf-group",
     "destination-l3vpn-vrf-group", "dscp", "dscp-except", "source-identity-feeds", "destination-identity-feeds"});
/// What is done with packets that are permitted; they may be inspected and dropped after all.
constexpr auto of_permits =
    std::to_array<std::string_view>({"application-services", "tcp-options", "services-offload",
                                     "application-traffic-control", "tunnel", "tunnel-inspection"});
constexpr auto permits_for_some = std::to_array<std::string_view>({"firewall-authentication", "destination-address"});

/// What the rules of one `security policies` share.
struct Resolver {
  AddressBooks addresses;
  Applications applications;
};

/// One policy, as it is read.
class Policy {
 public:
  Policy(Place place, Resolver& resolver, NodeId policy, std::string_view from, std::string_view to)
      : place_(place), config_(place.walk.configuration()), resolver_(resolver), policy_(policy) {
    rule_.source_zone = from, rule_.destination_zone = to;
  }

  void read(std::string name, model::Filter& to) {
    rule_.name = std::move(name);
    rule_.lines = place_.walk.lines_below(policy_);
    rule_.application = "any";
    rule_.disabled = config_[policy_].inactive;
    for (const NodeId each : children(place_, policy_)) read_part(each);
    if (rule_.disabled)
      rule_.action = "none";
    else if (rule_.action.empty() || rule_.source.empty() || rule_.destination.empty() || services_.all.empty())
      rule_.opaque = rule_.opaque || services_.by_name_only.empty() || rule_.action.empty();
    write(to);
  }

 private:
  void read_part(NodeId each) {
    const std::string_view word = text(place_, each);
    if (word == "match") {
      for (const NodeId condition : children(place_, each)) match(condition);
    } else if (word == "then") {
      for (const NodeId action : children(place_, each)) act(action);
    } else if (word == "scheduler-name") {
      scheduled_ = true;
    } else if (word == "description") {
      place_.walk.ignore(each);
    } else {
      give_up(each);
    }
  }

  void give_up(NodeId node) {
    if (!config_[policy_].inactive) place_.walk.known(node, Domain::filters);
    rule_.opaque = true;
  }

  void match(NodeId condition) {
    const std::string_view word = text(place_, condition);
    if (word == "source-address") return addresses(condition, rule_.source_zone, rule_.source);
    if (word == "destination-address") return addresses(condition, rule_.destination_zone, rule_.destination);
    if (word == "application") return applications(condition);
    if (word == "dynamic-application") return dynamic_applications(condition);
    if (word == "from-zone") return zones(condition, rule_.source_zone);
    if (word == "to-zone") return zones(condition, rule_.destination_zone);
    if (!is_among(word, narrowing)) return give_up(condition);
    rule_.other_conditions = rule_.other_conditions || !is_any(condition);
  }

  [[nodiscard]] bool is_any(NodeId condition) const { return child(config_, condition, "any") != no_node; }

  /// Of a policy for all zones `zone` may be a list: it uses the global book alone.
  void addresses(NodeId condition, std::string_view zone, std::string& to) {
    const bool global = config_[config_[config_[policy_].parent].parent].text == "global";
    for (const NodeId value : children(place_, condition)) {
      const AddressValue found = resolver_.addresses.find(global ? std::string_view() : zone, config_[value].text);
      if (!found.defined) return give_up(value);
      if (to == "any" || found.text == "any")
        to = "any";
      else
        append(to, found.text);
    }
  }

  void applications(NodeId condition) {
    for (const NodeId value : children(place_, condition)) {
      resolver_.applications.add(config_[value].text, services_);
      if (!services_.complete) return give_up(value);
    }
  }

  void dynamic_applications(NodeId condition) {
    for (const NodeId value : children(place_, condition))
      if (config_[value].text != "any" && config_[value].text != "none") append(dynamic_, config_[value].text);
  }

  void zones(NodeId condition, std::string& to) {
    std::string all;
    for (const NodeId value : children(place_, condition)) append(all, config_[value].text);
    if (!all.empty()) to = is_any(condition) ? "any" : all;
  }

  void act(NodeId action) {
    const std::string_view word = text(place_, action);
    if (word == "permit") {
      for (const NodeId each : children(place_, action)) permit(each);
      return decide("permit");
    }
    if (word == "deny" || word == "reject") return decide(word);
    if (word == "log")
      rule_.log = true;
    else if (word != "count" && word != "dscp")
      give_up(action);
  }

  void permit(NodeId each) {
    const std::string_view word = text(place_, each);
    if (is_among(word, permits_for_some))
      rule_.other_conditions = true;
    else if (!is_among(word, of_permits))
      give_up(each);
  }

  void decide(std::string_view action) {
    if (!rule_.action.empty() && rule_.action != action) rule_.opaque = true;
    rule_.action = action;
  }

  /// A rule for each protocol and source port; those that are known by name alone in one of their own.
  void write(model::Filter& to) {
    for (std::string* const list : {&rule_.source, &rule_.destination})
      if (list->empty()) *list = "any";
    if (!dynamic_.empty()) rule_.application = dynamic_, rule_.other_conditions = true;
    std::vector<Service> groups;
    for (const Service& service : services_.all) add_to_group(groups, service);
    if (groups.empty() && services_.by_name_only.empty()) groups.emplace_back();
    const bool single = groups.size() + (services_.by_name_only.empty() ? 0 : 1) == 1;
    put_schedule(groups);
    for (const Service& group : groups) write_one(to, group, single ? std::string() : name_of(group));
    if (services_.by_name_only.empty()) return;
    rule_.application = services_.by_name_only;
    rule_.other_conditions = true;
    write_one(to, {}, single ? std::string() : " by name");
  }

  /// A schedule may be all of the week. It matters for a policy that is about everything besides.
  void put_schedule(const std::vector<Service>& groups) {
    if (!scheduled_ || rule_.disabled) return;
    const bool every_service = std::ranges::find(groups, Service{}) != groups.end();
    const bool everything = rule_.source == "any" && rule_.destination == "any" && every_service;
    (everything && !rule_.other_conditions ? rule_.opaque : rule_.other_conditions) = true;
  }

  static std::string name_of(const Service& group) {
    std::string name = " " + group.protocol;
    if (group.source_port != "any") name += " from " + group.source_port;
    return group.narrowed ? name + " in part" : name;
  }

  static void add_to_group(std::vector<Service>& groups, const Service& service) {
    const auto found = std::ranges::find_if(groups, [&service](const Service& group) {
      return group.protocol == service.protocol && group.source_port == service.source_port &&
             group.narrowed == service.narrowed;
    });
    if (found == groups.end())
      groups.push_back(service);
    else if (found->destination_port == "any" || service.destination_port == "any")
      found->destination_port = "any";
    else
      append(found->destination_port, service.destination_port);
  }

  void write_one(model::Filter& to, const Service& group, const std::string& suffix) {
    model::FilterRule& rule = to.rules.emplace_back(rule_);
    rule.name += suffix;
    rule.protocol = group.protocol;
    rule.source_port = group.source_port;
    rule.destination_port = group.destination_port;
    rule.other_conditions = rule.other_conditions || group.narrowed;
  }

  Place place_;
  const Configuration& config_;
  Resolver& resolver_;
  NodeId policy_;
  model::FilterRule rule_;
  Services services_;
  std::string dynamic_;
  bool scheduled_ = false;
};

class Policies {
 public:
  Policies(Place place, model::Filter& to)
      : place_(place),
        config_(place.walk.configuration()),
        resolver_{AddressBooks(config_, place.state.root), Applications(config_, place.state.root)},
        to_(to) {}

  void read() {
    if (const NodeId from = child(place_, "from-zone"); from != no_node)
      for (const NodeId zone : children(place_, from)) read_from(zone);
    if (const NodeId global = child(place_, "global"); global != no_node) read_list(global, "any", "any", "global");
  }

 private:
  /// `from-zone A to-zone B { policy P { ... } }`
  void read_from(NodeId from) {
    for (const NodeId each : children(place_, from)) {
      if (text(place_, each) != "to-zone") {
        place_.walk.unknown(each, Domain::filters, "to-zone");
        continue;
      }
      for (const NodeId to : children(place_, each))
        read_list(to, text(place_, from), text(place_, to),
                  std::string(text(place_, from)) + " " + std::string(text(place_, to)));
    }
  }

  void read_list(NodeId list, std::string_view from, std::string_view to, const std::string& name) {
    for (const NodeId each : children(place_, list)) {
      if (text(place_, each) != "policy") {
        place_.walk.unknown(each, Domain::filters, "a policy");
        continue;
      }
      for (NodeId policy = config_[each].first_child; policy != no_node; policy = config_[policy].next)
        if (!text(place_, policy).starts_with("apply-"))
          Policy(place_, resolver_, policy, from, to).read(name + " " + std::string(text(place_, policy)), to_);
    }
  }

  Place place_;
  const Configuration& config_;
  Resolver resolver_;
  model::Filter& to_;
};

bool is_setting(std::string_view word) {
  return is_among(word, std::to_array<std::string_view>({"policy-rematch", "policy-stats", "traceoptions",
                                                         "pre-id-default-policy", "lookup-intrazone-policy"}));
}

Outcome policies(Place place) {
  model::Filter& to = place.walk.device().filters.emplace_back();
  to.context = place.state.context;
  to.lines = place.walk.lines_below(place.node);
  to.name.set("policy", to.lines);
  to.family.set("inet", to.lines);
  to.hook.set("forward", to.lines);
  to.default_action.set_default("deny");
  for (const NodeId each : children(place)) {
    const std::string_view word = text(place, each);
    if (word == "default-policy") {
      const NodeId action = value_of(place, each);
      if (action != no_node)
        to.default_action.set(text(place, action) == "permit-all" ? "permit" : "deny", place.walk.lines(action));
    } else if (is_setting(word)) {
      place.walk.ignore(each);
    } else if (word != "from-zone" && word != "global") {
      to.open = true, to.opened_by = place.walk.lines(each);
      place.walk.known(each, Domain::filters);
    }
  }
  Policies(place, to).read();
  return Outcome::understood;
}

void put_group(Place place, std::string name, std::vector<std::string> members, model::LinesId lines) {
  model::ObjectGroup& to = place.walk.device().groups.emplace_back();
  to.context = place.state.context;
  to.lines = lines;
  to.name.set(std::move(name), lines);
  to.members.set(std::move(members), lines);
}

std::vector<std::string> members_of_set(Place place, NodeId set, std::string_view prefix, std::string_view one,
                                        std::string_view sets) {
  std::vector<std::string> members;
  for (const std::string_view kind : {one, sets})
    if (const NodeId names = child(place.walk.configuration(), set, kind); names != no_node)
      for (const NodeId name : children(place, names))
        members.push_back("group " + std::string(prefix) + std::string(text(place, name)));
  return members;
}

/// `address-book { address A 192.0.2.0/24; address-set S { address A; address-set T; } attach { zone Z; } }`
void read_book(Place place, NodeId book, const std::string& prefix) {
  for (const NodeId kind : children(place, book)) {
    const std::string_view word = text(place, kind);
    if (word == "attach" || word == "description") continue;
    if (word != "address" && word != "address-set") {
      place.walk.unknown(kind, Domain::filters, "an address or a set of addresses");
      continue;
    }
    for (const NodeId each : children(place, kind)) {
      std::vector<std::string> members;
      if (word == "address-set") {
        members = members_of_set(place, each, prefix, "address", "address-set");
      } else {
        members.push_back(address_of(place.walk.configuration(), each));
        if (members.back().empty()) {
          place.walk.unknown(each, Domain::filters, "a prefix, a range, a name or a wildcard");
          continue;
        }
      }
      put_group(place, "address " + prefix + std::string(text(place, each)), std::move(members),
                place.walk.lines_below(each));
    }
  }
}

Outcome address_book(Place place) {
  read_book(place, place.node, text(place) == "global" ? std::string() : std::string(text(place)) + "/");
  return Outcome::understood;
}

/// The book of a zone.
Outcome zone_book(Place place) {
  const Configuration& config = place.walk.configuration();
  read_book(place, place.node, std::string(config[config[place.node].parent].text) + "/");
  return Outcome::understood;
}

std::string member_of(const Service& service) {
  std::string member = service.protocol == "any" ? "ip" : service.protocol;
  if (service.source_port != "any") member += " from " + service.source_port;
  if (service.destination_port != "any") member += " " + service.destination_port;
  return member;
}

Outcome application(Place place) {
  const Applications all(place.walk.configuration(), place.state.root);
  bool understood = false;
  std::vector<std::string> members;
  for (const Service& service : all.services_of(place.node, understood)) members.push_back(member_of(service));
  if (!understood) return place.walk.fail(place.node, "the protocol and ports of an application");
  put_group(place, "service " + std::string(text(place)), std::move(members), place.walk.lines_below(place.node));
  return Outcome::understood;
}

/// Applications that are built in stand in a set as what they match.
Outcome application_set(Place place) {
  std::vector<std::string> members;
  for (std::string& member : members_of_set(place, place.node, "", "application", "application-set")) {
    const auto built_in = built_in_application(std::string_view(member).substr(member.find(' ') + 1));
    if (built_in.empty()) members.push_back(std::move(member));
    for (const BuiltInApplication& each : built_in)
      members.push_back(
          member_of({std::string(each.protocol), "any", each.port.empty() ? "any" : std::string(each.port)}));
  }
  put_group(place, "service " + std::string(text(place)), std::move(members), place.walk.lines_below(place.node));
  return Outcome::understood;
}

}  // namespace

Rows policy_rows() {
  static constexpr auto filters = Domains(Domain::filters);
  static constexpr auto rows = std::to_array<Row>({
      {"security policies", filters, &policies},
      {"security address-book *", filters, &address_book},
      {"security zones security-zone * address-book", filters, &zone_book},
      block("applications", filters),
      {"applications application *", filters, &application},
      {"applications application-set *", filters, &application_set},
      ignored("applications traceoptions", "notes for debugging"),
  });
  return rows;
}

}  // namespace muster::grammars::juniper_junos
