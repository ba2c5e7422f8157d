#include <algorithm>

#include "app/commands.hpp"
#include "app/explaining.hpp"
#include "app/file_capture.hpp"
#include "app/finding_search.hpp"
#include "app/group_judging.hpp"
#include "app/messages.hpp"
#include "app/packs.hpp"
#include "app/recipes.hpp"
#include "app/reporting.hpp"
#include "core/nearest.hpp"

namespace muster::app {
namespace {

std::unexpected<std::vector<Error>> failed(Error error) { return std::unexpected(std::vector{std::move(error)}); }

Error usage(std::string message) { return {ErrorKind::usage, std::move(message), {}}; }

/// What the words of the command line mean: files, a rule, and perhaps an object.
struct Question {
  std::vector<std::string> files;
  policy::RuleInfo rule;
  std::string object;
};

/// Files stand in front of the first word that is a rule; an error names the rule that is nearest.
Result<Question> read_words(const policy::PolicySet& rules, const std::vector<std::string>& words) {
  if (words.size() < 2) return std::unexpected(usage("expected FILE... RULE [OBJECT] beside --as"));
  const auto known = rules.rules();
  for (std::size_t i = 1; i < words.size(); ++i) {
    const auto rule = std::ranges::find(known, words[i], &policy::RuleInfo::id);
    if (rule == known.end()) continue;
    return Question{{words.begin(), words.begin() + static_cast<std::ptrdiff_t>(i)}, *rule, joined_words(words, i + 1)};
  }
  std::vector<std::string_view> ids;
  for (const policy::RuleInfo& rule : known) ids.emplace_back(rule.id);
  const auto near = nearest(words[1], ids);
  return fail(ErrorKind::not_found,
              "no rule '" + words[1] + "'" + (near ? "; did you mean '" + std::string(*near) + "'?" : std::string()));
}

Result<void> check_number(const Question& question) {
  if (question.rule.scope == policy::Scope::fleet)
    return std::unexpected(usage("the rule '" + question.rule.id +
                                 "' is about a whole fleet, and files are none: explain a finding of the store"));
  const bool several = question.rule.scope != policy::Scope::device;
  if (several && question.files.size() < 2)
    return std::unexpected(usage("the rule '" + question.rule.id +
                                 "' is about several devices: name at least two files before it"));
  if (!several && question.files.size() > 1)
    return std::unexpected(usage("the rule '" + question.rule.id + "' is about one device: name one file before it"));
  return {};
}

/// The files, read and assembled.
class ReadFiles {
 public:
  struct File {
    std::string name;
    Capture capture;
    AssembledDevice assembled;
  };

  Result<void> read(const Question& question, const ExplainOptions& options, const grammars::Format& format,
                    const collectors::RecipeBook& recipes, Timestamp as_of) {
    const auto [platform, vendor, end] = platform_of_format(recipes, options.format);
    platform_ = platform;
    for (const std::string& name : question.files) {
      auto capture = file_capture(name, options.format, as_of);
      if (!capture) return std::unexpected(capture.error());
      File file{name, std::move(*capture), {}};
      file.assembled = assemble({name, platform, vendor, {}, options.role, {}}, std::span(&file.capture, 1),
                                crypto::fingerprinter(nullptr));
      open_if_cut(file.capture, end, format, file.assembled.device);
      files_.push_back(std::move(file));
    }
    return {};
  }

  [[nodiscard]] std::vector<Verdict> judge(const policy::PolicySet& rules, const policy::RuleInfo& rule,
                                           const policy::EvaluateOptions& how) const {
    if (rule.scope == policy::Scope::device) return rules.evaluate(files_.front().assembled.device, how);
    std::vector<policy::MemberFacts> members;
    for (const File& file : files_)
      members.push_back(facts_of(file.assembled.device, rules, how, CollectionFailure::none));
    auto groups = judge_files(rules, members, how);
    return groups.empty() ? std::vector<Verdict>() : std::move(groups.front().verdicts);
  }

  /// The lines that the verdict rests on, in each of the files.
  void add_lines(report::Explanation& explanation) const {
    const Verdict& verdict = explanation.verdict;
    if (files_.size() == 1) {
      const File& file = files_.front();
      explanation.device = device_of(verdict, platform_, std::span(&file.capture, 1), file.assembled.captures);
      return;
    }
    GroupVerdicts group{verdict.device_id, static_cast<std::uint32_t>(files_.size()),
                        static_cast<std::uint32_t>(files_.size())};
    for (const File& file : files_) group.devices.push_back(file.name);
    explanation.together = members_text(group);
    for (const std::string& device : devices_behind(verdict)) {
      const auto file = std::ranges::find(files_, device, &File::name);
      if (file != files_.end())
        explanation.members.push_back(
            member_of(verdict, device, platform_, std::span(&file->capture, 1), file->assembled.captures));
    }
  }

  [[nodiscard]] const std::string& platform() const { return platform_; }

 private:
  std::vector<File> files_;
  std::string platform_;
};

std::vector<std::string> commands_for(const Question& question, const Verdict& verdict, const ExplainOptions& options) {
  const std::string as = " --as " + shell_word(options.format) + policy_words(options);
  std::string files;
  for (const std::string& file : question.files) files += " " + shell_word(file);
  const std::string object = verdict.object.empty() ? "" : " " + shell_word(verdict.object);
  return {"muster explain" + files + " " + question.rule.id + object + as, "muster check" + files + as};
}

}  // namespace

Explanations explain_files(const ExplainOptions& options) {
  const auto format = require_format(options.format);
  if (!format) return failed(format.error());
  const auto as_of = as_of_time(options.as_of);
  if (!as_of) return failed(as_of.error());
  const auto recipes = load_recipes({});
  if (!recipes) return std::unexpected(recipes.error());
  const auto packs = load_packs(options.policies, &*recipes);
  if (!packs) return std::unexpected(packs.error());
  const auto question = read_words(packs->rules, options.words);
  if (!question) return failed(question.error());
  if (const auto good = check_number(*question); !good) return failed(good.error());
  ReadFiles files;
  if (const auto read = files.read(*question, options, **format, *recipes, *as_of); !read) return failed(read.error());
  policy::EvaluateOptions how{*as_of};
  how.only = question->rule.id;
  how.all_values = true;
  const std::vector<Verdict> verdicts = files.judge(packs->rules, question->rule, how);
  std::vector<const Verdict*> of_rule;
  for (const Verdict& verdict : verdicts) of_rule.push_back(&verdict);
  const auto chosen = choose_verdicts(of_rule, question->object);
  if (!chosen) return failed(chosen.error());
  std::vector<report::Explanation> explanations;
  for (const Verdict* const verdict : std::span(*chosen).first(std::min(chosen->size(), most_explanations))) {
    report::Explanation explanation =
        explanation_of_rule(packs->rules, question->rule.id, std::span(&files.platform(), 1));
    explanation.verdict = *verdict;
    explanation.as_of = *as_of;
    files.add_lines(explanation);
    explanation.commands = commands_for(*question, *verdict, options);
    explanations.push_back(std::move(explanation));
  }
  return explanations;
}

}  // namespace muster::app
