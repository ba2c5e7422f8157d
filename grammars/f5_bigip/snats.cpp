#include <array>

#include "grammars/f5_bigip/settings.hpp"

/// ltm snat, nat, snatpool, snat-translation.
namespace muster::grammars::f5_bigip {
namespace {

constexpr Domains filters = Domain::filters;

Outcome nat(Config& config, Cursor& cursor) {
  const Outcome outcome = object<&Config::snats, &Config::snat>(config, cursor);
  if (outcome == Outcome::understood) config.snat->fixed = true;
  return outcome;
}

Outcome origin(Config& config, Cursor& cursor) { return add_to_list<&Config::snat, &Snat::origins>(config, cursor); }

const Table& origins_table() {
  static constexpr auto rows = std::to_array<Row>({{"*", filters, origin}});
  static const Table table({Rows(rows)}, open_object<&Config::snat>);
  return table;
}

const Table& vlans_table() { return list_table<&Config::snat, &Snat::vlans, Domain::filters>(); }

const Table& snat_table() {
  static constexpr std::string_view carrying = "how connections are carried";
  static constexpr auto rows = std::to_array<Row>({
      {"origins", filters, begin_list<&Config::snat, &Snat::origins>, origins_table},
      {"translation", filters, set_name<&Config::snat, &Snat::translation>},
      {"snatpool", filters, set_name<&Config::snat, &Snat::pool>},
      {"automap", filters, set_flag<&Config::snat, &Snat::automap, true>},
      {"originating-address", filters, set_text<&Config::snat, &Snat::original>},
      {"translation-address", filters, set_text<&Config::snat, &Snat::translation>},
      {"enabled", filters, set_flag<&Config::snat, &Snat::enabled, true>},
      {"disabled", filters, set_flag<&Config::snat, &Snat::enabled, false>},
      {"vlans", filters, begin_list<&Config::snat, &Snat::vlans>, vlans_table},
      {"vlans-enabled", filters, set_flag<&Config::snat, &Snat::vlans_enabled, true>},
      {"vlans-disabled", filters, set_flag<&Config::snat, &Snat::vlans_enabled, false>},
      ignored<Config>("arp", carrying),
      ignored<Config>("auto-lasthop", carrying),
      ignored<Config>("inherited-traffic-group", carrying),
      ignored<Config>("mirror", carrying),
      ignored<Config>("source-port", carrying),
      ignored<Config>("traffic-group", "the unit that carries it"),
      ignored<Config>("unit", "the unit that carries it"),
  });
  static const Table table({Rows(rows), common_rows()}, open_object<&Config::snat>);
  return table;
}

Outcome pool_member(Config& config, Cursor& cursor) {
  const auto name = item_name(cursor);
  if (!name) return cursor.fail("an address");
  config.group->members.push_back(full_name(*name));
  config.group->about.lines.add(cursor.line());
  return Outcome::understood;
}

const Table& pool_members_table() {
  static constexpr auto rows = std::to_array<Row>({{"*", filters, pool_member}});
  static const Table table({Rows(rows)}, open_object<&Config::group>);
  return table;
}

const Table& pool_table() {
  static constexpr auto rows = std::to_array<Row>({{"members", filters, block, pool_members_table}});
  static const Table table({Rows(rows), common_rows()}, open_object<&Config::group>);
  return table;
}

Outcome translation(Config& config, Cursor& cursor) {
  const auto name = take_name(cursor);
  if (!name) return cursor.fail("a name");
  config.profile = *name;
  return cursor.end();
}

Outcome translation_address(Config& config, Cursor& cursor) {
  const auto address = take_value(cursor);
  if (!address) return cursor.fail("an address");
  config.translations.insert_or_assign(config.profile, split_route_domain(*address).address);
  return cursor.end();
}

const Table& translation_table() {
  static constexpr std::string_view carrying = "how connections are carried";
  static constexpr auto rows = std::to_array<Row>({
      {"address", filters, translation_address},
      ignored<Config>("arp", carrying),
      ignored<Config>("connection-limit", carrying),
      ignored<Config>("disabled", "what uses it falls back to another"),
      ignored<Config>("enabled", carrying),
      ignored<Config>("inherited-traffic-group", carrying),
      ignored<Config>("ip-idle-timeout", carrying),
      ignored<Config>("tcp-idle-timeout", carrying),
      ignored<Config>("traffic-group", "the unit that carries it"),
      ignored<Config>("udp-idle-timeout", carrying),
      ignored<Config>("unit", "the unit that carries it"),
  });
  static const Table table({Rows(rows), common_rows()});
  return table;
}

/// The address that a translation stands for; by default its name is one.
std::string address_of(const Config& config, const std::string& translation) {
  const auto found = config.translations.find(full_name(translation));
  return found != config.translations.end() ? found->second : split_route_domain(leaf_name(translation)).address;
}

std::string joined(const std::vector<std::string>& values) {
  std::string text;
  for (const std::string& value : values) text.append(text.empty() ? "" : ",").append(value);
  return text;
}

void convert_snat(const Config& config, const std::string& name, const Snat& from, const Target& target) {
  model::NatRule& to = target.device.nat_rules.emplace_back();
  head(to, from.about, name, target);
  to.name.set(name, to.lines);
  to.kind.set(from.fixed ? "static" : "source", to.lines);
  if (from.original)
    to.source.set(from.original->value, from.original->lines);
  else if (from.origins.given)
    to.source.set(joined(from.origins.texts()), target.id(from.origins.lines));
  to.destination.set_default("any");
  if (from.translation)
    to.translated.set(address_of(config, from.translation->value), from.translation->lines);
  else if (from.pool)
    to.translated.set("pool " + from.pool->value, from.pool->lines);
  else if (from.automap)
    to.translated.set("interface", from.automap->lines);
  if (from.vlans_enabled && from.vlans_enabled->value && from.vlans.given)
    to.inside.set(joined(from.vlans.texts()), target.id(from.vlans.lines));
  else if (!from.vlans.given || from.vlans.values.empty())
    to.inside.set_default("any");
  to.outside.set_default("any");
  put_or_default(to.enabled, from.enabled, true);
}

}  // namespace

Rows snat_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"ltm snat", filters, object<&Config::snats, &Config::snat>, snat_table},
      {"ltm nat", filters, nat, snat_table},
      {"ltm snatpool", filters, object<&Config::snat_pools, &Config::group>, pool_table},
      {"ltm snat-translation", filters, translation, translation_table},
  });
  return rows;
}

void convert_snats(Config& config, const Target& target) {
  config.snats.each([&](const std::string& name, const Snat& from) { convert_snat(config, name, from, target); });
  config.snat_pools.each([&](const std::string& name, const Group& from) {
    model::ObjectGroup& to = target.device.groups.emplace_back();
    head(to, from.about, name, target);
    to.name.set("address " + name, to.lines);
    std::vector<std::string> members;
    for (const std::string& member : from.members) members.push_back(address_of(config, member));
    to.members.set(std::move(members), to.lines);
  });
}

}  // namespace muster::grammars::f5_bigip
