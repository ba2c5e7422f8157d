#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/capture.hpp"

namespace muster {

/// Where a secret comes from; the secret itself never travels in a job.
struct CredentialReference {
  enum class Kind : std::uint8_t { none, environment, file, key_file } kind = Kind::none;
  std::string name;        ///< variable name or path
  std::string passphrase;  ///< for a key file: the environment variable that holds its passphrase; may be empty
  friend bool operator==(const CredentialReference&, const CredentialReference&) = default;
};

/// How to log in: one account, exactly one method (that of `login.kind`), one attempt.
struct CredentialSpec {
  std::string id;  ///< the inventory's name of it
  std::string user;
  CredentialReference login;   ///< password (environment, file) or private key (key_file)
  CredentialReference enable;  ///< privilege secret, where the recipe asks for one
  friend bool operator==(const CredentialSpec&, const CredentialSpec&) = default;
};

/// One address of a device and the host keys pinned for it.
struct Endpoint {
  std::string host;  ///< numeric address
  std::uint16_t port = 22;
  std::vector<std::string> pinned_keys;  ///< "ssh-ed25519 SHA256:..." ; empty: never enrolled
  friend bool operator==(const Endpoint&, const Endpoint&) = default;
};

/// What a collector is asked to do for one device (one member of a managed unit). A versioned plain value that can
/// be sent to a collector elsewhere: it holds references to credentials, never their content.
struct CollectJob {
  static constexpr std::uint32_t version = 1;
  std::string device_id;  ///< the inventory's immutable id
  std::string member;     ///< HA member; empty for a single device
  std::string platform;   ///< recipe name
  std::vector<std::string> features;  ///< further recipe parts that this device needs: "haproxy", "nftables"
  std::string site;
  std::vector<Endpoint> endpoints;  ///< tried in order until one answers
  CredentialSpec credential;
  std::vector<std::string> contexts;  ///< names that were configured; validated by the recipe before they are sent
  bool legacy_algorithms = false;     ///< allow the legacy SSH profile; its use is recorded in the outcome
  friend bool operator==(const CollectJob&, const CollectJob&) = default;
};

/// A step of a device's session, for the timeline in reports. `detail` holds no secret.
struct CollectEvent {
  std::uint64_t milliseconds = 0;  ///< since the device's start
  std::string phase;               ///< connect, key exchange, authentication, prompt, command, close
  std::string detail;
};

/// What became of one job. A failure of the whole device (`failure`) leaves `captures` with what was proven before;
/// each command that did not arrive is listed as a failed capture, so that nothing is missing without a word.
struct CollectionOutcome {
  static constexpr std::uint32_t version = 1;
  std::string device_id;
  std::string member;
  CollectionFailure failure = CollectionFailure::none;
  std::string detail;
  std::string host_key;  ///< the key presented, "ssh-ed25519 SHA256:...", empty if none was seen
  bool legacy_algorithms_used = false;
  std::vector<Capture> captures;
  std::vector<CollectEvent> timeline;
};

}  // namespace muster
