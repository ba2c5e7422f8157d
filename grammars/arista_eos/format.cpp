#include "grammars/format.hpp"

#include <algorithm>

#include "grammars/arista_eos/config.hpp"
#include "grammars/arista_eos/words.hpp"
#include "grammars/ignored_secrets.hpp"

namespace muster::grammars::arista_eos {
namespace {

void convert(Config& config, const Target& target) {
  convert_system(config, target);
  convert_users(config, target);
  convert_aaa(config, target);
  convert_snmp(config, target);
  convert_services(config, target);
  convert_logging(config, target);
  convert_ntp(config, target);
  convert_interfaces(config, target);
  convert_redundancy(config, target);
  convert_access_lists(config, target);
  convert_nat(config, target);
  convert_routing(config, target);
  convert_bgp(config, target);
  convert_ospf(config, target);
  convert_ospf3(config, target);
  convert_isis(config, target);
}

/// Told from the text alone: what it decides may not hang on a handler.
bool uses_ipv6(const Tree& tree) {
  return std::ranges::any_of(tree.nodes(), [&](const Node& node) {
    const std::string_view text = tree.text(node);
    return node.depth > 0 && (text.starts_with("ipv6 address") || text.starts_with("ipv6 enable"));
  });
}

ReadResult read(std::string_view bytes, const ReadOptions& options, model::Device& device) {
  const Tree tree = read_indented(bytes, indent_rules);
  ReadResult result;
  FoldContext context{tree, options, device, result};
  Config config;
  config.uses_ipv6 = uses_ipv6(tree);
  fold(context, top_table(), config);
  open_ignored_secrets(context);
  const Target target{device, options.capture, options.context};
  read_header(bytes, target);
  convert(config, target);
  return result;
}

std::string write_back_bytes(std::string_view bytes) { return write_back(read_indented(bytes, indent_rules)); }

std::vector<KeywordInfo> keywords() { return keyword_infos(top_table()); }

}  // namespace

const Table& top_table() {
  static const Table table({system_rows(), user_rows(), aaa_rows(), snmp_rows(), service_rows(), logging_rows(),
                            ntp_rows(), interface_rows(), mlag_rows(), nat_rows(), access_list_rows(), routing_rows(),
                            bgp_rows(), ospf_rows(), ospf3_rows(), isis_rows(), daemon_rows(), other_rows()});
  return table;
}

const Format& format() {
  static constexpr Format self{
      .name = "arista_eos",
      .title = "Arista EOS running configuration",
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

}  // namespace muster::grammars::arista_eos
