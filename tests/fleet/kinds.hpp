#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/collect.hpp"
#include "fleet/device.hpp"

/// Every kind of behaviour that the fleet knows, with what a run makes of it: the soak test's list, and that of the
/// test of the bytes that devices receive.
namespace muster::fleet {

inline constexpr const char* kind_password = "correct horse";
inline constexpr const char* kind_enable = "battery staple";
inline constexpr const char* kind_line = "line by line";

/// What a run makes of a device.
struct Expected {
  CollectionFailure device = CollectionFailure::none;
  CollectionFailure capture = CollectionFailure::none;  ///< of its one command
  bool limited = false;                                 ///< the capture arrives, with a limit
  unsigned logins = 1;                                  ///< attempts that the device saw, at most
};

struct Kind {
  std::string_view name;
  void (*shape)(Device&);  ///< from a healthy router
  Expected expected;
  void (*order)(CollectJob&) = [](CollectJob&) {};  ///< what the inventory says about it
  bool box = false;                                 ///< exec channels instead of a terminal
};

/// Behaves in a way that a run must cope with: the configuration arrives whole.
[[nodiscard]] std::span<const Kind> healthy_kinds();
/// Fails, each in its own way.
[[nodiscard]] std::span<const Kind> faulty_kinds();

/// A device of the kind, and the job for it once its address is known. Shells are of the platform `test_router`, the
/// others of `test_box`.
[[nodiscard]] Device make_device(const Kind& kind, std::string id);
[[nodiscard]] CollectJob make_job(const Kind& kind, const Device& device);

/// The recipe `test_router`: a terminal with everything that a recipe can have.
inline constexpr std::string_view router_recipe = R"(platform = "test_router"
title = "A router"
vendor = "Nobody"
mode = "shell"
role = "any account"
errors = ["% Invalid input", "% Access denied"]
[shell]
prompt = '[A-Za-z0-9][A-Za-z0-9._-]{0,62}[>#]'
privileged = '[A-Za-z0-9][A-Za-z0-9._-]{0,62}#'
password_prompt = 'Password: ?'
line_password = 'Password: ?'
pager = ' ?--More--.*'
pager_key = " "
noise = '\*?[A-Z][a-z][a-z] +[0-9]+ [0-9:.]+: %[A-Z0-9_]+-[0-7]-[A-Z0-9_]+: .*'
enable = "enable"
prepare = ["terminal length 0", "terminal width 511"]
logout = "exit"
[[shell.answer]]
question = "Press 'a' to accept: ?"
send = "a"
[[shell.answer]]
question = 'Press RETURN to continue ?'
send = "\n"
[[proof]]
send = "show privilege"
expect = '(?m)^Current privilege level is 15\r?$'
otherwise = "the account is below privilege level 15"
[guard]
send = "show processes cpu"
percent = 'five seconds: ([0-9]+)%'
limit = 90
[[limit]]
pattern = ' (secret|community) \*\*\*\*\*'
reason = "secrets are masked"
domains = ["users"]
[[command]]
name = "running-config"
send = "show running-config"
format = "cisco_ios"
end = "end"
heavy = true
)";

}  // namespace muster::fleet
