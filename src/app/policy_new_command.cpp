#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <vector>

#include "app/files.hpp"
#include "app/messages.hpp"
#include "app/policy_commands.hpp"
#include "config/toml_text.hpp"
#include "core/nearest.hpp"

namespace muster::app {
namespace {

namespace fs = std::filesystem;

/// A configuration of a few lines with a name for the device in the place of {}.
struct Example {
  std::string_view format;
  std::string_view text;
};
constexpr auto examples = std::to_array<Example>({
    {"arista_eos", "hostname {}\n!\nend\n"},
    {"cisco_asa", "hostname {}\n"},
    {"cisco_ios", "version 17.9\nhostname {}\n!\nend\n"},
    {"cisco_iosxr", "hostname {}\n!\nend\n"},
    {"cisco_nxos", "version 9.3(8)\nhostname {}\n"},
    {"f5_bigip", "sys global-settings {{\n    hostname {}\n}}\n"},
    {"fortinet_fortios", "config system global\n    set hostname \"{}\"\nend\n"},
    {"juniper_junos", "version 21.4R3;\nsystem {{\n    host-name {};\n}}\n"},
    {"paloalto_panos", "set deviceconfig system hostname {}\n"},
    {"vyos", "set system host-name '{}'\n"},
});

constexpr std::string_view rule_head = R"([pack]
name = {pack}

# A rule to begin with: change it into yours. "muster policy reference" lists what there is to ask.
[[rule]]
id = {id}
title = "The name of the device begins as agreed"
severity = "low"
section = "Routing tables and firewall rules"
assert = 'device.hostname.startsWith("edge-")'
message = 'the device is named {{{{device.hostname}}}}'
remedy = "Name the device after its place."
rationale = "Who reads a log must know which device speaks."
references = []
)";

/// A file to be written.
struct Draft {
  fs::path path;
  std::string text;
};

struct Name {
  fs::path pack;
  std::string rule;
};

bool is_rule_id(std::string_view id) {
  return !id.empty() && std::ranges::all_of(id, [](char c) {
    return c == '-' || c == '.' || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  });
}

Result<Name> name_of(const std::string& text) {
  const fs::path path = fs::path(text).lexically_normal();
  Name name{path.parent_path(), path.filename().string()};
  if (name.pack.empty() || name.pack.filename().empty())
    return fail(ErrorKind::usage,
                "expected PACK/RULE: the folder of the pack and the id of the rule, got '" + text + "'");
  if (!is_rule_id(name.rule))
    return fail(
        ErrorKind::usage,
        "expected an id of lower-case letters, digits, '-' and '.' behind the last '/', got '" + name.rule + "'");
  return name;
}

Result<const Example*> example_of(const std::string& format) {
  const auto* const found = std::ranges::find(examples, std::string_view(format), &Example::format);
  if (found != examples.end()) return found;
  std::vector<std::string_view> names;
  for (const Example& example : examples) names.push_back(example.format);
  std::string message = "there is no example in format '" + format + "'";
  if (const auto near = nearest(format, names)) message += "; did you mean '" + std::string(*near) + "'?";
  return fail(ErrorKind::usage, fmt::format("{} (there is one in: {})", message, fmt::join(names, ", ")));
}

/// The example without the line that names the device.
std::string unnamed(std::string_view example) {
  const std::size_t name = example.find("{}");
  const std::size_t begin = example.rfind('\n', name);
  const std::size_t first = begin == std::string_view::npos ? 0 : begin + 1;
  const std::size_t end = example.find('\n', name) + 1;
  return fmt::format(fmt::runtime(std::string(example.substr(0, first)) + std::string(example.substr(end))));
}

std::vector<Draft> drafts(const Name& name, const Example& example) {
  const fs::path fixtures = name.pack / "fixtures" / name.rule;
  const auto text = [&](std::string_view device) { return fmt::format(fmt::runtime(example.text), device); };
  const std::string pack = fs::absolute(name.pack).lexically_normal().filename().string();
  return {{name.pack / (name.rule + ".toml"),
           fmt::format(fmt::runtime(rule_head), fmt::arg("pack", config::toml_string(pack)),
                       fmt::arg("id", config::toml_string(name.rule)))},
          {fixtures / fmt::format("pass-named.{}", example.format), text("edge-1")},
          {fixtures / fmt::format("fail-other-name.{}", example.format), text("core-1")},
          {fixtures / fmt::format("open-no-name.{}", example.format), unnamed(example.text)}};
}

Result<void> write_all(const std::vector<Draft>& files) {
  for (const Draft& file : files)
    if (fs::exists(file.path))
      return fail(ErrorKind::usage, "is there already: nothing was written. Choose another rule, or change that file",
                  {file.path.string(), 0, 0});
  for (const Draft& file : files) {
    std::error_code error;
    fs::create_directories(file.path.parent_path(), error);
    if (error) return fail(ErrorKind::io, error.message(), {file.path.parent_path().string(), 0, 0});
    if (auto written = write_file(file.path, file.text); !written) return written;
  }
  return {};
}

}  // namespace

ExitCode policy_new_command(const PolicyNewOptions& options) {
  const auto name = name_of(options.name);
  if (!name) return report_error(name.error());
  const auto example = example_of(options.format);
  if (!example) return report_error(example.error());
  const auto files = drafts(*name, **example);
  if (const auto written = write_all(files); !written) return report_error(written.error());
  std::string text;
  for (const Draft& file : files) text += "wrote " + file.path.string() + "\n";
  return print(text + "Next: muster policy test " + name->pack.string() + "\n");
}

}  // namespace muster::app
