#include "grammars/iptables/rule.hpp"

#include <algorithm>
#include <array>

#include "grammars/iptables/options.hpp"

namespace muster::grammars::iptables {
namespace {

/// Which packets a list of connection states lets through.
struct States {
  bool fresh = false;    ///< NEW
  bool invalid = false;  ///< INVALID, UNTRACKED
  bool other = false;    ///< SNAT, DNAT, or a word that is no state
};

States read_states(std::string_view list) {
  States states;
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    const std::string_view one = list.substr(0, comma);
    list.remove_prefix(std::min(comma + 1, list.size()));
    if (one == "NEW") {
      states.fresh = true;
    } else if (one == "INVALID" || one == "UNTRACKED") {
      states.invalid = true;
    } else if (one != "ESTABLISHED" && one != "RELATED") {
      states.other = true;
    }
  }
  return states;
}

class RuleParser {
 public:
  RuleParser(const std::vector<Word>& words, std::size_t first, Cursor& cursor,
             const std::function<bool(std::string_view)>& is_chain, std::string_view disabled)
      : words_(words), at_(first), cursor_(cursor), is_chain_(is_chain), disabled_(disabled) {
    rule_.action = "none";
    rule_.protocol = rule_.source = rule_.destination = rule_.source_port = rule_.destination_port = "any";
  }

  ParsedRule run() {
    while (at_ < words_.size() && outcome_ == Outcome::understood) option();
    if (outcome_ == Outcome::understood) finish_states();
    rule_.opaque = outcome_ != Outcome::understood || (rule_.action == "permit" && wide_ && names_no_part());
    return {std::move(rule_), outcome_, unknown_word_};
  }

 private:
  void option() {
    bool negated = accept_negation();
    if (at_ == words_.size()) return fail("an option after '!'");
    const Option* const option = words_[at_].quoted ? nullptr : find_option(words_[at_].text);
    if (option == nullptr) {
      unknown_word_ = true;
      return fail("an option of a rule");
    }
    if (option->name == disabled_) return stop(Outcome::known);
    ++at_;
    if (option->arguments > 0) negated |= accept_negation();
    if (words_.size() - at_ < option->arguments) {
      at_ = words_.size();
      return fail("a value for " + std::string(option->name));
    }
    const std::size_t value = at_;
    apply(*option, negated);
    if (outcome_ == Outcome::understood) at_ = value + option->arguments;
  }

  bool accept_negation() {
    if (at_ == words_.size() || words_[at_].quoted || words_[at_].text != "!") return false;
    ++at_;
    return true;
  }

  void apply(const Option& option, bool negated) {
    switch (option.effect) {
      case Effect::protocol:
        return protocol(negated);
      case Effect::source:
        return text(rule_.source, model_addresses(value()), negated, "an address");
      case Effect::destination:
        return text(rule_.destination, model_addresses(value()), negated, "an address");
      case Effect::source_port:
        return text(rule_.source_port, model_ports(value()), negated, "ports");
      case Effect::destination_port:
        return text(rule_.destination_port, model_ports(value()), negated, "ports");
      case Effect::either_port:
        return model_ports(value()).empty() ? fail("ports") : narrow();
      case Effect::state:
        return state(negated);
      case Effect::interface:
        wide_ |= negated;
        return value() == "+" && !negated ? void() : narrow();
      case Effect::narrow:
        wide_ |= negated || !chooses_some(option.name);
        return narrow();
      case Effect::module:
        return is_known_module(value()) ? void() : unknown("a known match module");
      case Effect::jump:
        return jump("jump ", negated);
      case Effect::go:
        return jump("goto ", negated);
      case Effect::cosmetic:
      case Effect::target_option:
        return words_[at_ - 1].closed && last_closed(option) ? void() : fail("a closing quote");
    }
  }

  [[nodiscard]] bool last_closed(const Option& option) const {
    return option.arguments == 0 || words_[at_ + option.arguments - 1U].closed;
  }

  [[nodiscard]] std::string_view value() const { return words_[at_].text; }

  void protocol(bool negated) {
    const std::string_view name = value();
    const bool all = name == "all" || name == "0";
    text(rule_.protocol, all ? "any" : std::string(name), negated, "a protocol");
  }

  /// A negated value is written "not VALUE": it is never "any".
  void text(std::string& field, std::string read, bool negated, std::string_view expected) {
    if (read.empty()) return fail(expected);
    if (field != "any") narrow();  // the option stands twice, and both must hold
    if (negated) read.insert(0, "not ");
    if (negated) wide_ = true, narrow();
    field = std::move(read);
  }

  void narrow() { rule_.other_conditions = true; }

  void state(bool negated) {
    States states = read_states(value());
    if (states.other || value().empty()) return narrow();
    if (negated) states = {!states.fresh, !states.invalid, false};
    if (has_states_) return narrow();
    has_states_ = true;
    states_ = states;
  }

  /// A permit for new connections is a permit whatever it says of the others; a denial of some states is not one of
  /// all.
  void finish_states() {
    if (!has_states_) return;
    if (!states_.fresh && !states_.invalid) {
      rule_.established = true;
    } else if (!states_.fresh || !permits_or_hands_on()) {
      narrow();
    }
  }

  /// A value of these is one of many; of the others (limits, directions, sets, kinds of addresses) it may be what
  /// every packet has.
  static bool chooses_some(std::string_view option) {
    static constexpr std::array<std::string_view, 8> names{"--icmp-type",  "--icmpv6-type", "--mac-source", "--mark",
                                                           "--physdev-in", "--physdev-out", "--src-range",  "--syn"};
    return std::ranges::find(names, option) != names.end();
  }

  /// Nothing but the conditions that are not modelled stands between this rule and every packet.
  [[nodiscard]] bool names_no_part() const {
    const auto all = [](std::string_view text) { return text == "any" || text.starts_with("not "); };
    return !rule_.established && all(rule_.protocol) && all(rule_.source) && all(rule_.destination) &&
           all(rule_.source_port) && all(rule_.destination_port);
  }

  [[nodiscard]] bool permits_or_hands_on() const {
    return rule_.action == "permit" || rule_.action.starts_with("jump ") || rule_.action.starts_with("goto ");
  }

  void jump(std::string_view verb, bool negated) {
    const std::string_view name = value();
    if (negated) return fail("no '!' before a target");
    if (!disabled_.empty() && disabled_.substr(0, 3) == "-j " && disabled_.substr(3) == name)
      return stop(Outcome::known);
    if (is_chain_(name)) {
      rule_.action = std::string(verb).append(name);
      return;
    }
    const TargetInfo* const target = find_target(name);
    if (target == nullptr || verb == "goto ") return unknown("a target or a chain of this table");
    if (target->target == Target::other) return stop(Outcome::known);
    static constexpr std::array<std::string_view, 6> actions{"permit", "deny", "reject", "return", "none", "none"};
    rule_.action = actions[static_cast<std::size_t>(target->target)];
    rule_.log = target->target == Target::log;
  }

  void unknown(std::string_view expected) {
    unknown_word_ = true;
    fail(expected);
  }

  void fail(std::string_view expected) {
    const std::string_view rest = cursor_.rest();
    const char* const where = at_ < words_.size() ? words_[at_].begin : rest.data() + rest.size();
    cursor_.fail_at(where, expected);
    stop(Outcome::failed);
  }

  void stop(Outcome outcome) { outcome_ = outcome; }

  const std::vector<Word>& words_;
  std::size_t at_;
  Cursor& cursor_;
  const std::function<bool(std::string_view)>& is_chain_;
  std::string_view disabled_;
  model::FilterRule rule_;
  States states_;
  bool has_states_ = false;
  bool wide_ = false;  ///< a condition may hold for nearly every packet
  Outcome outcome_ = Outcome::understood;
  bool unknown_word_ = false;
};

}  // namespace

ParsedRule parse_rule(const std::vector<Word>& words, std::size_t first, Cursor& cursor,
                      const std::function<bool(std::string_view)>& is_chain, std::string_view disabled) {
  return RuleParser(words, first, cursor, is_chain, disabled).run();
}

}  // namespace muster::grammars::iptables
