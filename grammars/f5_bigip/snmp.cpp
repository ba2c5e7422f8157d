#include <algorithm>
#include <array>

#include "grammars/f5_bigip/settings.hpp"

/// sys snmp: communities, users, traps, and who may ask.
namespace muster::grammars::f5_bigip {
namespace {

constexpr Domains snmp = Domain::snmp;

const Table& community_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"community-name", snmp, set_secret<&Config::community, &Community::name>},
      {"source", snmp, set_text<&Config::community, &Community::source>},
      {"access", snmp, set_text<&Config::community, &Community::access>},
      ignored<Config>("oid-subset", "which part of the tree may be read"),
      ignored<Config>("ipv6", "whether the source is an IPv6 address"),
  });
  static const Table table({Rows(rows), common_rows()}, open_object<&Config::community>);
  return table;
}

const Table& communities_table() {
  static constexpr auto rows =
      std::to_array<Row>({{"*", snmp, item<&Config::communities, &Config::community>, community_table}});
  static const Table table({Rows(rows)});
  return table;
}

/// The keys stand twice, in F5's form and in that of the agent.
const Table& user_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"auth-protocol", snmp, set_text<&Config::snmp_user, &SnmpUser::authentication>},
      {"privacy-protocol", snmp, set_text<&Config::snmp_user, &SnmpUser::privacy>},
      {"auth-password", snmp, set_secret<&Config::snmp_user, &SnmpUser::authentication_key>},
      {"auth-password-encrypted", snmp, set_secret<&Config::snmp_user, &SnmpUser::authentication_key>},
      {"privacy-password", snmp, set_secret<&Config::snmp_user, &SnmpUser::privacy_key>},
      {"privacy-password-encrypted", snmp, set_secret<&Config::snmp_user, &SnmpUser::privacy_key>},
      ignored<Config>("access", "whether the user may write"),
      ignored<Config>("oid-subset", "which part of the tree may be read"),
      ignored<Config>("username", "the name again"),
      ignored<Config>("security-level", "follows from the protocols"),
  });
  static const Table table({Rows(rows), common_rows()}, open_object<&Config::snmp_user>);
  return table;
}

const Table& users_table() {
  static constexpr auto rows =
      std::to_array<Row>({{"*", snmp, item<&Config::snmp_users, &Config::snmp_user>, user_table}});
  static const Table table({Rows(rows)});
  return table;
}

const Table& trap_table() {
  static constexpr std::string_view where = "where messages are sent";
  static constexpr auto rows = std::to_array<Row>({
      {"community", snmp, set_secret<&Config::trap, &Trap::community>},
      {"auth-password", snmp, set_secret<&Config::trap, &Trap::community>},
      {"auth-password-encrypted", snmp, set_secret<&Config::trap, &Trap::community>},
      {"privacy-password", snmp, set_secret<&Config::trap, &Trap::community>},
      {"privacy-password-encrypted", snmp, set_secret<&Config::trap, &Trap::community>},
      ignored<Config>("host", where),
      ignored<Config>("port", where),
      ignored<Config>("network", where),
      ignored<Config>("version", where),
      ignored<Config>("security-level", where),
      ignored<Config>("security-name", where),
      ignored<Config>("auth-protocol", where),
      ignored<Config>("privacy-protocol", where),
      ignored<Config>("engine-id", where),
  });
  static const Table table({Rows(rows), common_rows()});
  return table;
}

const Table& traps_table() {
  static constexpr auto rows = std::to_array<Row>({{"*", snmp, item<&Config::traps, &Config::trap>, trap_table}});
  static const Table table({Rows(rows)});
  return table;
}

const Table& snmp_table() {
  static constexpr std::string_view state = "what the agent watches and tells about the device";
  static constexpr std::string_view traps = "which messages are sent";
  static constexpr auto rows = std::to_array<Row>({
      {"communities", snmp, block, communities_table},
      {"users", snmp, block, users_table},
      {"traps", snmp, block, traps_table},
      {"v1-traps", snmp, block, traps_table},
      {"v2-traps", snmp, block, traps_table},
      {"allowed-addresses", snmp, begin_own_list<&Config::snmp_allowed>,
       own_list_table<&Config::snmp_allowed, Domain::snmp>},
      {"include", snmp},
      {"snmpv1", snmp},
      {"snmpv2c", snmp},
      {"trap-community", snmp},
      ignored<Config>("agent-addresses", "where the agent listens"),
      ignored<Config>("agent-trap", traps),
      ignored<Config>("auth-trap", traps),
      ignored<Config>("bigip-traps", traps),
      ignored<Config>("trap-source", traps),
      ignored<Config>("disk-monitors", state),
      ignored<Config>("process-monitors", state),
      ignored<Config>("load-max1", state),
      ignored<Config>("load-max5", state),
      ignored<Config>("load-max15", state),
      ignored<Config>("l2forward-vlan", state),
      ignored<Config>("sys-contact", "text for people"),
      ignored<Config>("sys-location", "text for people"),
      ignored<Config>("sys-services", state),
  });
  static const Table table({Rows(rows), common_rows()});
  return table;
}

bool is_everything(const std::string& source) {
  return source == "0.0.0.0/0" || source == "default" || source == "::/0";
}

void set_filter(model::Text& to, const Community& from, const Config& config, const Target& target) {
  if (from.source && !is_everything(from.source->value)) return to.set(from.source->value, from.source->lines);
  // By itself the agent answers its own device only.
  if (!config.snmp_allowed.given) return to.set_default("allowed-addresses");
  const bool all =
      std::ranges::any_of(config.snmp_allowed.values, [](const auto& each) { return is_everything(each.value); });
  const model::LinesId lines = target.id(config.snmp_allowed.lines);
  if (all) return to.set_absent(lines);
  to.set_default("allowed-addresses");  // an address that was not understood may be everybody's
  to.lines = lines;
}

void convert_community(const Config& config, Community& from, std::size_t position, const Target& target) {
  model::SnmpCommunity& to = target.device.snmp_communities.emplace_back();
  target.head(to, from.about.lines);
  if (!from.about.opened_by.empty()) to.open = true, to.opened_by = target.id(from.about.opened_by);
  to.name.set("community " + std::to_string(position), to.lines);
  if (from.name) put_secret(to.value, *from.name);
  put_or_default<std::string>(to.access, from.access, "ro");
  set_filter(to.filter, from, config, target);
}

std::string protocol_name(const std::string& name) {
  if (name == "aes") return "aes128";
  return name;
}

void keep(Config& config, const std::string& name, Maybe<StoredText>& secret) {
  if (secret) keep_secret(config.secrets, "snmp-user", name, std::move(secret->value), secret->lines);
}

void convert_user(Config& config, const std::string& name, SnmpUser& from, const Target& target) {
  model::SnmpUser& to = target.device.snmp_users.emplace_back();
  target.head(to, from.about.lines);
  if (!from.about.opened_by.empty()) to.open = true, to.opened_by = target.id(from.about.opened_by);
  to.name.set(name, to.lines);
  put_or_absent(to.authentication, from.authentication);
  if (from.privacy)
    to.privacy.set(protocol_name(from.privacy->value), from.privacy->lines);
  else
    to.privacy.set_absent();
  keep(config, name + " authentication", from.authentication_key);
  keep(config, name + " privacy", from.privacy_key);
}

}  // namespace

Rows snmp_rows() {
  static constexpr auto rows = std::to_array<Row>({{"sys snmp", snmp, block, snmp_table}});
  return rows;
}

void convert_snmp(Config& config, const Target& target) {
  std::size_t position = 0;
  config.communities.each(
      [&](const std::string&, Community& from) { convert_community(config, from, ++position, target); });
  config.snmp_users.each([&](const std::string& name, SnmpUser& from) { convert_user(config, name, from, target); });
  config.traps.each([&](const std::string& name, Trap& from) {
    if (from.community)
      keep_secret(config.secrets, "snmp", "trap " + name, std::move(from.community->value), from.community->lines);
  });
}

}  // namespace muster::grammars::f5_bigip
