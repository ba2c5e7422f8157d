#include "grammars/format.hpp"

#include <algorithm>

#include "grammars/paloalto_panos/config.hpp"
#include "grammars/paloalto_panos/forms.hpp"
#include "grammars/paloalto_panos/references.hpp"
#include "grammars/text_lines.hpp"

/// Configuration of PAN-OS: as set commands, in braces, or in XML.
namespace muster::grammars::paloalto_panos {
namespace {

/// What a Panorama pushed answers the question that the running configuration of a managed firewall leaves open.
void close_pushed(model::Device& device, const ReadOptions& options, std::string_view pushed) {
  if (pushed.empty()) return;
  const Domains told = pushed == "policy" ? Domains(Domain::filters) : configured.without(Domain::filters);
  for (model::Opening& opening : device.openings)
    if (opening.context == options.context && opening.reason == "known, not modelled: deviceconfig/system/panorama")
      opening.domains = opening.domains.without(told);
  std::erase_if(device.openings, [](const model::Opening& opening) { return opening.domains.empty(); });
}

ReadResult read(std::string_view bytes, const ReadOptions& options, model::Device& device) {
  Document document = read_document(bytes);
  ReadResult result;
  const auto newlines = static_cast<std::size_t>(std::ranges::count(bytes, '\n'));
  result.lines.assign(newlines + (bytes.empty() || bytes.back() == '\n' ? 0 : 1), LineState::understood);
  State state;
  Walk walk(schema(), document.configuration, state, bytes, device, options, result);
  walk.run();
  if (document.configuration.size() == 1 && document.doubts.empty())
    device.open(options.context, configured, "an empty configuration", 0);
  finish_users(walk, state);
  finish_management(walk, state);
  finish_logging(walk, state);
  finish_objects(walk, state);
  finish_interfaces(walk, state);
  finish_nat(walk, state);
  finish_policies(walk, state);
  result.diagnostics.insert(result.diagnostics.end(), document.problems.begin(), document.problems.end());
  walk.finish(document.statements, document.doubts);
  close_pushed(device, options, state.pushed);
  return result;
}

std::vector<KeywordInfo> keywords() { return schema().keywords(); }

}  // namespace

const Schema& schema() {
  static const Schema value({scope_rows(), system_rows(), setting_rows(), user_rows(), server_rows(), logging_rows(),
                             snmp_rows(), interface_rows(), network_rows(), routing_rows(), object_rows(),
                             policy_rows(), redundancy_rows(), other_rows()});
  return value;
}

const Format& format() {
  static constexpr Format self{
      .name = "paloalto_panos",
      .title = "PAN-OS configuration, as set commands, in braces or in XML",
      .contributes = configured,
      .read = &read,
      .write_back = &write_document,
      .keywords = &keywords,
      .references = &references,
  };
  return self;
}

}  // namespace muster::grammars::paloalto_panos
