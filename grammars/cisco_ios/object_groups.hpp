#pragma once

#include <string>
#include <vector>

#include "grammars/cisco_ios/config.hpp"

namespace muster::grammars::cisco_ios {

/// Puts what a group of services stands for into the entries that name it (in `FilterRule::application`), one entry for
/// each protocol. What is not known, or too much to write out, becomes an opaque rule.
class ServiceWriter {
 public:
  explicit ServiceWriter(Config& config) : config_(config) {}
  void resolve(AccessList& list);

 private:
  struct Resolved {
    std::vector<ServiceMatch> matches;
    bool complete = true;
  };
  const Resolved& services(const std::string& name);
  [[nodiscard]] Resolved compute(const std::string& name);
  void write(const AccessRule& from, std::vector<AccessRule>& to);

  Config& config_;
  NamedList<Resolved> known_;
  std::size_t written_ = 0;
};

}  // namespace muster::grammars::cisco_ios
