#include "grammars/addresses.hpp"

#include "grammars/mikrotik_routeros/keys.hpp"

/// Addresses of interfaces, and clients that ask for some.
namespace muster::grammars::mikrotik_routeros {
namespace {

constexpr Domains domains = Domain::interfaces | Domain::redundancy;

struct Address : Entry {
  Maybe<std::string> address;
  Maybe<std::string> interface;
  Maybe<std::string> netmask;
};
constexpr auto keys = std::to_array<Key<Address>>({
    {"address", &text<&Address::address, Address>},
    {"interface", &text<&Address::interface, Address>},
    {"netmask", &text<&Address::netmask, Address>},
    {"disabled", &flag<&Address::disabled, Address>},
    {"network"},
    {"broadcast"},
    {"comment"},
    {"vrf"},
    {"advertise"},
    {"eui-64"},
    {"from-pool"},
    {"no-dad"},
    {"auto-link-local"},
});

std::string whole(const std::string& address) {
  if (const auto prefix = canonical_prefix(address)) return *prefix;
  const auto ip = parse_ip(address);
  if (!ip) return {};
  return address + (ip->family == 4 ? "/32" : "/128");
}

Outcome add_address(Config& config, Cursor& cursor) {
  const Statement statement = parse_statement(cursor.rest());
  Address address;
  const Outcome outcome = apply<Address>(address, statement, keys, cursor);
  if (outcome != Outcome::understood) return outcome;
  if (!address.interface) return cursor.fail("an interface");
  Interface& interface = config.interfaces.get(address.interface->value);
  if (address.off()) return Outcome::understood;
  // An address from a pool is not known until the pool has one.
  if (!address.address || statement.find("from-pool") != nullptr || statement.find("eui-64") != nullptr) {
    interface.dynamic_address = true;
    return Outcome::understood;
  }
  std::string text = address.address->value;
  if (address.netmask && text.find('/') == std::string::npos) {
    const auto ip = parse_ipv4(text);
    const auto mask = parse_ipv4(address.netmask->value);
    const auto joined = ip && mask ? with_netmask(*ip, *mask) : std::nullopt;
    if (!joined) return cursor.fail("an address and its mask");
    text = *joined;
  }
  text = whole(text);
  if (text.empty()) return cursor.fail_at(statement.find("address")->raw.data(), "an address");
  interface.addresses.push_back(std::move(text));
  interface.address_lines.add(cursor.node().line, cursor.node().last_line);
  return Outcome::understood;
}

Outcome add_client(Config& config, Cursor& cursor) {
  const Statement statement = parse_statement(cursor.rest());
  const Parameter* const interface = statement.find("interface");
  if (interface == nullptr) return cursor.fail("an interface");
  config.interfaces.get(interface->value).dynamic_address = true;
  return Outcome::understood;
}

const Table& addresses_table() { return menu_table<domains, &add_address, nullptr>(); }
const Table& clients_table() { return menu_table<domains, &add_client, nullptr>(); }

}  // namespace

Rows address_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"/ip address", domains, &menu, &addresses_table},
      {"/ipv6 address", domains, &menu, &addresses_table},
      {"/ip dhcp-client", domains, &menu, &clients_table},
      {"/ipv6 dhcp-client", domains, &menu, &clients_table},
  });
  return rows;
}

}  // namespace muster::grammars::mikrotik_routeros
