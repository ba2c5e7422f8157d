#include "collectors/recipe_lines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace muster::collectors {
namespace {

using Kind = RecipeLine::Kind;

constexpr std::string_view placeholder = "{context}";

/// Builds the list in the order of a session: the order that SessionPlan takes its steps in.
class Lines {
 public:
  explicit Lines(const Recipe& recipe) : recipe_(recipe) {}

  std::vector<RecipeLine> build(std::span<const std::string> contexts) {
    if (recipe_.mode == RecipeMode::shell) login();
    for (const RecipeProof& proof : recipe_.proofs) add(Kind::proof, proof.send);
    if (has_contexts()) add(Kind::contexts, recipe_.contexts.list);
    for (const RecipeCommand& command : recipe_.commands)
      if (!command.per_context) {
        if (command.heavy) guard();
        commands({&command, 1}, {});
      }
    if (contexts.empty()) in_context(std::string(placeholder), "for each context");
    for (const std::string& name : contexts) in_context(name, {});
    if (recipe_.mode == RecipeMode::shell) add(Kind::logout, recipe_.shell.logout);
    return std::move(lines_);
  }

 private:
  void login() {
    const ShellDialect& shell = recipe_.shell;
    if (!shell.line_password.empty()) add(Kind::secret, "", "if the terminal asks for a line password");
    for (const RecipeAnswer& answer : shell.answers) add(Kind::answer, answer.send, "if the device asks its question");
    for (std::size_t i = 0; i < shell.prepare.size(); ++i) {
      add(Kind::prepare, shell.prepare[i]);
      if (i == 0) enable();
    }
  }

  /// The prompt is learnt from the first line; then it is known whether the privilege must be raised.
  void enable() {
    if (recipe_.shell.privileged.empty() || recipe_.shell.enable.empty()) return;
    add(Kind::enable, recipe_.shell.enable, "only if the prompt is not a privileged one");
    add(Kind::secret, "", "if it asks for the enable secret");
  }

  [[nodiscard]] bool has_contexts() const {
    return !recipe_.contexts.empty() && std::ranges::any_of(recipe_.commands, &RecipeCommand::per_context);
  }

  void guard() {
    if (recipe_.guard.empty() || std::exchange(guarded_, true)) return;
    add(Kind::guard, recipe_.guard.send, "before heavy commands");
  }

  void commands(std::span<const RecipeCommand> commands, const std::string& name) {
    for (const RecipeCommand& command : commands) {
      if (command.per_context == name.empty()) continue;
      add(Kind::command, with_context(command.send, name), condition(command));
      lines_.back().command = &command;
    }
  }

  void in_context(const std::string& name, std::string when) {
    const RecipeContexts& contexts = recipe_.contexts;
    if (!has_contexts()) return;
    if (std::ranges::any_of(recipe_.commands, [](const auto& command) { return command.per_context && command.heavy; }))
      guard();
    const std::size_t first = lines_.size();
    const bool framed = recipe_.mode == RecipeMode::shell && !contexts.enter.empty();
    if (framed) add(Kind::enter, with_context(contexts.enter, name));
    commands(recipe_.commands, name);
    if (framed && !contexts.leave.empty()) add(Kind::leave, with_context(contexts.leave, name));
    if (when.empty()) return;
    for (std::size_t i = first; i < lines_.size(); ++i)
      lines_[i].when = lines_[i].when.empty() ? when : when + ", " + lines_[i].when;
  }

  [[nodiscard]] std::string condition(const RecipeCommand& command) const {
    if (!command.heavy || recipe_.guard.empty()) return {};
    return fmt::format("while the processor's load is at most {} %", recipe_.guard.limit);
  }

  void add(Kind kind, std::string send, std::string when = {}) {
    lines_.push_back({kind, std::move(send), std::move(when), nullptr});
  }

  const Recipe& recipe_;
  std::vector<RecipeLine> lines_;
  bool guarded_ = false;
};

}  // namespace

std::vector<RecipeLine> recipe_lines(const Recipe& recipe, std::span<const std::string> contexts) {
  return Lines(recipe).build(contexts);
}

std::string with_context(std::string_view line, std::string_view name) {
  std::string text;
  for (std::size_t at = line.find(placeholder); at != std::string_view::npos; at = line.find(placeholder)) {
    text.append(line.substr(0, at)).append(name);
    line.remove_prefix(at + placeholder.size());
  }
  return text.append(line);
}

}  // namespace muster::collectors
