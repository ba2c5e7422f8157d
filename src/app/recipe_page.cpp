#include "app/recipe_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "collectors/recipe_lines.hpp"
#include "grammars/format.hpp"

namespace muster::app {
namespace {

using collectors::Recipe;
using collectors::RecipeCommand;
using collectors::RecipeFeature;
using collectors::RecipeLimit;
using collectors::RecipeLine;
using collectors::RecipeProof;
using Kind = RecipeLine::Kind;

constexpr std::array<std::string_view, 12> kind_names{"detect", "answer", "secret", "enable",  "prepare", "proof",
                                                      "list",   "guard",  "enter",  "command", "leave",   "logout"};

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.remove_suffix(1);
  return text;
}

/// Every line of `text` behind `margin`.
std::string indented(std::string_view text, std::string_view margin) {
  std::string out;
  for (text = trimmed(text); !text.empty();) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    out.append(margin).append(text.substr(0, end)).append("\n");
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

std::string names_of(Domains domains) {
  if (domains == Domains::all()) return "everything";
  std::string names;
  for (const std::string_view name : domain_names)
    if (domains.contains(*parse_domain(name))) names.append(names.empty() ? "" : ", ").append(name);
  return names;
}

std::string names_of(const std::vector<RecipeCommand>& commands) {
  std::string names;
  for (const RecipeCommand& command : commands) names.append(names.empty() ? "" : ", ").append(command.name);
  return names;
}

bool is_read(const RecipeCommand& command) { return grammars::find_format(command.format) != nullptr; }

/// How the output proves to be whole, and what else is special about it.
std::string remarks(const RecipeCommand& command) {
  std::string text = command.end.empty() ? "" : fmt::format("ends in '{}'", command.end);
  const auto add = [&](bool holds, std::string_view remark) {
    if (holds) text.append(text.empty() ? "" : ", ").append(remark);
  };
  add(command.per_context, "for each context");
  add(command.optional, "optional");
  add(!is_read(command), "kept, not read yet");
  return text;
}

std::string shown(const RecipeLine& line) {
  if (line.kind == Kind::secret) return "(a secret)";
  return line.send.ends_with('\n') ? line.send.substr(0, line.send.size() - 1) : line.send;
}

std::string note_of(const RecipeLine& line) {
  std::string note = line.command == nullptr ? std::string() : line.command->name;
  return note.append(note.empty() || line.when.empty() ? "" : "; ").append(line.when);
}

/// All lines, that for the detection first.
std::vector<RecipeLine> lines_in_order(const Recipe& recipe) {
  std::vector<RecipeLine> lines = collectors::recipe_lines(recipe);
  if (!recipe.detection.empty())
    lines.insert(lines.begin(), {Kind::detect, recipe.detection.send, "only if the platform is \"auto\"", nullptr});
  return lines;
}

std::string sent_text(const Recipe& recipe) {
  const auto lines = lines_in_order(recipe);
  std::size_t width = 0;
  for (const RecipeLine& line : lines) width = std::max(width, shown(line).size());
  width = std::min<std::size_t>(width, 60);
  std::string text;
  for (const RecipeLine& line : lines) {
    const std::string row = fmt::format("  {:<8} {:<{}}  {}", kind_names[static_cast<std::size_t>(line.kind)],
                                        shown(line), width, note_of(line));
    text.append(trimmed(row)).append("\n");
  }
  if (!recipe.shell.pager_key.empty())
    text += "  key      (a blank)  if the device shows its output in pages all the same\n";
  return text;
}

std::string outputs_text(const std::vector<RecipeCommand>& commands) {
  std::string text;
  for (const RecipeCommand& command : commands) {
    const std::string row = fmt::format("  {:<22} {:<28} {}", command.name, command.format, remarks(command));
    text.append(trimmed(row)).append("\n");
  }
  return text;
}

std::string_view consequence(const RecipeProof& proof) {
  return proof.required ? "nothing is collected" : "everything is open: not assessed where it matters";
}

std::string proofs_text(const Recipe& recipe) {
  std::string text;
  for (const RecipeProof& proof : recipe.proofs)
    text += fmt::format("  {}\n    otherwise {},\n    and {}\n", proof.send, proof.otherwise, consequence(proof));
  return text;
}

std::string limits_text(const Recipe& recipe) {
  std::string text;
  for (const RecipeLimit& limit : recipe.limits)
    text += fmt::format("  {}\n    open then: {}\n", limit.reason, names_of(limit.domains));
  return text;
}

std::string section(std::string_view title, const std::string& text) {
  return text.empty() ? std::string() : fmt::format("\n{}\n{}", title, text);
}

std::string errors_text(const Recipe& recipe) {
  std::string text;
  for (const std::string& marker : recipe.errors) text += fmt::format("  {}\n", marker);
  return text;
}

std::string_view mode_text(const Recipe& recipe) {
  return recipe.mode == collectors::RecipeMode::shell ? "one terminal session" : "one exec channel for each command";
}

// The document.

std::string code(std::string_view text) { return fmt::format("`{}`", text); }

/// Text for a cell of a table: a bar would end it.
std::string cell(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '|') out.push_back('\\');
    out.push_back(c);
  }
  return out;
}

std::string overview_row(const Recipe& recipe) {
  return fmt::format("| [`{0}`](#{0}) | {1} | {2} | {3} | {4} | {5} |\n", recipe.platform, recipe.title,
                     names_of(recipe.commands), recipe.contexts.empty() ? "" : cell(code(recipe.contexts.list)),
                     recipe.proofs.size(), recipe.guard.empty() ? "" : cell(code(recipe.guard.send)));
}

std::string commands_table(const std::vector<RecipeCommand>& commands) {
  std::string text = "\n| capture | command | format | |\n| --- | --- | --- | --- |\n";
  for (const RecipeCommand& command : commands)
    text += fmt::format("| {} | {} | `{}` | {} |\n", command.name, cell(code(command.send)), command.format,
                        remarks(command));
  return text;
}

std::string proofs_list(const Recipe& recipe) {
  std::string text;
  for (const RecipeProof& proof : recipe.proofs)
    text += fmt::format("- `{}`: otherwise {}, and {}.\n", proof.send, proof.otherwise, consequence(proof));
  return text.empty() ? text : "\nProved before anything is collected:\n\n" + text;
}

std::string limits_list(const Recipe& recipe) {
  std::string text;
  for (const RecipeLimit& limit : recipe.limits)
    text += fmt::format("- {}; open then: {}.\n", limit.reason, names_of(limit.domains));
  return text.empty() ? text : "\nSeen in a capture:\n\n" + text;
}

std::string others_list(const Recipe& recipe) {
  std::string text;
  for (const RecipeLine& line : lines_in_order(recipe)) {
    if (line.kind == Kind::command || line.kind == Kind::secret || line.kind == Kind::proof) continue;
    text += fmt::format("- {}: `{}`{}\n", kind_names[static_cast<std::size_t>(line.kind)], shown(line),
                        line.when.empty() ? "" : ", " + line.when);
  }
  return "\nSent beside that:\n\n" + text;
}

std::string platform_section(const Recipe& recipe) {
  return fmt::format("\n## {}\n\n{} ({}); {}.\n\nThe account:\n\n{}", recipe.platform, recipe.title, recipe.vendor,
                     mode_text(recipe), indented(recipe.role, "    ")) +
         commands_table(recipe.commands) + proofs_list(recipe) + limits_list(recipe) + others_list(recipe);
}

std::string feature_section(const RecipeFeature& feature) {
  std::string platforms;
  for (const std::string& platform : feature.platforms)
    platforms.append(platforms.empty() ? "" : ", ").append(code(platform));
  return fmt::format("\n### {}\n\n{}, on {}. The account needs in addition:\n\n{}", feature.name, feature.title,
                     platforms, indented(feature.role, "    ")) +
         commands_table(feature.commands);
}

constexpr std::string_view introduction =
    "# Platforms\n\n"
    "Generated from the recipes in `collectors/` (run the collector tests with `UPDATE_EXPECT=1`). `muster recipe show "
    "PLATFORM` prints a section of it, with all lines in the order in which they are sent.\n\n"
    "A recipe is all that is ever sent to a device: commands that show something, and settings of the session itself. "
    "What the account cannot see is not taken as absent: a proof that fails, a mark for a masked secret or a refused "
    "command leaves open what it would have told.\n\n"
    "| platform | what | captures | contexts from | proofs | looks at the processor |\n"
    "| --- | --- | --- | --- | --- | --- |\n";

}  // namespace

std::string recipe_list(const collectors::RecipeBook& recipes) {
  std::string text = "platforms:\n";
  for (const std::string_view name : recipes.platforms()) {
    const Recipe& recipe = *recipes.find(name);
    text += fmt::format("  {:<22} {}\n  {:<22}   {}\n", name, recipe.title, "", names_of(recipe.commands));
  }
  text += "features of a device:\n";
  for (const std::string_view name : recipes.features()) {
    const RecipeFeature& feature = *recipes.find_feature(name);
    text += fmt::format("  {:<22} {}\n  {:<22}   {}\n", name, feature.title, "", names_of(feature.commands));
  }
  return text;
}

std::string recipe_page(const Recipe& recipe) {
  return fmt::format("{}: {} ({}), {}\n", recipe.platform, recipe.title, recipe.vendor, mode_text(recipe)) +
         section("The account it needs", indented(recipe.role, "  ")) +
         section("What may be sent, in this order, and nothing else", sent_text(recipe)) +
         section("What it collects: capture, format", outputs_text(recipe.commands)) +
         section("Proved before anything is collected", proofs_text(recipe)) +
         section("Marks in a capture for what is hidden or masked", limits_text(recipe)) +
         section("A command failed if a line of its output begins with", errors_text(recipe));
}

std::string feature_page(const RecipeFeature& feature) {
  std::string sent;
  for (const RecipeCommand& command : feature.commands) sent += fmt::format("  {}\n", command.send);
  return fmt::format("{}: {}\n", feature.name, feature.title) +
         section("What the account needs in addition", indented(feature.role, "  ")) + section("What it adds", sent) +
         section("What it collects: capture, format", outputs_text(feature.commands));
}

std::string platform_document(const collectors::RecipeBook& recipes) {
  std::string text(introduction);
  for (const std::string_view name : recipes.platforms()) text += overview_row(*recipes.find(name));
  for (const std::string_view name : recipes.platforms()) text += platform_section(*recipes.find(name));
  text += "\n## Features\n\nWhat some devices of a platform have in addition (`features = [...]` in the inventory).\n";
  for (const std::string_view name : recipes.features()) text += feature_section(*recipes.find_feature(name));
  return text;
}

}  // namespace muster::app
