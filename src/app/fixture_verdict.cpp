#include "app/fixture_verdict.hpp"

#include <algorithm>

#include "app/recipes.hpp"

namespace muster::app {

model::Device read_device(const RuleFixture& fixture, const FixtureFile& file, std::string_view bytes,
                          const collectors::RecipeBook& recipes, std::string_view disabled_handler) {
  const PlatformOfFormat platform = platform_of_format(recipes, file.format->name);
  model::Device device;
  device.id = fixture.is_group() ? file.device : "fixture";
  device.platform = platform.platform;
  device.vendor = platform.vendor;
  device.role = fixture.role;
  device.session = fixture.session;
  device.contributed = file.format->completes();
  (void)file.format->read(bytes, {0, {}, disabled_handler}, device);
  return device;
}

std::vector<model::Device> read_devices(const RuleFixture& fixture, const collectors::RecipeBook& recipes,
                                        std::string_view disabled_handler) {
  std::vector<model::Device> devices;
  for (const FixtureFile& file : fixture.files)
    devices.push_back(read_device(fixture, file, file.bytes, recipes, disabled_handler));
  return devices;
}

std::vector<Verdict> judge_fixture(const policy::PolicySet& rules, const RuleFixture& fixture,
                                   const std::vector<model::Device>& devices) {
  std::vector<Verdict> verdicts;
  for (const model::Device& device : devices)
    std::ranges::move(rules.evaluate(device, {.now = fixture_time, .parameters = &fixture.parameters, .only = fixture.rule}),
                      std::back_inserter(verdicts));
  return verdicts;
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
