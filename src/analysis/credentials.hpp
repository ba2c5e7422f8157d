#pragma once

#include <cstddef>
#include <string_view>

#include "analysis/answer.hpp"
#include "model/device.hpp"

namespace muster::analysis {

/// Whether a stored secret is one that devices leave the factory with, or that needs no guess: an empty password, or
/// the user's own name. `yes` and `no` rest on the list in policies/data/factory_credentials.toml, tried in full: the
/// vendor's own entries first, then the generic ones; an empty `vendor` means every vendor's. `unknown`: the stored
/// form cannot be tested offline (masked, keyed by the box, malformed, of an excessive cost).
///
/// `kind` is "user" or one of model::Credential's kinds, or "snmp"; `name` is the user's name (or what the credential
/// belongs to). "none" (a login without a password) is `yes`, "locked" is `no`.
///
/// Cost: see `question_steps`; at most `max_candidates` tries, and each distinct question is answered once in a process. Thread-safe.
/// Candidates and decoded passwords are wiped; comparisons take constant time.
[[nodiscard]] Answer is_default_credential(std::string_view kind, std::string_view name,
                                           const model::StoredSecret& secret, std::string_view vendor);

/// What a device, a backup tool or our own redaction puts in the place of a secret.
[[nodiscard]] bool is_masked_secret(std::string_view value);

/// What a question may cost, in steps of about 10 microseconds: from the stored form alone (its own work factor
/// counts), so that it is the same on every machine and for every order of questions. A device chooses its hashes and
/// how many there are: charge this before asking.
[[nodiscard]] std::uint64_t question_steps(const model::StoredSecret& secret);

/// The most passwords that one question tries; a list that would need more gives `unknown`, never `no`.
inline constexpr std::size_t max_candidates = 96;

}  // namespace muster::analysis
