#include "app/finding_search.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "core/nearest.hpp"

namespace muster::app {
namespace {

constexpr std::size_t whole_fingerprint = 16;
constexpr std::size_t shortest_prefix = 4;
constexpr std::size_t most_candidates = 5;

bool is_fingerprint(std::string_view text) {
  return text.size() >= shortest_prefix && text.size() <= whole_fingerprint &&
         std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

std::string nearest_of(std::string_view wanted, const std::vector<std::string_view>& known) {
  const auto near = nearest(wanted, known);
  return near ? "; did you mean '" + std::string(*near) + "'?" : std::string();
}

Result<std::vector<FoundVerdict>> by_fingerprint(const store::Evaluation& evaluation, const std::string& wanted) {
  if (!is_fingerprint(wanted))
    return fail(ErrorKind::usage,
                "expected a finding's fingerprint (16 digits 0-9 a-f as reports show it, or at least its first 4), or "
                "RULE DEVICE "
                "[OBJECT]; got '" +
                    wanted + "'");
  std::vector<FoundVerdict> found;
  for (const DeviceFacts& facts : evaluation.devices)
    for (const Verdict& verdict : facts.verdicts)
      if (verdict.fingerprint.starts_with(wanted)) found.push_back({&facts, nullptr, &verdict});
  for (const GroupVerdicts& group : evaluation.groups)
    for (const Verdict& verdict : group.verdicts)
      if (verdict.fingerprint.starts_with(wanted)) found.push_back({nullptr, &group, &verdict});
  if (found.empty())
    return fail(ErrorKind::not_found, "no verdict of " + evaluation.id + " has the fingerprint '" + wanted +
                                          "'; 'muster explain RULE DEVICE' finds it by name");
  if (found.size() == 1) return found;
  std::string message = fmt::format("'{}' begins {} fingerprints; give more digits: ", wanted, found.size());
  for (std::size_t i = 0; i < std::min(found.size(), most_candidates); ++i)
    message += fmt::format("{}{} ({} on {})", i == 0 ? "" : ", ", found[i].verdict->fingerprint,
                           found[i].verdict->rule_id, found[i].verdict->device_id);
  return fail(ErrorKind::usage, message + (found.size() > most_candidates ? ", ..." : ""));
}

/// Whose verdicts a person means: those of a device, or of devices that were judged together.
struct Place {
  const DeviceFacts* facts = nullptr;
  const GroupVerdicts* group = nullptr;
  std::size_t words = 1;  ///< that name it

  [[nodiscard]] const std::vector<Verdict>& verdicts() const { return group != nullptr ? group->verdicts : facts->verdicts; }
};

/// The place that `words` names from the second word on.
Result<Place> find_place(const store::Evaluation& evaluation, const std::vector<std::string>& words) {
  const auto facts = std::ranges::find(evaluation.devices, words[1], &DeviceFacts::device_id);
  if (facts != evaluation.devices.end()) return Place{&*facts, nullptr, 1};
  std::vector<std::string_view> known;
  for (const DeviceFacts& device : evaluation.devices) known.emplace_back(device.device_id);
  for (const GroupVerdicts& group : evaluation.groups) {
    if (group.name == words[1]) return Place{nullptr, &group, 1};
    if (words.size() > 2 && group.name == words[1] + " " + words[2]) return Place{nullptr, &group, 2};
    known.emplace_back(group.name);
  }
  const std::string wanted = words[1] == "group" && words.size() > 2 ? words[1] + " " + words[2] : words[1];
  return fail(ErrorKind::not_found,
              evaluation.id + " has no device or group '" + wanted + "'" + nearest_of(wanted, known));
}

}  // namespace

std::string joined_words(const std::vector<std::string>& words, std::size_t first) {
  std::string text;
  for (std::size_t i = first; i < words.size(); ++i) text += (text.empty() ? "" : " ") + words[i];
  return text;
}

Result<std::vector<const Verdict*>> choose_verdicts(const std::vector<const Verdict*>& verdicts,
                                                    const std::string& object) {
  std::vector<const Verdict*> chosen;
  if (!object.empty()) {
    std::vector<std::string_view> known;
    for (const Verdict* const verdict : verdicts) {
      if (verdict->object == object) chosen.push_back(verdict);
      known.emplace_back(verdict->object);
    }
    if (!chosen.empty()) return chosen;
    return fail(ErrorKind::not_found,
                "the rule has no verdict about '" + object + "' there" + nearest_of(object, known));
  }
  for (const Verdict* const verdict : verdicts)
    if (verdict->status != VerdictStatus::pass && verdict->status != VerdictStatus::not_applicable)
      chosen.push_back(verdict);
  return chosen.empty() ? verdicts : chosen;
}

Result<std::vector<FoundVerdict>> find_verdicts(const store::Evaluation& evaluation,
                                                const std::vector<std::string>& words) {
  if (words.size() == 1) return by_fingerprint(evaluation, words[0]);
  const auto place = find_place(evaluation, words);
  if (!place) return std::unexpected(place.error());
  std::vector<const Verdict*> of_rule;
  std::vector<std::string_view> rules;
  for (const Verdict& verdict : place->verdicts()) {
    if (verdict.rule_id == words[0]) of_rule.push_back(&verdict);
    rules.emplace_back(verdict.rule_id);
  }
  if (of_rule.empty())
    return fail(ErrorKind::not_found,
                "no verdict of the rule '" + words[0] + "' on " + words[1] + nearest_of(words[0], rules));
  const auto chosen = choose_verdicts(of_rule, joined_words(words, 1 + place->words));
  if (!chosen) return std::unexpected(chosen.error());
  std::vector<FoundVerdict> found;
  for (const Verdict* const verdict : *chosen) found.push_back({place->facts, place->group, verdict});
  return found;
}

}  // namespace muster::app
