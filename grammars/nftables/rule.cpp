#include "grammars/nftables/rule.hpp"

#include <algorithm>
#include <array>

#include "core/ip.hpp"
#include "grammars/nftables/expressions.hpp"
#include "grammars/nftables/rule_words.hpp"

namespace muster::grammars::nftables {
namespace {

using model::FilterRule;

class RuleParser {
 public:
  RuleParser(const std::vector<Token>& tokens, const Names& names, Cursor& cursor)
      : tokens_(tokens), names_(names), cursor_(cursor) {
    rule_.action = "none";
    rule_.protocol = rule_.source = rule_.destination = rule_.source_port = rule_.destination_port = "any";
  }

  ParsedRule run() {
    while (at_ < tokens_.size() && outcome_ == Outcome::understood) step();
    if (outcome_ != Outcome::understood) {
      rule_.opaque = true;
      return {{rule_}, outcome_, unknown_word_, translation_, inside_, outside_};
    }
    if (verdicts_.empty()) verdicts_.push_back(rule_);
    for (FilterRule& rule : verdicts_) finish(rule);
    return {std::move(verdicts_), outcome_, false, translation_, inside_, outside_};
  }

 private:
  [[nodiscard]] std::string_view word(std::size_t ahead = 0) const {
    const std::size_t i = at_ + ahead;
    return i < tokens_.size() && tokens_[i].kind == Token::Kind::word ? tokens_[i].text : std::string_view();
  }

  void step() {
    if (tokens_[at_].kind != Token::Kind::word) return unknown("a match or a statement");
    const std::string_view first = word();
    if (is_set_statement()) return set_statement();
    if (const Selector* const selector = find_selector(first, word(1))) return match(*selector);
    if (const Statement* const found = find_statement(first)) return statement(*found);
    if (first.starts_with('@')) return raw_payload();
    unknown("a match or a statement");
  }

  /// "meta mark set 1", "ct helper set \"x\"", "tcp option maxseg size set rt mtu": they mark, and decide nothing.
  [[nodiscard]] bool is_set_statement() const {
    for (std::size_t ahead = 1; ahead <= 4 && at_ + ahead < tokens_.size(); ++ahead)
      if (word(ahead) == "set" && find_selector(word(), word(1)) != nullptr) return !between_is_a_statement(ahead);
    return false;
  }

  [[nodiscard]] bool between_is_a_statement(std::size_t set) const {
    for (std::size_t ahead = 1; ahead < set; ++ahead)
      if (tokens_[at_ + ahead].kind != Token::Kind::word || find_statement(word(ahead)) != nullptr ||
          is_comparison(tokens_[at_ + ahead]))
        return true;
    return false;
  }

  void set_statement() {
    while (word() != "set") ++at_;
    ++at_;
    if (at_ == tokens_.size()) return fail("a value");
    sample();
    while (at_ < tokens_.size() && is_arithmetic(tokens_[at_])) {
      ++at_;
      sample();
    }
    if (word() == "map") at_ = std::min(at_ + 2, tokens_.size());
  }

  /// A value, or a selector whose value is taken.
  void sample() {
    const Selector* const selector = find_selector(word(), word(1));
    if (selector == nullptr) return skip_value();
    at_ += selector->name.find(' ') == selector->name.npos ? 1U : 2U;
  }

  void raw_payload() {
    rule_.other_conditions = wide_ = true;
    ++at_;
    if (at_ < tokens_.size() && is_comparison(tokens_[at_])) ++at_;
    skip_value();
  }

  void match(const Selector& selector) {
    if (selector.name == names_.disabled) return stop(Outcome::known);
    at_ += selector.name.find(' ') == selector.name.npos ? 1U : 2U;
    if (selector.effect == Effect::narrow) skip_words_of_selector(selector.name);
    if (!selector.protocol.empty()) set_protocol(std::string(selector.protocol));
    if (word() == ".") return concatenation();
    bool negated = false;
    bool compares_order = false;
    bool arithmetic = false;
    while (at_ < tokens_.size() && is_arithmetic(tokens_[at_])) {
      arithmetic = true;
      ++at_;
      skip_value();
    }
    if (at_ < tokens_.size() && is_comparison(tokens_[at_])) {
      negated = word() == "!=" || word() == "ne";
      compares_order = !negated && word() != "==" && word() != "eq";
      ++at_;
    }
    if (word() == "vmap") return verdict_map(selector);
    if (at_ == tokens_.size()) return fail("a value");
    const Token value = tokens_[at_];
    skip_value();
    while (at_ < tokens_.size() && is_arithmetic(tokens_[at_])) {
      arithmetic = true;
      ++at_;
      skip_value();
    }
    if (is_interface(selector.name)) note_interface(selector.name, value, negated || compares_order);
    if (word() == "-" && at_ + 1 < tokens_.size()) at_ += 2;  // a span of time in quotes
    if (arithmetic || compares_order) {
      rule_.other_conditions = wide_ = true;
      return;
    }
    apply(selector, value, negated, rule_);
  }

  static bool is_interface(std::string_view selector) {
    return selector.ends_with("iifname") || selector.ends_with("oifname") || selector.ends_with("iif") ||
           selector.ends_with("oif");
  }

  void note_interface(std::string_view selector, const Token& value, bool negated) {
    std::string names;
    for (const std::string_view name : split_elements(value.text)) {
      const std::string_view plain =
          name.starts_with('"') && name.ends_with('"') && name.size() > 1 ? name.substr(1, name.size() - 2) : name;
      names.append(names.empty() ? "" : ",").append(plain);
    }
    std::string& side = selector.contains("iif") ? inside_ : outside_;
    side = (negated ? "not " : "") + names;
  }

  /// "ct original saddr", "ct count over 10", "tcp option maxseg size", "ip option lsrr exists"
  void skip_words_of_selector(std::string_view name) {
    if (name == "ct original" || name == "ct reply") {
      while (one_of(word(), std::array<std::string_view, 8>{"ip", "ip6", "saddr", "daddr", "proto-src", "proto-dst",
                                                            "protocol", "l3proto"}))
        ++at_;
    } else if (name == "ct count" && word() == "over") {
      ++at_;
    } else if (name.ends_with(" option")) {
      at_ += one_of(word(1), std::array<std::string_view, 6>{"exists", "missing", "==", "!=", "&", "set"}) ? 1U : 2U;
    } else if (name.starts_with("exthdr") || name.starts_with("numgen") || name.starts_with("ipsec")) {
      rule_.other_conditions = true;
      while (at_ + 1 < tokens_.size() && find_statement(word(1)) == nullptr) ++at_;
    }
    at_ = std::min(at_, tokens_.size());
  }

  /// "ip saddr . tcp dport @allowed": a set of combinations narrows, whatever is in it.
  void concatenation() {
    rule_.other_conditions = true;
    while (word() == ".") {
      ++at_;
      const Selector* const next = find_selector(word(), word(1));
      if (next == nullptr) return unknown("a match after '.'");
      if (!next->protocol.empty()) set_protocol(std::string(next->protocol));
      at_ += next->name.find(' ') == next->name.npos ? 1U : 2U;
    }
    if (at_ < tokens_.size() && is_comparison(tokens_[at_])) ++at_;
    if (word() == "vmap") return stop(Outcome::known);
    if (at_ == tokens_.size()) return fail("a value");
    skip_value();
  }

  /// One token; parentheses and lists with blanks after their commas go on.
  void skip_value() {
    int open = 0;
    while (at_ < tokens_.size()) {
      const Token& token = tokens_[at_++];
      if (token.kind != Token::Kind::word) return;
      open +=
          static_cast<int>(std::ranges::count(token.text, '(')) - static_cast<int>(std::ranges::count(token.text, ')'));
      if (open <= 0 && !token.text.ends_with(',')) return;
    }
  }

  void apply(const Selector& selector, const Token& value, bool negated, FilterRule& rule) {
    switch (selector.effect) {
      case Effect::protocol:
        return text(rule.protocol, value, negated, rule);
      case Effect::source:
        return address(family_of(selector), rule.source, value, negated, rule);
      case Effect::destination:
        return address(family_of(selector), rule.destination, value, negated, rule);
      case Effect::source_port:
        return text(rule.source_port, value, negated, rule);
      case Effect::destination_port:
        return text(rule.destination_port, value, negated, rule);
      case Effect::state:
        return state(value, negated, rule);
      case Effect::family:
        return family(value, negated, rule);
      case Effect::icmp:
        rule.other_conditions = true;
        return;
      case Effect::narrow:
        rule.other_conditions = true;
        wide_ |= negated || !chooses_some(selector.name);
        return;
    }
  }

  /// A value of these is one of many; of the others (directions, lengths, kinds of packets) it may be what all have.
  static bool chooses_some(std::string_view selector) {
    return selector.find("iif") != selector.npos || selector.find("oif") != selector.npos ||
           selector.ends_with("addr") || selector.starts_with("ct original") || selector.ends_with("ct mark") ||
           selector == "mark" || selector == "meta mark" || selector.starts_with("vlan ");
  }

  static std::string_view family_of(const Selector& selector) {
    return selector.name.starts_with("ip6 ") ? "ipv6" : "ipv4";
  }

  void family(const Token& value, bool negated, FilterRule& rule) {
    const bool six = value.text == "ipv6" || value.text == "ip6";
    if (negated || (!six && value.text != "ipv4" && value.text != "ip")) return narrow(rule);
    one_family_ = six ? "ipv6" : "ipv4";
  }

  void address(std::string_view family, std::string& field, const Token& value, bool negated, FilterRule& rule) {
    if (names_.family == "inet" || names_.family == "bridge") one_family_ = family;
    text(field, value, negated, rule);
  }

  void text(std::string& field, const Token& value, bool negated, FilterRule& rule) {
    std::string read = value.kind == Token::Kind::group ? joined(value.text) : std::string(value.text);
    if (read.starts_with('@')) {
      const SetContent content = names_.set(read.substr(1));
      if (content == SetContent::unknown) return fail_at(value, "a set whose elements are known");
      const std::string name = read.substr(1);
      read = content == SetContent::group ? "group " + std::string(names_.table) + ' ' + name : "set " + name;
      if (content == SetContent::everything) read = "any";
    }
    if (read.starts_with('$') || read.find(",$") != read.npos) return fail_at(value, "a value, not a variable");
    if (covers_every_address(read) || read == "0-65535") read = "any";
    if (read.empty()) return fail_at(value, "a value");
    if (field != "any" && field != read) rule.other_conditions = true;
    if (negated) {
      read.insert(0, "not ");
      rule.other_conditions = wide_ = true;
    }
    field = std::move(read);
  }

  void set_protocol(std::string protocol) {
    if (rule_.protocol != "any" && rule_.protocol != protocol) rule_.other_conditions = true;
    rule_.protocol = std::move(protocol);
  }

  void state(const Token& value, bool negated, FilterRule& rule) {
    bool fresh = false;
    bool invalid = false;
    std::string_view list = value.text;
    while (!list.empty()) {
      const std::size_t end = list.find_first_of(", \t\n|");
      const std::string_view one = list.substr(0, end);
      list.remove_prefix(end == list.npos ? list.size() : end + 1);
      fresh |= one == "new";
      invalid |= one == "invalid" || one == "untracked";
      static constexpr std::array<std::string_view, 6> known{"",    "established", "related",
                                                             "new", "invalid",     "untracked"};
      if (!one_of(one, known)) return narrow(rule);
    }
    if (fresh != negated) {
      some_states_ = true;
    } else if (invalid == negated) {
      rule.established = true;
    } else {
      narrow(rule);
    }
  }

  static void narrow(FilterRule& rule) { rule.other_conditions = true; }

  /// `ct state vmap { established : accept, invalid : drop }`: a rule for each element.
  void verdict_map(const Selector& selector) {
    ++at_;
    if (at_ == tokens_.size() || tokens_[at_].kind != Token::Kind::group) return stop(Outcome::known);  // a named map
    const bool before = some_states_;
    for (const std::string_view element : split_elements(tokens_[at_].text)) {
      const std::size_t colon = element.rfind(" : ");
      if (colon == element.npos) return fail("a value and its verdict");
      FilterRule rule = rule_;
      some_states_ = before;
      apply(selector, {Token::Kind::word, element.substr(0, colon)}, false, rule);
      if (outcome_ != Outcome::understood || !verdict(read_tokens(element.substr(colon + 3)), rule)) return;
      finish(rule);
      verdicts_.push_back(std::move(rule));
    }
    some_states_ = false;
    one_family_ = {};
    ++at_;
  }

  bool verdict(const std::vector<Token>& words, FilterRule& rule) {
    const Statement* const found = words.empty() ? nullptr : find_statement(words[0].text);
    const bool jumps = found != nullptr && (found->act == Act::jump || found->act == Act::go);
    if (found == nullptr || found->act > Act::go || words.size() != (jumps ? 2U : 1U)) {
      fail("a verdict");
      return false;
    }
    if (found->name == names_.disabled) {
      stop(Outcome::known);
      return false;
    }
    set_action(found->act, jumps ? words[1].text : std::string_view(), rule);
    return true;
  }

  static void set_action(Act act, std::string_view chain, FilterRule& rule) {
    static constexpr std::array<std::string_view, 6> actions{"permit", "deny", "reject", "return", "jump ", "goto "};
    rule.action = std::string(actions[static_cast<std::size_t>(act)]).append(chain);
  }

  void statement(const Statement& statement) {
    if (statement.name == names_.disabled) return stop(Outcome::known);
    ++at_;
    switch (statement.act) {
      case Act::permit:
      case Act::deny:
      case Act::leave:
        return set_action(statement.act, {}, rule_);
      case Act::reject:
        return reject();
      case Act::jump:
      case Act::go:
        return jump(statement.act);
      case Act::log:
        rule_.log = true;
        return skip_options({"prefix", "level", "group", "snaplen", "queue-threshold", "flags"});
      case Act::narrow:
        return limit(statement.name);
      case Act::count:
        return count(statement.name);
      case Act::translate:
        return translate(statement.name);
      case Act::opaque:
        return stop(Outcome::known);
    }
  }

  /// "masquerade to :1024-65535", "redirect to :8080", "dnat ip to 10.0.0.2:22", "snat 192.0.2.1 random,persistent"
  void translate(std::string_view name) {
    translation_ = Translation{name == "snat" || name == "masquerade", {}};
    const bool own = name == "masquerade" || name == "redirect";
    if (word() == "ip" || word() == "ip6") ++at_;
    if (word() == "prefix") ++at_;
    if (word() == "to") ++at_;
    if (own) {
      translation_->translated = "interface";
      if (word().starts_with(':')) ++at_;
    } else {
      if (word().empty() || word().starts_with('@') || word().starts_with('$')) return stop(Outcome::known);
      if (find_selector(word(), word(1)) != nullptr) return stop(Outcome::known);  // a map
      translation_->translated = without_port(word());
      ++at_;
    }
    while (one_of(word().substr(0, word().find(',')),
                  std::array<std::string_view, 3>{"random", "fully-random", "persistent"}))
      ++at_;
  }

  void reject() {
    set_action(Act::reject, {}, rule_);
    if (word() != "with") return;
    while (at_ < tokens_.size() && word() != "comment") ++at_;
  }

  void jump(Act act) {
    if (word().empty()) return stop(Outcome::known);  // a chain without a name, in braces
    set_action(act, word(), rule_);
    ++at_;
  }

  void skip_options(std::initializer_list<std::string_view> options) {
    while (one_of(word(), options) && at_ + 1 < tokens_.size()) {
      const bool two_words = word() == "flags" && (word(1) == "tcp" || word(1) == "ip");
      at_ = std::min(at_ + (two_words ? 3U : 2U), tokens_.size());
    }
  }

  /// "limit rate over 5/minute burst 5 packets", "limit name \"x\"", "quota 10 mbytes", "meter m { ... }", "fib ..."
  void limit(std::string_view name) {
    rule_.other_conditions = wide_ = true;
    if (name == "meter") {
      while (at_ < tokens_.size() && tokens_[at_].kind != Token::Kind::group) ++at_;
      at_ = std::min(at_ + 1, tokens_.size());
      return;
    }
    if (name == "fib") {  // "fib saddr . iif oif missing", "fib daddr type local"
      while (at_ < tokens_.size() && !one_of(word(), std::array<std::string_view, 3>{"type", "oif", "oifname"})) ++at_;
      at_ = std::min(at_ + 1, tokens_.size());
      if (at_ < tokens_.size() && is_comparison(tokens_[at_])) ++at_;
      if (word() == "vmap") return stop(Outcome::known);
      return skip_value();
    }
    static constexpr std::array<std::string_view, 16> words{"rate",  "over",   "until",  "name", "burst",  "packets",
                                                            "bytes", "kbytes", "mbytes", "used", "second", "minute",
                                                            "hour",  "day",    "week",   "to"};
    while (at_ < tokens_.size()) {
      const bool number =
          tokens_[at_].kind == Token::Kind::string || (!word().empty() && word()[0] >= '0' && word()[0] <= '9');
      if (!number && !one_of(word(), words)) return;
      ++at_;
    }
  }

  /// "counter packets 0 bytes 0", "comment \"x\"", "add @set { ip saddr }", "flow add @f"
  void count(std::string_view name) {
    if (name == "counter") {
      if (word() == "name") ++at_, ++at_;
      skip_options({"packets", "bytes"});
    } else if (name == "comment") {
      if (at_ == tokens_.size()) return fail("a comment");
      ++at_;
    } else if (name == "flow") {
      at_ += 2;
    } else if (name == "last") {
      if (word() == "used") ++at_, ++at_;
    } else if (name != "continue" && name != "notrack") {
      while (at_ < tokens_.size() && tokens_[at_].kind != Token::Kind::group) ++at_;
      if (at_ == tokens_.size()) return fail("a set and its element");
      const std::string_view element = tokens_[at_++].text;  // it may carry a limit, which is a condition
      const bool limited = element.find("limit") != element.npos || element.find("count") != element.npos;
      rule_.other_conditions |= limited;
    }
    at_ = std::min(at_, tokens_.size());
  }

  /// What permits (or hands on) new connections does so whatever it says of the others; a denial of them is not one
  /// of all packets.
  void finish(FilterRule& rule) const {
    const bool permits =
        rule.action == "permit" || rule.action.starts_with("jump ") || rule.action.starts_with("goto ");
    if (some_states_ && !permits) rule.other_conditions = true;
    if (!one_family_.empty() && rule.protocol == "any") rule.protocol = one_family_;
    if (rule.action == "permit" && wide_ && names_no_part(rule)) rule.opaque = true;
  }

  /// Nothing but the conditions that are not modelled stands between this rule and every packet.
  static bool names_no_part(const FilterRule& rule) {
    const auto all = [](std::string_view text) { return text == "any" || text.starts_with("not "); };
    const bool protocols = all(rule.protocol) || rule.protocol == "ipv4" || rule.protocol == "ipv6";
    return !rule.established && protocols && all(rule.source) && all(rule.destination) && all(rule.source_port) &&
           all(rule.destination_port);
  }

  void unknown(std::string_view expected) {
    unknown_word_ = true;
    fail(expected);
  }

  void fail(std::string_view expected) {
    const std::string_view rest = cursor_.rest();
    cursor_.fail_at(at_ < tokens_.size() ? tokens_[at_].text.data() : rest.data() + rest.size(), expected);
    stop(Outcome::failed);
  }

  void fail_at(const Token& token, std::string_view expected) {
    cursor_.fail_at(token.text.data(), expected);
    stop(Outcome::failed);
  }

  void stop(Outcome outcome) { outcome_ = outcome; }

  const std::vector<Token>& tokens_;
  const Names& names_;
  Cursor& cursor_;
  std::size_t at_ = 0;
  FilterRule rule_;
  std::vector<FilterRule> verdicts_;
  bool some_states_ = false;
  bool wide_ = false;            ///< a condition may hold for nearly every packet
  std::string_view one_family_;  ///< "ipv4" or "ipv6" in a table of both
  Outcome outcome_ = Outcome::understood;
  bool unknown_word_ = false;
  std::optional<Translation> translation_;
  std::string inside_ = "any";
  std::string outside_ = "any";
};

}  // namespace

ParsedRule parse_rule(const std::vector<Token>& tokens, const Names& names, Cursor& cursor) {
  return RuleParser(tokens, names, cursor).run();
}

}  // namespace muster::grammars::nftables
