#include <CLI/CLI.hpp>

#include <functional>

#include "app/commands.hpp"
#include "app/hardening.hpp"

namespace muster::app {
namespace {

using Action = std::function<ExitCode()>;

/// The program's commands: each adds its options to a sub-command and, if that is chosen, sets the action.
class CommandLine {
 public:
  explicit CommandLine(CLI::App& app) : app_(app) {
    app.require_subcommand(1);
    app.set_version_flag("--version", MUSTER_VERSION);
    add_run();
    add_check();
    add_enroll();
    add_parse();
    add_coverage();
    add_history();
    add_lists();
  }

  [[nodiscard]] ExitCode run() const { return action_(); }

 private:
  template <class Options>
  CLI::App* command(const char* name, const char* what, Options& options, ExitCode (*execute)(const Options&)) {
    CLI::App* const sub = app_.add_subcommand(name, what);
    sub->callback([this, &options, execute] { action_ = [&options, execute] { return execute(options); }; });
    return sub;
  }

  void add_run() {
    RunOptions& o = run_;
    CLI::App* const sub = command("run", "Collect from every device, judge, and report", o, run_command);
    sub->add_option("devices", o.devices, "Only these device ids or groups");
    sub->add_option("-i,--inventory", o.inventory, "Inventory file")->capture_default_str();
    sub->add_option("-s,--store", o.store, "Folder of the store")->capture_default_str();
    sub->add_option("--source", o.source, "Read a folder of configurations instead of logging in");
    sub->add_option("--max-age", o.max_age_hours, "With --source: older files are stale (hours; 0: any age)");
    sub->add_option("-p,--policy", o.policies, "Policy file or folder instead of the built-in ones ('builtin': those)");
    sub->add_option("--recipes", o.recipes, "Further recipe file or folder");
    sub->add_option("--as-of", o.as_of, "Judge as of this time (RFC 3339) instead of now");
    sub->add_option("--html", o.html, "Write the HTML report to this file");
    sub->add_option("--json", o.json, "Write the JSON report to this file ('-': standard output)");
    sub->add_option("--in-flight", o.in_flight, "Sessions at the same time")->check(CLI::Range(1, 4096))->capture_default_str();
    sub->add_option("--idle-timeout", o.idle_timeout, "Seconds that a device may be silent")->check(CLI::Range(1, 3600))->capture_default_str();
    sub->add_option("--tolerate-not-assessed", o.tolerated_not_assessed, "Percent of verdicts that may be not assessed")
        ->check(CLI::Range(0.0, 100.0));
    sub->add_flag("--strict", o.strict, "Stop on any error in the inventory instead of leaving the entry out");
    sub->add_flag("-q,--quiet", o.quiet, "No progress on standard error");
  }

  void add_check() {
    CheckOptions& o = check_;
    CLI::App* const sub = command("check", "Judge configuration files, without a device", o, check_command);
    sub->add_option("files", o.files, "Files ('-': standard input)")->required();
    sub->add_option("--as", o.format, "Format of the files (see 'muster formats')")->required();
    sub->add_option("-p,--policy", o.policies, "Policy file or folder instead of the built-in ones");
    sub->add_option("--as-of", o.as_of, "Judge as of this time (RFC 3339) instead of now");
    sub->add_option("--role", o.role, "Role of the device, for rules that ask for it");
    sub->add_flag("--json", o.json, "Print the JSON report");
    sub->add_option("--html", o.html, "Write the HTML report to this file");
  }

  void add_enroll() {
    EnrollOptions& o = enroll_;
    CLI::App* const sub = command("enroll", "Show and pin the host keys of devices", o, enroll_command);
    sub->add_option("devices", o.devices, "Only these device ids or groups");
    sub->add_option("-i,--inventory", o.inventory, "Inventory file")->capture_default_str();
    sub->add_option("-s,--store", o.store, "Folder of the store")->capture_default_str();
    sub->add_flag("--accept", o.accept, "Pin the keys shown, for devices that have none yet");
    sub->add_flag("--replace", o.replace, "Pin the keys shown, also where another one is pinned");
  }

  void add_parse() {
    ParseOptions& o = parse_;
    CLI::App* const sub = command("parse", "Print the model of a file", o, parse_command);
    sub->add_option("file", o.file, "File ('-': standard input)")->required();
    sub->add_option("--as", o.format, "Format of the file (see 'muster formats')")->required();
    sub->add_option("--format", output_, "Form of the output")->check(CLI::IsMember({"json"}));
    sub->add_flag("--roundtrip", o.roundtrip, "Write the parsed tree back: the very bytes of the file");
  }

  void add_coverage() {
    CoverageOptions& o = coverage_;
    CLI::App* const sub = command("coverage", "Say which lines and rules of files are covered", o, coverage_command);
    sub->add_option("files", o.files, "Files")->required();
    sub->add_option("--as", o.format, "Format of the files (see 'muster formats')")->required();
    sub->add_option("-p,--policy", o.policies, "Policy file or folder instead of the built-in ones");
    sub->add_option("--format", output_, "Form of the output: text or json")
        ->check(CLI::IsMember({"text", "json"}))
        ->each([&o](const std::string& form) { o.json = form == "json"; });
  }

  void add_history() {
    CLI::App* const runs = command("runs", "List the runs of a store", history_, runs_command);
    runs->add_option("-s,--store", history_.store, "Folder of the store")->capture_default_str();
    CLI::App* const replay = command("replay", "Judge a past evaluation again and compare", replay_, replay_command);
    replay->add_option("evaluation", replay_.evaluation, "Its id (default: the latest)");
    replay->add_option("-s,--store", replay_.store, "Folder of the store")->capture_default_str();
    replay->add_option("-i,--inventory", replay_.inventory, "Inventory file")->capture_default_str();
    replay->add_option("-p,--policy", replay_.policies, "Policy file or folder instead of the built-in ones");
  }

  void add_lists() {
    command("formats", "List the formats that can be read", list_, formats_command);
    CLI::App* const rules = command("rules", "List the rules", rules_, rules_command);
    rules->add_option("-p,--policy", rules_.policies, "Policy file or folder instead of the built-in ones");
    CLI::App* const recipe = command("recipe", "Show what is run on a platform and the account it needs", recipe_, recipe_command);
    recipe->add_option("platform", recipe_.platform, "Platform or feature (default: list them)");
  }

  CLI::App& app_;
  Action action_;
  RunOptions run_;
  CheckOptions check_;
  EnrollOptions enroll_;
  ParseOptions parse_;
  CoverageOptions coverage_;
  HistoryOptions history_;
  ReplayOptions replay_;
  ListOptions list_;
  RulesOptions rules_;
  RecipeOptions recipe_;
  std::string output_;
};

}  // namespace

int run_program(int argc, char** argv) {
  protect_process();
  CLI::App app("Muster checks network devices for compliance: a pass is a proof, everything else says why.", "muster");
  app.footer("Exit codes: 0 compliant, 1 findings, 2 usage or input error, 3 something not assessed, 130 interrupted.");
  const CommandLine commands(app);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const bool asked_for_help = error.get_exit_code() == 0;
    app.exit(error);
    return asked_for_help ? 0 : static_cast<int>(ExitCode::usage_or_input_error);
  }
  return static_cast<int>(commands.run());
}

}  // namespace muster::app
