#pragma once

#include <deque>
#include <map>
#include <string>
#include <vector>

#include "policy/rules.hpp"
#include "policy/value.hpp"

namespace muster::policy {

/// The members of a group as one rule sees them: a list of maps of their fields and facts, which must stay where it is
/// while the rule is judged.
class MemberValues {
 public:
  /// `position`: of the rule among those of scope group and fleet.
  MemberValues(const GroupOfMembers& group, const Rule& rule, std::size_t position);
  MemberValues(const MemberValues&) = delete;
  MemberValues& operator=(const MemberValues&) = delete;

  [[nodiscard]] Value list() const;
  /// True if it is certain that the rule speaks about none of them.
  [[nodiscard]] bool none() const { return list_.size == 0 && !list_.open; }
  /// Why the rule cannot be judged: its `members` went wrong for one; empty if it did not.
  [[nodiscard]] const std::string& mistake() const { return mistake_; }

 private:
  void explain_missing(const GroupOfMembers& group);
  void add(const MemberFacts& member, std::size_t position);
  void open(const Cause* why);
  [[nodiscard]] const Cause* cause(std::string what, std::string reason);

  std::vector<Value> names_;
  std::deque<std::vector<Value>> values_;
  std::deque<Map> maps_;
  std::deque<List> tags_;
  std::vector<Value> items_;
  List list_;
  std::string mistake_;
  std::deque<std::string> texts_;
  std::deque<Cause> causes_;
  std::map<std::string, const Cause*, std::less<>> missing_;  ///< by the reason
};

}  // namespace muster::policy
