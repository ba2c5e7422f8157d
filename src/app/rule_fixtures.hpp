#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"
#include "grammars/format.hpp"
#include "policy/policy_set.hpp"

/// Fixtures show that a rule can pass and can fail: FOLDER/<rule id>/<expected>-<what>.<format>, where <expected> is
/// pass, fail or open ("not assessed"). A folder <expected>-<what>/ with files <device>.<format> shows several
/// devices, or several captures of one, in formats of their own; <site>.<device>.<format> says the site, and "cluster" in the folder's name that they are the
/// members of one unit. `parameters.toml` sets the rule's parameters, and `device_role`.
namespace muster::app {

/// What one device shows.
struct FixtureFile {
  std::string device;  ///< the file's name without its format
  std::string path;
  const grammars::Format* format = nullptr;
  std::string bytes;
};

struct RuleFixture {
  std::string rule;
  std::string name;      ///< "fail-telnet.cisco_ios"
  std::string expected;  ///< "pass", "fail" or "open"
  std::string path;
  std::vector<FixtureFile> files;  ///< one, but for a folder
  policy::Parameters parameters;
  std::string role;     ///< of the devices, as an inventory would say
  std::string session;  ///< model::Device::session, where the name says "legacy-session" or "modern-session"

  [[nodiscard]] bool is_group() const { return !files.empty() && files.front().path != path; }
  [[nodiscard]] const grammars::Format& format() const { return *files.front().format; }  ///< of the first device
};

struct FixtureSet {
  std::vector<RuleFixture> fixtures;  ///< sorted by rule and name
  std::vector<Error> errors;          ///< files that are no fixtures, each with what was expected
};

/// The fixtures below `folder`, which is a pack's folder "fixtures". None is no error.
[[nodiscard]] FixtureSet load_fixtures(const std::filesystem::path& folder);

/// What to say of a rule without a fixture that passes, or fails.
[[nodiscard]] std::string missing_fixture(std::string_view rule, std::string_view expected);

}  // namespace muster::app
