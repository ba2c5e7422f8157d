#pragma once

#include <string_view>

#include "model/device.hpp"

namespace muster::grammars {

/// How a string in the form of crypt(3) stores a password, in the words of model::StoredSecret: told from its prefix
/// and shape alone. "other" for what is none of them.
[[nodiscard]] std::string_view crypt_format(std::string_view stored);

/// Sets the password field of passwd(5) or shadow(5): empty is "none", `!` and `*` are "locked", a redaction marker or
/// a mask is unknown.
void set_crypt_field(model::SecretAttribute& attribute, std::string_view field, model::LinesId lines);

/// True if a password field holds something to hide: not empty and more than a lock mark.
[[nodiscard]] bool is_secret_field(std::string_view field);

}  // namespace muster::grammars
