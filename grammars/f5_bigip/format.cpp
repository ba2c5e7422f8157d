#include "grammars/format.hpp"

#include <algorithm>

#include "grammars/f5_bigip/config.hpp"
#include "grammars/f5_bigip/reader.hpp"
#include "grammars/f5_bigip/references.hpp"
#include "grammars/text_lines.hpp"

namespace muster::grammars::f5_bigip {
namespace {

constexpr Domains affected = Domains(Domain::users) | Domain::authentication | Domain::snmp | Domain::management |
                             Domain::logging | Domain::time | Domain::interfaces | Domain::filters | Domain::routing |
                             Domain::proxy | Domain::health | Domain::redundancy;

void convert(Config& config, const Target& target) {
  convert_users(config, target);
  convert_aaa(config, target);
  convert_management(config, target);
  convert_snmp(config, target);
  convert_logging(config, target);
  convert_network(config, target);
  convert_routing(config, target);
  convert_firewall(config, target);
  convert_pools(config, target);
  convert_gtm(config, target);
  convert_virtuals(config, target);
  convert_snats(config, target);
  convert_cluster(config, target);
  put_secrets(config.secrets, target);
}

/// `#TMSH-VERSION: 15.1.8` in the head of a file. What tmsh itself prints has none.
void read_version(std::string_view bytes, const ReadOptions& options, Config& config, model::Device& device) {
  constexpr std::string_view mark = "#TMSH-VERSION:";
  LineScanner scanner(bytes);
  TextLine line;
  if (!scanner.next(line) || !line.text.starts_with(mark)) return;
  const std::string_view version = trim(line.text.substr(mark.size()));
  std::uint32_t major = 0;
  if (!parse_number(version.substr(0, version.find('.')), major)) return;
  config.version = major;
  config.version_lines = device.lines.add(options.capture, line.number);
  if (!device.software.product.known()) device.software.product.set("BIG-IP", config.version_lines);
  if (!device.software.version.known()) device.software.version.set(std::string(version), config.version_lines);
}

/// Unbalanced braces and quotes mean that the text is not whole, or that it means something else.
void open_doubts(const std::vector<Diagnostic>& problems, FoldContext& context) {
  Openings openings;
  for (const Diagnostic& problem : problems) {
    if (problem.line >= 1 && problem.line <= context.result.lines.size())
      context.result.lines[problem.line - 1] = LineState::unknown;
    openings.add(affected, "braces or quotes do not match: the text may be cut", problem.line, problem.line);
  }
  openings.write(context);
}

ReadResult read(std::string_view bytes, const ReadOptions& options, model::Device& device) {
  const ConfigTree text = read_config(bytes);
  ReadResult result;
  FoldContext context{text.tree, options, device, result};
  Config config;
  read_version(bytes, options, config, device);
  fold(context, top_table(), config, {"", affected});
  open_doubts(text.problems, context);
  if (text.tree.nodes().empty()) device.open(options.context, affected, "an empty configuration", 0);
  convert(config, {device, options.capture, options.context});
  result.diagnostics.insert(result.diagnostics.end(), text.problems.begin(), text.problems.end());
  std::ranges::stable_sort(result.diagnostics, {}, &Diagnostic::line);
  return result;
}

std::string round_trip(std::string_view bytes) { return grammars::write_back(read_config(bytes).tree); }

std::vector<KeywordInfo> keywords() { return keyword_infos(top_table()); }

}  // namespace

const Table& top_table() {
  static const Table table({user_rows(), aaa_rows(), management_rows(), snmp_rows(), logging_rows(), network_rows(),
                            routing_rows(), imish_rows(), firewall_rows(), virtual_rows(), path_policy_rows(),
                            pool_rows(), gtm_rows(), profile_rows(), snat_rows(), cluster_rows(), other_rows(),
                            ignored_rows(), old_rows()});
  return table;
}

const Format& format() {
  static constexpr Format self{.name = "f5_bigip",
                               .title = "F5 BIG-IP configuration (tmsh, bigip.conf)",
                               .contributes = affected,
                               .read = &read,
                               .write_back = &round_trip,
                               .keywords = &keywords,
                               .references = &references};
  return self;
}

}  // namespace muster::grammars::f5_bigip
