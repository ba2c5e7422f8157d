#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// The version grammars behind analysis/firmware.hpp: each turns a text into something that can be compared.
namespace muster::analysis {

struct Version {
  /// Compared from the first field to the last; fields that are not written are 0.
  std::array<std::uint32_t, 10> fields{};
  std::size_t written = 0;  ///< how many fields the text has
  /// Two versions of different lines compare by their first `shared` fields, if these differ; otherwise not at all.
  std::string line;
  std::size_t shared = 0;
  /// Package revision or the like: versions that are equal but for two different ones have no order.
  std::string revision;
  /// True where a shorter text may mean any of the longer ones.
  bool prefix_is_vague = false;
};

using VersionParser = std::optional<Version> (*)(std::string_view text);

std::optional<Version> parse_ios(std::string_view text);
std::optional<Version> parse_ios_xe(std::string_view text);
std::optional<Version> parse_nx_os(std::string_view text);
std::optional<Version> parse_asa(std::string_view text);
std::optional<Version> parse_junos(std::string_view text);
std::optional<Version> parse_junos_evolved(std::string_view text);
std::optional<Version> parse_eos(std::string_view text);
std::optional<Version> parse_fortios(std::string_view text);
std::optional<Version> parse_pan_os(std::string_view text);
std::optional<Version> parse_big_ip(std::string_view text);
/// `1.2.3`, `1.2-rc1`, `7.11beta2`, `2.6.12-1+deb12u1`, `9.2p1`: numbers, perhaps a pre-release, perhaps a revision.
std::optional<Version> parse_numeric(std::string_view text);
/// os-release VERSION_ID.
std::optional<Version> parse_distribution(std::string_view text);

}  // namespace muster::analysis
