#pragma once

#include <vector>

#include "config/toml.hpp"
#include "waivers/book.hpp"

/// From the tables of a file to exceptions; for the .cpp files of this folder only.
namespace muster::waivers {

/// What the files hold together.
struct Exceptions {
  std::vector<Waiver> waivers;
  std::vector<Declaration> declarations;
};

/// Adds what a file holds. Mistakes go to the document's errors; what they are in is then incomplete.
void read_exceptions(config::Document& document, const KnownNames& known, Exceptions& exceptions);

// Parts of it, for all kinds of exceptions.

/// A text that is there and not blank.
[[nodiscard]] std::string said(config::Table& table, std::string_view key, std::string_view what_for);
/// "id" to "expires", checked for itself.
[[nodiscard]] Approval read_approval(config::Table& table);
/// An error at "expires" if the life is longer; it names the latest date.
void check_life(config::Table& table, const Approval& approval, std::int64_t limit, std::string_view because);
[[nodiscard]] Selection read_selection(config::Document& document, config::Table& table, const KnownNames& known);
/// One `[[irrelevant]]`.
[[nodiscard]] Declaration read_declaration(config::Document& document, config::Table& table, const KnownNames& known);
/// "; did you mean 'X'?" with the nearest of the names, or nothing.
[[nodiscard]] std::string suggestion(std::string_view name, std::span<const std::string> names);

}  // namespace muster::waivers
