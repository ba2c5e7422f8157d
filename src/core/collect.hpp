#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/capture.hpp"

namespace muster {

/// Where a secret comes from; the secret itself never travels in a job.
struct CredentialReference {
  enum class Kind : std::uint8_t { none, environment, file, key_file, command, agent } kind = Kind::none;
  std::string name;         ///< variable name; path; for agent: "SHA256:..." of the key to use
  std::string passphrase;   ///< for a key file: the environment variable that holds its passphrase; may be empty
  std::string certificate{};  ///< for a key file: path of the OpenSSH user certificate; may be empty
  std::vector<std::string> command{};  ///< for command: program and arguments, run without a shell; prints the secret
  friend bool operator==(const CredentialReference&, const CredentialReference&) = default;
};

/// How to log in: one account, exactly one method (that of `login.kind`), one attempt.
struct CredentialSpec {
  std::string id;  ///< the inventory's name of it
  std::string user;
  CredentialReference login;   ///< password (environment, file, command) or private key (key_file, agent)
  CredentialReference enable;  ///< privilege secret, where the recipe asks for one
  CredentialReference line{};  ///< line password, where the terminal asks for one before its first prompt
  std::string aaa_domain{};    ///< who decides over its logins: paced and stopped together; empty: the device itself
  friend bool operator==(const CredentialSpec&, const CredentialSpec&) = default;
};

/// One address of a device and the host keys pinned for it.
struct Endpoint {
  std::string host;  ///< numeric address
  std::uint16_t port = 22;
  std::vector<std::string> pinned_keys;  ///< "ssh-ed25519 SHA256:..." ; empty: never enrolled
  friend bool operator==(const Endpoint&, const Endpoint&) = default;
};

/// A host that connections are forwarded through.
struct JumpHost {
  std::string id;
  std::vector<Endpoint> endpoints;
  CredentialSpec credential;
  friend bool operator==(const JumpHost&, const JumpHost&) = default;
};

/// What a collector is asked to do for one device (one member of a managed unit). A versioned plain value that can
/// be sent to a collector elsewhere: it holds references to credentials, never their content.
struct CollectJob {
  static constexpr std::uint32_t version = 2;
  std::string device_id;  ///< the inventory's immutable id
  std::string member;     ///< HA member; empty for a single device
  std::string platform;   ///< recipe name, or "auto": found out in a session of its own
  std::vector<std::string> features;  ///< further recipe parts that this device needs: "haproxy", "nftables"
  std::string site;
  std::vector<Endpoint> endpoints;  ///< tried in order until one answers
  CredentialSpec credential;
  std::vector<std::string> contexts;  ///< names that were configured; validated by the recipe before they are sent
  std::vector<JumpHost> jump{};       ///< from the outermost on; empty: the device is reached directly
  bool legacy_algorithms = false;     ///< allow the legacy SSH profile; its use is recorded in the outcome
  bool canary = false;                ///< is collected before the others
  friend bool operator==(const CollectJob&, const CollectJob&) = default;
};

/// A step of a device's session, for the timeline in reports. `detail` holds no secret.
struct CollectEvent {
  std::uint64_t milliseconds = 0;  ///< since the device's start
  std::string phase;               ///< connect, key exchange, authentication, prompt, command, close, retry
  std::string detail;
};

/// A stretch of a terminal session or exec channel, for transcripts. Raw and possibly secret; what Muster sent as a
/// secret stands there as `<secret>`.
struct TranscriptPart {
  enum class Kind : std::uint8_t { sent, received, note } kind = Kind::note;
  std::uint64_t milliseconds = 0;  ///< since the device's start
  std::string text;
};

/// What became of one job. A failure of the whole device (`failure`) leaves `captures` with what was proven before;
/// each command that did not arrive is listed as a failed capture, so that nothing is missing without a word.
struct CollectionOutcome {
  static constexpr std::uint32_t version = 2;
  std::string device_id;
  std::string member;
  std::string platform{};  ///< the recipe that was used: the job's, or the one detected; empty if none was
  CollectionFailure failure = CollectionFailure::none;
  std::string detail;
  std::string host_key;  ///< the key presented, "ssh-ed25519 SHA256:...", empty if none was seen
  bool legacy_algorithms_used = false;
  std::vector<Capture> captures;
  std::vector<CollectEvent> timeline;
  std::vector<TranscriptPart> transcript{};  ///< only if it was asked for; never stored, never on the wire
};

}  // namespace muster
