#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "collectors/key_evidence.hpp"
#include "config/csv.hpp"
#include "core/result.hpp"
#include "core/timestamp.hpp"

namespace muster::collectors {

/// A host key as somebody has written it down, for a device, an address or both.
struct ListedKey {
  std::string device;       ///< "unit" or "unit/member"; may be empty
  std::string address;      ///< may be empty
  std::uint16_t port = 0;   ///< 0: any
  std::string type;         ///< "ssh-ed25519"; may be empty
  std::string fingerprint;  ///< "SHA256:..."
  SourcePosition where;
};

/// Keys from a list: fingerprints read from consoles, or what a second vantage point saw.
class KeyList final : public KeyEvidence {
 public:
  /// `source` names it in answers: "console csv", "vantage".
  KeyList(std::string source, std::vector<ListedKey> keys);
  [[nodiscard]] std::vector<Statement> judge(std::span<const KeyQuestion> questions) const override;
  [[nodiscard]] const std::vector<ListedKey>& keys() const { return keys_; }

 private:
  [[nodiscard]] Statement answer(const KeyQuestion& question) const;

  std::string source_;
  std::vector<ListedKey> keys_;
  std::multimap<std::string, std::size_t, std::less<>> by_device_;
  std::multimap<std::string, std::size_t, std::less<>> by_address_;  ///< only those without a device
};

/// Reads a table with the columns `device` or `address` (or both), `fingerprint`, and if it has them `port` and `type`.
/// `errors` gets every row that cannot be used: a fingerprint that is not SHA-256 is refused with the reason.
[[nodiscard]] std::vector<ListedKey> read_fingerprints(const config::CsvTable& table, std::vector<Error>& errors);

/// A file of what was seen from elsewhere, as `muster enroll --scan-only --output FILE` writes it.
struct Vantage {
  std::string host;  ///< where it was made
  Timestamp made{};
  std::vector<ListedKey> keys;
};
[[nodiscard]] std::string vantage_text(const Vantage& vantage);
[[nodiscard]] std::expected<Vantage, std::vector<Error>> read_vantage(std::string_view text, const std::string& file);

/// "SHA256:..." with 43 characters of base64, from that, with padding, or from 64 hexadecimal digits with or without
/// colons. The error says why another text is refused.
[[nodiscard]] std::expected<std::string, std::string> read_fingerprint(std::string_view text);

}  // namespace muster::collectors
