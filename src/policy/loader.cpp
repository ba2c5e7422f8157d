#include <algorithm>
#include <array>
#include <tuple>

#include "policy/rules.hpp"

namespace muster::policy {
namespace {

/// One file while it is read. The document's error list is shared by its tables.
struct File {
  config::Document document;
  config::Table root;
  std::size_t pack = 0;
};

/// The pack of this name; files of one pack share it.
std::size_t pack_named(std::vector<Pack>& packs, const std::string& name) {
  const auto found = std::ranges::find(packs, name, [](const Pack& pack) -> const std::string& { return pack.info.name; });
  if (found != packs.end()) return static_cast<std::size_t>(found - packs.begin());
  packs.push_back({.info = {.name = name}, .parameters = {}});
  return packs.size() - 1;
}

void read_header(File& file, CompiledRules& compiled) {
  auto header = file.root.table("pack");
  if (!header) {
    if (!file.root.has("pack")) file.root.error_at("pack", "missing table [pack]");
    file.pack = pack_named(compiled.packs, "");
    return;
  }
  file.pack = pack_named(compiled.packs, header->required_text("name"));
  read_pack_header(*header, compiled.packs[file.pack]);
}

void read_parameters(File& file, CompiledRules& compiled) {
  Pack& pack = compiled.packs[file.pack];
  for (config::Table& table : file.root.tables("parameter")) {
    Parameter parameter = read_parameter(table);
    const auto twin = std::ranges::find(pack.parameters, parameter.name, &Parameter::name);
    if (twin != pack.parameters.end())
      table.error_at("name", "duplicate parameter '" + parameter.name + "', first at " + to_string(twin->where));
    else
      pack.parameters.push_back(std::move(parameter));
  }
}

struct Seen {
  std::string id;
  SourcePosition where;
};

void read_rules(File& file, CompiledRules& compiled, std::vector<Seen>& seen) {
  for (config::Table& table : file.root.tables("rule")) {
    const SourcePosition where = table.where("id");
    Rule rule = read_rule(table, compiled, file.pack, file.document.errors());
    const auto twin = std::ranges::find(seen, rule.info.id, &Seen::id);
    if (twin != seen.end() && !rule.info.id.empty())
      table.error_at("id", "duplicate rule id '" + rule.info.id + "', first at " + to_string(twin->where));
    seen.push_back({rule.info.id, where});
    compiled.rules.push_back(std::move(rule));
  }
}

bool before(const Error& a, const Error& b) {
  return std::tie(a.where.line, a.where.column) < std::tie(b.where.line, b.where.column);
}

}  // namespace

std::expected<PolicySet, std::vector<Error>> PolicySet::load(std::span<const PolicyFile> files,
                                                                std::span<const std::string_view> platforms) {
  auto compiled = std::make_unique<CompiledRules>();
  compiled->platforms = platforms;
  std::vector<Error> errors;
  std::vector<File> parsed;
  for (const PolicyFile& file : files) {
    auto document = config::Document::parse(file.text, file.name);
    if (!document) {
      errors.push_back(document.error());
      continue;
    }
    config::Table root = document->root();
    parsed.push_back({std::move(*document), std::move(root), 0});
    read_header(parsed.back(), *compiled);
  }
  for (File& file : parsed) read_parameters(file, *compiled);
  std::vector<Seen> seen;
  for (File& file : parsed) {
    read_rules(file, *compiled, seen);
    file.root.finish();
    std::vector<Error>& found = file.document.errors();
    std::ranges::stable_sort(found, before);
    errors.insert(errors.end(), found.begin(), found.end());
  }
  if (!errors.empty()) return std::unexpected(std::move(errors));
  compiled->platforms = {};
  std::ranges::sort(compiled->rules, {}, [](const Rule& rule) -> const std::string& { return rule.info.id; });
  for (Pack& pack : compiled->packs) pack.variable_names = names_of_variables(pack);
  for (std::uint32_t i = 0; i < compiled->rules.size(); ++i)
    if (compiled->rules[i].info.scope != Scope::device) compiled->group_rules.push_back(i);
  for (const Rule& rule : compiled->rules) compiled->infos.push_back(rule.info);
  for (const Pack& pack : compiled->packs) compiled->pack_infos.push_back(pack.info);
  return PolicySet(std::move(compiled));
}

PolicySet::PolicySet(std::unique_ptr<CompiledRules> rules) : rules_(std::move(rules)) {}
PolicySet::PolicySet(PolicySet&&) noexcept = default;
PolicySet& PolicySet::operator=(PolicySet&&) noexcept = default;
PolicySet::~PolicySet() = default;

std::span<const RuleInfo> PolicySet::rules() const { return rules_->infos; }
std::span<const PackInfo> PolicySet::packs() const { return rules_->pack_infos; }

std::string_view to_string(Scope scope) {
  constexpr std::array<std::string_view, 3> names{"device", "group", "fleet"};
  return names[static_cast<std::size_t>(scope)];
}

}  // namespace muster::policy
