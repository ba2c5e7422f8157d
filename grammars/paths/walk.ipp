#pragma once

#include <algorithm>

#include "grammars/keyword_table.hpp"
#include "grammars/paths/schema.ipp"
#include "grammars/text_lines.hpp"

/// What `grammars/paths/walk.hpp` declares; for the one .cpp of a format that instantiates it.
namespace muster::grammars::paths {

inline constexpr std::size_t most_diagnostics = 1000;

template <class State>
Walk<State>::Walk(const Schema<State>& schema, Configuration& configuration, State& state, std::string_view input,
                  model::Device& device, const ReadOptions& options, ReadResult& result)
    : schema_(schema),
      config_(configuration),
      state_(state),
      input_(input),
      device_(device),
      options_(options),
      result_(result) {}

template <class State>
void Walk<State>::run() {
  children(Configuration::root(), 0);
}

template <class State>
void Walk<State>::children(NodeId node, std::uint32_t entry) {
  for (NodeId child = config_[node].first_child; child != no_node; child = config_[child].next) {
    if (config_[child].inactive) {
      mark(child, LineState::ignored);  // without effect
      continue;
    }
    if (config_[child].aside) continue;
    const std::uint32_t below = child_of(entry, config_[child].text);
    if (below == 0)
      not_declared(child);
    else
      visit(child, below);
  }
}

template <class State>
std::uint32_t Walk<State>::child_of(std::uint32_t entry, std::string_view word) const {
  const std::uint32_t own = schema_.child(entry, word);
  const Row<State>* const row = schema_.entry(entry).row;
  return own == 0 && row != nullptr && row->instance ? schema_.child(0, word) : own;
}

template <class State>
void Walk<State>::visit(NodeId node, std::uint32_t entry) {
  const Row<State>* const row = schema_.entry(entry).row;
  const bool goes_on = !schema_.entry(entry).is_leaf() && config_[node].first_child != no_node;
  if (config_[node].doubtful && !goes_on) {
    const Domains domains =
        row == nullptr ? schema_.entry(levels_.empty() ? 0 : levels_.back().entry).reach : row->domains;
    mark(node, LineState::known);
    return open(node, domains, "inherited from a group of one member");
  }
  if (row == nullptr || config_[node].doubtful) return descend(node, entry, nullptr);
  visit_row(node, entry, *row);
}

template <class State>
void Walk<State>::visit_row(NodeId node, std::uint32_t entry, const Row<State>& row) {
  const typename Schema<State>::Entry& declared = schema_.entry(entry);
  const bool disabled = !options_.disabled_handler.empty() && schema_.name(row) == options_.disabled_handler;
  if (disabled) {
    mark(node, LineState::known);
    return open(node, declared.reach, "known, not modelled: " + schema_.name(row), false);
  }
  if (row.handler == nullptr && !row.block) {
    const bool ignores = !row.ignored_because.empty();
    if (!declared.is_leaf() && config_[node].first_child != no_node) return descend(node, entry, &row);
    mark(node, ignores ? LineState::ignored : LineState::known);
    return open(node, row.domains, "known, not modelled: " + schema_.name(row));
  }
  const auto scope = state_.scope();
  const Outcome outcome = row.handler == nullptr ? Outcome::understood : row.handler({*this, state_, node});
  if (outcome == Outcome::understood) {
    if (!declared.is_leaf() || row.instance)
      descend(node, entry, &row);
    else
      open_doubtful(node, row);
  } else if (outcome == Outcome::ignored) {
    mark(node, LineState::ignored);
  } else {
    mark(node, LineState::known);
    open(node, declared.reach,
         (outcome == Outcome::failed ? "not understood: " : "known, not modelled: ") + schema_.name(row));
  }
  state_.restore(scope);
}

/// What a handler read as one may come from a group of one member in part.
template <class State>
void Walk<State>::open_doubtful(NodeId node, const Row<State>& row) {
  for (NodeId at = node; at != no_node;) {
    if (!config_[at].doubtful) {
      at = config_.next_below(at, node);
      continue;
    }
    mark(at, LineState::known);
    open(at, row.domains, "inherited from a group of one member");
    at = config_.next_beside(at, node);
  }
}

template <class State>
void Walk<State>::descend(NodeId node, std::uint32_t entry, const Row<State>* row) {
  if (row != nullptr) levels_.push_back({row, entry, node});
  children(node, entry);
  if (row != nullptr) levels_.pop_back();
}

template <class State>
void Walk<State>::not_declared(NodeId node) {
  const Row<State>* const above = levels_.empty() ? nullptr : levels_.back().row;
  if (above != nullptr && above->handler == nullptr && !above->block) {
    const bool ignores = !above->ignored_because.empty();
    mark(node, ignores ? LineState::ignored : LineState::known);
    return open(node, above->domains, "known, not modelled: " + schema_.name(*above));
  }
  mark(node, LineState::unknown);
  const Domains domains = above == nullptr ? Domains::all() : schema_.entry(levels_.back().entry).reach;
  open(node, domains, above == nullptr ? "unknown line" : "unknown line in " + schema_.name(*above));
}

template <class State>
void Walk<State>::mark(NodeId node, LineState state) {
  for (NodeId at = node; at != no_node; at = config_.next_below(at, node))
    config_[at].state = std::max(config_[at].state, state);
}

template <class State>
void Walk<State>::open(NodeId node, Domains domains, std::string reason, bool narrowing) {
  if (domains.empty()) return;
  Domains left = domains;
  for (std::size_t i = levels_.size(); i-- > 0;) {
    if (levels_[i].row->narrow == nullptr) continue;
    left = levels_[i].row->narrow({*this, state_, levels_[i].node}, domains, lines_below(node));
    break;
  }
  if (!narrowing) left = domains;
  if (left.empty()) return;
  std::vector<Evidence>& lines = gaps_[{std::move(reason), left.bits()}];
  for (NodeId at = node; at != no_node; at = config_.next_below(at, node))
    lines.push_back({0, config_[at].line, config_[at].last_line});
}

template <class State>
void Walk<State>::finish(const std::vector<Statement>& statements, const std::vector<Doubt>& doubts) {
  for (NodeId node = 0; node < config_.size(); ++node)
    if (config_[node].origin != no_node) {
      LineState& origin = config_[config_[node].origin].state;
      origin = std::max(origin, config_[node].state);
    }
  const auto put = [this](std::uint32_t first, std::uint32_t last, LineState state) {
    for (std::uint32_t line = first; line <= std::min<std::size_t>(last, result_.lines.size()); ++line)
      result_.lines[line - 1] = std::max(result_.lines[line - 1], state);
  };
  for (const Statement& each : statements) put(each.line, each.last_line, config_[each.node].state);
  for (const Doubt& doubt : doubts) {
    put(doubt.line, doubt.last_line, LineState::unknown);
    gaps_[{std::string(doubt.reason), Domains::all().bits()}].push_back({0, doubt.line, doubt.last_line});
  }
  Openings openings;
  for (auto& [key, lines] : gaps_)
    for (const Evidence& each : joined(std::move(lines)))
      openings.add(Domains::from_bits(key.second), key.first, each.first_line, each.last_line);
  const Tree no_tree;
  FoldContext context{no_tree, options_, device_, result_};
  openings.write(context);
  std::ranges::stable_sort(result_.diagnostics, {}, &Diagnostic::line);
}

template <class State>
model::LinesId Walk<State>::lines(NodeId node) {
  return device_.lines.add(options_.capture, config_[node].line, config_[node].last_line);
}

template <class State>
model::LinesId Walk<State>::lines_below(NodeId node, std::string_view without) {
  std::vector<Evidence> lines;
  for (NodeId at = node; at != no_node;) {
    if (at != node && config_[at].parent == node && !without.empty() && config_[at].text == without) {
      at = config_.next_beside(at, node);
      continue;
    }
    if (lines.empty() || lines.back().first_line != config_[at].line)
      lines.push_back({options_.capture, config_[at].line, config_[at].last_line});
    at = config_.next_below(at, node);
  }
  return device_.lines.add(joined(std::move(lines)));
}

template <class State>
void Walk<State>::known(NodeId node, Domains domains) {
  mark(node, LineState::known);
  open(node, domains,
       "known, not modelled: " + std::string(printable(config_[config_[node].parent].text)) + " " +
           printable(config_[node].text));
}

template <class State>
void Walk<State>::unknown(NodeId node, Domains domains, std::string_view expected) {
  diagnose(node, expected);
  mark(node, LineState::unknown);
  open(node, domains, "not understood: " + std::string(expected) + " expected");
}

template <class State>
Outcome Walk<State>::fail(NodeId node, std::string_view expected) {
  diagnose(node, expected);
  return Outcome::failed;
}

template <class State>
void Walk<State>::secret(NodeId node) {
  if (!config_[node].text.empty()) result_.secrets.push_back(config_.place_of(config_[node].text, input_));
}

template <class State>
void Walk<State>::diagnose(NodeId node, std::string_view expected) {
  if (result_.diagnostics.size() >= most_diagnostics) return;
  if (line_begins_.empty()) {
    line_begins_.push_back(0);
    for (std::size_t i = 0; i < input_.size(); ++i)
      if (input_[i] == '\n') line_begins_.push_back(static_cast<std::uint32_t>(i + 1));
  }
  const std::string_view text = config_[node].text;
  const std::uint32_t at = config_.place_of(text, input_).begin;
  const auto after = std::ranges::upper_bound(line_begins_, at);
  const std::uint32_t begin = *std::prev(after);
  const std::uint32_t end = after == line_begins_.end() ? static_cast<std::uint32_t>(input_.size()) : *after;
  constexpr std::uint32_t longest = 4096;  // of a longer line nothing is shown: a secret may stand in it
  const bool hidden = end - begin > longest || !secret_net(input_.substr(begin, end - begin)).empty();
  const auto line = static_cast<std::uint32_t>(after - line_begins_.begin());
  result_.diagnostics.push_back(
      {line, at - begin + 1, std::string(expected), hidden ? std::string() : printable(text)});
}

}  // namespace muster::grammars::paths
