#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "report/report_data.hpp"

namespace muster::test {

/// Puts a device of a report together; evidence is found by text, so that samples stay readable.
class DeviceBuilder {
 public:
  DeviceBuilder(std::string id, std::string platform, std::string site, std::string role);

  DeviceBuilder& software(std::string text);
  /// A capture of `text`, in which `secrets` are redacted; lines that contain one of `unknown` were not understood.
  DeviceBuilder& capture(std::string command, std::string format, std::string_view text,
                         std::vector<std::string_view> secrets = {}, std::vector<std::string_view> unknown = {});
  DeviceBuilder& lost_capture(std::string command, std::string format, CollectionFailure failure, std::string detail);
  /// What the last capture leaves out.
  DeviceBuilder& limit(std::string reason, Domains domains);
  DeviceBuilder& pass(std::string rule);
  DeviceBuilder& not_applicable(std::string rule);
  DeviceBuilder& not_assessed(std::string rule, std::string reason, std::string_view evidence = {});
  /// Evidence: the lines of all captures that contain `evidence`.
  DeviceBuilder& fail(std::string rule, std::string object, std::string message, std::string_view evidence);
  DeviceBuilder& verdict(VerdictStatus status, std::string rule, std::string object, std::string message);
  /// What the last verdict rests on; the lines are those that contain `evidence`.
  DeviceBuilder& value(std::string what, std::string value, std::string_view evidence);
  DeviceBuilder& in_doubt();
  DeviceBuilder& open(Domains domains);
  /// The device was not collected: every rule of `rules` is not assessed.
  DeviceBuilder& lost(CollectionFailure failure, std::string detail, const std::vector<report::RuleInfo>& rules);
  DeviceBuilder& event(std::uint64_t milliseconds, std::string phase, std::string detail);

  [[nodiscard]] report::DeviceReport build(const std::vector<report::RuleInfo>& rules);

 private:
  Verdict& last() { return device_.facts.verdicts.back(); }
  [[nodiscard]] std::vector<Evidence> lines_with(std::string_view text) const;

  report::DeviceReport device_;
};

}  // namespace muster::test
