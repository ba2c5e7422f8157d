#include "fleet/fault.hpp"

#include <array>

namespace muster::fleet {

namespace {

constexpr std::array<std::string_view, fault_count> names{
    "none",           "not_ssh",      "silent",        "half_open",      "vanish",      "drop",
    "changed_key",    "one_session",  "one_channel",   "deny",           "issue_flood", "banner_flood",
    "endless_banner", "garbage",      "no_echo",       "noise_echo",     "split_echo",  "wrong_prompt",
    "pager",          "late_logout",  "no_logout",     "close",          "cut",         "stall",
    "noise",          "noise_inside", "prompt_inside", "byte_at_a_time", "filtered",    "masked"};

}  // namespace

std::string_view to_string(Fault fault) { return names[static_cast<std::size_t>(fault)]; }

std::span<const std::string_view> fault_names() { return names; }

}  // namespace muster::fleet
