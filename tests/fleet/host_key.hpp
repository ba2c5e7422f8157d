#pragma once

#include <string>
#include <string_view>

namespace muster::fleet {

/// An Ed25519 key that follows from its seed: the same fleet has the same keys in every run. For simulations only.
/// OpenSSH's own format, unencrypted.
[[nodiscard]] std::string private_key_file(std::string_view seed);

/// "ssh-ed25519 SHA256:..." as muster pins it.
[[nodiscard]] std::string fingerprint(std::string_view seed);

/// "ssh-ed25519 AAAA...", as an account's authorised key.
[[nodiscard]] std::string public_key(std::string_view seed);

}  // namespace muster::fleet
