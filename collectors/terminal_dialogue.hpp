#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "collectors/clock.hpp"
#include "collectors/dialogue_event.hpp"
#include "core/capture.hpp"

namespace muster::collectors {

/// What is said on a terminal, as a function of bytes and time. It does no I/O; the engine feeds it and sends what it
/// asks for.
class TerminalDialogue {
 public:
  virtual ~TerminalDialogue() = default;

  virtual void start(SteadyTime now) = 0;
  virtual void receive(std::string_view bytes, SteadyTime now) = 0;
  /// The device closed the channel, or the connection broke.
  virtual void close(SteadyTime now) = 0;
  /// To be called at `deadline()` or later.
  virtual void tick(SteadyTime now) = 0;
  /// The run was stopped: at the next prompt the logout takes the place of what was still to come.
  virtual void leave() = 0;

  /// What to send; empty if nothing. It may hold a secret: wipe it after use.
  [[nodiscard]] virtual std::string take_output() = 0;
  [[nodiscard]] virtual std::vector<DialogueEvent> take_events() = 0;
  /// Captures so far, failed ones included; commands of the device itself that were not reached are missing.
  [[nodiscard]] virtual std::vector<Capture> take_captures() = 0;
  [[nodiscard]] virtual SteadyTime deadline() const = 0;

  /// Nothing more will come of it: everything was asked and the logout sent, or it failed.
  [[nodiscard]] virtual bool finished() const = 0;
  /// The logout was sent and seen: wait a moment for the device to hang up.
  [[nodiscard]] virtual bool logged_out() const = 0;
  [[nodiscard]] virtual CollectionFailure failure() const = 0;
  [[nodiscard]] virtual const std::string& detail() const = 0;
  [[nodiscard]] virtual std::size_t held_bytes() const = 0;
};

}  // namespace muster::collectors
