#pragma once

#include <string_view>

#include "grammars/paths/walk.hpp"
#include "grammars/paths/words.hpp"

/// The declaration of the Junos language.
namespace muster::grammars::juniper_junos {

using paths::child;
using paths::Children;
using paths::Configuration;
using paths::deepest_path;
using paths::Doubt;
using paths::no_node;
using paths::NodeId;
using paths::number;
using paths::Statement;
using paths::WordNode;

struct State;
using Walk = paths::Walk<State>;
using Place = paths::Place<State>;
using Row = paths::Row<State>;
using Rows = paths::Rows<State>;
using Schema = paths::Schema<State>;

constexpr Row block(std::string_view path, Domains domains) {
  return {.path = path, .domains = domains, .block = true};
}
constexpr Row known(std::string_view path, Domains domains) { return {.path = path, .domains = domains}; }
constexpr Row ignored(std::string_view path, std::string_view because) {
  return {.path = path, .domains = {}, .ignored_because = because};
}

}  // namespace muster::grammars::juniper_junos
