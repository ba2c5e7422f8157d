#include "collectors/recipe_reader.hpp"

#include <algorithm>
#include <set>

#include "config/toml.hpp"

namespace muster::collectors {

namespace {

using config::Table;

constexpr std::size_t default_max_bytes = 64U << 20U;

bool is_identifier(std::string_view name) {
  return !name.empty() && name.size() <= 64 &&
         std::ranges::all_of(name, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

/// A command line is one line of printable ASCII: nothing in a recipe can smuggle in a second command.
bool is_command_line(std::string_view line) {
  return !line.empty() && line.size() <= 400 && std::ranges::all_of(line, [](char c) { return c >= ' ' && c <= '~'; });
}

void check_command_line(Table& table, std::string_view key, const std::string& line) {
  if (!line.empty() && !is_command_line(line))
    table.error_at(key, "expected one line of at most 400 printable ASCII characters");
  else if (line.starts_with(' ') || line.ends_with(' '))
    table.error_at(key, "expected a line without blanks around it: a terminal does not show them");
}

std::string required_line(Table& table, std::string_view key) {
  std::string line = table.required_text(key);
  check_command_line(table, key, line);
  return line;
}

std::string optional_line(Table& table, std::string_view key) {
  std::string line = table.text(key).value_or("");
  check_command_line(table, key, line);
  return line;
}

Pattern pattern(Table& table, std::string_view key) {
  const auto text = table.text(key);
  if (!text) return {};
  auto compiled = Pattern::compile(*text);
  if (compiled) return *compiled;
  table.error_at(key, compiled.error().message);
  return {};
}

Pattern required_pattern(Table& table, std::string_view key) {
  if (!table.has(key)) (void)table.required_text(key);
  return pattern(table, key);
}

std::vector<std::string> error_markers(Table& table) {
  auto markers = table.texts("errors").value_or(std::vector<std::string>{});
  for (const std::string& marker : markers)
    if (marker.size() < 3 || !is_command_line(marker))
      table.error_at("errors", "expected beginnings of lines, of at least 3 printable ASCII characters");
  return markers;
}

std::optional<std::chrono::milliseconds> seconds(Table& table, std::string_view key) {
  const auto value = table.integer(key);
  if (!value) return std::nullopt;
  if (*value < 1 || *value > 3600) table.error_at(key, "expected 1 to 3600 seconds");
  return std::chrono::seconds(*value);
}

std::size_t max_bytes(Table& table) {
  const auto value = table.integer("max_bytes");
  if (!value) return default_max_bytes;
  constexpr std::int64_t most = std::int64_t{1} << 30U;
  if (*value < 1 || *value > most) table.error_at("max_bytes", "expected 1 to 1073741824 bytes");
  return static_cast<std::size_t>(std::clamp<std::int64_t>(*value, 1, most));
}

bool names_context(std::string_view line) { return line.find("{context}") != std::string_view::npos; }

/// A pattern whose group 1 is wanted.
Pattern required_group(Table& table, std::string_view key) {
  Pattern found = required_pattern(table, key);
  if (!found.empty() && !found.has_group()) table.error_at(key, "expected an expression with a group: (...)");
  return found;
}

RecipeCommand read_command(Table& table) {
  RecipeCommand command;
  command.name = table.required_text("name");
  command.send = required_line(table, "send");
  command.format = table.required_text("format");
  if (!command.format.empty() && !is_identifier(command.format))
    table.error_at("format", "expected the name of a format: lower-case letters, digits, '_'");
  command.end = optional_line(table, "end");
  command.max_bytes = max_bytes(table);
  command.idle = seconds(table, "idle_seconds");
  command.total = seconds(table, "total_seconds");
  command.optional = table.boolean("optional").value_or(false);
  command.per_context = table.boolean("per_context").value_or(false);
  command.heavy = table.boolean("heavy").value_or(false);
  if (names_context(command.send) && !command.per_context)
    table.error_at("send", "'{context}' needs 'per_context = true'");
  table.finish();
  return command;
}

std::vector<RecipeCommand> read_commands(Table& root) {
  std::vector<RecipeCommand> commands;
  std::set<std::string> names;
  for (Table& table : root.tables("command")) {
    commands.push_back(read_command(table));
    if (!names.insert(commands.back().name).second)
      table.error_at("name", "the command '" + commands.back().name + "' is there twice");
  }
  if (commands.empty()) root.error_at("command", "expected at least one [[command]]");
  return commands;
}

std::vector<RecipeProof> read_proofs(Table& root) {
  std::vector<RecipeProof> proofs;
  for (Table& table : root.tables("proof")) {
    RecipeProof proof;
    proof.send = required_line(table, "send");
    proof.expect = required_pattern(table, "expect");
    proof.otherwise = table.required_text("otherwise");
    proof.required = table.boolean("required").value_or(true);
    table.finish();
    proofs.push_back(std::move(proof));
  }
  return proofs;
}

Domains read_domains(Table& table) {
  const auto names = table.texts("domains");
  if (!names) return Domains::all();
  Domains domains;
  for (const std::string& name : *names) {
    if (const auto domain = parse_domain(name))
      domains |= *domain;
    else
      table.error_at("domains", "unknown domain '" + name + "'");
  }
  return domains;
}

std::vector<RecipeLimit> read_limits(Table& root) {
  std::vector<RecipeLimit> limits;
  for (Table& table : root.tables("limit")) {
    RecipeLimit limit;
    limit.pattern = required_pattern(table, "pattern");
    limit.reason = table.required_text("reason");
    limit.domains = read_domains(table);
    table.finish();
    limits.push_back(std::move(limit));
  }
  return limits;
}

RecipeContexts read_contexts(Table& root) {
  auto table = root.table("contexts");
  RecipeContexts contexts;
  if (!table) return contexts;
  contexts.list = required_line(*table, "list");
  contexts.name = required_group(*table, "name");
  contexts.enter = optional_line(*table, "enter");
  contexts.leave = optional_line(*table, "leave");
  if (!contexts.enter.empty() && !names_context(contexts.enter))
    table->error_at("enter", "expected '{context}' in the line");
  table->finish();
  return contexts;
}

RecipeGuard read_guard(Table& root) {
  auto table = root.table("guard");
  RecipeGuard guard;
  if (!table) return guard;
  guard.send = required_line(*table, "send");
  guard.percent = required_group(*table, "percent");
  const auto limit = table->integer("limit").value_or(guard.limit);
  if (limit < 1 || limit > 100) table->error_at("limit", "expected 1 to 100 percent");
  guard.limit = static_cast<unsigned>(std::clamp<std::int64_t>(limit, 1, 100));
  table->finish();
  return guard;
}

RecipeDetection read_detection(Table& root) {
  auto table = root.table("detect");
  RecipeDetection detection;
  if (!table) return detection;
  detection.banner = pattern(*table, "banner");
  detection.prompt = pattern(*table, "prompt");
  detection.send = required_line(*table, "send");
  detection.expect = required_pattern(*table, "expect");
  table->finish();
  return detection;
}

/// Keys that are typed at a question: at most one line end, at the end.
std::string read_keys(Table& table, std::string_view key) {
  std::string keys = table.text(key).value_or("");
  const std::string_view line = keys.ends_with('\n') ? std::string_view(keys).substr(0, keys.size() - 1) : keys;
  if (!line.empty() && !is_command_line(line)) table.error_at(key, "expected printable ASCII characters");
  return keys;
}

std::vector<RecipeAnswer> read_answers(Table& shell) {
  std::vector<RecipeAnswer> answers;
  for (Table& table : shell.tables("answer")) {
    RecipeAnswer answer;
    answer.question = required_pattern(table, "question");
    answer.send = read_keys(table, "send");
    if (answer.send.empty()) table.error_at("send", "expected the keys to type");
    table.finish();
    answers.push_back(std::move(answer));
  }
  return answers;
}

ShellDialect read_shell(Table& root) {
  auto table = root.table("shell");
  if (!table) {
    root.error_at("shell", "a recipe of mode 'shell' needs the table [shell]");
    return {};
  }
  ShellDialect shell;
  shell.prompt = required_pattern(*table, "prompt");
  shell.privileged = pattern(*table, "privileged");
  shell.password_prompt = pattern(*table, "password_prompt");
  shell.line_password = pattern(*table, "line_password");
  shell.pager = pattern(*table, "pager");
  shell.pager_key = read_keys(*table, "pager_key");
  if (!shell.pager_key.empty() && shell.pager.empty()) table->error_at("pager_key", "'pager_key' needs 'pager'");
  shell.noise = pattern(*table, "noise");
  shell.answers = read_answers(*table);
  shell.enable = optional_line(*table, "enable");
  if (!shell.enable.empty() && (shell.privileged.empty() || shell.password_prompt.empty()))
    table->error_at("enable", "'enable' needs 'privileged' and 'password_prompt'");
  shell.prepare = table->texts("prepare").value_or(std::vector<std::string>{});
  for (const std::string& line : shell.prepare) check_command_line(*table, "prepare", line);
  if (shell.prepare.empty())
    table->error_at("prepare", "expected at least one command line: the prompt is learnt from the first");
  shell.logout = required_line(*table, "logout");
  table->finish();
  return shell;
}

void add_filters(Recipe& recipe) {
  std::vector<Pattern> limits;
  for (const RecipeLimit& limit : recipe.limits) limits.push_back(limit.pattern);
  recipe.limit_filter = Pattern::line_filter(limits, {});
  recipe.noise_text = recipe.shell.noise.needed_text();
  recipe.noise_filter = Pattern::line_filter({}, {recipe.shell.noise});
}

Recipe read_platform(Table& root) {
  Recipe recipe;
  recipe.platform = root.required_text("platform");
  if (!recipe.platform.empty() && !is_identifier(recipe.platform))
    root.error_at("platform", "expected lower-case letters, digits, '_'");
  recipe.title = root.required_text("title");
  recipe.vendor = root.required_text("vendor");
  recipe.role = root.required_text("role");
  const auto mode = root.choice("mode", {"shell", "exec"});
  if (!root.has("mode")) (void)root.required_text("mode");
  recipe.mode = mode == "shell" ? RecipeMode::shell : RecipeMode::exec;
  recipe.errors = error_markers(root);
  if (recipe.mode == RecipeMode::shell) recipe.shell = read_shell(root);
  recipe.proofs = read_proofs(root);
  recipe.limits = read_limits(root);
  recipe.contexts = read_contexts(root);
  recipe.guard = read_guard(root);
  recipe.detection = read_detection(root);
  recipe.commands = read_commands(root);
  for (const RecipeCommand& command : recipe.commands)
    if (command.per_context && recipe.contexts.empty())
      root.error_at("command", "'per_context' of '" + command.name + "' needs the table [contexts]");
  if (recipe.mode == RecipeMode::exec && !recipe.contexts.enter.empty())
    root.error_at("contexts", "a recipe of mode 'exec' cannot enter a context: put '{context}' into the commands");
  add_filters(recipe);
  root.finish();
  return recipe;
}

RecipeFeature read_feature(Table& root) {
  RecipeFeature feature;
  feature.name = root.required_text("feature");
  if (!feature.name.empty() && !is_identifier(feature.name))
    root.error_at("feature", "expected lower-case letters, digits, '_'");
  feature.title = root.required_text("title");
  feature.role = root.required_text("role");
  feature.platforms = root.texts("platforms").value_or(std::vector<std::string>{});
  if (feature.platforms.empty()) root.error_at("platforms", "expected the platforms that can have this feature");
  feature.commands = read_commands(root);
  root.finish();
  return feature;
}

}  // namespace

std::optional<std::variant<Recipe, RecipeFeature>> read_recipe(const RecipeFile& file, std::vector<Error>& errors) {
  auto document = config::Document::parse(file.text, std::string(file.name));
  if (!document) {
    errors.push_back(document.error());
    return std::nullopt;
  }
  Table root = document->root();
  std::variant<Recipe, RecipeFeature> read;
  if (root.has("feature"))
    read = read_feature(root);
  else
    read = read_platform(root);
  if (document->errors().empty()) return read;
  std::ranges::move(document->errors(), std::back_inserter(errors));
  return std::nullopt;
}

}  // namespace muster::collectors
