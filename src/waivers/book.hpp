#pragma once

#include <expected>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"
#include "waivers/declaration.hpp"
#include "waivers/waiver.hpp"

namespace muster::waivers {

/// A waiver file's name (for positions) and content.
struct WaiverFile {
  std::string name;
  std::string text;
};

/// What names are valid, for checks with the nearest name.
struct KnownNames {
  std::map<std::string, Severity, std::less<>> rules;  ///< id -> severity
  std::vector<std::string> devices;                    ///< units, members, "group NAME", "fleet"
  std::vector<std::string> groups;
  bool has_inventory = true;  ///< false: devices and groups are not known, and not checked
};

/// All exceptions of a run. Immutable and safe to use from several threads.
class Book {
 public:
  Book() = default;

  /// Reads the files. All mistakes come at once, in the order of the files; on any nothing is loaded.
  [[nodiscard]] static std::expected<Book, std::vector<Error>> load(std::span<const WaiverFile> files,
                                                                    const KnownNames& known);

  [[nodiscard]] std::span<const Waiver> waivers() const { return waivers_; }  ///< in the order of the files

  [[nodiscard]] std::span<const Declaration> declarations() const { return declarations_; }  ///< in that order, too

  /// The lines of the captures that declarations in force or expired at `as_of` speak about. Refers to the book.
  [[nodiscard]] std::vector<DeclaredLine> declared_lines(std::span<const CaptureLines> captures, const Subject& subject,
                                                         Timestamp as_of) const;

  /// Waives the fails, in doubt or not, that a waiver in force at `as_of` speaks about: the first such. A verdict of
  /// another status stays what it is: nobody can allow what was not seen.
  void waive(std::span<Verdict> verdicts, const Subject& subject, Timestamp as_of) const;

 private:
  Book(std::vector<Waiver> waivers, std::vector<Declaration> declarations);
  std::vector<Waiver> waivers_;
  std::vector<Declaration> declarations_;
  std::map<std::string, std::vector<std::size_t>, std::less<>> by_rule_;
};

}  // namespace muster::waivers
