#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/redacted_text.hpp"
#include "core/result.hpp"
#include "core/secret.hpp"
#include "crypto/key_ring.hpp"
#include "store/database.hpp"

/// Content-addressed blobs. An address is 64 hex digits to the outside, 32 bytes in the database.
namespace muster::store {

enum class BlobKind : std::uint8_t { redacted = 0, sealed = 1 };

/// A blob on its way into the database.
struct Blob {
  BlobKind kind = BlobKind::redacted;
  std::string address;  ///< hex; empty: there is none
  std::uint64_t size = 0;
  std::string data;  ///< stored form; empty while not packed
};

// Without the database: may run beside other threads.
[[nodiscard]] Blob address_redacted(std::string_view text);
/// Without a key there is no address: raw bytes are then not kept.
[[nodiscard]] Blob address_raw(std::string_view bytes, const std::optional<crypto::KeyRing>& key);
/// Fills `data`: the costly part, best done before the database is locked, and not at all for what it holds already.
[[nodiscard]] Result<void> pack(Blob& blob, std::string_view content, const std::optional<crypto::KeyRing>& key);

// These throw SQLite::Exception.
[[nodiscard]] std::optional<std::int64_t> find_blob(Database& database, const Blob& blob);
/// The row of the blob, inserted (and packed, if it is not) where it is new; nothing without an address.
[[nodiscard]] Result<std::optional<std::int64_t>> store_blob(Database& database, Blob& blob, std::string_view content,
                                                             const std::optional<crypto::KeyRing>& key);
[[nodiscard]] std::string blob_address(Database& database, std::int64_t row);
[[nodiscard]] Result<RedactedText> read_redacted(Database& database, std::string_view address);
[[nodiscard]] Result<Secret> read_raw(Database& database, std::string_view address,
                                      const std::optional<crypto::KeyRing>& key);

}  // namespace muster::store
