#include "grammars/fortinet_fortios/config.hpp"
#include "grammars/fortinet_fortios/process_networks.hpp"

/// RIP: on which interfaces it listens, and whether it asks for keys. An interface that is passive listens all the
/// same.
namespace muster::grammars::fortinet_fortios {
namespace {

constexpr Domains domains = Domain::routing;
constexpr auto at = &Config::rip_interface;
constexpr std::string_view announced = "what is announced, and when";
constexpr std::string_view second_version = "2";

const Table& interface_entry() {
  static constexpr auto rows = std::to_array<Row>({
      {"auth-mode", domains, &text<at, &RipInterface::authentication>},
      {"auth-keychain", domains, &text<at, &RipInterface::key_chain>},
      {"auth-string", domains | Domain::users, &secret<at, &RipInterface::key>},
      {"receive-version", domains, &text<at, &RipInterface::versions>},
  });
  static constexpr auto others = ignored_each(
      words("flags", "send-version", "send-version2-broadcast", "split-horizon", "split-horizon-status"), announced);
  static const Table table({rows, others}, &opens<at>);
  return table;
}
const Table& interface_table() {
  static constexpr auto rows =
      std::to_array<Row>({{"edit", domains, &edit<&Vdom::rip_interfaces, at>, &interface_entry}});
  static const Table table({rows});
  return table;
}

constexpr auto process_rows = ignored_each(
    words("default-information-originate", "default-metric", "max-out-metric", "recv-buffer-size", "passive-interface",
          "config passive-interface", "update-timer", "timeout-timer", "garbage-timer", "bfd", "config distance",
          "config distribute-list", "config offset-list", "config redistribute", "config aggregate-address"),
    announced);

const Table& rip_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"config network", domains, &nested_block, &network_table<&Vdom::rip_networks>},
      {"config interface", domains, &nested_block, &interface_table},
      {"version", domains, &usually<second_version>},
      {"config neighbor", domains},
  });
  static const Table table({rows, process_rows});
  return table;
}

/// RIP for IPv6 has no keys; where it runs is not modelled.
const Table& ripng_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"config interface", domains},
      {"config network", domains},
      {"config neighbor", domains},
  });
  static const Table table({rows, process_rows});
  return table;
}

/// A key alone changes nothing, and neither does a mode without a key. The first version of RIP has no keys: an
/// interface that takes it in takes it from everybody, and a line that is not understood may let it in.
void put_authenticated(const RipInterface* from, model::Boolean& to) {
  if (from == nullptr || !from->authentication) return to.set_default(false);
  const bool asks = from->authentication->value == "text" || from->authentication->value == "md5";
  if (!asks || (!from->key && !from->key_chain)) return to.set(false, from->authentication->lines);
  if (from->versions && from->versions->value != second_version) return to.set_unknown(from->versions->lines);
  if (!from->opened_by.empty()) return to.set_unknown(from->authentication->lines);
  to.set(true, from->authentication->lines);
}

}  // namespace

Rows rip_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"config router rip", domains, &block, &rip_table},
      {"config router ripng", domains, &block, &ripng_table},
  });
  return rows;
}

void convert_rip(Config& config, Vdom& vdom, const Target& target) {
  vdom.rip_interfaces.each([&](const std::string& name, RipInterface& from) {
    if (from.key) keep_secret(vdom.secrets, "rip", name, from.key->value, from.key->lines);
  });
  each_interface_in(config, vdom.rip_networks, target, "RIP",
                    [&](const std::string& name, const Port& port, const ProcessNetwork& network) {
                      model::RoutingNeighbor& to = target.device.neighbors.emplace_back();
                      const RipInterface* const from = vdom.rip_interfaces.find(name);
                      if (from != nullptr) from->put(to, target);
                      to.context = target.context;
                      to.lines = target.device.lines.join(to.lines, lines_of(network, port, target));
                      to.name.set("rip " + name, to.lines);
                      to.protocol.set("rip", to.lines);
                      to.remote_as.set_absent();
                      put_authenticated(from, to.authenticated);
                    });
}

}  // namespace muster::grammars::fortinet_fortios
