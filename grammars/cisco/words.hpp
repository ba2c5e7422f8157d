#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "grammars/config_values.hpp"
#include "grammars/cursor.hpp"

/// Words that the command lines of Cisco and Arista share.
namespace muster::grammars::cisco {

/// `[0|4|5|6|7|8|9] VALUE`: marks the value for redaction. Without a type number the value is plain text. A plain
/// text may hold blanks: with `to_the_end` it takes the rest of the line.
std::optional<StoredText> read_secret(Cursor& cursor, bool to_the_end);

/// The name that stands for an access list in the model: "ip MGMT", "ip6 V6".
std::string list_key(std::string_view family, std::string_view name);

/// An interface's name in its long form: `Gi0/1` and `GigabitEthernet 0/1` are "GigabitEthernet0/1".
std::string long_interface_name(std::string_view type, std::string_view number = {});

/// Name of a severity given as a name or as a number from 0 to 7.
std::optional<std::string> severity(std::string_view word);

}  // namespace muster::grammars::cisco
