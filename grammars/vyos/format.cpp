#include "grammars/format.hpp"

#include <array>

#include "grammars/vyos/config.hpp"
#include "grammars/vyos/references.hpp"
#include "grammars/vyos/statements.hpp"
#include "grammars/text_lines.hpp"

/// Configuration of VyOS (and of the Vyatta that it comes from): `show configuration commands`, or config.boot.
namespace muster::grammars::vyos {
namespace {

/// Secrets of parts that no handler reads: whatever stands behind such a word is none to be shown.
void hide_other_secrets(Walk& walk) {
  static constexpr auto words = std::to_array<std::string_view>(
      {"password", "secret", "pre-shared-secret", "preshared-key", "private-key", "passphrase", "plaintext-password",
       "encrypted-password", "md5-key", "shared-secret", "shared-secret-key", "psk", "plaintext-key", "encrypted-key",
       "auth-key", "api-key", "token"});
  const Configuration& config = walk.configuration();
  for (NodeId node = 1; node < config.size(); ++node) {
    const NodeId above = config[node].parent;
    const bool value = config[node].first_child == no_node && above != no_node;
    if (value && std::ranges::find(words, config[above].text) != words.end()) walk.secret(node);
  }
}

ReadResult read(std::string_view bytes, const ReadOptions& options, model::Device& device) {
  Document document = read_document(bytes);
  ReadResult result;
  result.lines.assign(document.line_count, LineState::understood);
  State state;
  find_groups(document.configuration, state);
  Walk walk(schema(), document.configuration, state, bytes, device, options, result);
  walk.run();
  if (document.configuration.size() == 1 && document.doubts.empty())
    device.open(options.context, configured, "an empty configuration", 0);
  finish_users(walk, state);
  finish_services(walk, state);
  finish_logging(walk);
  finish_bgp(walk, state);
  finish_gateways(walk, state);
  finish_redundancy(walk, state);
  finish_zones(walk, state);
  finish_filters(walk, state);
  finish_interfaces(walk, state);
  hide_other_secrets(walk);
  result.diagnostics.insert(result.diagnostics.end(), document.problems.begin(), document.problems.end());
  walk.finish(document.statements, document.doubts);
  return result;
}

std::vector<KeywordInfo> keywords() { return schema().keywords(); }

}  // namespace

const Schema& schema() {
  static const Schema value({user_rows(), system_rows(), logging_rows(), time_rows(), service_rows(), snmp_rows(),
                             interface_rows(), group_rows(), firewall_rows(), nat_rows(), static_route_rows(),
                             bgp_rows(), gateway_rows(), redundancy_rows(), vpn_rows(), balancing_rows(),
                             other_rows()});
  return value;
}

const Format& format() {
  static constexpr Format self{
      .name = "vyos",
      .title = "VyOS configuration, as set commands or in braces",
      .contributes = configured,
      .read = &read,
      .write_back = &write_document,
      .keywords = &keywords,
      .references = &references,
  };
  return self;
}

}  // namespace muster::grammars::vyos
