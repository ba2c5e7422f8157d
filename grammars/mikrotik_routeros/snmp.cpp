#include "grammars/mikrotik_routeros/keys.hpp"

/// `/snmp` and its communities. With `security=` a community is a version 3 user; its name stays a secret
/// all the same, for older versions may still take it.
namespace muster::grammars::mikrotik_routeros {
namespace {

constexpr Domains domains = Domain::snmp | Domain::users;

constexpr auto keys = std::to_array<Key<Community>>({
    {"name", &secret<&Community::name, Community>},
    {"addresses", &text<&Community::addresses, Community>},
    {"address", &text<&Community::addresses, Community>},
    {"security", &text<&Community::security, Community>},
    {"read-access", &flag<&Community::read, Community>},
    {"write-access", &flag<&Community::write, Community>},
    {"authentication-protocol", &text<&Community::authentication, Community>},
    {"encryption-protocol", &text<&Community::encryption, Community>},
    {"authentication-password", &secret<&Community::authentication_password, Community>},
    {"encryption-password", &secret<&Community::encryption_password, Community>},
    {"disabled", &flag<&Community::disabled, Community>},
    {"comment"},
});

/// The first community is the one that every device has: "public", unless it is renamed.
Community& default_community(Config& config) {
  if (config.communities.empty()) config.communities.emplace_back();
  return config.communities.front();
}

Outcome add_community(Config& config, Cursor& cursor) {
  (void)default_community(config);
  return add_object<&Config::communities, keys>(config, cursor);
}

Outcome set_community(Config& config, Cursor& cursor) {
  const Statement statement = parse_statement(cursor.rest());
  const bool first =
      statement.condition("default") == "yes" ||
      (statement.selectors.size() == 1 && (statement.selectors[0] == "0" || statement.selectors[0] == "public"));
  if (!first) return cursor.fail("the community that every device has");
  Community& community = default_community(config);
  begin_entry(config, community, cursor);
  return apply<Community>(community, statement, keys, cursor);
}

constexpr auto snmp_keys = std::to_array<Key<Snmp>>({
    {"enabled", &flag<&Snmp::enabled, Snmp>},
    {"contact"},
    {"location"},
    {"engine-id"},
    {"engine-id-suffix"},
    {"src-address"},
    {"trap-community"},
    {"trap-generators"},
    {"trap-interfaces"},
    {"trap-target"},
    {"trap-version"},
    {"vrf"},
});

const Table& snmp_table() { return menu_table<domains, nullptr, &set_object<&Config::snmp, snmp_keys>>(); }
const Table& communities_table() { return menu_table<domains, &add_community, &set_community>(); }

std::string lower(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

std::string digest(const Maybe<std::string>& from) {
  const std::string name = from ? lower(from->value) : "md5";
  return name == "sha1" ? "sha" : name;
}

std::string cipher(const Maybe<std::string>& from) {
  const std::string name = from ? lower(from->value) : "des";
  return name == "aes" ? "aes128" : name;
}

void put_key(const Community& from, const Maybe<StoredText>& key, const std::string& name, const Target& target) {
  model::Credential& to = target.device.credentials.emplace_back();
  entry_head(to, from, target);
  to.kind.set("snmp-user", to.lines);
  to.name.set(name, to.lines);
  // Without one the account that asked may not see it.
  if (key && !key->value.value.empty()) put_secret(to.value, *key);
}

void convert_user(const Community& from, const std::string& name, const Target& target) {
  model::SnmpUser& to = target.device.snmp_users.emplace_back();
  entry_head(to, from, target);
  to.name.set(name, to.lines);
  to.group.set_absent();
  to.authentication.set(digest(from.authentication), to.lines);
  put_key(from, from.authentication_password, name + " authentication", target);
  if (from.security->value != "private") return to.privacy.set_absent(to.lines);
  to.privacy.set(cipher(from.encryption), to.lines);
  put_key(from, from.encryption_password, name + " privacy", target);
}

bool is_everything(std::string_view addresses) {
  return addresses.empty() || addresses.find("0.0.0.0/0") != std::string_view::npos ||
         addresses.find("::/0") != std::string_view::npos;
}

void convert_community(const Community& from, std::size_t number, const Target& target) {
  if (from.off()) return;
  model::SnmpCommunity& to = target.device.snmp_communities.emplace_back();
  entry_head(to, from, target);
  to.name.set("community " + std::to_string(number), to.lines);
  const bool version3 = from.security && from.security->value != "none";
  if (version3) {
    // Whether older versions may still use its name is not said.
    to.value.set_unknown(to.lines);
    convert_user(from, to.name.value, target);
  } else if (from.name) {
    put_secret(to.value, *from.name);
  } else {
    to.value.set_default({Secret("public"), "plain"});
  }
  if (from.write && from.write->value)
    to.access.set("rw", from.write->lines);
  else
    to.access.set_default("ro");
  if (from.addresses && !is_everything(from.addresses->value))
    to.filter.set(from.addresses->value, from.addresses->lines);
  else
    to.filter.set_absent();
}

}  // namespace

void convert_snmp(Config& config, const Target& target) {
  // Off, as it comes: nobody is answered, whatever communities there are.
  const bool on = config.snmp.enabled && config.snmp.enabled->value;
  if (config.snmp.open)
    target.device.open(target.context, domains, "not understood: /snmp/set", target.id(config.snmp.opened_by));
  if (!on && !config.snmp.open) return;
  (void)default_community(config);
  std::size_t number = 0;
  for (const Community& from : config.communities) convert_community(from, ++number, target);
}

Rows snmp_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"/snmp", domains, &menu, &snmp_table},
      {"/snmp community", domains, &menu, &communities_table},
  });
  return rows;
}

}  // namespace muster::grammars::mikrotik_routeros
