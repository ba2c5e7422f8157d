#include "inventory/inventory.hpp"

#include <algorithm>
#include <set>

#include "inventory/entry.hpp"
#include "inventory/groups.hpp"

namespace muster::inventory {
namespace {

using config::Table;
using Texts = std::vector<std::string>;

/// What a device says itself of keys that it may also have from a group.
struct OwnSettings {
  std::optional<std::int64_t> port;
  std::optional<Texts> jump;
  std::optional<bool> canary;
};

/// Reads one file: entries one after the other, each with the errors that it caused.
class Loader {
 public:
  Loader(config::Document& document, const LoadOptions& options) : document_(document), options_(options) {}

  Inventory load() {
    Table root = document_.root();
    for (Table& entry : root.tables("credential")) read(entry, &Loader::credential, inventory_.credentials);
    for (Table& entry : root.tables("site")) read(entry, &Loader::site, inventory_.sites);
    for (Table& entry : root.tables("jump")) read(entry, &Loader::jump, inventory_.jumps);
    std::vector<Group> groups;
    for (Table& entry : root.tables("group"))
      if (read(entry, &Loader::group, groups)) add_group(groups.back());
    for (Table& entry : root.tables("device")) read(entry, &Loader::unit, inventory_.units);
    inventory_.waivers = root.texts("waivers").value_or(Texts{});
    root.finish();
    quarantine_new_errors();
    inventory_.ids = std::move(ids_);
    return std::move(inventory_);
  }

 private:
  /// Reads one entry and keeps it if it caused no error; else every error of it becomes a gap.
  template <class T>
  bool read(Table& entry, T (Loader::*reader)(Table&), std::vector<T>& kept) {
    T value = (this->*reader)(entry);
    entry.finish();
    const bool good = document_.errors().size() == reported_;
    if (good) kept.push_back(std::move(value));
    quarantine_new_errors();
    return good;
  }

  void add_group(const Group& group) {
    inventory_.groups.insert(group.name);
    groups_.add(group);
  }

  void quarantine_new_errors() {
    auto& errors = document_.errors();
    for (; reported_ < errors.size(); ++reported_)
      inventory_.quarantined.push_back({errors[reported_].where, errors[reported_].message});
  }

  CredentialSpec credential(Table& entry) {
    CredentialSpec spec = read_credential(entry, options_.directory);
    if (inventory_.find_credential(spec.id) != nullptr)
      entry.error_at("id", "credential '" + spec.id + "' is defined twice");
    inventory_.credential_positions.emplace(spec.id, entry.where("id"));
    return spec;
  }

  Site site(Table& entry) {
    Site site;
    site.where = entry.where();
    site.name = entry.required_text("name");
    if (inventory_.find_site(site.name) != nullptr) entry.error_at("name", "site '" + site.name + "' is defined twice");
    site.zone = zone(entry);
    site.collect = windows_of(entry);
    return site;
  }

  static TimeZone zone(Table& entry) {
    const auto name = entry.text("time_zone");
    const auto offset = entry.text("utc_offset");
    if (name && offset) entry.error_at("utc_offset", "a site has either a time_zone or a utc_offset, not both");
    const auto zone = name ? TimeZone::named(*name) : offset ? TimeZone::offset(*offset) : TimeZone();
    if (!zone && name)
      entry.error_at(
          "time_zone",
          "expected a time zone such as 'Europe/Berlin' of this system (package tzdata), got '" + *name + "'");
    if (!zone && !name)
      entry.error_at("utc_offset", "expected a distance such as '+01:00' or '-05:30', got '" + *offset + "'");
    return zone.value_or(TimeZone());
  }

  Jump jump(Table& entry) {
    Jump jump;
    jump.where = entry.where();
    jump.id = name_of(entry, "id");
    jump.addresses = addresses_of(entry);
    jump.port = static_cast<std::uint16_t>(port_of(entry).value_or(22));
    jump.credential = entry.required_text("credential");
    if (jump.addresses.empty()) entry.error_at("address", "missing key 'address': a jump host needs one");
    if (!jump.credential.empty()) check_credential(entry, jump.credential);
    if (inventory_.find_jump(jump.id) != nullptr) entry.error_at("id", "jump host '" + jump.id + "' is defined twice");
    return jump;
  }

  Group group(Table& entry) {
    Group group;
    group.name = name_of(entry, "name");
    group.parent = entry.text("parent").value_or("");
    group.platform = platform(entry);
    group.site = entry.text("site").value_or("");
    group.role = entry.text("role").value_or("");
    group.credential = entry.text("credential").value_or("");
    group.tags = entry.texts("tags").value_or(Texts{});
    group.port = port_of(entry);
    group.jump = jumps(entry);
    group.canary = entry.boolean("canary");
    group.maintenance = maintenance_of(entry);
    group.collect = windows_of(entry);
    group.parameters = parameters_of(entry);
    if (groups_.find(group.name) != nullptr) entry.error_at("name", "group '" + group.name + "' is defined twice");
    return group;
  }

  Unit unit(Table& entry) {
    Unit unit;
    unit.where = entry.where();
    unit.id = name_of(entry, "id");
    if (!ids_.insert(unit.id).second) entry.error_at("id", "device '" + unit.id + "' is defined twice");
    unit.platform = platform(entry);
    unit.features = features(entry);
    unit.site = entry.text("site").value_or("");
    unit.role = entry.text("role").value_or("");
    unit.tags = entry.texts("tags").value_or(Texts{});
    unit.contexts = entry.texts("contexts").value_or(Texts{});
    unit.credential = entry.text("credential").value_or("");
    unit.legacy_algorithms = entry.boolean("legacy_algorithms").value_or(false);
    unit.maintenance = maintenance_of(entry);
    unit.collect = windows_of(entry);
    unit.parameters = parameters_of(entry);
    OwnSettings own{port_of(entry), jumps(entry), entry.boolean("canary")};
    inherit(entry, unit, own);
    unit.jump = own.jump.value_or(Texts{});
    unit.canary = own.canary.value_or(false);
    addresses(entry, unit, own.port.value_or(22));
    if (unit.platform.empty() && !entry.has("platform"))
      entry.error_at("platform", "missing key 'platform': expected one here or in a group");
    if (!unit.credential.empty()) check_credential(entry, unit.credential);
    return unit;
  }

  /// Fills what the unit does not set from its groups: the first group named wins, inner ones over outer ones.
  void inherit(Table& entry, Unit& unit, OwnSettings& own) {
    for (const std::string& name : entry.texts("groups").value_or(Texts{})) {
      const auto chain = groups_.chain(name);
      if (!chain) {
        entry.error_at("groups", chain.error().message);
        continue;
      }
      for (const Group* group : *chain) {
        if (std::ranges::find(unit.groups, group->name) != unit.groups.end()) continue;
        unit.groups.push_back(group->name);
        take_defaults(unit, own, *group);
      }
    }
  }

  static void take_defaults(Unit& unit, OwnSettings& own, const Group& group) {
    if (unit.platform.empty()) unit.platform = group.platform;
    if (unit.site.empty()) unit.site = group.site;
    if (unit.role.empty()) unit.role = group.role;
    if (unit.credential.empty()) unit.credential = group.credential;
    if (unit.collect.empty()) unit.collect = group.collect;
    if (!unit.maintenance) unit.maintenance = group.maintenance;
    if (!own.port) own.port = group.port;
    if (!own.jump) own.jump = group.jump;
    if (!own.canary) own.canary = group.canary;
    for (const std::string& tag : group.tags)
      if (std::ranges::find(unit.tags, tag) == unit.tags.end()) unit.tags.push_back(tag);
    unit.parameters.insert(group.parameters.begin(), group.parameters.end());
  }

  void addresses(Table& entry, Unit& unit, std::int64_t default_port) {
    for (Table& table : entry.tables("member")) unit.members.push_back(member(table, default_port));
    unit.floating = address_list(entry, "floating");
    unit.floating_port = static_cast<std::uint16_t>(default_port);
    const bool own = entry.has("address") || entry.has("addresses");
    if (own && !unit.members.empty())
      entry.error_at("address", "a device has either an address of its own or members, not both");
    if (entry.has("floating") && unit.members.empty())
      entry.error_at("floating", "'floating': addresses move between members, and this device has none");
    if (!unit.members.empty()) return;
    unit.members.push_back(
        {"", addresses_of(entry), static_cast<std::uint16_t>(default_port), address_position(entry)});
  }

  static Member member(Table& table, std::int64_t default_port) {
    Member member;
    member.name = name_of(table, "name");
    member.addresses = addresses_of(table);
    member.port = static_cast<std::uint16_t>(port_of(table).value_or(default_port));
    member.where = address_position(table);
    table.finish();
    return member;
  }

  static SourcePosition address_position(const Table& entry) {
    return entry.where(entry.has("address") ? "address" : "addresses");
  }

  std::string platform(Table& entry) {
    std::string name = entry.text("platform").value_or("");
    Texts valid = options_.platforms;
    valid.emplace_back(automatic_platform);
    if (!name.empty() && std::ranges::find(valid, name) == valid.end())
      entry.error_at("platform", undefined("platform", name, valid));
    return name;
  }

  Texts features(Table& entry) {
    Texts features = entry.texts("features").value_or(Texts{});
    for (const std::string& name : features)
      if (std::ranges::find(options_.features, name) == options_.features.end())
        entry.error_at("features", undefined("feature", name, options_.features));
    return features;
  }

  /// An empty list is an answer too: directly, whatever the group says.
  std::optional<Texts> jumps(Table& entry) {
    auto ids = entry.texts("jump");
    if (!ids) return ids;
    Texts known;
    for (const Jump& jump : inventory_.jumps) known.push_back(jump.id);
    for (std::size_t i = 0; i < ids->size(); ++i) {
      if (inventory_.find_jump((*ids)[i]) == nullptr) entry.error_at("jump", undefined("jump host", (*ids)[i], known));
      if (std::find(ids->begin(), ids->begin() + static_cast<std::ptrdiff_t>(i), (*ids)[i]) !=
          ids->begin() + static_cast<std::ptrdiff_t>(i))
        entry.error_at("jump", "jump host '" + (*ids)[i] + "' is named twice");
    }
    return ids;
  }

  void check_credential(Table& entry, const std::string& id) {
    if (inventory_.find_credential(id) != nullptr) return;
    Texts ids;
    for (const CredentialSpec& spec : inventory_.credentials) ids.push_back(spec.id);
    entry.error_at("credential", undefined("credential", id, ids));
  }

  config::Document& document_;
  const LoadOptions& options_;
  Inventory inventory_;
  Groups groups_;
  std::set<std::string, std::less<>> ids_;
  std::size_t reported_ = 0;
};

template <class Entries, class Key>
auto* find_by(const Entries& entries, std::string_view name, Key key) {
  const auto found = std::ranges::find(entries, name, key);
  return found == entries.end() ? nullptr : &*found;
}

}  // namespace

const CredentialSpec* Inventory::find_credential(std::string_view id) const {
  return find_by(credentials, id, &CredentialSpec::id);
}
const Site* Inventory::find_site(std::string_view name) const { return find_by(sites, name, &Site::name); }
const Jump* Inventory::find_jump(std::string_view id) const { return find_by(jumps, id, &Jump::id); }

Result<Inventory> load(std::string_view text, const std::string& file, const LoadOptions& options) {
  auto document = config::Document::parse(text, file);
  if (!document) return std::unexpected(document.error());
  return Loader(*document, options).load();
}

}  // namespace muster::inventory
