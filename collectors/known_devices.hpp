#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"
#include "core/timestamp.hpp"

namespace muster::collectors {

/// A host key that a person has accepted for one address of one device.
struct PinnedKey {
  std::string device_id;
  std::string address;
  std::uint16_t port = 22;
  std::string key;  ///< "ssh-ed25519 SHA256:<43 characters of base64>"
  Timestamp pinned{};
  std::string source{};  ///< what spoke for it: "person", "console csv", "known_hosts", "vantage"; several with ", "
  std::string by{};      ///< the account on this machine that pinned it
  friend bool operator==(const PinnedKey&, const PinnedKey&) = default;
};

/// The store of pinned host keys: a TOML file of mode 0600, rewritten as a whole and atomically. New keys come only
/// from enrolment; nothing is ever learnt in passing.
class KnownDevices {
 public:
  /// A missing file is an empty store. A file that others may write, or that does not parse, is an error: without
  /// trustworthy pins nobody is logged in to.
  [[nodiscard]] static Result<KnownDevices> load(const std::filesystem::path& file);

  /// The keys pinned for this address of this device, for `Endpoint::pinned_keys`.
  [[nodiscard]] std::vector<std::string> keys(std::string_view device_id, std::string_view address, std::uint16_t port) const;
  [[nodiscard]] std::vector<PinnedKey> all() const;  ///< by device, address, port
  [[nodiscard]] bool has_device(std::string_view device_id) const;

  /// Adds a key; the same key again changes nothing. Fails (input) for a malformed key.
  [[nodiscard]] Result<void> pin(const PinnedKey& key);
  /// Removes every key of that address, or one of them; yields how many.
  std::size_t forget(std::string_view device_id, std::string_view address, std::uint16_t port, std::string_view key = {});

  /// Writes a new file beside the old one, syncs it, and renames it over. Sorted, so that differences are readable.
  [[nodiscard]] Result<void> save(const std::filesystem::path& file) const;

 private:
  struct Place {
    std::string device_id;
    std::string address;
    std::uint16_t port = 22;
    friend auto operator<=>(const Place&, const Place&) = default;
  };
  std::map<Place, std::vector<PinnedKey>> keys_;
};

/// True for `<type> SHA256:<base64>` as keys are written here.
[[nodiscard]] bool is_pinned_key(std::string_view key);

}  // namespace muster::collectors
