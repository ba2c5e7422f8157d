#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace muster::crypto {

using Sha1Digest = std::array<unsigned char, 20>;

/// HMAC-SHA1 (RFC 2104) with a key that is worked in once, for keys that are asked often. Only for comparing with what
/// others have hashed so: OpenSSH's hashed host names.
class HmacSha1 {
 public:
  explicit HmacSha1(std::string_view key);
  [[nodiscard]] Sha1Digest of(std::string_view text) const;

 private:
  using State = std::array<std::uint32_t, 5>;
  State inner_{};  ///< SHA-1 after the block of the padded key
  State outer_{};
};

}  // namespace muster::crypto
