#include "grammars/format.hpp"

#include <string>

#include "grammars/mikrotik_routeros/config.hpp"
#include "grammars/mikrotik_routeros/reader.hpp"
#include "grammars/mikrotik_routeros/references.hpp"
#include "grammars/mikrotik_routeros/statement.hpp"
#include "grammars/text_lines.hpp"

/// `/export` of RouterOS 6 and 7, terse and verbose.
namespace muster::grammars::mikrotik_routeros {
namespace {

constexpr FoldRules fold_rules{.negation = "", .undeclared = Domains::all()};
constexpr std::string_view head_keyword = "# by RouterOS";

/// An export holds what differs from the factory's settings: no accounts, and no interfaces that nobody touched.
constexpr Domains partial = Domains(Domain::users) | Domain::interfaces;

void convert(Config& config, const Target& target) {
  convert_system(config, target);
  convert_users(config, target);
  convert_aaa(config, target);
  convert_services(config, target);
  convert_snmp(config, target);
  convert_logging(config, target);
  convert_interfaces(config, target);
  convert_vrrp(config, target);
  convert_filters(config, target);
  convert_nat(config, target);
  convert_routes(config, target);
  convert_bgp(config, target);
  convert_ospf(config, target);
  convert_secrets(config, target);
}

void put(model::Text& to, std::string_view value, model::LinesId lines) {
  if (!to.known()) to.set(std::string(value), lines);
}

/// What status outputs say of the same counts more.
void read_head(const ConfigTree& text, const ReadOptions& options, model::Device& device) {
  for (const HeadLine& each : text.head) {
    const model::LinesId lines = device.lines.add(options.capture, each.line);
    if (options.disabled_handler == head_keyword) {
      device.open(options.context, Domain::software, "known, not modelled: " + std::string(head_keyword), lines);
      continue;
    }
    if (each.key == "model") put(device.software.hardware, each.value, lines);
    if (each.key == "serial number") put(device.software.serial, each.value, lines);
    if (each.key != "version") continue;
    put(device.software.product, "RouterOS", lines);
    put(device.software.version, each.value.substr(0, each.value.find(' ')), lines);
  }
}

ReadResult read(std::string_view bytes, const ReadOptions& options, model::Device& device) {
  const ConfigTree text = read_config(bytes);
  ReadResult result;
  FoldContext context{text.tree, options, device, result};
  Config config;
  config.secrets_seen = mark_secrets(context);
  fold(context, top_table(), config, fold_rules);
  read_head(text, options, device);
  convert(config, {device, options.capture, options.context});
  if (text.misfit)
    device.open(options.context, Domains::all(), std::string(text.misfit->reason),
                device.lines.add(options.capture, text.misfit->line));
  return result;
}

std::string write_back_bytes(std::string_view bytes) { return write_back(read_config(bytes).tree); }

std::vector<KeywordInfo> keywords() {
  std::vector<KeywordInfo> infos = keyword_infos(top_table());
  infos.push_back({std::string(head_keyword), Domain::software, Treatment::modelled, {}});
  return infos;
}

}  // namespace

const Table& top_table() {
  static const Table table({interface_rows(), address_rows(), vrrp_rows(), filter_rows(), nat_rows(), service_rows(),
                            user_rows(), aaa_rows(), snmp_rows(), logging_rows(), system_rows(), route_rows(),
                            bgp_rows(), ospf_rows(), secret_rows(), ignored_rows(), known_rows()});
  return table;
}

const Format& format() {
  static constexpr Format self{
      .name = "mikrotik_routeros",
      .title = "MikroTik RouterOS export",
      .contributes = Domains(Domain::users) | Domain::authentication | Domain::snmp | Domain::management |
                     Domain::logging | Domain::time | Domain::interfaces | Domain::filters | Domain::routing |
                     Domain::redundancy,
      .read = &read,
      .write_back = &write_back_bytes,
      .keywords = &keywords,
      .partial = partial,
      .references = &references,
  };
  return self;
}

}  // namespace muster::grammars::mikrotik_routeros
