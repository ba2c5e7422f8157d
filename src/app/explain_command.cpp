#include <algorithm>
#include <cstdlib>
#include <optional>

#include "app/commands.hpp"
#include "app/explaining.hpp"
#include "app/finding_search.hpp"
#include "app/judging.hpp"
#include "app/messages.hpp"
#include "app/open_store.hpp"
#include "app/packs.hpp"
#include "app/recipes.hpp"
#include "app/restore.hpp"
#include "app/waiving.hpp"
#include "core/nearest.hpp"
#include "crypto/key_ring.hpp"

namespace muster::app {
namespace {

using Errors = std::vector<Error>;

std::unexpected<Errors> failed(Error error) { return std::unexpected(Errors{std::move(error)}); }

std::string store_words(const ExplainOptions& options) {
  std::string text =
      " -s " + shell_word(options.store) + " -i " + shell_word(options.inventory) + policy_words(options);
  for (const std::string& waivers : options.waivers) text += " --waivers " + shell_word(waivers);
  return text;
}

/// What a device was judged by, as far as it can be read now.
struct Basis {
  Packs packs;
  std::optional<Fleet> fleet;
  std::optional<Exceptions> exceptions;
  std::string missing;  ///< why fleet or exceptions cannot be read
};

std::expected<Basis, Errors> load_basis(const ExplainOptions& options) {
  auto fleet = load_fleet({options.inventory, options.recipes, {}, false});
  auto packs = load_packs(options.policies, fleet ? &fleet->recipes : nullptr);
  if (!packs) return std::unexpected(packs.error());
  Basis basis{std::move(*packs), std::nullopt, std::nullopt, {}};
  if (!fleet) {
    basis.missing = to_string(fleet.error().front());
    return basis;
  }
  basis.fleet = std::move(*fleet);
  auto exceptions = load_exceptions(options.waivers, basis.packs.rules, *basis.fleet, options.inventory);
  if (exceptions)
    basis.exceptions = std::move(*exceptions);
  else
    basis.missing = to_string(exceptions.error().front());
  return basis;
}

/// One evaluation of a store, and what is needed to judge a device of it again.
class StoredExplaining {
 public:
  StoredExplaining(const ExplainOptions& options, const store::Store& store, const store::Evaluation& evaluation,
                   const Basis& basis)
      : options_(options), store_(store), evaluation_(evaluation), basis_(basis) {}

  report::Explanation explain(const FoundVerdict& found);

 private:
  struct Judged {
    std::vector<Capture> captures;
    AssembledDevice assembled;
    std::vector<Verdict> verdicts;
    std::string problem;  ///< why it could not be judged again
  };

  [[nodiscard]] const Target* target_of(const std::string& device) const;
  [[nodiscard]] std::vector<const CaptureReference*> references_of(const std::string& device) const;
  [[nodiscard]] Judged judge_again(const DeviceFacts& facts, const std::string& rule) const;
  [[nodiscard]] report::Explanation begun(const FoundVerdict& found, std::span<const std::string> platforms,
                                          const std::optional<std::string>& run_words) const;
  void explain_device(const FoundVerdict& found, report::Explanation& explanation) const;
  void explain_group(const FoundVerdict& found, report::Explanation& explanation) const;
  [[nodiscard]] const DeviceFacts* facts_of(const std::string& device) const;
  [[nodiscard]] std::vector<std::string> platforms_of(const DeviceFacts& facts) const;
  [[nodiscard]] std::pair<std::vector<Capture>, std::vector<ReadCapture>> redacted_captures(const std::string& device) const;

  const ExplainOptions& options_;
  const store::Store& store_;
  const store::Evaluation& evaluation_;
  const Basis& basis_;
};

const Target* StoredExplaining::target_of(const std::string& device) const {
  if (!basis_.fleet) return nullptr;
  const auto& targets = basis_.fleet->targets;
  const auto found = std::ranges::find(targets, device, [](const Target& target) { return target.identity.id; });
  return found == targets.end() ? nullptr : &*found;
}

std::vector<const CaptureReference*> StoredExplaining::references_of(const std::string& device) const {
  std::vector<const CaptureReference*> references;
  for (const CaptureReference& reference : evaluation_.manifest.captures)
    if (device_name(reference.device_id, reference.member) == device) references.push_back(&reference);
  return references;
}

StoredExplaining::Judged StoredExplaining::judge_again(const DeviceFacts& facts, const std::string& rule) const {
  Judged judged;
  const Target* const target = target_of(facts.device_id);
  if (target == nullptr || !basis_.exceptions) {
    judged.problem = basis_.missing.empty() ? "it is no single device of the inventory" : basis_.missing;
    return judged;
  }
  auto captures = restore(store_, references_of(facts.device_id));
  auto outcomes = store_.outcomes(evaluation_.run);
  if (!captures || !outcomes) {
    judged.problem = captures ? outcomes.error().message : captures.error().message;
    return judged;
  }
  CollectionOutcome outcome;
  for (CollectionOutcome& each : *outcomes)
    if (device_name(each.device_id, each.member) == facts.device_id) outcome = std::move(each);
  outcome.failure = facts.failure;
  judged.captures = std::move(*captures);
  judged.assembled = assemble(identified(target->identity, outcome, basis_.fleet->recipes), judged.captures,
                              crypto::fingerprinter(store_.key() ? &*store_.key() : nullptr));
  policy::EvaluateOptions how{evaluation_.manifest.as_of, &target->parameters};
  how.only = rule;
  how.all_values = true;
  judged.verdicts = judge_under(basis_.exceptions->book, subject_of(*target), judged.assembled, judged.captures,
                                basis_.packs.rules, how)
                        .verdicts;
  return judged;
}

/// Without judging again there still are the redacted texts, for which no key is needed.
std::pair<std::vector<Capture>, std::vector<ReadCapture>> StoredExplaining::redacted_captures(
    const std::string& device) const {
  std::vector<Capture> captures;
  std::vector<ReadCapture> read;
  for (const CaptureReference* const reference : references_of(device)) {
    Capture capture;
    capture.command = reference->command;
    capture.context = reference->context;
    captures.push_back(std::move(capture));
    auto text =
        reference->redacted_id.empty() ? Result<RedactedText>(RedactedText{}) : store_.redacted(reference->redacted_id);
    read.push_back({{}, text ? std::move(*text) : RedactedText{}});
  }
  return {std::move(captures), std::move(read)};
}

const DeviceFacts* StoredExplaining::facts_of(const std::string& device) const {
  const auto found = std::ranges::find(evaluation_.devices, device, &DeviceFacts::device_id);
  return found == evaluation_.devices.end() ? nullptr : &*found;
}

/// The device's platform, then its features: what the rule's configuration lines are named by.
std::vector<std::string> StoredExplaining::platforms_of(const DeviceFacts& facts) const {
  std::vector<std::string> platforms{facts.platform};
  if (const Target* const target = target_of(facts.device_id))
    platforms.insert(platforms.end(), target->job.features.begin(), target->job.features.end());
  return platforms;
}

report::Explanation StoredExplaining::begun(const FoundVerdict& found, std::span<const std::string> platforms,
                                            const std::optional<std::string>& run_words) const {
  report::Explanation explanation = explanation_of_rule(basis_.packs.rules, found.verdict->rule_id, platforms);
  explanation.verdict = *found.verdict;
  explanation.evaluation_id = evaluation_.id;
  explanation.as_of = evaluation_.manifest.as_of;
  const std::string evaluation = options_.evaluation.empty() ? "" : " --evaluation " + shell_word(options_.evaluation);
  explanation.commands = {"muster explain " + found.verdict->fingerprint + evaluation + store_words(options_),
                          "muster replay " + evaluation_.id + store_words(options_)};
  if (run_words) explanation.commands.push_back("muster run" + *run_words + store_words(options_));
  return explanation;
}

void StoredExplaining::explain_device(const FoundVerdict& found, report::Explanation& explanation) const {
  Judged judged = judge_again(*found.facts, found.verdict->rule_id);
  const auto again = std::ranges::find(judged.verdicts, found.verdict->fingerprint, &Verdict::fingerprint);
  if (!judged.problem.empty())
    explanation.notes.push_back("the values are not shown, for the device could not be judged again: " +
                                judged.problem);
  else if (again == judged.verdicts.end() || again->status != found.verdict->status ||
           again->message != found.verdict->message)
    explanation.notes.emplace_back(
        "judged again it is another verdict: inventory, policies or program are not those of the evaluation; what "
        "follows is "
        "what was recorded");
  else {
    explanation.verdict.values = again->values;
    if (explanation.verdict.evidence.empty())
      explanation.verdict.evidence = again->evidence;  // a pass is stored without
  }
  if (judged.problem.empty()) {
    explanation.device =
        device_of(explanation.verdict, found.facts->platform, judged.captures, judged.assembled.captures);
  } else {
    const auto [captures, read] = redacted_captures(found.facts->device_id);
    explanation.device = device_of(explanation.verdict, found.facts->platform, captures, read);
  }
}

/// The values of a finding about several devices are in the store: nothing is judged again.
void StoredExplaining::explain_group(const FoundVerdict& found, report::Explanation& explanation) const {
  explanation.together = members_text(*found.group);
  if (found.verdict->values.empty() && found.verdict->status == VerdictStatus::pass)
    explanation.notes.emplace_back("what a pass about several devices rests on is not kept in the store");
  for (const std::string& device : devices_behind(*found.verdict)) {
    const DeviceFacts* const facts = facts_of(device);
    if (facts == nullptr) continue;  // it was no part of the run: there is no line of it
    const auto [captures, read] = redacted_captures(device);
    explanation.members.push_back(member_of(*found.verdict, device, facts->platform, captures, read));
  }
}

report::Explanation StoredExplaining::explain(const FoundVerdict& found) {
  if (found.group == nullptr) {
    const bool known = target_of(found.facts->device_id) != nullptr;
    report::Explanation explanation =
        begun(found, platforms_of(*found.facts),
              known ? std::optional(" " + shell_word(found.facts->device_id)) : std::nullopt);
    explain_device(found, explanation);
    return explanation;
  }
  std::vector<std::string> platforms;
  for (const std::string& device : devices_behind(*found.verdict))
    if (const DeviceFacts* const facts = facts_of(device))
      for (std::string& platform : platforms_of(*facts))
        if (std::ranges::find(platforms, platform) == platforms.end()) platforms.push_back(std::move(platform));
  std::string words;  // of the fleet none: that runs all
  for (const std::string& device : found.group->devices) words += " " + shell_word(device);
  const bool known = !words.empty() || found.group->name == "fleet";
  report::Explanation explanation = begun(found, platforms, known ? std::optional(words) : std::nullopt);
  explain_group(found, explanation);
  return explanation;
}

Result<store::Evaluation> chosen_evaluation(const store::Store& store, const std::string& wanted) {
  if (!wanted.empty()) return store.evaluation(wanted);
  const auto all = store.evaluations();
  if (!all) return std::unexpected(all.error());
  if (all->empty()) return fail(ErrorKind::not_found, "the store holds no evaluation yet: 'muster run' makes one");
  return store.evaluation(all->front().id);
}

Explanations explain_stored(const ExplainOptions& options) {
  const auto store = open_existing_store(options.store);
  if (!store) return failed(store.error());
  const auto evaluation = chosen_evaluation(*store, options.evaluation);
  if (!evaluation) return failed(evaluation.error());
  const auto found = find_verdicts(*evaluation, options.words);
  if (!found) return failed(found.error());
  const auto basis = load_basis(options);
  if (!basis) return std::unexpected(basis.error());
  StoredExplaining explaining(options, *store, *evaluation, *basis);
  std::vector<report::Explanation> explanations;
  for (std::size_t i = 0; i < std::min(found->size(), most_explanations); ++i)
    explanations.push_back(explaining.explain((*found)[i]));
  return explanations;
}

std::size_t terminal_columns() {
  constexpr std::size_t usual = 100;
  const char* const text = std::getenv("COLUMNS");
  const long columns = text == nullptr ? 0 : std::strtol(text, nullptr, 10);
  return columns >= 40 && columns <= 1000 ? static_cast<std::size_t>(columns) : usual;
}

}  // namespace

ExitCode explain_command(const ExplainOptions& options) {
  const auto explanations = options.format.empty() ? explain_stored(options) : explain_files(options);
  if (!explanations) return report_errors(explanations.error());
  if (options.json) return print(report::explanation_json(*explanations));
  std::string text;
  for (const report::Explanation& explanation : *explanations)
    text +=
        (text.empty() ? "" : "\n") + report::explanation_text(explanation, {terminal_columns(), stdout_has_colour()});
  if (explanations->size() == most_explanations) text += "\nOnly the first 20 are shown: name an object.\n";
  return print(text);
}

}  // namespace muster::app
