#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <utility>
#include <vector>

#include "core/source_position.hpp"

namespace muster {

/// What kind of thing went wrong; decides the exit code and whether a retry makes sense.
enum class ErrorKind : std::uint8_t {
  usage,        ///< the command line is wrong
  input,        ///< a file that a person wrote is wrong (inventory, policy, recipe)
  not_found,    ///< a named thing does not exist
  io,           ///< the operating system refused
  corrupt,      ///< stored data failed an integrity check
  key,          ///< the sealing key is missing, unreadable or the wrong one
  unsupported,  ///< understood, but outside what this version does
};

/// An error as a value. The message is complete without the position and never holds a secret.
struct Error {
  ErrorKind kind = ErrorKind::input;
  std::string message;
  SourcePosition where;
};

/// `file:line:column: message`.
[[nodiscard]] std::string to_string(const Error& error);

template <class T>
using Result = std::expected<T, Error>;

/// Shorthand for returning an error from a function that returns a Result.
[[nodiscard]] inline std::unexpected<Error> fail(ErrorKind kind, std::string message, SourcePosition where = {}) {
  return std::unexpected(Error{kind, std::move(message), std::move(where)});
}

}  // namespace muster
