#include <algorithm>
#include <map>
#include <set>
#include <span>
#include <vector>

#include "grammars/cisco_ios/class_terms.hpp"
#include "grammars/cisco_ios/config.hpp"

/// Zones and what may pass between them: one filter for what is forwarded, and one for each zone whose packets to the
/// device itself, or from it, a pair decides about.
namespace muster::grammars::cisco_ios {
namespace {

constexpr std::string_view self = "self";       ///< the device
constexpr std::string_view others = "default";  ///< interfaces without a zone, once this one is defined

// ---- lines

/// `zone security NAME`
Outcome zone(Config& config, Cursor& cursor) {
  const std::string name(cursor.word());
  if (name.empty()) return cursor.fail("the name of a zone");
  if (!cursor.at_end()) return cursor.end();
  if (cursor.negated)
    config.zone_firewall.zones.erase(name);
  else
    add_block(config.zone_firewall.zones.get(name), cursor);
  return Outcome::understood;
}

/// `zone-pair security NAME [source ZONE destination ZONE]`
Outcome zone_pair(Config& config, Cursor& cursor) {
  const std::string name(cursor.word());
  if (name.empty()) return cursor.fail("the name of a pair of zones");
  if (cursor.negated) {
    config.zone_firewall.pairs.erase(name);
    return skip_rest(cursor);
  }
  std::string from;
  std::string to;
  if (cursor.accept("source")) from = cursor.word();
  if (cursor.accept("destination")) to = cursor.word();
  if (from.empty() || to.empty()) return cursor.fail("source, a zone, destination and a zone");
  if (!cursor.at_end()) return cursor.end();
  ZonePair& pair = config.zone_firewall.pairs.get(name);
  add_block(pair.lines, cursor);
  pair.from = from;
  pair.to = to;
  config.zone_pair = &pair;
  return Outcome::understood;
}

/// `service-policy type inspect POLICY`
Outcome service_policy(Config& config, Cursor& cursor) {
  const std::string name(cursor.word());
  if (name.empty() && !cursor.negated) return cursor.fail("a policy");
  config.zone_pair->policy = cursor.negated ? std::string() : name;
  return cursor.end();
}

/// What decides between the two zones is not known then.
Domains pair_not_understood(Config& config, const Cursor&, Domains) {
  config.zone_pair->unread = true;
  return {};
}

const Table& zone_table() {
  static constexpr auto rows = std::to_array<Row>({
      ignored<Config>("description", "descriptive text"),
      ignored<Config>("protection", "limits of new connections: it only drops"),
  });
  static const Table table({rows});
  return table;
}
const Table& pair_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"service-policy type inspect", Domain::filters, &service_policy},
      ignored<Config>("description", "descriptive text"),
  });
  static const Table table({rows}, &pair_not_understood);
  return table;
}

// ---- rules

class ZoneFilters {
 public:
  ZoneFilters(Config& config, const Target& target)
      : config_(config),
        target_(target),
        reader_(config.zone_firewall, target, budget(config.zone_firewall, target.device)) {}

  /// What is forwarded, and what the device itself gets and sends.
  void write() {
    find_members();
    add_within_zones();
    config_.zone_firewall.pairs.each([&](const std::string& name, ZonePair& pair) {
      if (pair.from == self || pair.to == self)
        add_pair(of_the_device(pair), name, pair);
      else
        add_pair(forwarded_, name, pair);
    });
    finish_forwarded();
    for (auto& [key, filter] : device_filters_) finish(filter, key);
  }

 private:
  struct Draft {
    std::vector<model::FilterRule> rules;
    model::LinesId lines = 0;
    bool input = false;
  };

  model::LinesId joined(model::LinesId a, model::LinesId b) { return target_.device.lines.join(a, b); }

  /// So many rules that each line of the configuration is worth a few: one list may stand in many classes, and a
  /// policy in many pairs.
  static std::size_t budget(ZoneFirewall& firewall, const model::Device& device) {
    std::size_t size = 256 + firewall.pairs.size();
    for (const model::Filter& filter : device.filters) size += filter.rules.size();
    firewall.classes.each([&](const std::string&, const InspectClass& each) { size += each.conditions.size(); });
    firewall.policies.each([&](const std::string&, const InspectPolicy& each) { size += each.actions.size(); });
    return 8 * size;
  }

  /// The zones that interfaces are in, and whether there are two interfaces without: packets between those pass.
  void find_members() {
    std::map<std::string, std::size_t> silent;
    bool in_default = false;
    config_.interfaces.each([&](const std::string& name, const Port& port) {
      if (port.zone) {
        model::LinesId& lines = members_[port.zone->value];
        lines = joined(lines, target_.id(port.lines));
        return;
      }
      if (port.addresses.empty() && port.dynamic_address == 0 && port.opened_by.empty() && !port.ipv6_enabled) return;
      if ((port.shutdown && port.shutdown->value) || name.starts_with("Loopback")) return;
      in_default = true;
      ++silent[port.vrf ? port.vrf->value : std::string()];
    });
    if (config_.zone_firewall.zones.find(others) != nullptr) {
      if (in_default) members_[std::string(others)];
      return;
    }
    // One alone in a VRF of its own (that of the management port) has nobody to send to.
    outside_ = std::ranges::any_of(silent, [](const auto& vrf) { return vrf.first.empty() || vrf.second > 1; });
  }

  /// Within a zone everything passes, unless a pair says otherwise.
  void add_within_zones() {
    std::set<std::string_view> decided;
    config_.zone_firewall.pairs.each([&](const std::string&, const ZonePair& pair) {
      if (pair.from == pair.to) decided.insert(pair.from);
    });
    for (const auto& [name, lines] : members_) {
      forwarded_.lines = joined(forwarded_.lines, lines);
      if (decided.contains(name)) continue;
      model::FilterRule& rule = add(forwarded_, "zone/" + name, "permit", lines);
      rule.source_zone = rule.destination_zone = name;
      rule.other_conditions = true;  // only between its own interfaces
    }
  }

  Draft& of_the_device(const ZonePair& pair) {
    const bool input = pair.to == self;
    Draft& draft = device_filters_[input ? pair.from + " to self" : "self to " + pair.to];
    draft.input = input;
    return draft;
  }

  model::FilterRule& add(Draft& draft, std::string name, std::string action, model::LinesId lines) {
    model::FilterRule& rule = draft.rules.emplace_back();
    rule.name = std::move(name);
    rule.action = std::move(action);
    rule.protocol = rule.source = rule.destination = rule.source_port = rule.destination_port = "any";
    rule.application = "any";
    rule.lines = lines;
    return rule;
  }

  void add_pair(Draft& draft, const std::string& name, const ZonePair& pair) {
    const model::LinesId lines = target_.id(pair.lines);
    draft.lines = joined(draft.lines, lines);
    const std::size_t first = draft.rules.size();
    const std::string head = "zone-pair/" + name + "/";
    InspectPolicy* const policy = config_.zone_firewall.policies.find(pair.policy);
    const bool readable = policy != nullptr && !policy->unread && reader_.spend(policy->actions.size());
    const bool known = !pair.unread && (pair.policy.empty() || readable);
    if (!known)
      add(draft, head + pair.policy, "", lines).opaque = true;
    else if (policy == nullptr)
      add(draft, head + "no policy", "deny", lines).log = config_.zone_firewall.logs_drops;
    else
      add_policy(draft, head, *policy, lines);
    for (model::FilterRule& rule : std::span(draft.rules).subspan(first)) {
      rule.source_zone = pair.from;
      rule.destination_zone = pair.to;
    }
  }

  [[nodiscard]] bool logs(const InspectAction& action) const { return action.log || config_.zone_firewall.logs_drops; }

  /// What no class takes meets `class-default`, which drops unless it says otherwise.
  void add_policy(Draft& draft, const std::string& head, InspectPolicy& policy, model::LinesId pair) {
    std::vector<const InspectAction*> classes;
    const InspectAction* rest = nullptr;
    policy.actions.each([&](const std::string& name, const InspectAction& action) {
      if (name == "class-default")
        rest = &action;
      else
        classes.push_back(&action);
    });
    using Kind = InspectAction::Kind;
    // From the class `drops_from` on, whatever is left is dropped.
    std::size_t drops_from = classes.size() + 1;
    bool logged = rest == nullptr ? config_.zone_firewall.logs_drops : logs(*rest);
    if (rest == nullptr || rest->kind == Kind::deny || rest->kind == Kind::none)
      for (drops_from = classes.size(); drops_from > 0 && classes[drops_from - 1]->kind == Kind::deny; --drops_from)
        logged = logged && logs(*classes[drops_from - 1]);
    for (std::size_t i = 0; i < classes.size(); ++i) add_class(draft, head, *classes[i], i + 1 >= drops_from, logged);
    const bool other = rest != nullptr && rest->kind == Kind::other;
    const bool permits = rest != nullptr && rest->kind == Kind::permit;
    const model::LinesId lines = rest == nullptr ? pair : target_.id(rest->lines);
    model::FilterRule& last = add(draft, head + "class-default", permits ? "permit" : "deny", lines);
    last.log = permits ? rest->log : logged_rest(rest);
    last.opaque = other;
  }

  [[nodiscard]] bool logged_rest(const InspectAction* rest) const {
    return rest == nullptr ? config_.zone_firewall.logs_drops : logs(*rest);
  }

  /// `drops_rest`: what the class leaves is dropped, and `logged` if so. Otherwise later classes decide about what a
  /// list of the class denies, and how much its later entries still match is not known.
  void add_class(Draft& draft, const std::string& head, const InspectAction& action, bool drops_rest, bool logged) {
    using Kind = InspectAction::Kind;
    const model::LinesId lines = target_.id(action.lines);
    const ClassTerms& terms = reader_.terms(action.of);
    const std::string name = head + action.of;
    if (action.kind == Kind::none || action.kind == Kind::other || !reader_.spend(terms.size())) {
      add(draft, name, "", lines).opaque = true;
      return;
    }
    std::size_t number = 0;
    bool narrower = false;
    for (const ClassTerm& term : terms) {
      ++number;
      narrower = narrower || (term.exclude && !drops_rest);
      if (term.exclude && !drops_rest) continue;
      model::FilterRule& rule = draft.rules.emplace_back(term.match);
      rule.name = name + "/" + (term.match.name.empty() ? std::to_string(number) : term.match.name);
      const bool permits = action.kind == Kind::permit && !term.exclude;
      rule.action = permits ? "permit" : "deny";
      rule.log = term.exclude ? logged : permits ? action.log : logs(action);
      rule.opaque = rule.opaque || narrower;
      rule.lines = joined(rule.lines, lines);
    }
  }

  model::Filter& put(Draft& draft, std::string name, std::string_view hook) {
    model::Filter& filter = target_.device.filters.emplace_back();
    filter.context = target_.context;
    filter.lines = draft.lines;
    filter.name.set(std::move(name), filter.lines);
    filter.family.set("inet", filter.lines);
    filter.hook.set(std::string(hook), filter.lines);
    filter.rules = std::move(draft.rules);
    return filter;
  }

  /// Between zones, and between a zone and interfaces without, nothing passes that no pair lets through.
  void finish_forwarded() {
    model::Filter& filter = put(forwarded_, "policy", "forward");
    if (outside_ || members_.empty() || passes_ipv6())
      filter.default_action.set_unknown(filter.lines);
    else
      filter.default_action.set_default("deny");
  }

  void finish(Draft& draft, const std::string& key) {
    model::Filter& filter = put(draft, "policy " + key, draft.input ? "input" : "output");
    if (passes_ipv6())
      filter.default_action.set_unknown(filter.lines);
    else
      filter.default_action.set_default("deny");
  }

  /// Releases before 15.1(2)T did not look at IPv6.
  [[nodiscard]] bool passes_ipv6() const {
    if (!config_.uses_ipv6) return false;
    if (!config_.version) return true;
    const std::string& version = config_.version->value;
    return version.starts_with("12.") || version.starts_with("15.0") || version.starts_with("15.1");
  }

  Config& config_;
  const Target& target_;
  ClassReader reader_;
  std::map<std::string, model::LinesId> members_;  ///< by zone: its interfaces
  bool outside_ = false;                           ///< interfaces without a zone may send to each other
  Draft forwarded_;
  std::map<std::string, Draft> device_filters_;
};

}  // namespace

Rows zone_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"zone security", Domain::filters, &zone, &zone_table},
      {"zone-pair security", Domain::filters, &zone_pair, &pair_table},
  });
  return rows;
}

void convert_zones(Config& config, const Target& target) {
  bool used = config.zone_firewall.pairs.size() > 0;
  config.interfaces.each([&](const std::string&, const Port& port) { used = used || port.zone; });
  if (used) ZoneFilters(config, target).write();
}

}  // namespace muster::grammars::cisco_ios
