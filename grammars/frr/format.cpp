#include "grammars/format.hpp"

#include "grammars/frr/config.hpp"
#include "grammars/frr/references.hpp"
#include "grammars/tree.hpp"

/// Configurations of FRRouting: `show running-config` of vtysh, and /etc/frr/frr.conf.
namespace muster::grammars::frr {
namespace {

constexpr IndentRules rules{"!#"};

constexpr Domains fed = Domain::users | Domain::management | Domain::logging | Domain::interfaces | Domain::filters |
                        Domain::routing | Domain::software | Domain::redundancy;
/// The system below has accounts, services, interfaces and a log daemon of its own.
constexpr Domains partial = Domain::users | Domain::management | Domain::logging | Domain::interfaces;

const Table& top_table() {
  static const Table table({system_rows(), credential_rows(), interface_rows(), access_list_rows(), static_route_rows(),
                            bgp_rows(), ospf_rows(), top_end_rows(), other_rows()});
  return table;
}

void convert(Config& config, const Target& target) {
  convert_system(config, target);
  convert_credentials(config, target);
  convert_interfaces(config, target);
  convert_vrrp(config, target);
  convert_access_lists(config, target);
  convert_static_routes(config, target);
  convert_bgp(config, target);
  convert_ospf(config, target);
}

ReadResult read(std::string_view bytes, const ReadOptions& options, model::Device& device) {
  const Tree tree = read_indented(bytes, rules);
  ReadResult result;
  FoldContext context{tree, options, device, result};
  Config config(device.lines);
  fold(context, top_table(), config);
  convert(config, {device, options.capture, options.context});
  if (tree.nodes().empty()) device.open(options.context, fed, "an empty configuration", 0);
  if (config.printed && !config.ended) device.open(options.context, fed, "the output ends before its end", 0);
  return result;
}

std::string round_trip(std::string_view bytes) { return write_back(read_indented(bytes, rules)); }

std::vector<KeywordInfo> keywords() { return keyword_infos(top_table()); }

}  // namespace

const Format& format() {
  static constexpr Format value{"frr",     "FRRouting configuration (vtysh)", fed, read, round_trip, keywords, partial,
                                references};
  return value;
}

}  // namespace muster::grammars::frr
