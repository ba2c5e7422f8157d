#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "collectors/key_evidence.hpp"
#include "crypto/hmac_sha1.hpp"

namespace muster::collectors {

/// A known_hosts file of OpenSSH (sshd(8)): plain and hashed names, [host]:port, several names in a line, @revoked.
/// Lines of certificate authorities and names with wildcards vouch for nobody here; revoked keys match them too.
class KnownHosts final : public KeyEvidence {
 public:
  /// `file` names the lines in answers.
  [[nodiscard]] static KnownHosts parse(std::string_view text, const std::string& file);

  /// A hashed name costs an HMAC (0.1 us) for each question whose key the file does not confirm, until it is known
  /// whose it is; where all are confirmed they cost one each.
  [[nodiscard]] std::vector<Statement> judge(std::span<const KeyQuestion> questions) const override;

  /// What was passed over, for a person: certificate authorities, wildcards, lines that are none.
  [[nodiscard]] const std::vector<std::string>& remarks() const { return remarks_; }
  [[nodiscard]] std::size_t size() const { return lines_.size(); }

 private:
  struct Line {
    std::uint32_t number = 0;
    std::string key;                 ///< "ssh-ed25519 SHA256:..."
    std::vector<std::string> names;  ///< plain; for revoked keys also with wildcards
  };
  struct HashedName {
    crypto::HmacSha1 salt;
    crypto::Sha1Digest digest;
    std::uint32_t line = 0;  ///< index into lines_
  };

  void read_line(std::string_view text, std::uint32_t number);
  void read_names(std::string_view names, std::uint32_t line);
  void read_hashed(std::string_view name, std::uint32_t line);
  [[nodiscard]] std::string place(const Line& line) const;
  [[nodiscard]] bool is_revoked(const KeyQuestion& question, Statement& answer) const;
  [[nodiscard]] bool is_confirmed(const KeyQuestion& question, Statement& answer, std::vector<bool>& claimed) const;
  void look_for_others(const KeyQuestion& question, Statement& answer, std::vector<bool>& claimed) const;

  std::string file_;
  std::vector<Line> lines_;
  std::vector<Line> revoked_;
  std::vector<HashedName> hashed_;
  std::unordered_map<std::string, std::vector<std::uint32_t>> by_name_;  ///< plain name -> lines
  std::unordered_map<std::string, std::vector<std::uint32_t>> by_key_;   ///< key -> lines
  std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> hashed_of_line_;
  std::vector<std::string> remarks_;
};

/// What a blob of RFC 4253 (a public key without its base64) is called here: "ssh-ed25519 SHA256:...". Empty if its
/// type is not `type`.
[[nodiscard]] std::string key_of_blob(std::string_view type, std::string_view blob);

/// Shell pattern with * and ? over a name, without case. Linear in the product of the lengths at worst.
[[nodiscard]] bool matches_pattern(std::string_view pattern, std::string_view name);

}  // namespace muster::collectors
