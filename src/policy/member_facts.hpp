#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/evidence.hpp"
#include "model/device.hpp"
#include "policy/value.hpp"

namespace muster::policy {

/// Who a member is: what group and fleet rules know of a device of which nothing was collected.
struct MemberIdentity {
  std::string device;
  std::string site{};
  std::string role{};
  std::string platform{};
  std::vector<std::string> tags{};
};

/// What group and fleet rules know of one device: the facts that they declare, as small values that are detached from
/// its model, with the lines behind them. Unknown and open values stay so, with their reasons. Holds no secret.
class MemberFacts {
 public:
  /// At most so much for each device; a fact beyond it is unknown.
  static constexpr std::size_t most_bytes = std::size_t{64} << 10;

  [[nodiscard]] const MemberIdentity& identity() const { return identity_; }
  /// Why nothing was collected of it; empty: it was.
  [[nodiscard]] const std::string& missing_because() const { return missing_; }
  /// The lines behind all of them, with repetitions.
  [[nodiscard]] std::vector<Evidence> lines() const;
  /// What its facts take, in bytes.
  [[nodiscard]] std::size_t bytes() const { return bytes_; }

 private:
  friend class FactGatherer;
  friend class MemberValues;
  friend class FactLines;

  /// One fact of one rule. `value` lives in `blocks_`.
  struct Fact {
    Value value;
    std::vector<Evidence> lines;
  };
  /// What one rule knows of the member: the answer of its `members`, and its facts in their order.
  struct OfRule {
    Value included;
    std::vector<Fact> facts;
  };

  MemberIdentity identity_;
  std::string missing_;
  std::vector<OfRule> rules_;  ///< in the order of the group and fleet rules
  std::vector<std::unique_ptr<std::byte[]>> blocks_;
  std::size_t bytes_ = 0;
};

}  // namespace muster::policy
