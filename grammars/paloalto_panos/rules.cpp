#include <algorithm>
#include <array>
#include <iterator>

#include "grammars/paloalto_panos/config.hpp"
#include "grammars/paloalto_panos/named_objects.hpp"

/// Security rules as one filter for each virtual system: rules that a Panorama puts in front, its own, those behind,
/// and the two that every PAN-OS has at the end.
namespace muster::grammars::paloalto_panos {
namespace {

using Words = std::vector<std::string_view>;

bool is_any(const Words& words) {
  return words.empty() || std::ranges::find(words, std::string_view("any")) != words.end();
}

class RuleReader {
 public:
  RuleReader(Walk& walk, const State& state, std::string_view context)
      : walk_(walk), config_(walk.configuration()), state_(state), objects_(config_, state), context_(context) {}

  void read(const SecurityRule& from, std::vector<model::FilterRule>& to) {
    node_ = from.node;
    rule_ = {};
    rule_.name = std::string(config_[node_].text);
    rule_.lines = walk_.lines_below(node_);
    rule_.opaque = from.opaque;
    put_action();
    rule_.source = addresses("source");
    rule_.destination = addresses("destination");
    rule_.source_zone = zones("from");
    rule_.destination_zone = zones("to");
    rule_.log = yes("log-end", true) || yes("log-start", false);
    put_application();
    put_conditions();
    add_for_each_protocol(to);
  }

  /// `default-security-rules rules interzone-default`: nothing is logged unless it says so.
  [[nodiscard]] model::FilterRule read_default(NodeId node, std::string name, std::string action) {
    node_ = node;
    rule_ = {};
    rule_.name = std::move(name);
    rule_.action = std::move(action);
    rule_.protocol = rule_.source = rule_.destination = rule_.source_port = rule_.destination_port = "any";
    rule_.source_zone = rule_.destination_zone = rule_.application = "any";
    if (node == no_node) return rule_;
    rule_.lines = walk_.lines_below(node);
    if (value("action") != no_node) put_action();
    rule_.log = yes("log-end", false) || yes("log-start", false);
    return rule_;
  }

 private:
  [[nodiscard]] NodeId value(std::string_view word) const {
    const NodeId found = child_of(config_, node_, word);
    return found == no_node ? no_node : paths::value_of(config_, found);
  }
  [[nodiscard]] bool yes(std::string_view word, bool otherwise) const {
    const NodeId said = value(word);
    return said == no_node ? otherwise : config_[said].text == "yes";
  }
  [[nodiscard]] Words values(std::string_view word) const { return values_of(config_, node_, word); }

  void put_action() {
    const NodeId said = value("action");
    const std::string_view word = said == no_node ? std::string_view() : config_[said].text;
    if (word == "allow")
      rule_.action = "permit";
    else if (word == "deny" || word == "drop")
      rule_.action = "deny";
    else if (word.starts_with("reset-"))
      rule_.action = "reject";
    else
      rule_.action = "none", rule_.opaque = true;
    if (!yes("disabled", false)) return;
    rule_.action = "none";
    rule_.disabled = true;
  }

  /// Every rule has its addresses and zones; where they are missing, the text is not whole.
  void missing() {
    if (rule_.action != "permit") rule_.other_conditions = true;
  }

  std::string addresses(std::string_view word) {
    const Words words = values(word);
    if (words.empty()) return missing(), "any";
    std::string all;
    for (const std::string_view each : words) {
      const std::string one = objects_.address(context_, each);
      if (one == "any") return one;
      if (!all.empty()) all += ',';
      all += one;
    }
    return all;
  }

  std::string zones(std::string_view word) {
    const Words words = values(word);
    if (words.empty()) missing();
    return is_any(words) ? "any" : joined_words(words);
  }

  /// A rule for some applications is narrower, unless other rules make an application of whatever comes.
  void put_application() {
    const Words words = values("application");
    rule_.application = is_any(words) ? "any" : joined_words(words);
    if (is_any(words)) return;
    int left = most_applications;
    const auto wide = [&](std::string_view word) { return may_be_any(word, left); };
    if (std::ranges::any_of(words, wide) && rule_.action == "permit" && !rule_.disabled)
      rule_.opaque = true;
    else
      rule_.other_conditions = true;
  }

  /// An application filter may hold all applications.
  bool may_be_any(std::string_view word, int& left) const {
    if (--left < 0 || state_.overridden.contains(word) || state_.filters.contains(word)) return true;
    const auto found = state_.objects.find(word);
    if (found == state_.objects.end()) return false;
    for (const NamedObject& each : found->second) {
      if (each.kind != "application-group") continue;
      const NodeId members = child(config_, each.node, "members");
      for (const NodeId member : Children(config_, members == no_node ? each.node : members))
        if (config_[member].text != word && may_be_any(config_[member].text, left)) return true;
    }
    return false;
  }

  void put_conditions() {
    static constexpr auto lists =
        std::to_array<std::string_view>({"source-user", "category", "source-hip", "destination-hip", "hip-profiles",
                                         "source-device", "destination-device", "source-imsi", "source-imei",
                                         "source-nw-slice", "saas-user-list", "saas-tenant-list"});
    for (const std::string_view list : lists)
      if (!is_any(values(list))) rule_.other_conditions = true;
    if (yes("negate-source", false)) rule_.source = "any", rule_.other_conditions = true;
    if (yes("negate-destination", false)) rule_.destination = "any", rule_.other_conditions = true;
    const NodeId type = value("rule-type");
    // Between all zones is all that the default would have denied.
    const bool between = type != no_node && config_[type].text == "interzone" && rule_.action == "permit";
    if (type != no_node && config_[type].text != "universal" && !between) rule_.other_conditions = true;
    const NodeId target = child_of(config_, node_, "target");
    if (child_of(config_, target, "devices") != no_node || child_of(config_, target, "tags") != no_node)
      rule_.other_conditions = true;
  }

  /// A schedule may be all of the week. It matters for a rule that is about everything besides.
  void put_schedule(bool every_service) {
    if (is_any(values("schedule")) || rule_.disabled) return;
    const bool everything = rule_.source == "any" && rule_.destination == "any" && rule_.application == "any" &&
                            every_service && !rule_.other_conditions;
    (everything ? rule_.opaque : rule_.other_conditions) = true;
  }

  void add_for_each_protocol(std::vector<model::FilterRule>& to) {
    rule_.protocol = rule_.source_port = rule_.destination_port = "any";
    const Words words = values("service");
    const auto services = objects_.services(context_, words);
    put_schedule(services.empty());
    if (services.empty()) return to.push_back(rule_);
    const std::string name = rule_.name;
    for (const Objects::Ports& each : services) {
      model::FilterRule& one = to.emplace_back(rule_);
      if (services.size() > 1) one.name = name + " " + each.protocol + (each.narrowed ? " narrowed" : "");
      one.protocol = each.protocol;
      one.destination_port = each.ports;
      one.other_conditions = one.other_conditions || each.narrowed;
    }
  }

  static constexpr int most_applications = 200;  ///< looked at for one rule; bounds the depth as well

  Walk& walk_;
  const Configuration& config_;
  const State& state_;
  Objects objects_;
  std::string_view context_;
  NodeId node_ = no_node;
  model::FilterRule rule_;
};

std::vector<model::FilterRule> rules_of(Walk& walk, const State& state, std::string_view context,
                                        const std::vector<SecurityRule>& from) {
  std::vector<model::FilterRule> rules;
  RuleReader reader(walk, state, context);
  for (const SecurityRule& each : from) reader.read(each, rules);
  return rules;
}

void append(std::vector<model::FilterRule>& to, std::vector<model::FilterRule> more) {
  to.insert(to.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

/// Rules of a Panorama around those of the firewall. The default rules stand at the end.
void surround(model::Filter& filter, std::vector<model::FilterRule> before, std::vector<model::FilterRule> after) {
  const auto defaults = std::ranges::find_if(filter.rules, [](const auto& rule) {
    return rule.name == "intrazone-default" || rule.name == "interzone-default";
  });
  filter.rules.insert(defaults, std::make_move_iterator(after.begin()), std::make_move_iterator(after.end()));
  filter.rules.insert(filter.rules.begin(), std::make_move_iterator(before.begin()),
                      std::make_move_iterator(before.end()));
}

void add_defaults(Walk& walk, const State& state, const Rulebase& rulebase, model::Filter& to) {
  RuleReader reader(walk, state, {});
  model::FilterRule same = reader.read_default(rulebase.intrazone, "intrazone-default", "permit");
  same.other_conditions = true;  // only within a zone
  to.rules.push_back(std::move(same));
  if (rulebase.interzone == no_node) return to.default_action.set_default("deny");
  model::FilterRule other = reader.read_default(rulebase.interzone, "interzone-default", "deny");
  if (other.opaque)
    to.default_action.set_unknown(other.lines);
  else
    to.default_action.set(other.action == "permit" ? "permit" : "deny", other.lines);
  to.rules.push_back(std::move(other));
}

void add_filter(Walk& walk, const State& state, std::string_view context, const Rulebase& rulebase) {
  model::Filter& to = walk.device().filters.emplace_back();
  const std::string& outer = walk.options().context;
  to.context = outer + (outer.empty() || context.empty() ? "" : " ") + std::string(context);
  for (const auto* part : {&rulebase.pre, &rulebase.local, &rulebase.post})
    append(to.rules, rules_of(walk, state, context, *part));
  std::vector<Evidence> lines;
  for (const model::FilterRule& rule : to.rules)
    for (const Evidence& each : walk.device().lines.get(rule.lines)) lines.push_back(each);
  to.lines = walk.device().lines.add(paths::joined(std::move(lines)));
  to.name.set("policy", to.lines);
  to.family.set_default("inet");
  to.hook.set_default("forward");
  add_defaults(walk, state, rulebase, to);
}

/// What a Panorama says of the default rules counts where the firewall says nothing itself.
void override_defaults(Walk& walk, const State& state, const Rulebase& pushed, model::Filter& to) {
  const bool own = to.default_action.state == model::State::configured || to.default_action.state == model::State::unknown;
  if (pushed.interzone == no_node || own) return;
  RuleReader reader(walk, state, {});
  model::FilterRule other = reader.read_default(pushed.interzone, "interzone-default", "deny");
  if (other.opaque)
    to.default_action.set_unknown(other.lines);
  else
    to.default_action.set(other.action == "permit" ? "permit" : "deny", other.lines);
  to.rules.push_back(std::move(other));
}

bool is_policy(const model::Filter& filter) { return filter.name.value == "policy"; }

/// What a Panorama pushed surrounds the rules of the firewall, whether they came before or with it. With several
/// virtual systems it is not known whose they are.
void add_pushed(Walk& walk, const State& state, const Rulebase& pushed) {
  std::vector<model::Filter>& filters = walk.device().filters;
  const auto policies = std::ranges::count_if(filters, is_policy);
  if (policies != 1) {
    if (policies > 1)
      walk.device().open(walk.options().context, Domain::filters, "rules of a Panorama for one of several systems", 0);
    return add_filter(walk, state, "panorama", pushed);
  }
  model::Filter& policy = *std::ranges::find_if(filters, is_policy);
  override_defaults(walk, state, pushed, policy);
  surround(policy, rules_of(walk, state, "panorama", pushed.pre),
           rules_of(walk, state, "panorama", pushed.post));
}

}  // namespace

void finish_policies(Walk& walk, State& state) {
  for (const std::string_view context : state.zone_contexts) state.rulebases[context];
  const Rulebase* pushed = nullptr;
  for (const auto& [context, rulebase] : state.rulebases) {
    if (context == "panorama")
      pushed = &rulebase;
    else if (!context.starts_with("template"))
      add_filter(walk, state, context, rulebase);
  }
  if (pushed != nullptr) add_pushed(walk, state, *pushed);
}

}  // namespace muster::grammars::paloalto_panos
