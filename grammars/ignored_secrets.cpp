#include "grammars/ignored_secrets.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "grammars/format.hpp"

namespace muster::grammars {
namespace {

/// Settings whose words are those of secrets, and which hold none: texts, names of files and of other settings,
/// lengths, lifetimes, choices.
constexpr auto harmless = std::to_array<std::string_view>(
    {"no ", "remark ", "snmp-server contact ", "snmp-server location ", "snmp-server mib community-map ",
     "certificate ", "key size ", "key field ", "private-vlan ", "authentication protocol ",
     "password encryption-key common", "password secure-mode", "service password-", "userpassphrase default-",
     "userpassphrase max-length"});

bool is_harmless(std::string_view line) {
  return std::ranges::any_of(harmless, [line](std::string_view beginning) { return line.starts_with(beginning); });
}

}  // namespace

void open_ignored_secrets(FoldContext& context) {
  std::vector<LineState>& lines = context.result.lines;
  std::vector<Evidence> found;
  for (const Node& node : context.tree.nodes()) {
    if (node.line > lines.size() || lines[node.line - 1] != LineState::ignored) continue;
    const std::string_view text = context.tree.text(node);
    if (is_harmless(text) || secret_net(text).empty()) continue;
    const auto last = std::min(node.last_line, static_cast<std::uint32_t>(lines.size()));
    std::fill(lines.begin() + node.line - 1, lines.begin() + last, LineState::known);
    found.push_back({context.options.capture, node.line, last});
  }
  if (!found.empty())
    context.device.open(context.options.context, Domain::users, "a secret in a line whose purpose no rule asks for",
                        context.device.lines.add(std::move(found)));
}

}  // namespace muster::grammars
