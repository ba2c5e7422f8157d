#pragma once

#include <expected>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "app/fleet.hpp"
#include "policy/policy_set.hpp"
#include "report/report_data.hpp"
#include "waivers/book.hpp"

/// Exceptions that people granted, as the commands use them.
namespace muster::app {

/// The exceptions of a run, and the digests of their files for the evaluation's manifest.
struct Exceptions {
  waivers::Book book;
  std::map<std::string, std::string> digests;  ///< "waivers FILE" -> SHA-256
};

/// Loads the files `paths` and those that the inventory names; `inventory` is its path. All errors at once.
[[nodiscard]] std::expected<Exceptions, std::vector<Error>> load_exceptions(const std::vector<std::string>& paths,
                                                                            const policy::PolicySet& rules,
                                                                            const Fleet& fleet,
                                                                            const std::string& inventory);
[[nodiscard]] std::expected<Exceptions, std::vector<Error>> load_exceptions(const std::vector<std::string>& paths,
                                                                            std::span<const policy::RuleInfo> rules,
                                                                            const Fleet& fleet,
                                                                            const std::string& inventory);
/// Without an inventory: the names of devices and groups are not checked.
[[nodiscard]] std::expected<Exceptions, std::vector<Error>> load_exceptions(const std::vector<std::string>& paths,
                                                                            const policy::PolicySet& rules);
[[nodiscard]] std::expected<Exceptions, std::vector<Error>> load_exceptions(const std::vector<std::string>& paths,
                                                                            std::span<const policy::RuleInfo> rules);

/// The device in the words of a waiver. Refers to the target.
[[nodiscard]] waivers::Subject subject_of(const Target& target);

/// Tells in the report what became of each exception. A device that is no target is a group or the fleet, or a file.
void add_exceptions(report::RunReport& run, const Exceptions& exceptions, const std::vector<Target>& targets);

}  // namespace muster::app
