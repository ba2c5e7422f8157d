#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/redacted_text.hpp"
#include "core/result.hpp"
#include "core/secret.hpp"
#include "core/timestamp.hpp"

namespace muster::crypto {

/// The sealing keys of an installation: the newest seals, all of them open. Immutable and thread-safe; cheap to copy
/// (copies share the keys, which are wiped when the last one goes).
///
/// The key file has mode 0600 and belongs to the user who runs the process (anything else is refused); each line is
/// `muster-key-1 ID CREATED HEX`, oldest first. A key's id is a labelled hash of it: public, and of no use for
/// guessing.
class KeyRing {
 public:
  /// A file of one new random key. ErrorKind::key if something stands at `path` already: it is never overwritten.
  [[nodiscard]] static Result<KeyRing> create(const std::filesystem::path& path, Timestamp now);
  /// ErrorKind::not_found if there is none, ErrorKind::key if it is not private or not sound.
  [[nodiscard]] static Result<KeyRing> load(const std::filesystem::path& path);
  /// Adds a new key to the file (replaced whole or not at all) and returns the new ring. Old data still opens. The
  /// fingerprints of secrets and the ids of sealed data change with the key that makes them.
  [[nodiscard]] static Result<KeyRing> rotate(const std::filesystem::path& path, Timestamp now);
  /// One random key that lives only in this process.
  [[nodiscard]] static Result<KeyRing> ephemeral();

  /// 16 hex digits naming the newest key.
  [[nodiscard]] const std::string& key_id() const;
  [[nodiscard]] std::vector<std::string> key_ids() const;

  /// AES-256-GCM with a random nonce. `purpose` and `id` are authenticated: what was sealed as one thing does not open
  /// as another.
  [[nodiscard]] Result<std::string> seal(std::string_view purpose, std::string_view id, std::string_view bytes) const;
  /// ErrorKind::key if the ring lacks the key; ErrorKind::corrupt if anything was changed or is not sealed data.
  [[nodiscard]] Result<Secret> unseal(std::string_view purpose, std::string_view id, std::string_view sealed) const;

  /// HMAC-SHA256 under a key derived from the newest key for `purpose`; 64 hex digits.
  [[nodiscard]] std::string keyed_digest(std::string_view purpose, std::string_view bytes) const;

 private:
  struct Keys;
  explicit KeyRing(std::shared_ptr<const Keys> keys) : keys_(std::move(keys)) {}
  static Result<std::shared_ptr<const Keys>> parse(std::string_view text, const std::string& file);
  std::shared_ptr<const Keys> keys_;
};

/// Names secrets by 8 hex digits of a keyed digest. Without a ring every secret is "hidden".
[[nodiscard]] SecretFingerprint fingerprinter(const KeyRing* ring);

}  // namespace muster::crypto
