#include "app/rule_fixtures.hpp"

#include <algorithm>
#include <array>
#include <tuple>

#include "app/files.hpp"
#include "app/messages.hpp"
#include "app/parameters.hpp"
#include "config/toml.hpp"

namespace muster::app {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view parameters_file = "parameters.toml";
constexpr std::array<std::string_view, 3> expectations{"pass", "fail", "open"};

/// What is in a folder, sorted; hidden files and an editor's copies are nobody's.
std::vector<fs::path> entries(const fs::path& folder, std::vector<Error>& errors) {
  std::vector<fs::path> found;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with('.') && !name.ends_with('~')) found.push_back(entry.path());
  }
  if (error) errors.push_back({ErrorKind::io, error.message(), {folder.string(), 0, 0}});
  std::ranges::sort(found);
  return found;
}

policy::Parameters read_parameters(const fs::path& file, std::vector<Error>& errors) {
  policy::Parameters parameters;
  const auto text = read_file(file.string());
  if (!text) return errors.push_back(text.error()), parameters;
  auto document = config::Document::parse(*text, file.string());
  if (!document) return errors.push_back(document.error()), parameters;
  auto root = document->root();
  for (const std::string& key : root.keys())
    if (const auto scalar = root.scalar(key)) parameters[key] = to_parameter(*scalar);
  errors.insert(errors.end(), document->errors().begin(), document->errors().end());
  return parameters;
}

/// Reads one file of a fixture into `fixture`.
void read_fixture_file(const fs::path& path, RuleFixture& fixture, std::vector<Error>& errors) {
  const std::string extension = path.extension().string();
  const SourcePosition where{path.string(), 0, 0};
  if (extension.size() < 2) {
    errors.push_back({ErrorKind::input, "expected a format behind the last dot of its name, as in fail-telnet.cisco_ios", where});
    return;
  }
  auto format = require_format(extension.substr(1));
  if (!format) {
    errors.push_back({ErrorKind::input, format.error().message, where});
    return;
  }
  auto bytes = read_file(path.string());
  if (!bytes) {
    errors.push_back(bytes.error());
    return;
  }
  fixture.files.push_back({path.stem().string(), path.string(), *format, std::move(*bytes)});
}

void read_fixture(const fs::path& path, const policy::Parameters& parameters, FixtureSet& set) {
  RuleFixture fixture;
  fixture.rule = path.parent_path().filename().string();
  fixture.name = path.filename().string();
  fixture.expected = fixture.name.substr(0, fixture.name.find('-'));
  fixture.path = path.string();
  fixture.parameters = parameters;
  if (std::ranges::find(expectations, fixture.expected) == expectations.end() || fixture.expected == fixture.name) {
    set.errors.push_back({ErrorKind::input,
                          "expected a name such as fail-telnet.cisco_ios: pass, fail or open, what it shows, and a format",
                          {fixture.path, 0, 0}});
    return;
  }
  if (const auto role = fixture.parameters.extract("device_role")) fixture.role = role.mapped().text;
  for (const std::string session : {"legacy", "modern"})
    if (fixture.name.find(session + "-session") != std::string::npos) fixture.session = session;
  const std::size_t mistakes = set.errors.size();
  if (!fs::is_directory(path)) {
    read_fixture_file(path, fixture, set.errors);
  } else {
    for (const fs::path& file : entries(path, set.errors)) read_fixture_file(file, fixture, set.errors);
    if (fixture.files.empty() && set.errors.size() == mistakes)
      set.errors.push_back({ErrorKind::input, "expected files <device>.<format> in this folder", {fixture.path, 0, 0}});
  }
  if (set.errors.size() == mistakes) set.fixtures.push_back(std::move(fixture));
}

void read_rule_folder(const fs::path& folder, FixtureSet& set) {
  policy::Parameters parameters;
  if (const fs::path file = folder / parameters_file; fs::exists(file)) parameters = read_parameters(file, set.errors);
  for (const fs::path& path : entries(folder, set.errors))
    if (path.filename() != parameters_file) read_fixture(path, parameters, set);
}

}  // namespace

FixtureSet load_fixtures(const fs::path& folder) {
  FixtureSet set;
  if (!fs::exists(folder)) return set;
  for (const fs::path& path : entries(folder, set.errors)) {
    if (fs::is_directory(path)) read_rule_folder(path, set);
    else
      set.errors.push_back({ErrorKind::input, "expected a folder named after a rule, got a file", {path.string(), 0, 0}});
  }
  std::ranges::sort(set.fixtures, [](const RuleFixture& a, const RuleFixture& b) {
    return std::tie(a.rule, a.name) < std::tie(b.rule, b.name);
  });
  return set;
}

std::string missing_fixture(std::string_view rule, std::string_view expected) {
  const std::string text(expected);
  return "'" + std::string(rule) + "' has no " + (expected == "pass" ? "passing" : "failing") + " fixture: expected a file fixtures/" +
         std::string(rule) + "/" + text + "-<what>.<format> in the pack's folder";
}

}  // namespace muster::app
