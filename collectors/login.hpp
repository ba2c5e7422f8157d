#pragma once

#include <chrono>
#include <memory>

#include "collectors/agent_key.hpp"
#include "collectors/ssh_handles.hpp"
#include "core/collect.hpp"
#include "core/result.hpp"
#include "core/secret.hpp"

namespace muster::collectors {

/// A credential that was fetched and parsed: exactly one of the three is there.
struct Login {
  Secret password;  ///< any secret that is a text
  KeyHandle key;    ///< with its certificate, if one is configured
  std::shared_ptr<AgentKey> agent;
};

/// The private key of a key file, and its certificate. Ed25519 keys in PKCS #8, which libssh reads but cannot sign with,
/// are rewritten in memory. A certificate must be a user certificate of this key that is valid at `now`: a device would
/// count anything else as a failed login.
[[nodiscard]] Result<Login> read_key_login(const CredentialReference& reference,
                                           std::chrono::system_clock::time_point now = std::chrono::system_clock::now());

}  // namespace muster::collectors
