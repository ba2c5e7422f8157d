#pragma once

#include <string>
#include <vector>

#include "core/exit_code.hpp"

/// `muster policy ...`: the commands of those who write rules.
namespace muster::app {

struct PolicyCheckOptions {
  std::vector<std::string> paths;  ///< none: the shipped packs
  std::string inventory;           ///< for the names in waivers, and the waivers that it names; empty: none
  std::vector<std::string> recipes;
  std::vector<std::string> waivers;
  std::vector<std::string> benchmarks;       ///< ids
  std::vector<std::string> benchmark_files;  ///< files or folders
  std::vector<std::string> attestations;
};
/// Loads packs, and what else a run would load beside them, and says everything that is wrong with it, or how much
/// there is.
[[nodiscard]] ExitCode policy_check_command(const PolicyCheckOptions& options);

struct PolicyTestOptions {
  std::vector<std::string> paths;
  std::vector<std::string> rules;  ///< only these; none: all
  bool strict = false;             ///< changes of a rule that nothing notices are errors
  bool no_mutation = false;        ///< only the verdicts of the fixtures
};
/// Runs the fixtures of packs and says what they would not notice.
[[nodiscard]] ExitCode policy_test_command(const PolicyTestOptions& options);

struct PolicyListOptions {
  std::vector<std::string> policies;
  std::string output;  ///< "text" or "json"; empty: text
};
[[nodiscard]] ExitCode policy_list_command(const PolicyListOptions& options);

struct PolicyShowOptions {
  std::string rule;
  std::vector<std::string> policies;
};
/// Everything about a rule.
[[nodiscard]] ExitCode policy_show_command(const PolicyShowOptions& options);

struct PolicyNewOptions {
  std::string name;  ///< PACK/RULE, where PACK is a folder
  std::string format = "cisco_ios";
};
/// Writes a rule with fixtures to begin with. Never overwrites.
[[nodiscard]] ExitCode policy_new_command(const PolicyNewOptions& options);

struct PolicyReferenceOptions {};
/// Prints the reference of the model and of the functions.
[[nodiscard]] ExitCode policy_reference_command(const PolicyReferenceOptions& options);

}  // namespace muster::app
