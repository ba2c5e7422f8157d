#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/exit_code.hpp"

/// The commands of the program: one file each. Reports go to stdout, everything else to stderr.
namespace muster::app {

struct ParseOptions {
  std::string format;
  std::string file;
  std::string output;  ///< "json"; so is the empty one
  bool roundtrip = false;
};
/// Prints the model of a file as JSON, or writes its tree back: the very bytes of the file.
[[nodiscard]] ExitCode parse_command(const ParseOptions& options);

struct CoverageOptions {
  std::string format;
  std::vector<std::string> files;
  std::vector<std::string> policies;
  std::string output;  ///< "text" or "json"; empty: text
  bool blocking = false;  ///< rank the lines that are not understood by the verdicts that they block
  std::string store;      ///< with `blocking`: the latest captures in it instead of files
  std::string inventory = "inventory.toml";  ///< so are the others
  std::vector<std::string> recipes;
  std::vector<std::string> waivers;
  std::string as_of;
  std::int64_t top = 20;  ///< lines shown as text
};
/// Says for each file how many of its lines are understood, and which rules can be assessed on it; or which lines of a
/// fleet stand most in the way.
[[nodiscard]] ExitCode coverage_command(const CoverageOptions& options);

struct ReferencesOptions {
  std::string format;
  std::vector<std::string> files;
  std::string output;  ///< "text" or "json"; empty: text
};
/// Says which structures of configurations are used and not defined, or defined and not used. Findings if there are any.
[[nodiscard]] ExitCode references_command(const ReferencesOptions& options);

struct CheckOptions {
  std::string format;
  std::vector<std::string> files;
  std::vector<std::string> policies;
  std::vector<std::string> waivers;
  std::string as_of;
  std::string role;
  bool json = false;
  std::string html;
};
/// Judges files without a device, a store or a network.
[[nodiscard]] ExitCode check_command(const CheckOptions& options);

struct RunOptions {
  std::string inventory = "inventory.toml";
  std::string store = "muster-data";
  std::string source;  ///< a folder of configurations; empty: SSH
  std::vector<std::string> policies;
  std::vector<std::string> waivers;  ///< files, beside those that the inventory names
  std::vector<std::string> recipes;
  std::vector<std::string> devices;  ///< only these ids or groups; empty: all
  std::vector<std::string> benchmarks;    ///< ids; what the HTML report says of their controls
  std::vector<std::string> attestations;  ///< files or folders
  std::string as_of;
  std::string html;
  std::string json;
  std::int64_t max_age_hours = 0;  ///< for `source`: older files are stale; 0: any age
  std::int64_t in_flight = 64;
  std::int64_t per_site = 0;  ///< devices of a site at a time; 0: no limit
  std::int64_t logins_per_domain = 8;
  std::int64_t login_interval = 0;  ///< milliseconds
  std::int64_t canaries = 0;        ///< of each platform
  std::int64_t retries = 1;
  std::int64_t retry_delay = 5;  ///< seconds
  std::int64_t denials = 3;
  std::int64_t unreachable_per_site = 0;
  std::int64_t idle_timeout = 60;  ///< seconds that a device may be silent
  std::int64_t workers = 0;        ///< threads that read and judge; 0: one less than the machine has
  std::vector<std::string> accepted_shrunk;  ///< ids or groups of devices whose smaller configurations are right
  std::string resume;              ///< a run, "latest" for the latest incomplete one; empty: a new run
  std::string log_json;            ///< file, or "-" for standard error; empty: none
  std::string record;              ///< folder for transcripts; empty: none
  bool dry_run = false;
  double tolerated_not_assessed = 0;  ///< percent
  bool strict = false;
  bool quiet = false;
};
/// Collects from every device, stores, judges, and reports.
[[nodiscard]] ExitCode run_command(const RunOptions& options);

struct EnrollOptions {
  std::string inventory = "inventory.toml";
  std::vector<std::string> recipes;  ///< further recipe files or folders
  std::string store = "muster-data";
  std::vector<std::string> devices;
  std::vector<std::string> known_hosts;   ///< files that may speak for a key
  std::vector<std::string> fingerprints;  ///< tables of fingerprints read from consoles
  std::vector<std::string> vantage;       ///< what was seen from elsewhere
  std::vector<std::string> replace;       ///< devices whose pinned keys may be replaced
  std::string review;                     ///< write the new keys to this file, for a person
  std::string approve;                    ///< pin what a person approved in this file
  std::string output;                     ///< for scan_only: this file; empty: standard output
  std::int64_t in_flight = 64;
  bool accept = false;                    ///< pin keys of devices that have none
  bool accept_corroborated = false;       ///< pin those that a source speaks for
  bool scan_only = false;                 ///< only write down what is seen from here
};
/// Asks devices for their host keys and pins them after review.
[[nodiscard]] ExitCode enroll_command(const EnrollOptions& options);

struct InventoryListOptions {
  std::string inventory = "inventory.toml";
  std::vector<std::string> recipes;  ///< further recipe files or folders
  std::vector<std::string> devices;  ///< only these ids or groups; empty: all
  bool json = false;
};
/// Lists the devices of an inventory: how each is reached, and when.
[[nodiscard]] ExitCode inventory_list_command(const InventoryListOptions& options);

struct InventoryCheckOptions {
  std::string inventory = "inventory.toml";
  std::vector<std::string> recipes;  ///< further recipe files or folders
  std::string store = "muster-data";
};
/// Says everything that is wrong or doubtful in an inventory.
[[nodiscard]] ExitCode inventory_check_command(const InventoryCheckOptions& options);

struct InventoryImportOptions {
  std::string file;
  std::string inventory;  ///< the existing one; empty: none
  std::string output;     ///< empty: standard output
  std::string platform;   ///< for rows without one; so are the others
  std::string credential;
  std::string group;
  std::string site;
  bool automatic = false;  ///< an unknown platform becomes "auto"
};
/// Makes inventory entries of a table (CSV).
[[nodiscard]] ExitCode inventory_import_command(const InventoryImportOptions& options);

struct HistoryOptions {
  std::string store = "muster-data";
};
/// Lists the runs of a store, incomplete ones marked.
[[nodiscard]] ExitCode runs_command(const HistoryOptions& options);

struct ReplayOptions {
  std::string store = "muster-data";
  std::string inventory = "inventory.toml";
  std::vector<std::string> recipes;  ///< further recipe files or folders
  std::vector<std::string> policies;
  std::vector<std::string> waivers;  ///< files, beside those that the inventory names
  std::string evaluation;  ///< empty: the latest
};
/// Judges the captures of a past evaluation again and compares the verdicts byte for byte.
[[nodiscard]] ExitCode replay_command(const ReplayOptions& options);

struct QueryOptions {
  std::string expression;
  std::vector<std::string> names;  ///< devices or groups; with `format`: files
  std::vector<std::string> only;   ///< devices or groups, too
  std::string format;              ///< of the files; empty: the store's latest captures
  std::string where;               ///< of which devices: a condition; empty: all
  std::string output = "table";    ///< "table", "json", "csv"
  std::string store = "muster-data";
  std::string inventory = "inventory.toml";
  std::vector<std::string> recipes;  ///< further recipe files or folders
  std::string as_of;
  std::string role;
};
/// Asks an expression of the devices of a store, or of files, and prints a row for each device or element.
[[nodiscard]] ExitCode query_command(const QueryOptions& options);

struct ExplainOptions {
  std::vector<std::string> words;  ///< FINGERPRINT, or RULE DEVICE [OBJECT]; with `format`: FILE... RULE [OBJECT]
  std::string format;              ///< of the file; empty: the store's latest evaluation
  std::string store = "muster-data";
  std::string inventory = "inventory.toml";
  std::vector<std::string> recipes;  ///< further recipe files or folders
  std::vector<std::string> policies;
  std::vector<std::string> waivers;  ///< files, beside those that the inventory names
  std::string evaluation;  ///< empty: the latest
  std::string as_of;
  std::string role;
  bool json = false;
};
/// Says of a finding what it rests on, with the lines, how to mend it and how to see it again.
[[nodiscard]] ExitCode explain_command(const ExplainOptions& options);

struct FormatsOptions {
  std::vector<std::string> names;
};
/// Lists the formats with the domains that they tell; for named ones, everything that they declare.
[[nodiscard]] ExitCode formats_command(const FormatsOptions& options);

struct RecipeOptions {
  std::vector<std::string> words;     ///< none or "list"; "show" and a name, or the name alone
  std::vector<std::string> features;  ///< merged into the platform that is shown
  std::vector<std::string> recipes;
};
/// Lists the platforms, or shows what may be sent to one and the least-privileged account that it needs.
[[nodiscard]] ExitCode recipe_command(const RecipeOptions& options);

struct ControlsListOptions {
  std::vector<std::string> words;           ///< for show: a benchmark, and a control or none
  std::vector<std::string> benchmark_files;
  std::vector<std::string> policies;        ///< beside the shipped packs
};
/// Lists the benchmarks with their release and how much of them rules test.
[[nodiscard]] ExitCode controls_list_command(const ControlsListOptions& options);
/// Shows a benchmark's controls, or all that is known of one.
[[nodiscard]] ExitCode controls_show_command(const ControlsListOptions& options);

struct ControlsReportOptions {
  std::vector<std::string> files;  ///< configurations; empty: the evaluation in the store
  std::string format;              ///< of the files
  std::string role;                ///< of the files' devices
  std::string store = "muster-data";
  std::string evaluation;          ///< empty: the latest
  std::vector<std::string> benchmarks;  ///< ids; empty: those that speak about the devices seen
  std::vector<std::string> benchmark_files;
  std::vector<std::string> attestations;
  std::vector<std::string> waivers;   ///< for the files; a stored evaluation has its own
  std::vector<std::string> policies;  ///< beside the shipped packs
  std::string as_of;
  std::string html;
  bool json = false;
  bool all = false;
};
/// Says of each control of a benchmark what its tests gave and what is left to people.
[[nodiscard]] ExitCode controls_report_command(const ControlsReportOptions& options);

/// Reads the command line and runs the command.
[[nodiscard]] int run_program(int argc, char** argv);

}  // namespace muster::app
