#include "rules/fixtures.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>

#include "app/packs.hpp"
#include "app/recipes.hpp"
#include "config/toml.hpp"
#include "support/shared.hpp"

namespace muster::test {
namespace {

namespace fs = std::filesystem;

policy::ParameterValue to_parameter(const config::Scalar& scalar) {
  policy::ParameterValue value;
  value.type = scalar.type == config::Scalar::Type::integer     ? policy::ParameterValue::Type::integer
               : scalar.type == config::Scalar::Type::text_list ? policy::ParameterValue::Type::text_list
               : scalar.type == config::Scalar::Type::boolean   ? policy::ParameterValue::Type::boolean
                                                                : policy::ParameterValue::Type::text;
  value.integer = scalar.integer;
  value.boolean = scalar.boolean;
  value.text = scalar.text;
  value.texts = scalar.texts;
  return value;
}

policy::Parameters parameters_of(const fs::path& folder) {
  policy::Parameters parameters;
  const fs::path file = folder / "parameters.toml";
  if (!fs::exists(file)) return parameters;
  auto document = config::Document::parse(read_file(file), file.string());
  REQUIRE(document);
  auto root = document->root();
  for (const std::string& key : root.keys()) parameters[key] = to_parameter(*root.scalar(key));
  return parameters;
}

void add_fixture(const fs::path& file, const policy::Parameters& parameters, std::vector<RuleFixture>& fixtures) {
  RuleFixture fixture;
  fixture.rule = file.parent_path().filename().string();
  fixture.name = file.filename().string();
  fixture.expected = fixture.name.substr(0, fixture.name.find('-'));
  fixture.format = grammars::find_format(file.extension().string().substr(1));
  fixture.bytes = read_file(file);
  fixture.parameters = parameters;
  if (const auto role = fixture.parameters.extract("device_role")) fixture.role = role.mapped().text;
  for (const std::string session : {"legacy", "modern"})
    if (fixture.name.find(session + "-session") != std::string::npos) fixture.session = session;
  INFO(file);
  REQUIRE(fixture.format != nullptr);
  REQUIRE((fixture.expected == "pass" || fixture.expected == "fail" || fixture.expected == "open"));
  fixtures.push_back(std::move(fixture));
}

std::vector<RuleFixture> load_fixtures() {
  std::vector<RuleFixture> fixtures;
  for (const std::string& pack : app::shipped_packs()) {
    const fs::path root = fs::path(MUSTER_SOURCE_DIR) / "policies" / pack / "fixtures";
    if (!fs::exists(root)) continue;
    for (const auto& folder : fs::directory_iterator(root)) {
      const auto parameters = parameters_of(folder.path());
      for (const auto& file : fs::directory_iterator(folder.path()))
        if (file.path().extension() != ".toml") add_fixture(file.path(), parameters, fixtures);
    }
  }
  std::ranges::sort(fixtures, {}, [](const RuleFixture& fixture) { return std::tie(fixture.rule, fixture.name); });
  return fixtures;
}

}  // namespace

const std::vector<RuleFixture>& rule_fixtures() {
  static const std::vector<RuleFixture> fixtures = load_fixtures();
  return fixtures;
}

const policy::PolicySet& shipped_rules() {
  static const auto packs = app::load_packs(app::shipped_packs());
  if (!packs)
    for (const Error& error : packs.error()) UNSCOPED_INFO(to_string(error));
  REQUIRE(packs);
  return packs->rules;
}

std::vector<Verdict> verdicts_on(const RuleFixture& fixture, std::string_view disabled_handler) {
  static const auto recipes = app::load_recipes({});
  REQUIRE(recipes);
  const auto platform = app::platform_of_format(*recipes, fixture.format->name);
  model::Device device;
  device.id = "fixture";
  device.platform = platform.platform;
  device.vendor = platform.vendor;
  device.role = fixture.role;
  device.session = fixture.session;
  device.contributed = fixture.format->completes();
  (void)fixture.format->read(fixture.bytes, {0, {}, disabled_handler}, device);
  return shipped_rules().evaluate(device, {.now = Timestamp{}, .parameters = &fixture.parameters, .only = fixture.rule});
}

std::string overall(const std::vector<Verdict>& verdicts) {
  const auto any = [&](VerdictStatus status) {
    return std::ranges::find(verdicts, status, &Verdict::status) != verdicts.end();
  };
  if (any(VerdictStatus::fail)) return "fail";
  if (any(VerdictStatus::not_assessed) || any(VerdictStatus::error)) return "open";
  return any(VerdictStatus::pass) ? "pass" : "none";
}

}  // namespace muster::test
