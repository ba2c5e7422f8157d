#include <array>

#include "analysis/version_cursor.hpp"
#include "analysis/version_schemes.hpp"

namespace muster::analysis {
namespace {

void push(Version& version, std::uint32_t field) { version.fields[version.written++] = field; }

/// `1.2.3`, at least one and at most `most` numbers.
bool dotted_numbers(VersionCursor& in, Version& version, std::size_t most) {
  do {
    const auto field = in.number();
    if (!field || version.written == most) return false;
    push(version, *field);
  } while (in.take("."));
  return true;
}

/// Fields of a released version; what comes before a release is lower in the field after the numbers.
constexpr std::size_t numbers = 7;
constexpr std::size_t stage_field = 7;
constexpr std::uint32_t released = 4;

struct Stage {
  std::string_view name;
  std::uint32_t rank;
};
constexpr std::array stages{Stage{"dev", 0}, Stage{"alpha", 1}, Stage{"beta", 2}, Stage{"rc", 3}, Stage{"pre", 0}};

/// `-rc1`, `beta2`, `-dev`; false if the text goes on otherwise.
bool pre_release(VersionCursor& in, Version& version) {
  VersionCursor ahead = in;
  ahead.take("-");
  for (const Stage& stage : stages)
    if (ahead.take(stage.name)) {
      version.fields[stage_field] = stage.rank;
      ahead.take(".");
      version.fields[stage_field + 1] = ahead.number().value_or(0);
      in = ahead;
      return true;
    }
  return false;
}

/// `R3-S5.4` after the year and quarter. R3 < R3-S1; a spin counts last.
bool junos_release(VersionCursor& in, Version& version) {
  const auto release = in.number();
  if (!release) return false;
  push(version, *release);
  std::uint32_t service = 0;
  if (in.take("-S")) {
    const auto number = in.number();
    if (!number) return false;
    service = *number;
  }
  push(version, service);
  const auto spin = in.take(".") ? in.number() : std::optional<std::uint32_t>(0);
  if (!spin) return false;
  push(version, *spin);
  return true;
}

/// `X49-D170` after the year and quarter: a line of its own.
bool junos_special(VersionCursor& in, Version& version) {
  const auto special = in.number();
  if (!special || !in.take("-D")) return false;
  const auto build = in.number();
  if (!build) return false;
  version.line =
      std::to_string(version.fields[0]) + "." + std::to_string(version.fields[1]) + "X" + std::to_string(*special);
  push(version, *build);
  const auto spin = in.take(".") ? in.number() : std::optional<std::uint32_t>(0);
  if (!spin) return false;
  push(version, *spin);
  return true;
}

}  // namespace

/// `21.4R3-S5`, `20.4R3-S2.6`, `22.2R1-EVO`, `15.1X49-D170`.
std::optional<Version> parse_junos(std::string_view text) {
  VersionCursor in(text);
  Version version;
  if (!dotted_numbers(in, version, 2) || version.written != 2) return std::nullopt;
  if (!(in.take("R") ? junos_release(in, version) : in.take("X") && junos_special(in, version))) return std::nullopt;
  if (in.take("-EVO")) version.line += "EVO";
  if (!in.done()) return std::nullopt;
  return version;
}

std::optional<Version> parse_junos_evolved(std::string_view text) {
  if (text.ends_with("-EVO")) text.remove_suffix(4);
  auto version = parse_junos(text);
  if (version && !version->line.empty()) return std::nullopt;
  return version;
}

/// `4.28.3M`, `4.28.5.1M`, `4.25.0F`: the letter says what kind of release it is.
std::optional<Version> parse_eos(std::string_view text) {
  VersionCursor in(text);
  Version version;
  if (!dotted_numbers(in, version, 4) || version.written < 3) return std::nullopt;
  if (!in.take("M")) in.take("F");
  if (!in.done()) return std::nullopt;
  return version;
}

/// `v7.0.14 build0601`, `7.0.14,build0601,220405 (GA)`: the build is information.
std::optional<Version> parse_fortios(std::string_view text) {
  VersionCursor in(text);
  Version version;
  in.take("v");
  if (!dotted_numbers(in, version, 3) || version.written < 2) return std::nullopt;
  if (!in.done() && !in.take(",build") && !in.take(" build") && !in.take("-build")) return std::nullopt;
  return version;
}

/// `10.1.14-h6`; without -h it is -h0.
std::optional<Version> parse_pan_os(std::string_view text) {
  VersionCursor in(text);
  Version version;
  if (!dotted_numbers(in, version, 3) || version.written < 2) return std::nullopt;
  version.written = 3;
  const auto hotfix = in.take("-h") ? in.number() : std::optional<std::uint32_t>(0);
  if (!hotfix || !in.done()) return std::nullopt;
  push(version, *hotfix);
  return version;
}

/// `17.1.1.3`, `17.1.0.3.0.23.4-ENG`.
std::optional<Version> parse_big_ip(std::string_view text) {
  VersionCursor in(text);
  Version version;
  if (!dotted_numbers(in, version, numbers) || version.written < 2) return std::nullopt;
  in.take("-ENG");
  if (!in.done()) return std::nullopt;
  return version;
}

std::optional<Version> parse_numeric(std::string_view text) {
  VersionCursor in(text);
  Version version;
  if (!dotted_numbers(in, version, numbers)) return std::nullopt;
  version.fields[stage_field] = released;
  if (!pre_release(in, version) && in.take("p")) {  // 9.2p1 comes after 9.2
    const auto patch = in.number();
    if (!patch) return std::nullopt;
    version.fields[stage_field + 1] = *patch;
  }
  if (!in.done() && std::string_view("-+~ ").find(in.peek()) == std::string_view::npos) return std::nullopt;
  version.revision = in.rest();
  return version;
}

std::optional<Version> parse_distribution(std::string_view text) {
  VersionCursor in(text);
  Version version;
  version.prefix_is_vague = true;
  if (!dotted_numbers(in, version, numbers) || !in.done()) return std::nullopt;
  return version;
}

}  // namespace muster::analysis
