#include <fmt/format.h>

#include <algorithm>

#include "waivers/reader.hpp"

namespace muster::waivers {
namespace {

void read_format(config::Table& table, Declaration& declaration) {
  declaration.format = said(table, "format", "whose lines are they? (see `muster formats`)");
  if (declaration.format.empty() || grammars::find_format(declaration.format) != nullptr) return;
  std::vector<std::string> names;
  for (const grammars::Format* format : grammars::formats()) names.emplace_back(format->name);
  table.error_at("format", fmt::format("no format '{}'{}", declaration.format, suggestion(declaration.format, names)));
}

std::optional<LinePattern> read_pattern(config::Table& table, std::string_view key, std::string& text) {
  if (!table.has(key)) return std::nullopt;
  text = said(table, key, "expected a regular expression that fits the whole line");
  if (text.empty()) return std::nullopt;
  auto pattern = LinePattern::compile(text);
  if (pattern) return *pattern;
  table.error_at(key, pattern.error().message);
  return std::nullopt;
}

Domains read_domains(config::Document& document, config::Table& table) {
  Domains domains;
  const std::vector<std::string> names(domain_names.begin(), domain_names.end());
  if (!table.has("domains")) table.error_at("domains", "missing key 'domains': what can the line not matter to?");
  const auto located = table.located_texts("domains");
  if (located && located->empty()) table.error_at("domains", "'domains': expected at least one domain, got none");
  for (const config::LocatedText& name : located.value_or(std::vector<config::LocatedText>())) {
    if (const auto domain = parse_domain(name.text))
      domains |= *domain;
    else
      document.errors().push_back({ErrorKind::input,
                                   fmt::format("no domain '{}': expected some of {}{}", name.text,
                                               fmt::join(names, ", "), suggestion(name.text, names)),
                                   name.where});
  }
  return domains;
}

}  // namespace

Declaration read_declaration(config::Document& document, config::Table& table, const KnownNames& known) {
  Declaration declaration;
  declaration.approval = read_approval(table);
  check_life(table, declaration.approval, longest_declaration, "a line declaration");
  declaration.selection = read_selection(document, table, known);
  read_format(table, declaration);
  declaration.line_pattern = read_pattern(table, "line", declaration.line);
  declaration.block_pattern = read_pattern(table, "block", declaration.block);
  if (!table.has("line") && !table.has("block"))
    table.error_at("line", "a declaration of every line is none: expected 'line', 'block' or both");
  if (table.has("block") && !has_indented_blocks(declaration.format) &&
      grammars::find_format(declaration.format) != nullptr)
    table.error_at("block", fmt::format("in '{}' indentation does not make blocks, so that the block of a line is not "
                                        "certain: take 'block' out and name the 'line'",
                                        declaration.format));
  declaration.domains = read_domains(document, table);
  declaration.because = said(table, "because", "why can it not matter?");
  table.finish();
  return declaration;
}

}  // namespace muster::waivers
