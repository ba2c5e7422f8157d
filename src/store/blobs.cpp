#include "store/blobs.hpp"

#include <algorithm>
#include <utility>

#include "crypto/compress.hpp"
#include "crypto/digest.hpp"

namespace muster::store {
namespace {

constexpr std::string_view purpose = "capture";
constexpr std::uint64_t largest = 1ULL << 30U;

struct StoredBlob {
  std::string data;
  std::size_t most = 0;  ///< bound of the content's size
};

Result<StoredBlob> read_blob(Database& database, BlobKind kind, std::string_view address) {
  const auto raw_address = crypto::from_hex(address);
  if (!raw_address) return fail(ErrorKind::not_found, "not the id of a capture: " + std::string(address.substr(0, 80)));
  Query query(database, "SELECT data, size FROM blob WHERE kind = ? AND address = ?", kind, Bytes{*raw_address});
  if (!query.step())
    return fail(ErrorKind::not_found, "no capture " + std::string(address.substr(0, 80)) + " in the store");
  return StoredBlob{query.text(0), static_cast<std::size_t>(std::min(query.as<std::uint64_t>(1), largest))};
}

std::unexpected<Error> damaged(std::string_view address, const std::string& why) {
  return fail(ErrorKind::corrupt, "capture " + std::string(address) + " is damaged: " + why);
}

}  // namespace

Blob address_redacted(std::string_view text) {
  return {.kind = BlobKind::redacted, .address = crypto::sha256_hex(text), .size = text.size(), .data = {}};
}

Blob address_raw(std::string_view bytes, const std::optional<crypto::KeyRing>& key) {
  return {.kind = BlobKind::sealed,
          .address = key ? key->keyed_digest(purpose, bytes) : std::string(),
          .size = bytes.size(),
          .data = {}};
}

Result<void> pack(Blob& blob, std::string_view content, const std::optional<crypto::KeyRing>& key) {
  if (content.size() > largest) return fail(ErrorKind::unsupported, "a capture of more than 1 GiB cannot be stored");
  auto frame = crypto::compress(content);
  if (!frame) return std::unexpected(std::move(frame).error());
  if (blob.kind == BlobKind::redacted) {
    blob.data = std::move(*frame);
    return {};
  }
  auto sealed = key->seal(purpose, blob.address, *frame);
  wipe(*frame);
  if (!sealed) return std::unexpected(std::move(sealed).error());
  blob.data = std::move(*sealed);
  return {};
}

std::optional<std::int64_t> find_blob(Database& database, const Blob& blob) {
  const auto address = crypto::from_hex(blob.address);
  Query query(database, "SELECT id FROM blob WHERE kind = ? AND address = ?", blob.kind, Bytes{*address});
  return query.step() ? std::optional(query.integer(0)) : std::nullopt;
}

Result<std::optional<std::int64_t>> store_blob(Database& database, Blob& blob, std::string_view content,
                                               const std::optional<crypto::KeyRing>& key) {
  if (blob.address.empty()) return std::nullopt;
  if (const auto row = find_blob(database, blob)) return row;
  if (blob.data.empty())
    if (auto packed = pack(blob, content, key); !packed) return std::unexpected(std::move(packed).error());
  const auto address = crypto::from_hex(blob.address);
  Query(database, "INSERT INTO blob(kind, address, size, data) VALUES (?, ?, ?, ?)", blob.kind, Bytes{*address},
        blob.size, Bytes{blob.data})
      .run();
  return database.last_row();
}

std::string blob_address(Database& database, std::int64_t row) {
  Query query(database, "SELECT address FROM blob WHERE id = ?", row);
  return query.step() ? crypto::to_hex(query.text(0)) : std::string();
}

Result<RedactedText> read_redacted(Database& database, std::string_view address) {
  const auto blob = read_blob(database, BlobKind::redacted, address);
  if (!blob) return std::unexpected(blob.error());
  auto text = crypto::decompress(blob->data, blob->most);
  if (!text) return damaged(address, text.error().message);
  if (crypto::sha256_hex(*text) != address) return damaged(address, "its content is not what its id says");
  return trusted_redacted(std::move(*text));
}

Result<Secret> read_raw(Database& database, std::string_view address, const std::optional<crypto::KeyRing>& key) {
  const auto blob = read_blob(database, BlobKind::sealed, address);
  if (!blob) return std::unexpected(blob.error());
  if (!key) return fail(ErrorKind::key, "stored configurations cannot be opened without the sealing key");
  const auto frame = key->unseal(purpose, address, blob->data);
  if (!frame && frame.error().kind == ErrorKind::corrupt) return damaged(address, frame.error().message);
  if (!frame) return std::unexpected(frame.error());
  auto bytes = crypto::decompress(frame->reveal(), blob->most);
  if (!bytes) return damaged(address, bytes.error().message);
  Secret raw(*bytes);
  wipe(*bytes);
  return raw;
}

}  // namespace muster::store
