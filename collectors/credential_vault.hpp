#pragma once

#include <map>
#include <string>

#include "collectors/ssh_handles.hpp"
#include "core/collect.hpp"
#include "core/result.hpp"
#include "core/secret.hpp"

namespace muster::collectors {

/// How to log in, fetched and parsed.
struct Login {
  Secret password;  ///< empty for a private key
  KeyHandle key;
};

/// The credentials that a run has needed so far. Each is fetched once, when the first device needs it, and wiped with
/// the vault at the end of the run. A credential that could not be had stays missing for the run.
class CredentialVault {
 public:
  /// The pointer stays valid as long as the vault.
  [[nodiscard]] Result<const Login*> login(const CredentialSpec& credential);
  /// Empty if none is configured.
  [[nodiscard]] Result<Secret> enable(const CredentialSpec& credential);

 private:
  std::map<std::string, Result<Login>> logins_;
};

/// Names a credential in messages and for the circuit breaker.
[[nodiscard]] std::string credential_name(const CredentialSpec& credential);

}  // namespace muster::collectors
