#include "grammars/cisco_ios/config.hpp"

/// Keywords of rarer features, and telephony: declared, with what they can affect, so that a configuration that has
/// them keeps its verdicts about everything else.
namespace muster::grammars::cisco_ios {
namespace {

constexpr std::string_view telephony = "telephony: no rule looks at it";
constexpr std::string_view layer2 = "layer 2: no rule looks at it";
constexpr std::string_view hardware = "hardware, modules and licences";
constexpr std::string_view diagnostics = "diagnosis and counters";
constexpr std::string_view old = "an old protocol that no rule looks at";
constexpr std::string_view queues = "queues, marks and rates: no rule looks at them";
constexpr std::string_view screen = "how a session looks";
constexpr std::string_view given = "how hosts get addresses: no rule looks at it";
constexpr std::string_view client = "the device as a client";
constexpr std::string_view packets = "details of packets: no rule looks at them";
constexpr std::string_view only_drops = "frames and packets of hosts that are not believed: it only drops";
constexpr std::string_view pages = "which of its pages the web server has, and its certificate";

/// A block that may hold a secret; the rest of it matters to no rule.
Outcome holder(Config&, Cursor& cursor) {
  cursor.take_rest();
  return Outcome::ignored;
}

const Table& telephony_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"authentication", Domain::users},
      {"credentials", Domain::users},
      {"username", Domain::users},
      {"password", Domain::users},
      {"security password", Domain::users},
      {"security izct password", Domain::users},
      {"sip", Domain::users, &holder, &telephony_table},
      ignored<Config>("*", telephony),
  });
  static const Table table({rows});
  return table;
}

/// Pages for administrators are a part of it.
const Table& call_manager_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"web", Domain::management | Domain::users},
      {"xml", Domain::management | Domain::users},
      {"authentication", Domain::users},
      {"credentials", Domain::users},
      {"ssh", Domain::users},
      {"standby", Domain::users},
      ignored<Config>("*", telephony),
  });
  static const Table table({rows});
  return table;
}

constexpr auto telephony_keywords = std::to_array<Row>({
    {"voice", Domain::users, &holder, &telephony_table},
    {"dial-peer", Domain::users, &holder, &telephony_table},
    {"gatekeeper", Domain::users, &holder, &telephony_table},
    {"gateway", Domain::users, &holder, &telephony_table},
    {"sip-ua", Domain::users, &holder, &telephony_table},
    {"ephone", Domain::users, &holder, &telephony_table},
    {"telephony-service", Domain::management | Domain::users, &holder, &call_manager_table},
    ignored<Config>("ephone-dn", telephony),
    ignored<Config>("ephone-dn-template", telephony),
    ignored<Config>("ephone-template", telephony),
    ignored<Config>("call", telephony),
    ignored<Config>("call-history-mib", telephony),
    ignored<Config>("gw-accounting", telephony),
    ignored<Config>("iua", telephony),
    ignored<Config>("num-exp", telephony),
    ignored<Config>("signaling", telephony),
    ignored<Config>("translation-rule", telephony),
    ignored<Config>("trunk", telephony),
    ignored<Config>("voip-incoming", telephony),
});

constexpr auto rare_ip_keywords = std::to_array<Row>({
    ignored<Config>("ip http secure-trustpoint", pages),
    ignored<Config>("ip http secure-ecdhe-curve", pages),
    ignored<Config>("ip http secure-client-auth", "asks for a certificate as well: it only narrows"),
    ignored<Config>("ip http secure-peer-verify-trustpoint", "asks for a certificate as well: it only narrows"),
    ignored<Config>("ip http active-session-modules", pages),
    ignored<Config>("ip http secure-active-session-modules", pages),
    ignored<Config>("ip http session-module-list", pages),
    ignored<Config>("ip http banner", pages),
    ignored<Config>("ip http help-path", pages),
    ignored<Config>("ip http client secure-trustpoint", client),
    ignored<Config>("ip http client connection", client),
    ignored<Config>("ip http client cache", client),
    ignored<Config>("ip tftp", client),
    ignored<Config>("ip dhcp-relay", given),
    ignored<Config>("ip dhcp-client", given),
    ignored<Config>("ip header-compression", "how packets are packed"),
    ignored<Config>("ip virtual-reassembly", "reassembly of fragments"),
    ignored<Config>("ip virtual-reassembly-in", "reassembly of fragments"),
    ignored<Config>("ip virtual-reassembly-out", "reassembly of fragments"),
    ignored<Config>("ip sap", "multicast: no rule looks at it"),
    ignored<Config>("ip sdr", "multicast: no rule looks at it"),
    ignored<Config>("ip cgmp", "multicast: no rule looks at it"),
    ignored<Config>("ip pgm", "multicast: no rule looks at it"),
    ignored<Config>("ip hp-host", "how the device looks names up"),
    ignored<Config>("ip local pool", given),
    ignored<Config>("ipv6 local pool", given),
    ignored<Config>("ipv6 dhcp pool", given),
    ignored<Config>("ipv6 dhcp relay", given),
    ignored<Config>("ipv6 general-prefix", "a name for a prefix: addresses that come from it are not told anyway"),
    ignored<Config>("ipv6 hop-limit", packets),
    ignored<Config>("ipv6 icmp", packets),
    ignored<Config>("ipv6 source-route", packets),
    ignored<Config>("ipv6 nd", "how hosts find the router"),
    ignored<Config>("ipv6 neighbor", "how hosts are found"),
    ignored<Config>("ipv6 snooping", only_drops),
    ignored<Config>("ipv6 source-guard", only_drops),
    ignored<Config>("ipv6 access-list log-update", "how often matches are logged"),
    {"ip ddns", Domain::users | Domain::interfaces},
    {"ip drp", Domain::management | Domain::users},
    {"ip sdee", Domain::management},
    {"ip casa", Domain::management | Domain::users},
    {"ip nhrp", Domain::routing | Domain::users},
    {"ip host-routing", Domain::routing},
    {"ip security", Domain::filters},
    {"ip traffic-export", Domain::filters},
    {"ip trigger-authentication", Domain::filters | Domain::authentication},
});

constexpr auto rare_services = std::to_array<Row>({
    {"autonomic", Domain::management | Domain::users},
    {"beep", Domain::management},
    {"cdp", Domain::management | Domain::interfaces},
    {"cip", Domain::management | Domain::users},
    {"clock", Domain::time},
    {"cops", Domain::management | Domain::filters},
    {"dnsix-nat", Domain::logging},
    {"energywise", Domain::management | Domain::users},
    {"eou", Domain::authentication | Domain::users},
    {"epm", Domain::filters},
    ignored<Config>("epm logging", "logs more, never less"),
    {"fips", Domain::management},
    {"id-manager", Domain::authentication},
    {"ipc", Domain::redundancy},
    {"kerberos", Domain::authentication | Domain::users},
    {"key", Domain::users},
    {"lat", Domain::management},
    {"lldp", Domain::management | Domain::interfaces},
    {"mdns-sd", Domain::management},
    {"mediatrace", Domain::management | Domain::users},
    {"nmsp", Domain::management},
    {"password", Domain::users | Domain::authentication},
    {"policy-manager", Domain::authentication},
    {"printer", Domain::management},
    {"profinet", Domain::management},
    {"ptp", Domain::time},
    {"rlogin", Domain::management},
    {"rtr", Domain::health | Domain::management},
    {"scripting", Domain::management},
    {"service", Domain::management | Domain::logging | Domain::authentication | Domain::users | Domain::software},
    {"service-list", Domain::management},
    {"service-routing", Domain::management},
    {"system", Domain::software | Domain::management},
    {"translate", Domain::management | Domain::users},
    {"x29", Domain::management},
    {"xot", Domain::management},
    ignored<Config>("default-value", screen),
    ignored<Config>("keymap", screen),
    ignored<Config>("parser cache", screen),
    ignored<Config>("parser command", screen),
    ignored<Config>("parser config", screen),
    ignored<Config>("regexp", screen),
    ignored<Config>("busy-message", screen),
    ignored<Config>("shell processing", screen),
    ignored<Config>("setup express", "what a button on the box does"),
    ignored<Config>("location", "where the box stands"),
});

constexpr auto rare_platform = std::to_array<Row>({
    {"connect", Domain::interfaces},
    {"domain", Domain::routing | Domain::users},
    {"dot11", Domain::interfaces | Domain::users},
    {"l2tp", Domain::interfaces | Domain::users},
    {"l3vpn", Domain::interfaces | Domain::routing},
    {"mac", Domain::filters},
    {"nat66", Domain::filters | Domain::routing},
    {"oer", Domain::routing | Domain::users},
    {"ospfv3", Domain::routing},
    {"pfr", Domain::routing | Domain::users},
    {"pfr-map", Domain::routing},
    {"pseudowire", Domain::interfaces},
    {"resource-pool", Domain::interfaces},
    {"service-chain", Domain::filters},
    {"sgbp", Domain::interfaces | Domain::users},
    {"tag-switching", Domain::routing | Domain::users},
    {"virtual-profile", Domain::interfaces},
    {"virtual-template", Domain::interfaces},
    {"vrrp", Domain::redundancy},
    ignored<Config>("alarm", hardware),
    ignored<Config>("alarm-contact", hardware),
    ignored<Config>("alarm-facility", hardware),
    ignored<Config>("alarm-profile", hardware),
    ignored<Config>("aqm-register-fnf", "traffic statistics: no rule looks at them"),
    ignored<Config>("async-bootp", given),
    ignored<Config>("device-sensor", "what is seen of hosts"),
    ignored<Config>("crypto call admission", "limits of tunnels"),
    ignored<Config>("crypto logging", "logs more, never less"),
    ignored<Config>("crypto pki nvram", "where certificates are kept"),
    ignored<Config>("dying-gasp", hardware),
    ignored<Config>("flow-sampler-map", "traffic statistics: no rule looks at them"),
    ignored<Config>("frame-relay", layer2),
    ignored<Config>("lane", old),
    ignored<Config>("link state", layer2),
    ignored<Config>("locaddr-priority-list", old),
    ignored<Config>("modemcap", hardware),
    ignored<Config>("monitor event-trace", diagnostics),
    ignored<Config>("multilink", layer2),
    ignored<Config>("mvr", layer2),
    ignored<Config>("mvrp", layer2),
    ignored<Config>("netbios", old),
    ignored<Config>("partition", hardware),
    ignored<Config>("priority-list", queues),
    ignored<Config>("process-max-time", hardware),
    ignored<Config>("queue-list", queues),
    ignored<Config>("random-detect-group", queues),
    ignored<Config>("rep", layer2),
    ignored<Config>("resource policy", hardware),
    ignored<Config>("rif", old),
    ignored<Config>("source-bridge", old),
    ignored<Config>("stack-power", hardware),
    ignored<Config>("system env", hardware),
    ignored<Config>("terminal-queue", screen),
    ignored<Config>("upgrade", hardware),
    ignored<Config>("vc-class", layer2),
    ignored<Config>("vmps", layer2),
    ignored<Config>("warm-reboot", hardware),
});

}  // namespace

Rows declared_rows() {
  static const std::vector<Row> all = [] {
    std::vector<Row> rows;
    for (const Rows part : {Rows(telephony_keywords), Rows(rare_ip_keywords), Rows(rare_services), Rows(rare_platform)})
      rows.insert(rows.end(), part.begin(), part.end());
    return rows;
  }();
  return all;
}

}  // namespace muster::grammars::cisco_ios
