#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "grammars/cursor.hpp"

/// One statement below a menu: `add chain=input action=drop`, `set [ find default-name=ether1 ] mtu=1500`.
namespace muster::grammars::mikrotik_routeros {

/// `key=value`, `!key`, or a word alone.
struct Parameter {
  std::string_view key;  ///< empty for a word without a key
  std::string value;     ///< without quotes, escapes and continuations; "yes" for a key that stands alone
  std::string_view raw;  ///< as it stands in the text
  bool unset = false;    ///< `!key`: the setting has no value
};

struct Statement {
  std::vector<std::string> selectors;  ///< words before the settings: names, numbers
  std::vector<Parameter> conditions;   ///< of `[ find KEY=VALUE ]`
  bool has_find = false;
  std::vector<Parameter> settings;

  [[nodiscard]] const Parameter* find(std::string_view key) const;
  /// The value of a condition; empty if there is none.
  [[nodiscard]] std::string_view condition(std::string_view key) const;
};

/// Splits what stands behind the command. Linear in the text.
[[nodiscard]] Statement parse_statement(std::string_view text);

/// The parts of a list, "a,b,c"; empty parts are left out.
[[nodiscard]] std::vector<std::string> split_list(std::string_view text);

/// Marks what stands behind every key that names a secret, in statements that are understood and those that are not.
/// True if there is one that only accounts with the policy `sensitive` get to see.
bool mark_secrets(FoldContext& context);

}  // namespace muster::grammars::mikrotik_routeros
