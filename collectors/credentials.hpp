#pragma once

#include "core/collect.hpp"
#include "core/result.hpp"
#include "core/secret.hpp"

namespace muster::collectors {

/// Fetches a secret from where the reference says, at the last moment before it is used.
/// - environment: the variable's value; unset or empty is an error (not_found).
/// - file, key_file: a regular file of at most 64 KiB that belongs to this user or root and that nobody else may read
///   or write (otherwise io); one line end at the end is dropped from a password.
/// - command, agent: not here but by the vault, on a helper thread (not_found).
/// Messages name the variable or the path, never the content.
[[nodiscard]] Result<Secret> resolve_secret(const CredentialReference& reference);

}  // namespace muster::collectors
