#include "app/key_state.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace muster::app {
namespace {

using collectors::Said;
using collectors::Statement;

std::string outcome(const ProbedKey& key) {
  switch (key.state) {
    case KeyState::contradicted:
      return key.shown.key + "  CONTRADICTED";
    case KeyState::different:
      return key.shown.key + "  DIFFERENT";
    case KeyState::not_approved:
      return key.shown.key + "  NOT THE KEY THAT WAS APPROVED";
    case KeyState::fresh:
      return key.shown.key + "  NEW";
    case KeyState::corroborated:
      return key.shown.key + "  NEW, known to " + confirming_sources(key);
    case KeyState::unreachable:
      return fmt::format("{}: {}", to_string(key.shown.failure), key.shown.detail);
    case KeyState::replaced:
      return key.shown.key + "  pinned now, replaces what was pinned";
    case KeyState::pinned_now:
      return key.shown.key + "  pinned now";
    case KeyState::pinned:
      return key.shown.key + "  pinned";
  }
  return {};
}

bool is_worth_showing(const ProbedKey& key, const Statement& statement) {
  if (statement.said == Said::nothing) return false;
  if (key.state == KeyState::contradicted) return true;
  return statement.said == Said::other_type && key.state == KeyState::fresh;
}

}  // namespace

KeyState judge_key(const ProbedKey& key) {
  if (key.shown.key.empty()) return KeyState::unreachable;
  const auto said = [&](Said what) {
    return std::ranges::find(key.statements, what, &Statement::said) != key.statements.end();
  };
  if (said(Said::different) || said(Said::revoked)) return KeyState::contradicted;
  if (std::ranges::find(key.pinned, key.shown.key) != key.pinned.end()) return KeyState::pinned;
  if (!key.pinned.empty() && key.pinned.size() >= key.probe.boxes) return KeyState::different;
  return said(Said::same) ? KeyState::corroborated : KeyState::fresh;
}

std::string confirming_sources(const ProbedKey& key) {
  std::string sources;
  for (const Statement& statement : key.statements)
    if (statement.said == Said::same && sources.find(statement.source) == std::string::npos)
      sources += (sources.empty() ? "" : ", ") + statement.source;
  return sources;
}

std::string describe(const ProbedKey& key) {
  const Endpoint& named = key.probe.named;
  const std::string address = named.port == 22 ? named.host : fmt::format("{} port {}", named.host, named.port);
  std::string text = fmt::format("{:<16} {:<16} {}\n", key.probe.name(), address, outcome(key));
  if (key.state == KeyState::different || key.state == KeyState::replaced || key.state == KeyState::contradicted)
    for (const std::string& pinned : key.pinned)
      if (pinned != key.shown.key || key.state == KeyState::contradicted)
        text += fmt::format("    pinned: {}\n", pinned);
  for (const Statement& statement : key.statements)
    if (is_worth_showing(key, statement)) text += fmt::format("    {}: {}\n", statement.source, statement.detail);
  return text;
}

}  // namespace muster::app
