#include "core/verdict.hpp"

#include <array>

namespace muster {
namespace {

constexpr std::array<std::string_view, 7> status_names{"pass",   "fail",  "not applicable", "not assessed",
                                                       "waived", "error", "out of scope"};
constexpr std::array<std::string_view, 5> severity_names{"critical", "high", "medium", "low", "info"};

template <class Enum, std::size_t N>
std::optional<Enum> find_name(const std::array<std::string_view, N>& names, std::string_view name) {
  for (std::size_t i = 0; i < N; ++i)
    if (names[i] == name) return static_cast<Enum>(i);
  return std::nullopt;
}

void hash_field(std::uint64_t& hash, std::string_view field) {
  constexpr std::uint64_t prime = 1099511628211ULL;
  for (const char c : field) hash = (hash ^ static_cast<unsigned char>(c)) * prime;
  hash = (hash ^ 0x1fU) * prime;  // unit separator: ("ab","c") and ("a","bc") differ
}

}  // namespace

std::string_view to_string(VerdictStatus status) { return status_names[static_cast<std::size_t>(status)]; }
std::optional<VerdictStatus> parse_verdict_status(std::string_view name) {
  return find_name<VerdictStatus>(status_names, name);
}
std::string_view to_string(Severity severity) { return severity_names[static_cast<std::size_t>(severity)]; }
std::optional<Severity> parse_severity(std::string_view name) { return find_name<Severity>(severity_names, name); }

std::string finding_fingerprint(std::string_view rule_id, std::string_view device_id, std::string_view object) {
  std::uint64_t hash = 14695981039346656037ULL;
  hash_field(hash, rule_id);
  hash_field(hash, device_id);
  hash_field(hash, object);
  std::string text(16, '0');
  for (std::size_t i = 0; i < 16; ++i) text[15 - i] = "0123456789abcdef"[(hash >> (4 * i)) & 0xfU];
  return text;
}

}  // namespace muster
