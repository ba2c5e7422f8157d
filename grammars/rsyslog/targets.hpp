#pragma once

#include <string>
#include <string_view>

#include "grammars/rsyslog/statements.hpp"
#include "model/device.hpp"

namespace muster::grammars::rsyslog {

/// Which messages reach a statement.
struct Scope {
  bool all = true;      ///< those of every facility from `severity` on
  bool narrow = false;  ///< a few, by their text or their program, or of facilities that are not about logins
  std::string severity = "debugging";
};

/// `*.info;mail.none`: what is left of `outer`.
[[nodiscard]] Scope select(const Scope& outer, std::string_view selector);
/// `:programname, isequal, "x"`
[[nodiscard]] Scope filter(const Scope& outer, std::string_view property);

/// Settings of the old language that the actions below them take over.
struct Defaults {
  bool tls_driver = false;
  bool tls_mode = false;
  bool when_suspended = false;  ///< the next action waits until the one before it fails
};

/// What an action does.
struct Action {
  enum class Kind : unsigned char { target, discard, nobody, unknown } kind = Kind::unknown;
  model::LogTarget target;  ///< without its lines
};

/// `text` is one action of either language. A target's transport is unknown where not all messages reach it.
[[nodiscard]] Action read_action(std::string_view text, const Scope& scope, const Defaults& defaults,
                                 model::LinesId lines);

}  // namespace muster::grammars::rsyslog
