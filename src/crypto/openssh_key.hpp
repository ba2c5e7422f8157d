#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/result.hpp"
#include "core/secret.hpp"

namespace muster::crypto {

/// An Ed25519 private key in PEM (PKCS #8, encrypted or not) in the form of OpenSSH (PROTOCOL.key), unencrypted. Not
/// found if the text is another key, or none; key if the passphrase is wrong. Nothing of it is left in memory but the
/// result.
[[nodiscard]] Result<Secret> openssh_ed25519(const Secret& pem, const Secret& passphrase);

/// RFC 4648, with padding, without line ends.
[[nodiscard]] std::string to_base64(std::string_view bytes);
/// Nothing unless `text` is whole base64 with padding, without line ends.
[[nodiscard]] std::optional<std::string> from_base64(std::string_view text);

}  // namespace muster::crypto
