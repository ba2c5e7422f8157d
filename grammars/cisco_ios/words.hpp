#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "grammars/cisco_ios/config.hpp"

/// Words that several features of IOS share.
namespace muster::grammars::cisco_ios {

/// `[0|4|5|6|7|8|9] VALUE`: marks the value for redaction. Without a type number the value is plain text. A plain
/// text may hold blanks: with `to_the_end` it takes the rest of the line.
std::optional<StoredText> read_secret(Cursor& cursor, bool to_the_end);

/// Keeps a secret that is no user's under its kind and name; a later line for the same replaces it.
void keep_secret(Config& config, std::string kind, std::string name, StoredText secret, model::LinesId lines);

/// The name that stands for an access list in the model: "ip MGMT", "ip6 V6".
std::string list_key(std::string_view family, std::string_view name);

/// An interface's name in its long form: `Gi0/1` and `GigabitEthernet 0/1` are "GigabitEthernet0/1".
std::string long_interface_name(std::string_view type, std::string_view number = {});

/// Name of a severity given as a name or as a number from 0 to 7.
std::optional<std::string> severity(std::string_view word);

}  // namespace muster::grammars::cisco_ios
