#include "grammars/route_names.hpp"

#include <limits>

namespace muster::grammars {

RouteNames::RouteNames(model::RouteTable& table) : table_(table) {
  for (std::size_t i = 0; i < table.names.size(); ++i) by_name_.emplace(table.names[i], static_cast<std::uint16_t>(i));
}

std::optional<std::uint16_t> RouteNames::find_or_add(std::string_view name) {
  if (name.empty()) return std::uint16_t{0};
  if (table_.names[last_] == name) return last_;
  if (const auto found = by_name_.find(name); found != by_name_.end()) return last_ = found->second;
  if (table_.names.size() > std::numeric_limits<std::uint16_t>::max()) return std::nullopt;
  last_ = static_cast<std::uint16_t>(table_.names.size());
  table_.names.emplace_back(name);
  by_name_.emplace(name, last_);
  return last_;
}

bool RouteNames::add(const RouteRow& row) {
  const auto protocol = find_or_add(row.protocol);
  const auto interface = find_or_add(row.interface);
  const auto vrf = find_or_add(row.vrf);
  if (!protocol || !interface || !vrf) return false;
  model::Route& route = table_.rows.emplace_back();
  route.prefix = row.prefix;
  route.has_next_hop = row.via.has_value();
  if (row.via) route.next_hop = *row.via;
  route.preference = row.preference;
  route.metric = row.metric;
  route.line = row.line;
  route.age = row.age.value_or(model::Route::no_age);
  route.capture = static_cast<std::uint16_t>(row.capture);
  route.protocol = *protocol, route.interface = *interface, route.vrf = *vrf;
  return true;
}

}  // namespace muster::grammars
