#include <algorithm>
#include <array>

#include "grammars/paloalto_panos/config.hpp"
#include "grammars/paloalto_panos/named_objects.hpp"

/// Addresses, services, applications and groups of them.
namespace muster::grammars::paloalto_panos {
namespace {

template <const char* Kind>
Outcome object(Place place) {
  place.state.objects[text(place)].push_back({place.state.now.context, place.node, Kind});
  return Outcome::understood;
}
constexpr char address_kind[] = "address";
constexpr char address_group_kind[] = "address-group";
constexpr char service_kind[] = "service";
constexpr char service_group_kind[] = "service-group";
constexpr char application_group_kind[] = "application-group";

/// Groups whose members are found out while the device runs: by tags, by properties, from a list of somebody else.
Outcome moving_group(Place place, std::string_view kind) {
  model::ObjectGroup& to = place.walk.device().groups.emplace_back();
  head(place, place.node, to);
  to.name.set(std::string(kind) + " " + std::string(text(place)), to.lines);
  to.members.set_unknown(to.lines);
  return Outcome::understood;
}
Outcome external_list(Place place) { return moving_group(place, "address"); }
Outcome application_filter(Place place) {
  place.state.filters.insert(text(place));
  return moving_group(place, "application");
}

/// Addresses that are said to be somewhere: a rule that names them may be about all.
Outcome region(Place place) {
  place.state.regions.insert(text(place));
  return Outcome::ignored;
}

}  // namespace

Rows object_rows() {
  static constexpr auto filters = Domains(Domain::filters);
  static constexpr std::string_view inspection = "how the contents of what is let through are inspected";
  static constexpr auto rows = std::to_array<Row>({
      block("address", filters),
      {"address *", filters, &object<address_kind>},
      block("address-group", filters),
      {"address-group *", filters, &object<address_group_kind>},
      block("service", filters),
      {"service *", filters, &object<service_kind>},
      block("service-group", filters),
      {"service-group *", filters, &object<service_group_kind>},
      block("application-group", filters),
      {"application-group *", filters, &object<application_group_kind>},
      block("application-filter", filters),
      {"application-filter *", filters, &application_filter},
      block("external-list", filters),
      {"external-list *", filters, &external_list},
      ignored("application", "how an application is told from others; rules name it"),
      ignored("application-tag", "a text"),
      ignored("application-status", "which applications are shown"),
      ignored("content-preview", "which applications are shown"),
      ignored("tag", "a text, and its colour"),
      block("region", filters),
      {"region *", filters, &region},
      ignored("schedule", "times; a rule with one is known to be narrower"),
      ignored("profiles", inspection),
      ignored("profile-group", inspection),
      ignored("threats", inspection),
      ignored("override", inspection),
      ignored("predefined", "what the product has built in"),
      ignored("device-object", "kinds of things in the network"),
      ignored("dynamic-user-group", "names of users; a rule with one is known to be narrower"),
      ignored("dos-protection", inspection),
      ignored("sdwan-interface-profile", "which of several ways packets go"),
  });
  return rows;
}

void finish_objects(Walk& walk, State& state) {
  const Objects objects(walk.configuration(), state);
  for (const auto& [name, all] : state.objects)
    for (const NamedObject& each : all) {
      model::ObjectGroup& to = walk.device().groups.emplace_back();
      const std::string& outer = walk.options().context;
      to.context = outer + (outer.empty() || each.context.empty() ? "" : " ") + std::string(each.context);
      to.lines = walk.lines_below(each.node);
      const std::string_view kind = each.kind.substr(0, each.kind.find('-'));
      to.name.set(std::string(kind) + " " + std::string(name), to.lines);
      auto members = objects.members(each);
      members ? to.members.set(std::move(*members), to.lines) : to.members.set_unknown(to.lines);
    }
}

}  // namespace muster::grammars::paloalto_panos
