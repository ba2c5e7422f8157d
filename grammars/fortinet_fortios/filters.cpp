#include <algorithm>

#include "grammars/fortinet_fortios/address_sets.hpp"
#include "grammars/fortinet_fortios/config.hpp"
#include "grammars/fortinet_fortios/services.hpp"

/// From lists of policies to filters.
namespace muster::grammars::fortinet_fortios {
namespace {

std::string joined(const Names& names) {
  std::string text;
  for (const std::string& name : names) text.append(text.empty() ? "" : ",").append(name);
  return text;
}

std::string zones(const Maybe<Names>& names, bool& opaque) {
  if (!names) opaque = true;
  if (!names || std::ranges::find(names->value, "any") != names->value.end()) return "any";
  return joined(names->value);
}

std::string action_of(const Policy& from, bool& opaque) {
  if (!from.action || from.action->value == "deny") return from.reject && from.reject->value ? "reject" : "deny";
  const std::string& word = from.action->value;
  if (word != "accept" && word != "ipsec" && word != "ssl-vpn" && word != "learn" && word != "redirect" &&
      word != "isolate")
    opaque = true;
  return "permit";
}

/// Builds the rules of one list.
class Rules {
 public:
  Rules(Vdom& vdom, model::Filter& filter, bool v6_list, bool local, const Target& target)
      : sets_(vdom),
        v4_(vdom, false),
        v6_(vdom, true),
        filter_(filter),
        v6_list_(v6_list),
        local_(local),
        target_(target) {}

  void add(const Policy& from) {
    model::FilterRule rule = head(from);
    ServiceSet services;
    if (from.service)
      services = sets_.of(from.service->value);
    else if (from.internet && from.internet->value)
      services.everything = true;  // its entries have ports of their own
    else
      services.opaque = true;
    if (services.opaque) rule.opaque = true;
    const bool v4 = from.source || from.destination || !(from.source6 || from.destination6);
    if (v4 && !v6_list_) family(from, from.source, from.destination, v4_, rule, services, "");
    if (v6_list_)
      family(from, from.source ? from.source : from.source6, from.destination ? from.destination : from.destination6,
             v6_, rule, services, "");
    if (!v6_list_ && (from.source6 || from.destination6))
      family(from, from.source6, from.destination6, v6_, rule, services, " ip6");
  }

 private:
  [[nodiscard]] model::FilterRule head(const Policy& from) const {
    model::FilterRule rule;
    rule.name = from.id;
    rule.opaque = from.opaque;
    rule.lines = target_.id(from.lines);
    rule.source_zone = zones(from.from, rule.opaque);
    rule.destination_zone = local_ ? "any" : zones(from.to, rule.opaque);
    rule.action = action_of(from, rule.opaque);
    rule.disabled = from.enabled && !from.enabled->value;
    if (rule.disabled) rule.action = "none", rule.opaque = false;
    rule.log = from.log && from.log->value == "all";
    rule.other_conditions = from.narrowed;
    return rule;
  }

  void family(const Policy& from, const Maybe<Names>& source, const Maybe<Names>& destination, AddressSets& sets,
              model::FilterRule rule, const ServiceSet& services, std::string_view suffix) {
    bool opaque = false;
    rule.name += suffix;
    rule.source = addresses(source, from.internet_source, sets, rule, opaque);
    rule.destination = addresses(destination, from.internet, sets, rule, opaque);
    if (opaque && !rule.disabled) rule.opaque = true;
    scheduled_ = from.schedule && from.schedule->value != "always";
    protocols(std::move(rule), services);
  }

  /// An internet service stands for addresses that only the product knows.
  static std::string addresses(const Maybe<Names>& names, const Maybe<bool>& internet, AddressSets& sets,
                               model::FilterRule& rule, bool& opaque) {
    if (names) return sets.text_of(names->value, opaque);
    if (internet && internet->value) {
      rule.other_conditions = true;
      return "group internet-service";
    }
    opaque = true;
    return "any";
  }

  /// Schedules are not modelled: one may be all of the week. It matters for a rule that is about everything besides.
  void schedule(model::FilterRule& rule, const ServiceSet& services) const {
    if (!scheduled_) return;
    const bool about_everything = rule.source == "any" && rule.destination == "any" && services.everything;
    if (about_everything && !rule.other_conditions && !rule.disabled)
      rule.opaque = true;
    else
      rule.other_conditions = true;
  }

  void protocols(model::FilterRule rule, const ServiceSet& services) {
    rule.source_port = rule.destination_port = "any";
    rule.protocol = "any";
    schedule(rule, services);
    if (rule.opaque || services.everything || services.protocols.empty()) {
      if (!services.everything && services.protocols.empty() && !rule.disabled) rule.opaque = true;
      filter_.rules.push_back(std::move(rule));
      return;
    }
    for (const auto& [protocol, ports] : services.protocols) {
      model::FilterRule one = rule;
      if (services.protocols.size() > 1) one.name += " " + protocol;
      one.protocol = protocol;
      if (!ports.every_port && !ports.ports.empty()) one.destination_port = joined(ports.ports);
      one.other_conditions = one.other_conditions || ports.narrowed;
      filter_.rules.push_back(std::move(one));
    }
  }

  ServiceSets sets_;
  AddressSets v4_, v6_;
  model::Filter& filter_;
  bool v6_list_;
  bool local_;
  bool scheduled_ = false;
  const Target& target_;
};

/// Interfaces of one zone with `intrazone allow` reach each other whatever the policies say.
void add_intrazone(Vdom& vdom, model::Filter& filter, const Target& target) {
  vdom.zones.each([&](const std::string& name, Zone& zone) {
    if (zone.opened_by.empty() && (!zone.intrazone || zone.intrazone->value == "deny")) return;
    if (!zone.interfaces || zone.interfaces->value.size() < 2) return;
    model::FilterRule& rule = filter.rules.emplace_back();
    rule.name = "intrazone " + name;
    rule.action = "permit";
    rule.protocol = rule.source = rule.destination = rule.source_port = rule.destination_port = "any";
    rule.source_zone = rule.destination_zone = name;
    rule.opaque = !zone.opened_by.empty();
    rule.lines = zone.intrazone ? zone.intrazone->lines : target.id(zone.lines);
  });
}

/// What no policy decides is dropped; of what is sent to the device, all but the services that interfaces allow.
void put_list(Vdom& vdom, std::string_view name, const Target& target) {
  const bool local = name.starts_with("local-in");
  const bool v6 = name.ends_with('6');
  PolicyList* const from = vdom.policies.find(name);
  if (v6 && from == nullptr) return;
  model::Filter& to = target.device.filters.emplace_back();
  target.head(to, from == nullptr ? LineSet() : from->lines);
  to.name.set(std::string(name), to.lines);
  to.family.set(v6 ? "ip6" : "inet", to.lines);
  to.hook.set(local ? "input" : "forward", to.lines);
  to.default_action.set_default("deny");
  if (!local && !v6) add_intrazone(vdom, to, target);
  if (from == nullptr) return;
  Rules rules(vdom, to, v6, local, target);
  for (const Policy& policy : from->policies) rules.add(policy);
}

}  // namespace

void convert_filters(Vdom& vdom, const Target& target) {
  for (const std::string_view name : {"local-in", "local-in6", "policy", "policy6"}) put_list(vdom, name, target);
}

}  // namespace muster::grammars::fortinet_fortios
