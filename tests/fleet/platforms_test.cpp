// Every shipped recipe against a device that speaks its platform's dialect: all captures arrive whole.
#include <catch2/catch.hpp>
#include <cstdlib>

#include "collectors/recipe_lines.hpp"
#include "fleet/support.hpp"

namespace muster::fleet {
namespace {

/// What proofs, guards and lists of contexts want to see, beside what the dialects answer themselves.
const std::map<std::string, std::string, std::less<>>& known_answers() {
  static const std::map<std::string, std::string, std::less<>> answers{
      {"show vdc current-vdc", "Current vdc is 1 - d1\n"},
      {"show mode", "Security context mode: single \n"},
      {"show configuration | display set | match \"^set logical-systems \" | no-more", "set logical-systems red interfaces\n"},
      {"show cli authorization", "Current user: 'muster' login: 'muster' class 'super-user'\nPermissions:\n    all         -- Access to all\n"
                                 "Individual command authorization:\n    Deny configuration regular expression: none\n"},
      {"get system status | grep Version", "Version: FortiGate-60F v7.4.4,build2662,240514 (GA.F)\n"},
      {"get system status | grep Virtual", "Virtual domain configuration: disable\n"},
      {"/system resource print", "                   uptime: 1w2d\n                  version: 7.16 (stable)\n                 cpu-load: 7%\n"},
  };
  return answers;
}

std::string body_of(const RecipeCommand& command) {
  std::string text = "first line\n";
  for (int i = 0; i < 100; ++i) text += " line " + std::to_string(i) + " of '" + command.name + "'\n";
  return text + (command.end.empty() ? "last line" : command.end) + "\n";
}

Device device_of(const Recipe& recipe) {
  Device device;
  device.id = recipe.platform;
  std::ranges::replace(device.id, '_', '-');
  device.dialect = Dialect::of(recipe.platform);
  device.personality = recipe.mode == RecipeMode::shell ? Device::Personality::shell : Device::Personality::exec;
  device.password = password;
  for (const RecipeLine& line : recipe_lines(recipe))
    if (const auto answer = known_answers().find(line.send); answer != known_answers().end())
      device.outputs[line.send] = {answer->second, 0, {}};
  for (const RecipeCommand& command : recipe.commands)
    if (!known_answers().contains(command.send))
      device.outputs[with_context(command.send, "red")] = {body_of(command), 0, {}};
  return device;
}

/// Platforms whose devices have contexts for certain; tests of their own have them.
bool needs_contexts(const Recipe& recipe) {
  return std::ranges::all_of(recipe.commands, &RecipeCommand::per_context) || recipe.platform.ends_with("_multiple") ||
         recipe.platform.ends_with("_vdom");
}

TEST_CASE("platforms: each shipped recipe collects all of its commands from a device that speaks its dialect") {
  std::vector<Device> devices;
  std::vector<const Recipe*> used;
  for (const std::string_view platform : recipes().platforms()) {
    const Recipe& recipe = *recipes().find(platform);
    if (needs_contexts(recipe)) continue;
    devices.push_back(device_of(recipe));
    used.push_back(&recipe);
  }
  Network network(std::move(devices));
  for (std::size_t i = 0; i < used.size(); ++i) network.jobs[i].platform = used[i]->platform;
  const auto outcomes = network.collect();
  for (std::size_t i = 0; i < used.size(); ++i) {
    const Device& device = *network.fleet->devices()[i];
    const CollectionOutcome& outcome = outcomes.at(device.id);
    INFO(device.id << ": " << outcome.detail);
    CHECK(to_string(outcome.failure) == to_string(CollectionFailure::none));
    for (const Capture& capture : outcome.captures) {
      INFO(capture.sent << ": " << to_string(capture.failure) << ": " << capture.detail);
      CHECK(capture.complete());
      // What stands before each prompt cannot be told from the output.
      if (capture.complete()) CHECK(capture.bytes == device.outputs.at(capture.sent).text.str() + device.dialect->before_prompt);
    }
  }
}

}  // namespace
}  // namespace muster::fleet
