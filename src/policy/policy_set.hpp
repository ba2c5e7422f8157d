#pragma once

#include <cstdint>
#include <expected>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/domain.hpp"
#include "core/result.hpp"
#include "core/timestamp.hpp"
#include "core/verdict.hpp"
#include "model/device.hpp"
#include "policy/member_facts.hpp"

/// Rules as data: loaded, type-checked and compiled once, evaluated for every device.
namespace muster::policy {

/// A policy file's name (for positions) and content.
struct PolicyFile {
  std::string name;
  std::string text;
};

/// A value for a rule parameter, from the inventory or the command line.
struct ParameterValue {
  enum class Type : std::uint8_t { boolean, integer, text, text_list } type = Type::text;
  bool boolean = false;
  std::int64_t integer = 0;
  std::string text;
  std::vector<std::string> texts;
};
using Parameters = std::map<std::string, ParameterValue>;

/// What a rule judges: each device by itself, the devices of a group of the inventory together, or all of a run.
enum class Scope : std::uint8_t { device, group, fleet };
[[nodiscard]] std::string_view to_string(Scope scope);

/// What is known of a rule without evaluating it.
struct RuleInfo {
  std::string id;
  Scope scope = Scope::device;
  std::string pack;
  std::string title;
  Severity severity = Severity::medium;
  std::string section;
  std::string rationale;  ///< why it matters; may be empty
  std::string remedy;
  std::map<std::string, std::string> fixes;  ///< platform -> configuration lines that mend it
  std::string version;    ///< of the rule: changes with what it asks; empty: never changed since it came
  std::string since;      ///< version of the pack that brought it, or what it asks now; empty: the first
  std::vector<std::string> references;
  std::string deprecated;  ///< why it should no longer be used, and what replaces it; empty: it is not
  Domains domains;         ///< what `applies`, `each` and `assert` read, by static analysis
};

/// What is known of a pack.
struct PackInfo {
  std::string name;
  std::string version{};
  std::string title{};
  std::string released{};     ///< "2026-11-23"; empty: not said
  std::int64_t grace_days = 0;  ///< for which a fail of a rule that came with this version does not count
};

/// The rules that the files declare, with id, severity and scope, whatever else is wrong with them: for checking what
/// names rules beside broken ones. Nothing if a file is no TOML, for then what it declares is not known.
[[nodiscard]] std::optional<std::vector<RuleInfo>> declared_rules(std::span<const PolicyFile> files);

struct EvaluateOptions {
  Timestamp now{};                         ///< the evaluation's as_of
  const Parameters* parameters = nullptr;  ///< overrides of the packs' defaults; may be null
  std::uint64_t step_budget = 2'000'000;   ///< for each rule and device; beyond it the verdict is "error"
  std::string_view only{};  ///< id of the one rule to judge; empty: all
  bool all_values = false;  ///< passes, too, say what they depended on (`Verdict::values`, evidence); costs a second evaluation
};

/// Devices that are judged together.
struct GroupOfMembers {
  Scope scope = Scope::group;
  std::string name{};    ///< of the group; empty for the fleet
  bool cluster = false;  ///< they are the members of one unit
  std::vector<const MemberFacts*> members{};
  std::string open_because{};  ///< why there may be members that are not known; empty: these are all
  std::map<std::string, std::string> disputed{};  ///< parameters on which the members differ, and how: they have no value here
};

class CompiledRules;

/// All loaded rules. Immutable and safe to use from several threads.
class PolicySet {
 public:
  /// Loads the files of one or several packs. All semantic errors come at once; on any error nothing is loaded.
  /// `platforms`: what `[rule.fix]` may name; empty: anything.
  [[nodiscard]] static std::expected<PolicySet, std::vector<Error>> load(std::span<const PolicyFile> files,
                                                                         std::span<const std::string_view> platforms = {});

  PolicySet(PolicySet&&) noexcept;
  PolicySet& operator=(PolicySet&&) noexcept;
  ~PolicySet();

  [[nodiscard]] std::span<const RuleInfo> rules() const;  ///< sorted by id
  [[nodiscard]] std::span<const PackInfo> packs() const;  ///< in the order of their files

  /// The verdicts of every rule for one device, in rule order; `each` rules give one per known item and, over an open
  /// list, one "not assessed" remainder. A rule that reads a domain which no capture feeds (`device.contributed`) is
  /// "out of scope" unless `applies` is false. Never throws; deterministic.
  [[nodiscard]] std::vector<Verdict> evaluate(const model::Device& device, const EvaluateOptions& options) const;

  /// What the rules of scope group and fleet know of a device. `missing` says why nothing was collected of it, such as
  /// "not part of this run": then the device holds what the inventory says, and that is the reason of all that is
  /// not known. Never throws; deterministic.
  [[nodiscard]] MemberFacts member_facts(const model::Device& device, const EvaluateOptions& options,
                                         std::string missing = {}) const;

  /// The verdicts of every rule of the group's scope, in rule order, with "group NAME" or "fleet" as the device. The
  /// facts must come from this policy set and the same options; `parameters` are those that all members share. The
  /// step budget grows with the number of members. A fact that is not known, and a member of which nothing is known,
  /// make a verdict "not assessed" unless the known ones decide it.
  [[nodiscard]] std::vector<Verdict> evaluate(const GroupOfMembers& group, const EvaluateOptions& options) const;

 private:
  friend class CompiledRules;
  explicit PolicySet(std::unique_ptr<CompiledRules> rules);
  std::unique_ptr<CompiledRules> rules_;
};

}  // namespace muster::policy
