#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/domain.hpp"
#include "core/timestamp.hpp"

namespace muster {

/// Why a capture, or a whole device, did not arrive. Every value but `none` means "not assessed" for what it feeds.
enum class CollectionFailure : std::uint8_t {
  none,
  credential_missing,  ///< the credential reference could not be resolved; nothing was sent
  host_key_unknown,    ///< no pinned key: enrol first; nothing secret was sent
  host_key_changed,    ///< the pinned key and the presented one differ; nothing secret was sent
  unreachable,         ///< no TCP connection
  protocol,            ///< the SSH handshake or a channel failed (no common algorithm, garbage banner, dropped)
  denied,              ///< the login was refused
  stalled,             ///< a deadline passed while waiting
  truncated,           ///< output ended before its end was proven
  refused,             ///< the device answered a command with an error marker or a non-zero exit status
  garbage,             ///< output that the dialogue could not make sense of
  oversize,            ///< more bytes than the recipe allows
  stale,               ///< older than the freshness limit of its source
  unreadable,          ///< a file of a directory source could not be read
  cancelled,           ///< the run was stopped
  shrunk,              ///< far smaller than the last good one, and nobody has said that this is right
  busy,                ///< the device's processor is loaded; heavy commands were not sent
  unrecognised,        ///< the platform is to be detected, and no recipe fits what the device shows
  not_tried,           ///< nothing was sent: a stopped credential or site, a failed canary, maintenance, change window
};

inline constexpr std::size_t collection_failure_count = 19;

/// Lower-case name with spaces, as shown to a person: "host key changed".
[[nodiscard]] std::string_view to_string(CollectionFailure failure);

/// What a capture that arrived whole leaves out all the same: lines filtered or secrets masked for this account. The
/// domains are open for it: nothing in them is taken as absent, equal or reused.
struct CaptureLimit {
  std::string reason;  ///< for a person, without secrets
  Domains domains = Domains::all();
  friend bool operator==(const CaptureLimit&, const CaptureLimit&) = default;
};

/// What one read-only command (or one file of a directory source) yielded, after echo, prompt and pager are removed.
struct Capture {
  std::string command;    ///< the recipe's name of it, unique within the device and context: "running-config"
  std::string sent;       ///< the exact command line, or the path of the file
  std::string format;     ///< the grammar that reads it: "cisco_ios"
  std::string context;    ///< virtual system, VDOM, VRF, ...; empty for the device itself
  std::string source;     ///< where it came from: "ssh://192.0.2.1:22", "file:edge1/running.cfg"
  Timestamp started{};
  Timestamp finished{};
  Timestamp content_time{};  ///< when the content was true: for SSH `finished`, for a file its modification time
  std::uint32_t normaliser_version = 1;
  CollectionFailure failure = CollectionFailure::none;
  std::string detail;  ///< for a failure: what was seen, without secrets
  std::vector<CaptureLimit> limits{};  ///< what the account could not see
  std::string bytes;   ///< raw and possibly secret; empty for a failure

  [[nodiscard]] bool complete() const { return failure == CollectionFailure::none; }
};

}  // namespace muster
