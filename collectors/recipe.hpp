#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "collectors/pattern.hpp"
#include "core/collect.hpp"
#include "core/domain.hpp"
#include "core/result.hpp"

/// Recipes: how to talk to a platform and which read-only commands to run. They are TOML files of this folder; what is
/// ever sent to a device stands there and nowhere else.
namespace muster::collectors {

/// One read-only command and how its output proves to be whole.
struct RecipeCommand {
  std::string name;    ///< "running-config"
  std::string send;    ///< the exact command line
  std::string format;  ///< the grammar that reads the output
  std::string end;     ///< the last line of whole output; empty if the platform has none
  std::string context;  ///< the context that it is sent in; empty: the device itself. Set when contexts are known
  bool per_context = false;  ///< once for each context; `{context}` in `send` stands for its name
  bool heavy = false;        ///< loads the processor: not sent while the recipe's guard says busy
  std::size_t max_bytes = 0;
  std::optional<std::chrono::milliseconds> idle;   ///< longest silence; otherwise the engine's
  std::optional<std::chrono::milliseconds> total;  ///< longest duration; otherwise the engine's
  bool optional = false;  ///< the device may refuse it; it is then still a failed capture
};

/// A command whose output shows that the account sees everything. Without the proof no capture is taken (`required`),
/// or every capture carries the limit that it may be filtered.
struct RecipeProof {
  std::string send;
  Pattern expect;
  std::string otherwise;  ///< what its absence means, for a person
  bool required = true;
};

/// Text in a capture which shows that something was held back from the account: a mark for a masked secret.
struct RecipeLimit {
  Pattern pattern;      ///< looked for in each line
  std::string reason;
  Domains domains = Domains::all();  ///< that are open then
};

/// Virtual systems, VDOMs, ASA contexts, logical systems.
struct RecipeContexts {
  std::string list;    ///< the command that names them
  Pattern name;        ///< its group 1 is a name, once or more in each line of that output
  std::string enter;   ///< `{context}` stands for the name; empty: the commands carry it themselves
  std::string leave;   ///< back to the device; empty: nothing to do
  [[nodiscard]] bool empty() const { return list.empty(); }
};

/// A look at the processor before heavy commands. A load that cannot be read keeps nothing from being sent.
struct RecipeGuard {
  std::string send;
  Pattern percent;   ///< its group 1 is the load in percent
  unsigned limit = 80;  ///< above it heavy commands are not sent
  [[nodiscard]] bool empty() const { return send.empty(); }
};

/// How the platform is recognised where the inventory says "auto". Each part narrows the choice.
struct RecipeDetection {
  Pattern banner;      ///< found in the SSH version line of the device; empty: says nothing
  Pattern prompt;      ///< the whole first prompt; empty: the shell's
  std::string send;    ///< a command that shows the version
  Pattern expect;      ///< found in its output on this platform only
  [[nodiscard]] bool empty() const { return expect.empty(); }
};

/// A question before the first prompt that is not about a secret.
struct RecipeAnswer {
  Pattern question;  ///< the whole last line of the terminal
  std::string send;  ///< what is typed, without an end of line unless it holds one
};

/// What a terminal session needs beside the commands.
///
/// The prompt's group 1, where it has one, is the host name: what stays when privilege, mode or context change.
struct ShellDialect {
  Pattern prompt;           ///< the whole last line of the terminal, of any privilege
  Pattern privileged;       ///< the prompt with the privilege that the commands need; empty: any
  Pattern password_prompt;  ///< the question for the enable secret
  Pattern line_password;    ///< the question for the line password, before the first prompt
  Pattern pager;            ///< a last line that waits for a key
  std::string pager_key;    ///< the key that shows the next page; empty: a pager is a failure
  Pattern noise;            ///< a whole line that is no answer: a log message
  std::vector<RecipeAnswer> answers;
  std::string enable;       ///< the command that raises the privilege; empty: none
  std::vector<std::string> prepare;  ///< sent first: pager off
  std::string logout;
};

enum class RecipeMode : std::uint8_t {
  shell,  ///< one terminal, prompts, echo
  exec,   ///< one exec channel for each command
};

/// A platform, or a platform with the features of one device merged in.
struct Recipe {
  std::string platform;
  std::string title;
  std::string vendor;
  std::string role;  ///< the least-privileged account that sees everything, with the commands that create it
  RecipeMode mode = RecipeMode::exec;
  ShellDialect shell;
  std::vector<std::string> errors;  ///< beginnings of lines that say that the device did not do what it was asked
  std::vector<RecipeProof> proofs;
  std::vector<RecipeLimit> limits;
  RecipeContexts contexts;
  RecipeGuard guard;
  RecipeDetection detection;
  std::vector<RecipeCommand> commands;
  Pattern noise_filter;  ///< made by the reader: not found in a text without a line of `shell.noise`; empty: unknown
  std::string noise_text;  ///< the same: in every line of `shell.noise`
  Pattern limit_filter;  ///< the same for `limits`
};

/// Commands that some devices of a platform have in addition: `haproxy` on `linux`.
struct RecipeFeature {
  std::string name;
  std::string title;
  std::vector<std::string> platforms;
  std::string role;
  std::vector<RecipeCommand> commands;
};

/// A recipe's text and the name that its errors carry.
struct RecipeFile {
  std::string_view name;
  std::string_view text;
};

/// All recipes. Immutable after loading; safe to share between threads.
class RecipeBook {
 public:
  /// Reads the files in the given order. `errors` gets everything that is wrong, with positions; a file with an
  /// error is left out, the others stay usable.
  [[nodiscard]] static RecipeBook load(std::span<const RecipeFile> files, std::vector<Error>& errors);

  [[nodiscard]] const Recipe* find(std::string_view platform) const;
  [[nodiscard]] const RecipeFeature* find_feature(std::string_view name) const;
  [[nodiscard]] std::vector<std::string_view> platforms() const;
  [[nodiscard]] std::vector<std::string_view> features() const;

  /// The platform's recipe with the features' commands appended in the order named. Fails (input) for an unknown
  /// platform or feature, naming the nearest, and for a feature that the platform does not have.
  [[nodiscard]] Result<Recipe> compose(std::string_view platform, std::span<const std::string> features) const;

 private:
  std::map<std::string, Recipe, std::less<>> recipes_;
  std::map<std::string, RecipeFeature, std::less<>> features_;
};

/// True if `name` may be part of a command line that is sent to a device: letters, digits, '.', '_', '-', at most 64.
[[nodiscard]] bool is_safe_context_name(std::string_view name);

}  // namespace muster::collectors
