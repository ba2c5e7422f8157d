#include "app/fixture_verdict.hpp"

#include <algorithm>

#include "app/recipes.hpp"

namespace muster::app {

namespace {

model::Device blank_device(const RuleFixture& fixture, const FixtureFile& file, const collectors::RecipeBook& recipes) {
  const PlatformOfFormat platform = platform_of_format(recipes, file.format->name);
  model::Device device;
  device.id = fixture.is_group() ? file.device : "fixture";
  device.platform = platform.platform;
  device.vendor = platform.vendor;
  device.role = fixture.role;
  if (const std::size_t dot = file.device.find('.'); fixture.is_group() && dot != std::string::npos)
    device.site = file.device.substr(0, dot);
  device.session = fixture.session;
  return device;
}

}  // namespace

std::vector<model::Device> read_devices(const RuleFixture& fixture, const collectors::RecipeBook& recipes,
                                        std::string_view disabled_handler, const FixtureChange* change) {
  std::vector<model::Device> devices;
  for (std::size_t i = 0; i < fixture.files.size(); ++i) {
    const FixtureFile& file = fixture.files[i];
    if (i == 0 || file.device != fixture.files[i - 1].device) devices.push_back(blank_device(fixture, file, recipes));
    const std::string_view bytes = change != nullptr && change->file == i ? change->text : std::string_view(file.bytes);
    devices.back().contributed |= file.format->completes();
    (void)file.format->read(bytes, {static_cast<std::uint32_t>(i), {}, disabled_handler}, devices.back());
  }
  return devices;
}

std::vector<Verdict> judge_fixture(const policy::PolicySet& rules, const RuleFixture& fixture,
                                   const std::vector<model::Device>& devices) {
  const policy::EvaluateOptions options{
      .now = fixture_time, .parameters = &fixture.parameters, .only = fixture.rule};
  std::vector<Verdict> verdicts;
  for (const model::Device& device : devices)
    std::ranges::move(rules.evaluate(device, options), std::back_inserter(verdicts));
  const auto rule = std::ranges::find(rules.rules(), fixture.rule, &policy::RuleInfo::id);
  if (rule == rules.rules().end() || rule->scope == policy::Scope::device) return verdicts;
  std::vector<policy::MemberFacts> facts;
  for (const model::Device& device : devices) facts.push_back(rules.member_facts(device, options));
  policy::GroupOfMembers group{.scope = rule->scope, .name = "fixture"};
  group.cluster = fixture.name.find("cluster") != std::string::npos;
  for (const policy::MemberFacts& member : facts) group.members.push_back(&member);
  return rules.evaluate(group, options);
}

std::string overall(const std::vector<Verdict>& verdicts) {
  const auto any = [&](VerdictStatus status) {
    return std::ranges::find(verdicts, status, &Verdict::status) != verdicts.end();
  };
  if (any(VerdictStatus::fail)) return "fail";
  if (any(VerdictStatus::not_assessed) || any(VerdictStatus::error)) return "open";
  return any(VerdictStatus::pass) ? "pass" : "none";
}

}  // namespace muster::app
