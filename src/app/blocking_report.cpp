#include "app/blocking_report.hpp"

#include <fmt/format.h>

#include "app/files.hpp"
#include "app/judging.hpp"
#include "app/latest_captures.hpp"
#include "app/messages.hpp"
#include "app/open_store.hpp"
#include "app/packs.hpp"
#include "app/recipes.hpp"
#include "app/reporting.hpp"
#include "app/waiving.hpp"
#include "crypto/key_ring.hpp"

namespace muster::app {
namespace {

struct Ranked {
  std::vector<BlockingLine> lines;
  std::size_t devices = 0;
};
using RankedOrErrors = std::expected<Ranked, std::vector<Error>>;

std::unexpected<std::vector<Error>> failed(const Error& error) { return std::unexpected(std::vector{error}); }

RankedOrErrors rank_files(const CoverageOptions& options, Timestamp as_of) {
  const auto format = require_format(options.format);
  if (!format) return failed(format.error());
  const auto recipes = load_recipes({});
  if (!recipes) return std::unexpected(recipes.error());
  const auto packs = load_packs(options.policies, &*recipes);
  if (!packs) return std::unexpected(packs.error());
  const auto exceptions = load_exceptions(options.waivers, packs->rules);
  if (!exceptions) return std::unexpected(exceptions.error());
  const PlatformOfFormat platform = platform_of_format(*recipes, options.format);
  BlockingRank rank(packs->rules);
  for (const std::string& file : options.files) {
    auto bytes = read_file(file);
    if (!bytes) return failed(bytes.error());
    Capture capture;
    capture.command = "file";
    capture.format = options.format;
    capture.bytes = std::move(*bytes);
    const std::span<const Capture> captures(&capture, 1);
    AssembledDevice assembled =
        assemble({file, platform.platform, platform.vendor, {}, {}, {}}, captures, crypto::fingerprinter(nullptr));
    const DeviceFacts facts = judge_under(exceptions->book, {file, {}, {}}, assembled, captures, packs->rules, {as_of});
    rank.add(assembled, captures, facts.verdicts, [&](const Capture&) { return file; });
  }
  return Ranked{rank.ranked(as_of), options.files.size()};
}

RankedOrErrors rank_store(const CoverageOptions& options, Timestamp as_of) {
  const auto store = open_existing_store(options.store);
  if (!store) return failed(store.error());
  const auto fleet = load_fleet({options.inventory, options.recipes, {}, false});
  if (!fleet) return std::unexpected(fleet.error());
  const auto packs = load_packs(options.policies, &fleet->recipes);
  if (!packs) return std::unexpected(packs.error());
  const auto exceptions = load_exceptions(options.waivers, packs->rules, *fleet, options.inventory);
  if (!exceptions) return std::unexpected(exceptions.error());
  const SecretFingerprint fingerprint = crypto::fingerprinter(store->key() ? &*store->key() : nullptr);
  BlockingRank rank(packs->rules);
  const auto missing =
      for_each_latest(*store, fleet->targets, [&](const Target& target, const CollectionOutcome& outcome) {
        AssembledDevice assembled =
            assemble(identified(target.identity, outcome, fleet->recipes), outcome.captures, fingerprint);
        const DeviceFacts facts = judge_under(exceptions->book, subject_of(target), assembled, outcome.captures,
                                              packs->rules, {as_of, &target.parameters});
        rank.add(assembled, outcome.captures, facts.verdicts,
                 [&](const Capture& capture) { return target.identity.id + " " + capture.command; });
      });
  if (!missing) return failed(missing.error());
  if (*missing > 0)
    fmt::print(stderr, "muster: {} of {} devices are in no run of the store and not looked at\n", *missing,
               fleet->targets.size());
  return Ranked{rank.ranked(as_of), fleet->targets.size() - *missing};
}

}  // namespace

ExitCode blocking_report(const CoverageOptions& options) {
  const auto as_of = as_of_time(options.as_of);
  if (!as_of) return report_error(as_of.error());
  const auto ranked = options.store.empty() ? rank_files(options, *as_of) : rank_store(options, *as_of);
  if (!ranked) return report_errors(ranked.error());
  if (options.output == "json") return print(blocking_json(ranked->lines, ranked->devices));
  return print(blocking_text(ranked->lines, ranked->devices, static_cast<std::size_t>(options.top)));
}

}  // namespace muster::app
