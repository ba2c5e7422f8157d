#pragma once

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "policy/policy_set.hpp"

namespace muster::test {

inline const std::string pack_header = "[pack]\nname = \"test\"\n";

/// A rule "r" with the usual keys, in lines 3 to 10 of its file; the assertion begins at 9:11. `more` adds lines.
inline std::string rule_text(const std::string& assertion, const std::string& more = {}) {
  return pack_header +
         "[[rule]]\nid = \"r\"\ntitle = \"T\"\nseverity = \"high\"\nsection = \"S\"\nremedy = \"R\"\nassert = '" +
         assertion + "'\n" + (more.find("message") == std::string::npos ? "message = 'm'\n" : "") + more;
}

inline policy::PolicySet load_rules(const std::string& text) {
  const std::vector<policy::PolicyFile> files{{"p.toml", text}};
  auto set = policy::PolicySet::load(files);
  if (!set)
    for (const Error& error : set.error()) UNSCOPED_INFO(to_string(error));
  REQUIRE(set);
  return std::move(*set);
}

/// The messages of all errors; empty if the files load.
inline std::vector<std::string> load_errors(const std::vector<policy::PolicyFile>& files) {
  const auto set = policy::PolicySet::load(files);
  std::vector<std::string> messages;
  if (!set)
    for (const Error& error : set.error()) messages.push_back(to_string(error));
  return messages;
}
inline std::vector<std::string> load_errors(const std::string& text) { return load_errors({{"p.toml", text}}); }

/// A device with the domains users, management, logging and filters, all closed.
inline model::Device edge_device() {
  model::Device device;
  device.id = "edge1";
  device.vendor = "cisco";
  device.contributed = Domain::users | Domain::management | Domains(Domain::logging) | Domains(Domain::filters);
  return device;
}

inline model::User& add_user(model::Device& device, const std::string& name, const std::string& password,
                             std::uint32_t line) {
  model::User made;
  made.lines = device.lines.add(0, line);
  made.name.set(name, made.lines);
  made.privilege.set_default(1);
  made.role.set_absent();
  if (!password.empty()) made.password.set({Secret(password), "plain"}, made.lines);
  device.users.push_back(std::move(made));
  return device.users.back();
}

/// "pass", "fail user admin", ...: status and object of each verdict.
inline std::vector<std::string> outcomes(const policy::PolicySet& set, const model::Device& device,
                                         const policy::EvaluateOptions& options = {}) {
  std::vector<std::string> found;
  for (const Verdict& verdict : set.evaluate(device, options))
    found.push_back(std::string(to_string(verdict.status)) + (verdict.in_doubt ? " in doubt" : "") +
                    (verdict.object.empty() ? "" : " " + verdict.object));
  return found;
}
inline std::vector<std::string> outcomes(const std::string& text, const model::Device& device,
                                         const policy::EvaluateOptions& options = {}) {
  return outcomes(load_rules(text), device, options);
}

using Outcomes = std::vector<std::string>;

}  // namespace muster::test
