#include "grammars/user_index.hpp"

namespace muster::grammars {

UserIndex::UserIndex(model::Device& device, std::string_view context) : device_(device), context_(context) {
  for (std::size_t i = 0; i < device.users.size(); ++i)
    if (device.users[i].context == context) by_name_.emplace(device.users[i].name.value, i);
}

model::User& UserIndex::find_or_add(std::string_view name, model::LinesId lines) {
  const auto [place, added] = by_name_.emplace(std::string(name), device_.users.size());
  if (added) {
    model::User& user = device_.users.emplace_back();
    user.context = context_;
    user.name.set(place->first, lines);
  }
  model::User& user = device_.users[place->second];
  user.lines = device_.lines.join(user.lines, lines);
  return user;
}

}  // namespace muster::grammars
