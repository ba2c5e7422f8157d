#include "grammars/nftables/reader.hpp"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

namespace muster::grammars::nftables {
namespace {

constexpr Domains filters = Domain::filters;

std::string_view first_word(std::string_view text) { return text.substr(0, text.find_first_of(" \t\r\n{")); }

bool is_object(std::string_view word) {
  static constexpr std::array<std::string_view, 9> names{"counter", "ct",      "flowtable", "limit",   "map",
                                                         "quota",   "secmark", "set",       "synproxy"};
  return std::ranges::find(names, word) != names.end();
}

/// Tables hold chains and objects; in those, braces are values.
bool opens_block(std::string_view statement, std::size_t depth) {
  const std::string_view word = first_word(statement);
  if (depth == 0) return word == "table";
  return depth == 1 && (word == "chain" || is_object(word));
}

/// Priorities at which chains mark or prepare packets: they can drop, but what they accept goes on to the filters.
bool is_before_filters(const std::vector<Token>& tokens, std::size_t at) {
  const std::string_view name = at < tokens.size() ? tokens[at].text : std::string_view();
  return name == "mangle" || name == "raw" || name == "-150" || name == "-300" || name == "mangle;" || name == "raw;";
}

std::size_t place_of(const std::vector<Token>& tokens, std::string_view word) {
  const auto found = std::ranges::find_if(tokens, [&](const Token& token) { return token.is(word); });
  return static_cast<std::size_t>(found - tokens.begin());
}

/// "table inet filter": the family is ip if none is given.
std::pair<std::string, std::string> table_name(const std::vector<Token>& tokens) {
  if (tokens.size() == 2) return {"ip", std::string(tokens[1].text)};
  return {tokens.size() > 1 ? std::string(tokens[1].text) : std::string(),
          tokens.size() > 2 ? std::string(tokens[2].text) : std::string()};
}

}  // namespace

BraceTree read_ruleset(std::string_view bytes) {
  BraceRules rules;
  rules.quotes = "\"";
  rules.escapes = false;
  rules.line_ends = true;
  rules.dollar_braces = false;
  rules.opens_block = &opens_block;
  return read_braces(bytes, rules);
}

std::string Reader::in_this_table(std::string_view name) const {
  return family_ + ' ' + table_ + ' ' + std::string(name);
}

/// Sets and chains may be used before they are declared.
void Reader::first_pass() {
  const auto nodes = context_.tree.nodes();
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    if (nodes[i].depth == 0 && nodes[i].subtree_end > i + 1)
      std::tie(family_, table_) = table_name(read_tokens(context_.tree.text(nodes[i])));
    if (nodes[i].depth == 1) note_set(nodes[i], i);
    note_define(nodes[i]);
  }
  family_.clear();
  table_.clear();
}

void Reader::note_set(const Node& node, std::size_t index) {
  const std::vector<Token> tokens = read_tokens(context_.tree.text(node));
  if (tokens.size() != 2 || !tokens[0].is("set")) return;
  SetContent content = SetContent::some;
  for (std::size_t i = index + 1; i < node.subtree_end; ++i) {
    const std::string_view text = context_.tree.text(context_.tree.nodes()[i]);
    if (!text.starts_with("elements")) continue;
    if (text.find('$') != text.npos) content = SetContent::unknown;
    for (const Token& token : read_tokens(text)) {
      if (token.kind != Token::Kind::group) continue;
      for (const std::string_view element : split_elements(token.text)) {
        const std::string_view value = first_word(element);
        const bool all =
            value == "0.0.0.0/0" || value == "::/0" || value == "0.0.0.0-255.255.255.255" || value == "0-65535";
        if (all && content != SetContent::unknown) content = SetContent::everything;
      }
    }
  }
  const auto [known, added] = sets_.try_emplace(in_this_table(tokens[1].text), content);
  if (!added) known->second = SetContent::unknown;  // declared in parts
  if (!added || is_off("table/set")) return;
  for (std::size_t i = index + 1; i < node.subtree_end; ++i) {
    const std::string_view text = context_.tree.text(context_.tree.nodes()[i]);
    const bool single = text.find(" . ") == text.npos && text.find('&') == text.npos;
    const bool service = text.starts_with("type inet_service") ||
                         (text.starts_with("typeof ") && (text.ends_with(" dport") || text.ends_with(" sport")));
    const bool address = text.starts_with("type ipv4_addr") || text.starts_with("type ipv6_addr") ||
                         (text.starts_with("typeof ip") && (text.ends_with(" saddr") || text.ends_with(" daddr")));
    if (single && (service || address)) return add_group(in_this_table(tokens[1].text), node, index, service);
  }
}

/// A set of addresses or ports as a group. What a rule puts into it while it runs is as it was when it was printed.
void Reader::add_group(const std::string& name, const Node& node, std::size_t index, bool service) {
  model::ObjectGroup group;
  group.context = context_.options.context;
  const std::uint32_t last = context_.tree.nodes()[node.subtree_end - 1].last_line;
  group.lines = context_.device.lines.add(context_.options.capture, node.line, last);
  group.name.set((service ? "service " : "address ") + name, group.lines);
  std::vector<std::string> members;
  for (std::size_t i = index + 1; i < node.subtree_end; ++i) {
    const std::string_view text = context_.tree.text(context_.tree.nodes()[i]);
    if (!text.starts_with("elements")) continue;
    for (const Token& token : read_tokens(text)) {
      if (token.kind != Token::Kind::group) continue;
      for (const std::string_view element : split_elements(token.text))
        members.push_back((service ? "any " : "") + std::string(first_word(element)));
    }
  }
  const bool variable = std::ranges::any_of(members, [](const std::string& member) { return member.contains('$'); });
  if (variable) {
    group.members.set_unknown(group.lines);
  } else {
    group.members.set(std::move(members), group.lines);
  }
  context_.device.groups.push_back(std::move(group));
  SetContent& content = sets_.find(name)->second;
  if (content == SetContent::some) content = SetContent::group;
}

/// `define NAME = VALUE`, VALUE one word or one list.
void Reader::note_define(const Node& node) {
  const std::string_view text = context_.tree.text(node);
  if (!text.starts_with("define ") && !text.starts_with("redefine ")) return;
  const std::vector<Token> tokens = read_tokens(text);
  if (tokens.size() < 4) return;
  std::optional<Token> value;
  if (tokens.size() == 4 && tokens[0].is("define") && tokens[2].is("=") &&
      tokens[3].text.find('$') == std::string_view::npos)
    value = tokens[3];
  const auto [known, added] = defines_.try_emplace(std::string(tokens[1].text), value);
  if (!added) known->second.reset();
}

LineState Reader::define(const std::vector<Token>& tokens, Cursor& cursor) {
  const auto found = tokens.size() > 1 ? defines_.find(std::string(tokens[1].text)) : defines_.end();
  const bool off = is_off("define") || is_off("table/define");
  if (!off && found != defines_.end() && found->second) return LineState::understood;
  return open_filters(cursor, "known, not modelled: define", LineState::known);
}

/// Puts what variables stand for in their place; those that are not known stay.
void Reader::substitute(std::vector<Token>& tokens) const {
  if (is_off("define") || is_off("table/define")) return;
  for (Token& token : tokens) {
    if (token.kind != Token::Kind::word || !token.text.starts_with('$')) continue;
    const auto found = defines_.find(std::string(token.text.substr(1)));
    if (found != defines_.end() && found->second) token = *found->second;
  }
}

SetContent Reader::set_content(std::string_view name) const {
  const auto found = sets_.find(in_this_table(name));
  return found == sets_.end() || is_off("table/set") ? SetContent::unknown : found->second;
}

void Reader::run(const std::vector<Diagnostic>& problems) {
  context_.result.lines.assign(context_.tree.line_count(), LineState::understood);
  first_pass();
  for (const Node& node : context_.tree.nodes()) {
    Cursor cursor(context_, node);
    const LineState state = statement(node, cursor);
    for (std::uint32_t line = node.line; line <= node.last_line; ++line)
      context_.result.lines[line - 1] = std::max(context_.result.lines[line - 1], state);
    if (cursor.diagnostic()) context_.result.diagnostics.push_back(*cursor.diagnostic());
  }
  for (const Diagnostic& problem : problems) {
    openings_.add(filters, "braces or quotes do not match: the text may be cut", problem.line, problem.line);
    opened_by_.push_back({context_.options.capture, problem.line, problem.line});
    context_.result.lines[problem.line - 1] = LineState::unknown;
    context_.result.diagnostics.push_back(problem);
  }
  std::ranges::stable_sort(context_.result.diagnostics, {}, &Diagnostic::line);
  finish();
}

LineState Reader::statement(const Node& node, Cursor& cursor) {
  const std::vector<Token> tokens = read_tokens(context_.tree.text(node));
  if (tokens.empty()) return LineState::understood;
  if (node.depth == 0) return at_top(tokens, cursor);
  switch (place_[std::min(node.depth, 2U)]) {
    case Place::table:
      return in_table(tokens, cursor);
    case Place::chain:
      return in_chain(tokens, cursor);
    case Place::set:
      return in_set(tokens, cursor);
    case Place::ignored:
      return LineState::ignored;
    case Place::outside:
    case Place::unknown:
      break;
  }
  return LineState::unknown;
}

LineState Reader::at_top(const std::vector<Token>& tokens, Cursor& cursor) {
  place_[1] = place_[2] = Place::unknown;
  const std::string_view first = tokens[0].text;
  if (first == "table" && (tokens.size() == 2 || tokens.size() == 3)) {
    std::tie(family_, table_) = table_name(tokens);
    if (is_off("table")) return open_filters(cursor, "known, not modelled: table", LineState::known);
    place_[1] = Place::table;
    return LineState::understood;
  }
  const bool flushes = first == "flush" || first == "delete" || first == "destroy";
  if (flushes && chains_.empty()) return LineState::understood;  // a file that starts afresh
  if (first == "add" && tokens.size() > 1 && tokens[1].is("table")) return LineState::understood;
  static constexpr std::array<std::string_view, 10> commands{"add",   "create",  "define", "delete",   "destroy",
                                                             "flush", "include", "insert", "redefine", "replace"};
  if (first == "define") return define(tokens, cursor);
  if (std::ranges::find(commands, first) != commands.end())
    return open_filters(cursor, "known, not modelled: " + std::string(first), LineState::known);
  cursor.fail("a table");
  return open_filters(cursor, "unknown line", LineState::unknown);
}

LineState Reader::in_table(const std::vector<Token>& tokens, Cursor& cursor) {
  place_[2] = Place::unknown;
  const std::string_view first = tokens[0].text;
  if (first == "chain" && tokens.size() == 2) return begin_chain(tokens, cursor);
  if (first == "set" && tokens.size() == 2) {
    place_[2] = Place::set;
    if (is_off("table/set")) return open_filters(cursor, "known, not modelled: set", LineState::known);
    return LineState::understood;
  }
  if (first == "comment") return LineState::understood;
  if (first == "flags") {
    const bool plain = tokens.size() == 2 && tokens[1].is("owner");
    if (plain) return LineState::understood;
    return open_filters(cursor, "known, not modelled: flags", LineState::known);  // a dormant table filters nothing
  }
  if (first == "define") return define(tokens, cursor);
  if (first == "include") return open_filters(cursor, "known, not modelled: " + std::string(first), LineState::known);
  if (is_object(first)) {
    place_[2] = Place::ignored;
    return LineState::ignored;
  }
  cursor.fail("a chain, a set or another object");
  return open_filters(cursor, "unknown line in table", LineState::unknown);
}

LineState Reader::in_set(const std::vector<Token>& tokens, Cursor& cursor) {
  static constexpr std::array<std::string_view, 11> names{"type",       "typeof",  "flags",  "elements",
                                                          "size",       "timeout", "policy", "gc-interval",
                                                          "auto-merge", "comment", "counter"};
  if (is_off("table/set")) return LineState::known;
  if (std::ranges::find(names, tokens[0].text) != names.end()) return LineState::understood;
  cursor.fail("a property of a set");
  return open_filters(cursor, "unknown line in set", LineState::unknown);
}

LineState Reader::begin_chain(const std::vector<Token>& tokens, Cursor& cursor) {
  place_[2] = Place::chain;
  if (is_off("table/chain")) {
    place_[2] = Place::unknown;
    return open_filters(cursor, "known, not modelled: chain", LineState::known);
  }
  const auto [at, added] = chain_index_.try_emplace(in_this_table(tokens[1].text), chains_.size());
  chain_ = at->second;
  if (!added) return LineState::understood;
  model::Filter filter;
  filter.context = context_.options.context;
  filter.lines = cursor.lines();
  filter.name.set("nft " + in_this_table(tokens[1].text), cursor.lines());
  filter.family.set(family_, cursor.lines());
  filter.hook.set_absent(cursor.lines());
  filter.default_action.set_absent(cursor.lines());  // it goes back to where the jump was
  chains_.push_back({std::move(filter)});
  return LineState::understood;
}

LineState Reader::in_chain(const std::vector<Token>& tokens, Cursor& cursor) {
  const std::string_view first = tokens[0].text;
  if (first == "type" && tokens.size() > 1 && place_of(tokens, "hook") < tokens.size()) return hook(tokens, cursor);
  if (first == "policy") return policy(tokens, cursor);
  if (first == "comment" && tokens.size() == 2) return LineState::understood;
  if (!chains_[chain_].ignored) return rule(tokens, cursor);
  chains_[chain_].skipped = true;
  if (!chains_[chain_].nat) return LineState::ignored;
  ParsedRule parsed = parse(tokens, cursor);
  const bool understood = parsed.outcome == Outcome::understood;
  if (understood && !parsed.translation) return LineState::ignored;
  add_translation(parsed, cursor);
  return understood ? LineState::understood : LineState::known;
}

/// `type filter hook input [device "x"] priority filter`
LineState Reader::hook(const std::vector<Token>& tokens, Cursor& cursor) {
  Chain& chain = chains_[chain_];
  if (is_off("table/chain/type")) {
    chain.filter.hook.set_unknown(cursor.lines());
    chain.filter.default_action.set_unknown(cursor.lines());
    return open_filters(cursor, "known, not modelled: type", LineState::known);
  }
  const std::size_t name = place_of(tokens, "hook") + 1;
  const std::size_t priority = place_of(tokens, "priority") + 1;
  if (name >= tokens.size() || priority >= tokens.size()) {
    cursor.fail("the name of a hook and its priority");
    chain.filter.hook.set_unknown(cursor.lines());
    return open_filters(cursor, "not understood: type", LineState::known);
  }
  chain.filter.hook.set(std::string(tokens[name].text), cursor.lines());
  chain.filter.default_action.set_default("permit");
  chain.nat = tokens[1].is("nat");
  chain.elsewhere = tokens[1].is("nat") || tokens[1].is("route");
  chain.ignored = chain.elsewhere || is_before_filters(tokens, priority);
  return chain.ignored ? LineState::ignored : LineState::understood;
}

LineState Reader::policy(const std::vector<Token>& tokens, Cursor& cursor) {
  Chain& chain = chains_[chain_];
  const std::string_view action = tokens.size() == 2 ? tokens[1].text : std::string_view();
  if (is_off("table/chain/policy")) {
    chain.filter.default_action.set_unknown(cursor.lines());
    return open_filters(cursor, "known, not modelled: policy", LineState::known);
  }
  if (action != "accept" && action != "drop") {
    chain.filter.default_action.set_unknown(cursor.lines());
    cursor.fail("policy accept or policy drop");
    return open_filters(cursor, "not understood: policy", LineState::known);
  }
  chain.filter.default_action.set(action == "accept" ? "permit" : "deny", cursor.lines());
  if (action == "drop" && chain.ignored && !chain.elsewhere) {
    chain.ignored = false;
    if (chain.skipped) return open_filters(cursor, "a policy after the rules", LineState::known);
  }
  return chain.ignored ? LineState::ignored : LineState::understood;
}

ParsedRule Reader::parse(std::vector<Token> tokens, Cursor& cursor) const {
  const std::string_view off = context_.options.disabled_handler;
  constexpr std::string_view inside = "table/chain/rule/";
  const std::string table = family_ + ' ' + table_;
  const Names names{[this](std::string_view name) { return set_content(name); }, table, family_,
                    off.starts_with(inside) ? off.substr(inside.size()) : std::string_view()};
  substitute(tokens);
  return parse_rule(tokens, names, cursor);
}

LineState Reader::rule(const std::vector<Token>& tokens, Cursor& cursor) {
  ParsedRule parsed = parse(tokens, cursor);
  if (parsed.translation) add_translation(parsed, cursor);
  for (model::FilterRule& rule : parsed.rules) {
    rule.lines = cursor.lines();
    chains_[chain_].filter.rules.push_back(std::move(rule));
  }
  if (parsed.outcome == Outcome::understood) return LineState::understood;
  return parsed.unknown_word ? LineState::unknown : LineState::known;
}

/// What was not understood of it is unknown; that there is a translation is not.
void Reader::add_translation(const ParsedRule& parsed, Cursor& cursor) {
  Chain& chain = chains_[chain_];
  const model::LinesId lines = cursor.lines();
  model::NatRule nat;
  nat.context = context_.options.context;
  nat.lines = lines;
  const std::string& chain_name = chain.filter.name.value;
  nat.name.set(chain_name + ' ' + std::to_string(++chain.translations), lines);
  if (parsed.translation) {
    nat.kind.set(parsed.translation->source ? "source" : "destination", lines);
    nat.enabled.set(true, lines);
    if (!parsed.translation->translated.empty()) nat.translated.set(parsed.translation->translated, lines);
  }
  if (parsed.outcome == Outcome::understood) {
    nat.source.set(parsed.rules.front().source, lines);
    nat.destination.set(parsed.rules.front().destination, lines);
    nat.inside.set(parsed.inside, lines);
    nat.outside.set(parsed.outside, lines);
  }
  context_.device.nat_rules.push_back(std::move(nat));
}

LineState Reader::open_filters(Cursor& cursor, std::string reason, LineState state) {
  openings_.add(filters, std::move(reason), cursor.line(), cursor.node().last_line);
  opened_by_.push_back({context_.options.capture, cursor.line(), cursor.node().last_line});
  return state;
}

void Reader::finish() {
  const model::LinesId opened_by = opened_by_.empty() ? 0 : context_.device.lines.add(opened_by_);
  for (Chain& chain : chains_) {
    if (chain.ignored) continue;
    for (std::size_t i = 0; i < chain.filter.rules.size(); ++i) chain.filter.rules[i].name = std::to_string(i + 1);
    chain.filter.open = !opened_by_.empty();
    chain.filter.opened_by = opened_by;
    context_.device.filters.push_back(std::move(chain.filter));
  }
  openings_.write(context_);
}

}  // namespace muster::grammars::nftables
