#include "grammars/format.hpp"

#include <algorithm>

#include "grammars/cisco_ios/config.hpp"

namespace muster::grammars::cisco_ios {
namespace {

void convert(Config& config, const Target& target) {
  convert_system(config, target);
  convert_users(config, target);
  convert_aaa(config, target);
  convert_aaa_servers(config, target);
  convert_snmp(config, target);
  convert_lines(config, target);
  convert_services(config, target);
  convert_logging(config, target);
  convert_ntp(config, target);
  convert_interfaces(config, target);
  convert_standby_groups(config, target);
  convert_access_lists(config, target);
  convert_object_groups(config, target);
  convert_zones(config, target);
  convert_nat(config, target);
  convert_routing(config, target);
  convert_bgp(config, target);
  convert_ospf(config, target);
  convert_igps(config, target);
}

bool uses_ipv6(const Tree& tree) {
  return std::ranges::any_of(tree.nodes(), [&](const Node& node) {
    const std::string_view text = tree.text(node);
    return node.depth > 0 && (text.starts_with("ipv6 address") || text.starts_with("ipv6 enable") ||
                              text.starts_with("ipv6 unnumbered"));
  });
}

ReadResult read(std::string_view bytes, const ReadOptions& options, model::Device& device) {
  const Tree tree = read_indented(bytes, indent_rules);
  ReadResult result;
  FoldContext context{tree, options, device, result};
  Config config;
  config.uses_ipv6 = uses_ipv6(tree);
  fold(context, top_table(), config);
  convert(config, {device, options.capture, options.context});
  return result;
}

std::string write_back_bytes(std::string_view bytes) { return write_back(read_indented(bytes, indent_rules)); }

std::vector<KeywordInfo> keywords() { return keyword_infos(top_table()); }

}  // namespace

const Table& top_table() {
  static const Table table({system_rows(), user_rows(), aaa_rows(), aaa_server_rows(), snmp_rows(), line_rows(), service_rows(), logging_rows(),
                            ntp_rows(), interface_rows(), access_list_rows(), object_group_rows(), routing_rows(), bgp_rows(), ospf_rows(), igp_rows(), key_chain_rows(), crypto_rows(), nat_rows(), inspection_rows(), zone_rows(), other_rows(), declared_rows()});
  return table;
}

const Format& format() {
  static constexpr Format self{
      .name = "cisco_ios",
      .title = "Cisco IOS and IOS-XE running configuration",
      .contributes = Domains(Domain::users) | Domain::authentication | Domain::snmp | Domain::management | Domain::logging |
                     Domain::time | Domain::interfaces | Domain::filters | Domain::routing | Domain::redundancy,
      .read = &read,
      .write_back = &write_back_bytes,
      .keywords = &keywords,
      .references = &references,
  };
  return self;
}

}  // namespace muster::grammars::cisco_ios
