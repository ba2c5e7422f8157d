#include "grammars/format.hpp"

#include "grammars/cisco_asa/config.hpp"
#include "grammars/cisco_asa/lines.hpp"
#include "grammars/cisco_asa/references.hpp"
#include "grammars/ignored_secrets.hpp"

namespace muster::grammars::cisco_asa {
namespace {

void convert(Config& config, const Target& target) {
  convert_system(config, target);
  convert_aaa(config, target);
  convert_users(config, target);
  convert_snmp(config, target);
  convert_services(config, target);
  convert_logging(config, target);
  convert_ntp(config, target);
  convert_interfaces(config, target);
  convert_groups(config, target);
  convert_access_lists(config, target);
  convert_nat(config, target);
  convert_routing(config, target);
  convert_bgp(config, target);
  convert_igp(config, target);
  convert_failover(config, target);
}

ReadResult read(std::string_view bytes, const ReadOptions& options, model::Device& device) {
  const Tree tree = read_lines(bytes);
  ReadResult result;
  FoldContext context{tree, options, device, result};
  Config config;
  fold(context, top_table(), config);
  open_ignored_secrets(context);
  convert(config, {device, options.capture, options.context});
  return result;
}

std::string write_back_bytes(std::string_view bytes) { return write_back(read_lines(bytes)); }

std::vector<KeywordInfo> keywords() { return keyword_infos(top_table()); }

/// What a handler could tell narrower than its row.
Domains not_understood(Config& config, const Cursor& cursor, Domains domains) {
  return config.narrowed && config.narrowed_line == cursor.line() ? *config.narrowed : domains;
}

}  // namespace

const Table& top_table() {
  static const Table table({system_rows(), user_rows(), aaa_rows(), service_rows(), snmp_rows(), logging_rows(),
                            ntp_rows(), interface_rows(), object_rows(), access_list_rows(), nat_rows(), routing_rows(),
                            bgp_rows(), igp_rows(), failover_rows(), vpn_rows(), inspection_rows(), other_rows()},
                           &not_understood);
  return table;
}

const Format& format() {
  static constexpr Format self{
      .name = "cisco_asa",
      .title = "Cisco ASA and FTD running configuration",
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

}  // namespace muster::grammars::cisco_asa
