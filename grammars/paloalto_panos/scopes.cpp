#include <array>

#include "grammars/paloalto_panos/config.hpp"

/// The blocks that say whose settings stand in them: virtual systems, device groups, templates.
namespace muster::grammars::paloalto_panos {
namespace {

std::string_view label(Place place, std::string_view kind, std::string_view name) {
  std::string text(place.state.now.context);
  if (!text.empty()) text += ' ';
  return place.state.labels.emplace_back(text.append(kind).append(name));
}

Outcome virtual_system(Place place) {
  place.state.now.context = label(place, "", text(place));
  return Outcome::understood;
}
Outcome shared(Place place) {
  place.state.now.context = label(place, "", "shared");
  return Outcome::understood;
}
Outcome shared_gateway(Place place) {
  place.state.now.context = label(place, "shared-gateway ", text(place));
  return Outcome::understood;
}

Outcome device_group(Place place) {
  place.state.now = {label(place, "device-group ", text(place)), true, {}};
  return Outcome::understood;
}

/// `template NAME config ...` on a Panorama; `template config ...` is what this firewall got.
Outcome pushed_template(Place place) {
  if (text(place) == "config" || text(place) == "devices") {
    place.state.pushed = "template";
    return Outcome::understood;
  }
  place.state.now = {label(place, "template ", text(place)), true, {}};
  return Outcome::understood;
}
Outcome template_stack(Place place) {
  place.state.now = {label(place, "template-stack ", text(place)), true, {}};
  return Outcome::understood;
}

/// `policy panorama ...`: the rules and objects that a Panorama gave this firewall.
Outcome pushed_policy(Place place) {
  place.state.pushed = "policy";
  place.state.now.context = "panorama";
  return Outcome::understood;
}

constexpr Row scope(std::string_view path, Outcome (*handler)(Place)) {
  return {.path = path, .domains = configured, .handler = handler, .instance = true};
}
constexpr Row open_block(std::string_view path) {
  return {.path = path, .domains = configured, .block = true, .instance = true};
}

}  // namespace

Rows scope_rows() {
  static constexpr std::string_view members = "which devices get the settings";
  static constexpr std::string_view ids = "numbers that a Panorama keeps of its own objects";
  static constexpr auto rows = std::to_array<Row>({
      open_block("config"),
      open_block("devices *"),
      scope("vsys *", &virtual_system),
      ignored("vsys * display-name", "a text"),
      ignored("vsys * setting", "how sessions of passing users are named"),
      scope("shared", &shared),
      scope("network shared-gateway *", &shared_gateway),
      scope("device-group *", &device_group),
      ignored("device-group * description", "a text"),
      ignored("device-group * devices", members),
      ignored("device-group * parent-dg", members),
      ignored("device-group * reference-templates", members),
      ignored("device-group * master-device", members),
      ignored("device-group * authorization-code", "licences"),
      ignored("device-group * to-sw-version", "which release devices are brought to"),
      scope("template *", &pushed_template),
      open_block("template * config"),
      ignored("template * description", "a text"),
      ignored("template * settings", members),
      ignored("template * variable", "values for other devices"),
      scope("template-stack *", &template_stack),
      open_block("template-stack * config"),
      ignored("template-stack * description", "a text"),
      ignored("template-stack * templates", members),
      ignored("template-stack * settings", members),
      ignored("template-stack * devices", members),
      ignored("template-stack * variable", "values for other devices"),
      ignored("template-stack * user-group-source", members),
      scope("policy panorama", &pushed_policy),
      scope("policy shared", &shared),
      open_block("panorama"),
      ignored("readonly", ids),
      ignored("log-collector", "settings of other devices"),
      ignored("log-collector-group", "settings of other devices"),
      ignored("wildfire-appliance", "settings of other devices"),
      ignored("wildfire-appliance-cluster", "settings of other devices"),
      ignored("plugins", "parts of a Panorama that talk to clouds"),
      ignored("global-protect-portal-satellite", "settings of other devices"),
  });
  return rows;
}

}  // namespace muster::grammars::paloalto_panos
