#pragma once

#include <filesystem>
#include <vector>

#include "collectors/known_devices.hpp"
#include "collectors/recipe.hpp"
#include "core/result.hpp"
#include "fleet/device.hpp"

namespace muster::fleet {

/// Reads a scenario: a TOML file with the devices, and beside it a folder for each device with what its commands print,
/// `<command>.txt`, by the names of the recipe. A command without a file is one that the device does not have.
/// All errors at once, with positions.
[[nodiscard]] std::vector<Device> load_scenario(const std::filesystem::path& file, const collectors::RecipeBook& recipes,
                                                std::vector<Error>& errors);

/// The recipes that are part of the binary.
[[nodiscard]] collectors::RecipeBook embedded_recipes(std::vector<Error>& errors);

/// The host keys to enrol: those that the devices are supposed to have.
[[nodiscard]] collectors::KnownDevices enrolled_keys(const std::vector<Device>& devices);

}  // namespace muster::fleet
