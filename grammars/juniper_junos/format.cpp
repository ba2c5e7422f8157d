#include "grammars/format.hpp"

#include <algorithm>

#include "grammars/juniper_junos/config.hpp"
#include "grammars/juniper_junos/prefix_lists.hpp"
#include "grammars/juniper_junos/references.hpp"
#include "grammars/juniper_junos/statements.hpp"
#include "grammars/text_lines.hpp"

/// Configuration of Junos, in braces (`show configuration`) or as commands (`show configuration | display set`).
namespace muster::grammars::juniper_junos {
namespace {

constexpr Domains fed = Domains(Domain::users) | Domain::authentication | Domain::snmp | Domain::management |
                        Domain::logging | Domain::time | Domain::interfaces | Domain::filters | Domain::routing |
                        Domain::redundancy;

/// A part that the account may not see is no absence.
void find_hidden_parts(std::string_view bytes, std::vector<Doubt>& doubts) {
  constexpr std::string_view mark = "ACCESS-DENIED";
  std::size_t counted = 0;
  std::uint32_t line = 1;
  for (std::size_t at = bytes.find(mark); at != std::string_view::npos; at = bytes.find(mark, at + mark.size())) {
    line += static_cast<std::uint32_t>(std::count(bytes.begin() + static_cast<std::ptrdiff_t>(counted),
                                                  bytes.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
    counted = at;
    doubts.push_back({line, line, "a part that the account may not see"});
  }
}

void find_instances(const Configuration& config, NodeId root, State& state) {
  const NodeId instances = child(config, root, "routing-instances");
  if (instances == no_node) return;
  for (const NodeId instance : Children(config, instances))
    if (const NodeId interfaces = child(config, instance, "interface"); interfaces != no_node)
      for (const NodeId interface : Children(config, interfaces))
        state.instance_of[config[interface].text] = config[instance].text;
}

/// Those of the device, and of the systems within it.
void find_all_instances(const Configuration& config, State& state) {
  find_instances(config, Configuration::root(), state);
  for (const std::string_view kind : {"logical-systems", "tenants"})
    if (const NodeId systems = child(config, Configuration::root(), kind); systems != no_node)
      for (const NodeId system : Children(config, systems)) find_instances(config, system, state);
}

ReadResult read(std::string_view bytes, const ReadOptions& options, model::Device& device) {
  BraceTree tree = read_tree(bytes);
  ReadResult result;
  result.lines.assign(tree.tree.line_count(), LineState::understood);
  Document document = read_statements(tree.tree, is_display_set(bytes));
  apply_groups(document);
  expand_interface_ranges(document, bytes);
  for (const Diagnostic& problem : tree.problems)
    document.doubts.push_back(
        {problem.line, problem.line, "braces, quotes or comments do not match: the text may be cut"});
  find_hidden_parts(bytes, document.doubts);
  State state;
  state.context = options.context;
  PrefixLists prefix_lists(document.configuration);
  state.prefix_lists = &prefix_lists;
  state.prefixes_left = document.configuration.size() + 200'000;
  find_all_instances(document.configuration, state);
  Walk walk(schema(), document.configuration, state, bytes, device, options, result);
  walk.run();
  if (tree.tree.nodes().empty()) device.open(options.context, fed, "an empty configuration", 0);
  finish_users(walk, state);
  finish_interfaces(walk, state);
  finish_services(walk, state);
  finish_logging(walk);
  finish_aaa(walk);
  finish_snmp(walk, state);
  finish_keys(walk, state);
  finish_zones(walk, state);
  finish_filters(walk, state);
  result.diagnostics.insert(result.diagnostics.end(), tree.problems.begin(), tree.problems.end());
  walk.finish(document.statements, document.doubts);
  return result;
}

std::string round_trip(std::string_view bytes) { return write_back(read_tree(bytes).tree); }

std::vector<KeywordInfo> keywords() { return schema().keywords(); }

}  // namespace

const Schema& schema() {
  static const Schema value({system_rows(), user_rows(), service_rows(), logging_rows(), snmp_rows(), interface_rows(),
                             firewall_rows(), routing_rows(), protocol_rows(), policy_rows(), zone_rows(), nat_rows(),
                             key_rows(), aaa_rows(), cluster_rows(), snmp_v3_rows(), other_rows()});
  return value;
}

const Format& format() {
  static constexpr Format self{
      .name = "juniper_junos",
      .title = "Junos configuration, in braces or as set commands",
      .contributes = fed,
      .read = &read,
      .write_back = &round_trip,
      .keywords = &keywords,
      .references = &references,
  };
  return self;
}

}  // namespace muster::grammars::juniper_junos
