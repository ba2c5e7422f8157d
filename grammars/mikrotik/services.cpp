#include "grammars/mikrotik/services.hpp"

#include <algorithm>
#include <utility>

#include "grammars/addresses.hpp"

namespace muster::grammars::mikrotik {

std::string service_name(std::string_view routeros_name) {
  if (routeros_name == "www") return "http";
  if (routeros_name == "www-ssl") return "https";
  return std::string(routeros_name);
}

model::ManagementService& management_service(model::Device& device, std::string_view context, const std::string& name) {
  for (model::ManagementService& each : device.services)
    if (each.name.value == name && each.context == context) return each;
  model::ManagementService& service = device.services.emplace_back();
  service.context = context;
  service.name.set(name, 0);
  return service;
}

void set_sources(model::Texts& to, std::string_view list, model::LinesId lines) {
  std::vector<std::string> prefixes;
  bool everything = false;
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    std::string part(list.substr(0, comma));
    if (part == "0.0.0.0/0" || part == "::/0") everything = true;
    if (!part.empty()) prefixes.push_back(canonical_prefix(part).value_or(part));
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  if (prefixes.empty() || everything)
    to.set_absent(lines);
  else
    to.set(std::move(prefixes), lines);
}

}  // namespace muster::grammars::mikrotik
