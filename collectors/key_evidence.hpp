#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// What other sources say of a host key that a device shows: the ground on which a new key is accepted.
namespace muster::collectors {

/// A key that was shown, and everything that a source may know its owner by.
struct KeyQuestion {
  std::string device_id;
  std::string member;              ///< empty for a device of one box
  std::vector<std::string> hosts;  ///< the name or address in the inventory, and the numeric address
  std::uint16_t port = 22;
  std::string shown;            ///< "ssh-ed25519 SHA256:..."
  bool shared_address = false;  ///< other devices have the same address: it says nothing of who this is
  bool several_boxes = false;   ///< what is said of the device as a whole may be about another member
};

enum class Said : std::uint8_t {
  nothing,
  same,        ///< it knows this key for this device: corroborated
  other_type,  ///< it knows only keys of other types; says nothing for or against
  different,   ///< it knows another key of this type: a contradiction
  revoked,     ///< it says that this key must not be trusted
};

/// A source's answer. `detail` says where it stands and what: "hosts:12: ssh-ed25519 SHA256:...".
struct Statement {
  Said said = Said::nothing;
  std::string source;  ///< "known_hosts", "console csv", "vantage"
  std::string detail;
};

[[nodiscard]] inline bool contradicts(Said said) { return said == Said::different || said == Said::revoked; }

class KeyEvidence {
 public:
  virtual ~KeyEvidence() = default;
  /// An answer for each question, in their order.
  [[nodiscard]] virtual std::vector<Statement> judge(std::span<const KeyQuestion> questions) const = 0;
};

/// "ssh-ed25519" of "ssh-ed25519 SHA256:...".
[[nodiscard]] inline std::string_view key_type(std::string_view key) { return key.substr(0, key.find(' ')); }

}  // namespace muster::collectors
