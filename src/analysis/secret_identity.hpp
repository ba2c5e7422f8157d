#pragma once

#include <array>
#include <optional>

#include "model/device.hpp"

namespace muster::analysis {

/// What of a secret may be compared, without telling it: a digest under a key that is drawn anew in each process and
/// never leaves it. So it is good for one evaluation, needs no key of a store, and is worth nothing elsewhere.
struct SecretIdentity {
  std::array<unsigned char, 16> digest{};
  bool exact = false;  ///< of the plain text: two exact digests are equal exactly if the secrets are
};

/// The identity of a stored secret by its plain text, where the form can be decoded ("plain", "cisco-7", "juniper-9");
/// of every other form as it stands: equal digests then mean equal secrets, different ones mean nothing, for the same
/// password has another hash with another salt. Nothing if it is not known: masked, or malformed. Ask only for a secret
/// that is one: not "none", not "locked". Thread-safe.
[[nodiscard]] std::optional<SecretIdentity> secret_identity(const model::StoredSecret& secret);

/// The identity of the stored form itself, whatever it is: always exact. Equal salted hashes are copies of one another.
[[nodiscard]] std::optional<SecretIdentity> stored_identity(const model::StoredSecret& secret);

}  // namespace muster::analysis
