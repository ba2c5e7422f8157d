#include "grammars/format.hpp"

#include <algorithm>

#include "grammars/cisco_nxos/config.hpp"
#include "grammars/ignored_secrets.hpp"

namespace muster::grammars::cisco_nxos {
namespace {

void convert(Config& config, const Target& target) {
  convert_system(config, target);
  convert_lines(config, target);
  convert_services(config, target);
  convert_users(config, target);
  convert_aaa(config, target);
  convert_snmp(config, target);
  convert_logging(config, target);
  convert_ntp(config, target);
  convert_interfaces(config, target);
  convert_redundancy(config, target);
  convert_access_lists(config, target);
  convert_routing(config, target);
  convert_bgp(config, target);
  convert_igps(config, target);
}

/// An address of IPv6 that was not understood still is one.
bool uses_ipv6(const Tree& tree) {
  return std::ranges::any_of(tree.nodes(), [&](const Node& node) {
    const std::string_view text = tree.text(node);
    return node.depth > 0 && (text.starts_with("ipv6 address") || text.starts_with("ipv6 link-local") ||
                              text.starts_with("ipv6 forward"));
  });
}

ReadResult read(std::string_view bytes, const ReadOptions& options, model::Device& device) {
  const Tree tree = read_indented(bytes, indent_rules);
  ReadResult result;
  FoldContext context{tree, options, device, result};
  Config config;
  fold(context, top_table(), config);
  open_ignored_secrets(context);
  std::vector<Config> contexts = std::move(config.finished);
  contexts.push_back(std::move(config));
  const bool ipv6 = uses_ipv6(tree);
  for (Config& one : contexts) {
    one.uses_ipv6 = ipv6;
    convert(one, {device, options.capture, one.vdc.empty() ? options.context : one.vdc});
  }
  return result;
}

std::string write_back_bytes(std::string_view bytes) { return write_back(read_indented(bytes, indent_rules)); }

/// What switches checks off everywhere leaves them unknown where it is not understood.
Domains not_understood(Config& config, const Cursor& cursor, Domains domains) {
  if (cursor.whole().find("system urpf") != std::string_view::npos) config.no_source_check = {false, cursor.lines()};
  return domains;
}

std::vector<KeywordInfo> keywords() { return keyword_infos(top_table()); }

}  // namespace

const Table& top_table() {
  static const Table table({system_rows(), service_rows(), user_rows(), aaa_rows(), snmp_rows(), line_rows(),
                            logging_rows(), ntp_rows(), interface_rows(), redundancy_rows(), access_list_rows(),
                            routing_rows(), bgp_rows(), igp_rows(), other_rows(), other_network_rows()},
                           &not_understood);
  return table;
}

const Format& format() {
  static constexpr Format self{
      .name = "cisco_nxos",
      .title = "Cisco NX-OS running configuration",
      .contributes = Domains(Domain::users) | Domain::authentication | Domain::snmp | Domain::management |
                     Domain::logging | Domain::time | Domain::interfaces | Domain::filters | Domain::routing |
                     Domain::redundancy,
      .read = &read,
      .write_back = &write_back_bytes,
      .keywords = &keywords,
      .references = &references,
  };
  return self;
}

}  // namespace muster::grammars::cisco_nxos
