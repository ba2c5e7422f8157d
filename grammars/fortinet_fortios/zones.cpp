#include "grammars/fortinet_fortios/config.hpp"

/// Zones of interfaces, those of SD-WAN among them, and the settings of a virtual domain.
namespace muster::grammars::fortinet_fortios {
namespace {

constexpr Domains domains = Domain::filters;
constexpr auto at = &Config::zone;
constexpr std::string_view measured = "how links are measured";

const Table& zone_entry() {
  static constexpr auto rows = std::to_array<Row>({
      {"interface", domains, &names<at, &Zone::interfaces>},
      {"intrazone", domains, &text<at, &Zone::intrazone>},
  });
  static constexpr auto others = ignored_each(words("description", "tagging", "config tagging"), "labels");
  static const Table table({rows, others}, &opens<at>);
  return table;
}
const Table& zone_table() {
  static constexpr auto rows = std::to_array<Row>({{"edit", domains, &edit<&Vdom::zones, at>, &zone_entry}});
  static const Table table({rows});
  return table;
}

/// The interface of an SD-WAN member and its zone stand in two settings of one entry.
struct MemberWords {
  static Outcome interface(Config& config, Cursor& cursor) {
    auto value = take_value(cursor);
    if (cursor.negated || !value) return cursor.negated ? Outcome::understood : cursor.fail("an interface");
    config.name = std::move(*value);
    config.vdom->sdwan_members.get(config.name) = "virtual-wan-link";
    return cursor.end();
  }
  static Outcome zone(Config& config, Cursor& cursor) {
    auto value = take_value(cursor);
    if (cursor.negated || !value) return cursor.negated ? Outcome::understood : cursor.fail("a zone");
    // Before the interface, as some releases print it, the zone waits under the number of the entry.
    config.vdom->sdwan_members.get(config.name) = std::move(*value);
    return cursor.end();
  }
};

Outcome edit_member(Config& config, Cursor& cursor) {
  auto name = edit_name(cursor);
  if (!name) return cursor.fail("a number");
  config.name = "member " + *name;
  return cursor.end();
}

const Table& member_entry() {
  static constexpr auto rows = std::to_array<Row>({
      {"interface", domains, &MemberWords::interface},
      {"zone", domains, &MemberWords::zone},
      ignored<Config>("*", measured),
  });
  static const Table table({rows});
  return table;
}
const Table& member_table() {
  static constexpr auto rows = std::to_array<Row>({{"edit", domains, &edit_member, &member_entry}});
  static const Table table({rows});
  return table;
}

const Table& sdwan_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"config members", domains, &nested_block, &member_table},
      {"config service", Domain::routing},
      {"config neighbor", Domain::routing},
      {"config duplication", Domain::routing},
      ignored<Config>("config zone", "its members name it"),
      ignored<Config>("config health-check", measured),
      ignored<Config>("config health-check-fortiguard", measured),
      ignored<Config>("config fail-alert-interfaces", measured),
  });
  static constexpr auto others =
      ignored_each(words("status", "load-balance-mode", "speedtest-bypass-routing", "duplication-max-num",
                         "duplication-max-discrepancy", "neighbor-hold-down", "neighbor-hold-down-time",
                         "neighbor-hold-boot-time", "fail-detect", "fail-alert-interfaces", "app-perf-log-period"),
                   measured);
  static const Table table({rows, others});
  return table;
}

Outcome asymmetric(Config& config, Cursor& cursor) {
  Maybe<bool>& setting = config.vdom->asymmetric;
  const bool was = setting && setting->value;
  const Outcome outcome = read_flag(setting, cursor);
  if (setting) setting->value = setting->value || was;
  return outcome;
}

constexpr std::string_view profile_based = "profile-based", enabled = "enable", global = "global", nat = "nat",
                           traffic = "traffic";

/// `config system settings`: what decides who may pass is named; the rest is not.
const Table& settings_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"asymroute", domains, &asymmetric},
      {"asymroute6", domains, &asymmetric},
      {"ngfw-mode", domains, &usually<profile_based>},
      {"consolidated-firewall-mode", domains, &usually<disabled>},
      {"lldp-transmission", Domain::management, &usually<global>},
      {"lldp-reception", Domain::management, &usually<global>},
      {"opmode", Domain::interfaces, &usually<nat>},
      {"status", Domain::interfaces, &usually<enabled>},
      {"vdom-type", Domain::interfaces, &usually<traffic>},
      ignored<Config>("*", "how packets are processed and what the pages show, not who may pass"),
  });
  static const Table table({rows});
  return table;
}

}  // namespace

Rows zone_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"config system zone", domains, &block, &zone_table},
      {"config system sdwan", domains, &block, &sdwan_table},
      {"config system virtual-wan-link", domains, &block, &sdwan_table},
      {"config system settings", domains, &block, &settings_table},
  });
  return rows;
}

}  // namespace muster::grammars::fortinet_fortios
