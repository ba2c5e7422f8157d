#include "app/rule_test.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/fixture_mutation.hpp"
#include "app/fixture_verdict.hpp"
#include "policy/rule_details.hpp"

namespace muster::app {
namespace {

/// A fixture as read once, and what its rule says of it.
struct ReadFixture {
  const RuleFixture* fixture;
  std::vector<model::Device> devices;
  std::vector<Verdict> verdicts;
  std::string outcome;
  [[nodiscard]] bool is_right() const { return outcome == fixture->expected; }
};

/// What a verdict says, for the one who wonders why.
std::string described(const Verdict& verdict) {
  std::string text = std::string(to_string(verdict.status));
  if (!verdict.object.empty()) text += " " + verdict.object;
  if (!verdict.message.empty()) text += ": " + verdict.message;
  for (const std::string& reason : verdict.reasons) text += "; " + reason;
  return text;
}

std::string wrong_text(const ReadFixture& read) {
  constexpr std::size_t shown = 3;
  std::string text =
      fmt::format("expected {}, got {}", read.fixture->expected, read.outcome == "none" ? "no verdict" : read.outcome);
  for (std::size_t i = 0; i < std::min(shown, read.verdicts.size()); ++i)
    text += "\n    " + described(read.verdicts[i]);
  if (read.verdicts.size() > shown) text += fmt::format("\n    and {} more verdicts", read.verdicts.size() - shown);
  return text;
}

class Tester {
 public:
  Tester(policy::PolicySet& rules, const policy::RuleInfo& rule, std::span<const RuleFixture> fixtures,
         const collectors::RecipeBook& recipes, const RuleTestLimits& limits)
      : rules_(rules), rule_(rule), recipes_(recipes), limits_(limits) {
    test_.rule = rule.id;
    for (const RuleFixture& fixture : fixtures)
      if (fixture.rule == rule.id) read(fixture);
  }

  RuleTest run() {
    verdicts();
    missing();
    if (!limits_.mutation || !test_.errors.empty())
      return std::move(test_);  // changes of what is wrong already say nothing
    change_fixtures();
    change_rule();
    return std::move(test_);
  }

 private:
  void read(const RuleFixture& fixture) {
    ReadFixture read{&fixture, read_devices(fixture, recipes_), {}, {}};
    read.verdicts = judge_fixture(rules_, fixture, read.devices);
    read.outcome = overall(read.verdicts);
    fixtures_.push_back(std::move(read));
  }

  void verdicts() {
    for (const ReadFixture& read : fixtures_) {
      FormatCounts& counts = test_.formats[std::string(read.fixture->format().name)];
      ++(read.fixture->expected == "pass" ? counts.pass : read.fixture->expected == "fail" ? counts.fail : counts.open);
      if (!read.is_right()) test_.errors.push_back({ErrorKind::input, wrong_text(read), {read.fixture->path, 0, 0}});
    }
    for (const auto& [format, counts] : test_.formats) {
      if (counts.pass > 0 && counts.fail == 0) test_.warnings.push_back("nothing fails in format " + format);
      if (counts.fail > 0 && counts.pass == 0) test_.warnings.push_back("nothing passes in format " + format);
    }
  }

  void missing() {
    for (const std::string expected : {"pass", "fail"})
      if (std::ranges::none_of(fixtures_, [&](const ReadFixture& read) { return read.fixture->expected == expected; }))
        test_.errors.push_back(
            {ErrorKind::input, missing_fixture(rule_.id, expected), policy::position_of(rules_, rule_.id)});
  }

  void change_fixtures() {
    for (const ReadFixture& read : fixtures_) {
      if (read.fixture->expected != "pass") continue;
      for (std::size_t file = 0; file < read.fixture->files.size(); ++file) change_file(read, file);
      change_session(read);
    }
    if (test_.turned == 0)
      test_.errors.push_back(
          {ErrorKind::input,
           fmt::format("no change of a passing fixture turns the verdict of '{}' ({} tried): add a fixture "
                       "that passes for a reason, or mend the rule",
                       rule_.id, test_.changes),
           policy::position_of(rules_, rule_.id)});
  }

  /// What the collection itself showed is no line of a file.
  void change_session(const ReadFixture& read) {
    if (read.fixture->session.empty()) return;
    RuleFixture other = *read.fixture;
    other.session = other.session == "legacy" ? "modern" : "legacy";
    ++test_.changes;
    if (overall(judge_fixture(rules_, other, read_devices(other, recipes_))) != "pass") ++test_.turned;
  }

  /// Tries the changes of one file of a passing fixture; lines of failing ones only until one of them turns it.
  void change_file(const ReadFixture& read, std::size_t file) {
    const FixtureFile& original = read.fixture->files[file];
    std::size_t left = limits_.fixture_changes;
    std::size_t turned = 0;
    const auto attempt = [&](const TextChange& change) {
      if (left == 0) return false;
      --left;
      ++test_.changes;
      if (still_passes(read, file, change.text)) return true;
      ++turned;
      return true;
    };
    bool whole = visit_removals(*original.format, original.bytes, attempt);
    for (const ReadFixture& other : fixtures_)
      if (other.fixture->expected == "fail" && turned == 0)
        for (const FixtureFile& source : other.fixture->files)
          if (source.format == original.format && turned == 0)
            whole = visit_insertions(original.bytes, source.bytes, other.fixture->name,
                                     [&](const TextChange& change) { return attempt(change) && turned == 0; }) ||
                    turned > 0;
    test_.turned += turned;
    if (!whole)
      test_.limits.push_back(
          fmt::format("{}: only the first {} changes were tried", original.path, limits_.fixture_changes));
  }

  [[nodiscard]] bool still_passes(const ReadFixture& read, std::size_t file, std::string_view text) {
    const FixtureChange change{file, text};
    const auto devices = read_devices(*read.fixture, recipes_, {}, &change);
    return overall(judge_fixture(rules_, *read.fixture, devices)) == "pass";
  }

  void change_rule() {
    policy::RuleMutation mutation(rules_, rule_.id);
    std::size_t left = limits_.evaluations;
    for (const policy::Mutant& mutant : mutation.mutants()) {
      if (left < fixtures_.size()) {
        test_.limits.push_back(fmt::format("only the first {} of {} changes of the rule were tried", test_.mutants,
                                           mutation.mutants().size()));
        return;
      }
      ++test_.mutants;
      mutation.apply(mutant);
      if (!is_noticed(left)) test_.survivors.push_back(mutant);
      mutation.restore();
    }
  }

  [[nodiscard]] bool is_noticed(std::size_t& left) {
    return std::ranges::any_of(fixtures_, [&](const ReadFixture& read) {
      --left;
      return overall(judge_fixture(rules_, *read.fixture, read.devices)) != read.outcome;
    });
  }

  policy::PolicySet& rules_;
  const policy::RuleInfo& rule_;
  const collectors::RecipeBook& recipes_;
  const RuleTestLimits& limits_;
  std::vector<ReadFixture> fixtures_;
  RuleTest test_;
};

}  // namespace

RuleTest test_rule(policy::PolicySet& rules, const policy::RuleInfo& rule, std::span<const RuleFixture> fixtures,
                   const collectors::RecipeBook& recipes, const RuleTestLimits& limits) {
  return Tester(rules, rule, fixtures, recipes, limits).run();
}

}  // namespace muster::app
