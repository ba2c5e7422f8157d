#pragma once

#include <cstdint>
#include <set>
#include <string>

#include "core/collect.hpp"
#include "core/result.hpp"
#include "grammars/format.hpp"
#include "store/store.hpp"

/// A capture that is far smaller than the last good one was probably cut off or filtered where no marker shows it.
namespace muster::app {

/// True if a capture of `now` bytes is suspicious after one of `before`: below half, and at least 1 KiB less.
[[nodiscard]] constexpr bool has_shrunk(std::uint64_t before, std::uint64_t now) {
  return now < before / 2 && before - now >= 1024;
}

/// True for formats of configurations: these shrink when somebody removes half of them. Routing tables, open sockets
/// and release texts follow the state of the network, and shrink with it.
[[nodiscard]] bool is_configuration(const grammars::Format& format);

/// Compares what arrives with what the store holds. Thread-safe.
class ShrinkGuard {
 public:
  /// `accepted` names the devices (unit or "unit/member") whose smaller captures are right. `store` must outlive it.
  ShrinkGuard(const store::Store& store, std::set<std::string, std::less<>> accepted)
      : store_(store), accepted_(std::move(accepted)) {}

  /// Turns each shrunk capture of a configuration into a failed one, with both sizes. To be called before the outcome
  /// is recorded. What is recorded as whole is the measure of the next run.
  [[nodiscard]] Result<void> check(CollectionOutcome& outcome) const;

 private:
  [[nodiscard]] Result<void> check(const CollectionOutcome& outcome, Capture& capture) const;

  const store::Store& store_;
  std::set<std::string, std::less<>> accepted_;
};

}  // namespace muster::app
