#include "grammars/format.hpp"

#include <string>

#include "grammars/fortinet_fortios/config.hpp"
#include "grammars/fortinet_fortios/reader.hpp"
#include "grammars/fortinet_fortios/references.hpp"

namespace muster::grammars::fortinet_fortios {
namespace {

constexpr FoldRules fold_rules{.negation = "unset", .undeclared = Domains::all()};
constexpr std::string_view head_keyword = "#config-version";

void convert(Config& config, const Target& target) {
  convert_global(config, target);
  convert_users(config, target);
  convert_services(config, target);
  convert_snmp(config, target);
  convert_logging(config, target);
  convert_ntp(config, target);
  convert_interfaces(config, target);
  convert_virtual_routers(config, target);
  convert_cluster(config, target);
  each_vdom(config, target, [&](Vdom& vdom, const Target& inside) {
    convert_aaa(vdom, inside);
    convert_groups(vdom, inside);
    const bool only_global = config.has_vdoms && &vdom == &config.vdoms.get("");
    if (!only_global) convert_filters(vdom, inside);
    convert_nat(vdom, inside);
    convert_static_routes(vdom, inside);
    convert_bgp(vdom, inside);
    convert_ospf(config, vdom, inside);
    convert_rip(config, vdom, inside);
    convert_isis(vdom, inside);
    put_secrets(vdom.secrets, inside);
  });
}

/// `FGT60F-7.4.8-FW-build2795-250523`: the release stands between the first two hyphens behind the model.
void read_head(const ConfigTree& text, const ReadOptions& options, model::Device& device) {
  if (text.head.empty()) return;
  const model::LinesId lines = device.lines.add(options.capture, text.head_line);
  if (options.disabled_handler == head_keyword)
    return device.open(options.context, Domain::software, "known, not modelled: " + std::string(head_keyword), lines);
  const std::size_t begin = text.head.find('-');
  const std::size_t end = text.head.find('-', begin + 1);
  if (begin == std::string_view::npos || end == std::string_view::npos) return;
  // `get system status` knows better: keep what it said.
  if (!device.software.product.known()) device.software.product.set("FortiOS", lines);
  if (!device.software.version.known())
    device.software.version.set(std::string(text.head.substr(begin + 1, end - begin - 1)), lines);
}

ReadResult read(std::string_view bytes, const ReadOptions& options, model::Device& device) {
  const ConfigTree text = read_config(bytes);
  ReadResult result;
  FoldContext context{text.tree, options, device, result};
  Config config;
  config.vdom = &config.vdoms.get("");
  fold(context, top_table(), config, fold_rules);
  keep_other_secrets(context, config);
  read_head(text, options, device);
  convert(config, {device, options.capture, options.context});
  if (text.misfit)
    device.open(options.context, Domains::all(), text.misfit->reason,
                device.lines.add(options.capture, text.misfit->line));
  return result;
}

std::string write_back_bytes(std::string_view bytes) { return write_back(read_config(bytes).tree); }

std::vector<KeywordInfo> keywords() {
  std::vector<KeywordInfo> infos = keyword_infos(top_table());
  infos.push_back({std::string(head_keyword), Domain::software, Treatment::modelled, {}});
  infos.push_back({std::string(other_secret), Domain::users, Treatment::modelled, {}});
  return infos;
}

}  // namespace

const Table& top_table() {
  static const Table table({vdom_rows(),    global_rows(), user_rows(),      aaa_rows(),          snmp_rows(),
                            logging_rows(), ntp_rows(),    interface_rows(), zone_rows(),         address_rows(),
                            service_rows(), policy_rows(), nat_rows(),       static_route_rows(), bgp_rows(),
                            ospf_rows(),    rip_rows(),    isis_rows(),      ha_rows(),           vpn_rows(),
                            known_rows(),   ignored_rows()});
  return table;
}

const Format& format() {
  static constexpr Format self{
      .name = "fortinet_fortios",
      .title = "Fortinet FortiOS configuration (show, show full-configuration)",
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

}  // namespace muster::grammars::fortinet_fortios
