#include "grammars/connection_use.hpp"

namespace muster::grammars {

void note_connections(model::Resources& resources, std::int64_t count, std::int64_t limit, model::LinesId lines) {
  if (count < 0 || limit <= 0) return;
  const auto share = [](std::int64_t used, std::int64_t most) {
    return static_cast<double>(used) / static_cast<double>(most);
  };
  const bool fuller = resources.connections.known() && resources.connection_limit.known() &&
                      share(resources.connections.value, resources.connection_limit.value) >= share(count, limit);
  if (fuller) return;
  resources.connections.set(count, lines);
  resources.connection_limit.set(limit, lines);
}

}  // namespace muster::grammars
