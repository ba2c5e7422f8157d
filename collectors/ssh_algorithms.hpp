#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace muster::collectors {

/// Algorithm lists for libssh, best first. `diffie-hellman-group18` is left out: it costs 110 ms a session.
struct SshAlgorithms {
  std::string key_exchange;
  std::string host_keys;
  std::string ciphers;
  std::string macs;
  std::string public_keys;  ///< for the login with a private key
};

/// The lists for a device. The types of the pinned keys come first, so that a device with several keys shows the one
/// that is known. The legacy lists hold the modern ones too, in front.
[[nodiscard]] SshAlgorithms algorithms_for(const std::vector<std::string>& pinned_keys, bool legacy);

/// What was agreed on; empty names are passed over.
struct AgreedAlgorithms {
  std::string_view key_exchange;
  std::string_view cipher_in;
  std::string_view cipher_out;
  std::string_view mac_in;
  std::string_view mac_out;
};

/// True if one of them is not in the modern lists.
[[nodiscard]] bool uses_legacy(const AgreedAlgorithms& agreed);

}  // namespace muster::collectors
