#include <utility>

#include "analysis/version_cursor.hpp"
#include "analysis/version_schemes.hpp"

namespace muster::analysis {
namespace {

void push(Version& version, std::uint32_t field) { version.fields[version.written++] = field; }

/// `M.m(maintenance[a])`
bool major_minor_maintenance(VersionCursor& in, Version& version) {
  const auto major = in.number();
  if (!major || !in.take(".")) return false;
  const auto minor = in.number();
  if (!minor || !in.take("(")) return false;
  const auto maintenance = in.number();
  if (!maintenance) return false;
  const std::uint32_t letter = in.letter();
  if (!in.take(")")) return false;
  for (const std::uint32_t field : {*major, *minor, *maintenance, letter}) push(version, field);
  return true;
}

}  // namespace

/// `15.2(4)M7`, `12.2(33)SXI4a`, `12.4(3f)`. Two trains, or two M.m, are two lines: there is no order between them.
std::optional<Version> parse_ios(std::string_view text) {
  VersionCursor in(text);
  Version version;
  if (!major_minor_maintenance(in, version)) return std::nullopt;
  version.line = std::to_string(version.fields[0]) + "." + std::to_string(version.fields[1]);
  version.line += in.capitals();
  push(version, in.number().value_or(0));
  push(version, in.letter());
  if (!in.done()) return std::nullopt;
  return version;
}

/// `17.3.5a`, `17.03.05a`, `16.12.1s`, `17.9.1x1`; `3.7.4aS`, `03.16.04b.S`. The trains of 3.x are lines of their own;
/// all of them lie before 16.
std::optional<Version> parse_ios_xe(std::string_view text) {
  VersionCursor in(text);
  Version version;
  for (int i = 0; i < 3; ++i) {
    if (i > 0 && !in.take(".")) return std::nullopt;
    const auto field = in.number();
    if (!field) return std::nullopt;
    push(version, *field);
  }
  push(version, in.letter());
  if (const std::uint32_t second = in.letter(); second != 0)
    push(version, second);
  else
    push(version, in.number().value_or(0));
  in.take(".");
  version.line = in.capitals();
  version.shared = 1;
  if (!in.done() || version.line.empty() != (version.fields[0] > 3)) return std::nullopt;
  return version;
}

/// `9.3(7a)`, `10.2(3)F`, `7.0(3)I7(9)`, `6.0(2)A8(10a)`, `7.3(0)DX(1)`. F and M say what kind of release it is.
std::optional<Version> parse_nx_os(std::string_view text) {
  VersionCursor in(text);
  Version version;
  if (!major_minor_maintenance(in, version)) return std::nullopt;
  version.shared = 2;
  const std::string_view train = in.capitals();
  if (in.done() && (train.empty() || train == "F" || train == "M")) return version;
  if (train.empty()) return std::nullopt;
  version.line = train;
  push(version, in.number().value_or(0));
  if (in.done()) return version;
  const auto build = in.take("(") ? in.number() : std::nullopt;
  if (!build) return std::nullopt;
  push(version, *build);
  push(version, in.letter());
  if (!in.take(")") || !in.done()) return std::nullopt;
  return version;
}

/// `9.16(3)23` on the device is 9.16.3.23 in Cisco's records.
std::optional<Version> parse_asa(std::string_view text) {
  VersionCursor in(text);
  Version version;
  bool more = true;
  bool open = false;
  while (more) {
    const auto field = in.number();
    if (!field || version.written == 5) return std::nullopt;
    push(version, *field);
    if (std::exchange(open, false)) {
      if (!in.take(")")) return std::nullopt;
      more = !in.done();
    } else {
      open = in.take("(");
      more = open || in.take(".");
    }
  }
  if (!in.done() || version.written < 2) return std::nullopt;
  return version;
}

}  // namespace muster::analysis
