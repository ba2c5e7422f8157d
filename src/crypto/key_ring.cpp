#include "crypto/key_ring.hpp"

#include <openssl/rand.h>

#include <algorithm>
#include <array>

#include "crypto/digest.hpp"
#include "crypto/private_file.hpp"
#include "crypto/seal.hpp"

namespace muster::crypto {
namespace {

constexpr std::size_t key_size = 32;
constexpr std::string_view line_tag = "muster-key-1";
constexpr std::string_view file_comment =
    "# Muster's sealing keys, oldest first; the last one seals. Keep this file private and keep a copy of it "
    "elsewhere:\n"
    "# without it the stored configurations cannot be opened. Never remove a line while data sealed with it is kept.\n";

std::string_view view(const Digest& digest) { return {reinterpret_cast<const char*>(digest.data()), digest.size()}; }

/// A key for one use, derived as HKDF-Expand does with a single block.
Secret derive(const Secret& key, std::string_view label) {
  std::string info(label);
  info += '\x01';
  Digest digest = hmac_sha256(key.reveal(), info);
  Secret derived(view(digest));
  std::ranges::fill(digest, static_cast<unsigned char>(0));
  return derived;
}

std::string id_of(const Secret& key) {
  return to_hex(hmac_sha256(key.reveal(), "muster key id 1")).substr(0, 2 * envelope_key_id_size);
}

struct Key {
  std::string id;      ///< hex
  std::string raw_id;  ///< as in envelopes
  Secret master;
  Secret sealing;
};

Key make_key(Secret master) {
  Key key;
  key.id = id_of(master);
  key.raw_id = from_hex(key.id).value_or(std::string());
  key.sealing = derive(master, "muster sealing 1");
  key.master = std::move(master);
  return key;
}

Result<Secret> random_key() {
  std::string bytes(key_size, '\0');
  if (RAND_priv_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(bytes.size())) != 1)
    return fail(ErrorKind::key, "no random numbers to be had");
  Secret key(bytes);
  wipe(bytes);
  return key;
}

std::string key_line(const Secret& key, Timestamp now) {
  std::string hex = to_hex(key.reveal());
  std::string line = std::string(line_tag) + " " + id_of(key) + " " + to_string(now) + " " + hex + "\n";
  wipe(hex);
  return line;
}

std::string_view take_until(std::string_view& text, char separator) {
  const std::size_t at = text.find(separator);
  const std::string_view part = text.substr(0, at);
  text.remove_prefix(at == std::string_view::npos ? text.size() : at + 1);
  return part;
}

/// `muster-key-1 ID CREATED HEX`. The messages hold nothing of the line.
Result<Key> parse_line(std::string_view line, const SourcePosition& where) {
  if (take_until(line, ' ') != line_tag)
    return fail(ErrorKind::key, "expected a line 'muster-key-1 ID CREATED HEX'", where);
  const std::string_view id = take_until(line, ' ');
  if (!parse_timestamp(take_until(line, ' '))) return fail(ErrorKind::key, "expected the key's creation time", where);
  auto bytes = from_hex(line);
  if (!bytes || bytes->size() != key_size) return fail(ErrorKind::key, "expected 64 hex digits of key", where);
  Key key = make_key(Secret(*bytes));
  wipe(*bytes);
  if (key.id != id) return fail(ErrorKind::key, "the key does not belong to its id: a damaged file", where);
  return key;
}

std::string context(std::string_view purpose, std::string_view id) {
  std::string text(purpose);
  text += '\0';
  return text.append(id);
}

}  // namespace

struct KeyRing::Keys {
  std::vector<Key> list;
};

Result<std::shared_ptr<const KeyRing::Keys>> KeyRing::parse(std::string_view text, const std::string& file) {
  auto keys = std::make_shared<Keys>();
  for (std::uint32_t number = 1; !text.empty(); ++number) {
    const std::string_view line = take_until(text, '\n');
    if (line.empty() || line.starts_with('#')) continue;
    auto key = parse_line(line, {file, number, 0});
    if (!key) return std::unexpected(std::move(key).error());
    keys->list.push_back(std::move(*key));
  }
  if (keys->list.empty()) return fail(ErrorKind::key, file + " holds no key");
  return keys;
}

Result<KeyRing> KeyRing::create(const std::filesystem::path& path, Timestamp now) {
  const auto key = random_key();
  if (!key) return std::unexpected(key.error());
  std::string line = key_line(*key, now);
  const Secret content(std::string(file_comment) + line);
  wipe(line);
  if (auto written = create_private_file(path, content.reveal()); !written)
    return std::unexpected(std::move(written).error());
  return load(path);
}

Result<KeyRing> KeyRing::load(const std::filesystem::path& path) {
  const auto content = read_private_file(path);
  if (!content) return std::unexpected(content.error());
  auto keys = parse(content->reveal(), path.string());
  if (!keys) return std::unexpected(std::move(keys).error());
  return KeyRing(std::move(*keys));
}

Result<KeyRing> KeyRing::rotate(const std::filesystem::path& path, Timestamp now) {
  const auto content = read_private_file(path);
  if (!content) return std::unexpected(content.error());
  if (auto sound = parse(content->reveal(), path.string()); !sound) return std::unexpected(std::move(sound).error());
  const auto key = random_key();
  if (!key) return std::unexpected(key.error());
  std::string text(content->reveal());
  if (!text.ends_with('\n')) text += '\n';
  std::string line = key_line(*key, now);
  std::string whole = text + line;
  wipe(text);
  wipe(line);
  const auto written = replace_private_file(path, whole);
  wipe(whole);
  if (!written) return std::unexpected(written.error());
  return load(path);
}

Result<KeyRing> KeyRing::ephemeral() {
  auto key = random_key();
  if (!key) return std::unexpected(std::move(key).error());
  auto keys = std::make_shared<Keys>();
  keys->list.push_back(make_key(std::move(*key)));
  return KeyRing(std::move(keys));
}

const std::string& KeyRing::key_id() const { return keys_->list.back().id; }

std::vector<std::string> KeyRing::key_ids() const {
  std::vector<std::string> ids;
  for (const Key& key : keys_->list) ids.push_back(key.id);
  return ids;
}

Result<std::string> KeyRing::seal(std::string_view purpose, std::string_view id, std::string_view bytes) const {
  const Key& newest = keys_->list.back();
  return seal_envelope(newest.sealing.reveal(), newest.raw_id, context(purpose, id), bytes);
}

Result<Secret> KeyRing::unseal(std::string_view purpose, std::string_view id, std::string_view sealed) const {
  const auto key_id = envelope_key_id(sealed);
  if (!key_id) return std::unexpected(key_id.error());
  const auto key = std::ranges::find(keys_->list, *key_id, &Key::raw_id);
  if (key == keys_->list.end())
    return fail(ErrorKind::key, "sealed with key " + to_hex(*key_id) + ", which is not in the key file");
  return open_envelope(key->sealing.reveal(), context(purpose, id), sealed);
}

std::string KeyRing::keyed_digest(std::string_view purpose, std::string_view bytes) const {
  const Secret key = derive(keys_->list.back().master, "muster digest 1 " + std::string(purpose));
  return to_hex(hmac_sha256(key.reveal(), bytes));
}

SecretFingerprint fingerprinter(const KeyRing* ring) {
  if (ring == nullptr) return [](std::string_view) { return std::string("hidden"); };
  return [keys = *ring](std::string_view secret) { return keys.keyed_digest("fingerprint", secret).substr(0, 8); };
}

}  // namespace muster::crypto
