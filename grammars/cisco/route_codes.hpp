#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace muster::grammars::cisco {

/// The legend that stands above a table: codes to protocols. The device prints it, so a code is never guessed.
class Codes {
 public:
  /// Reads one line of the legend, such as "D - EIGRP, EX - EIGRP external". False if it is none: nothing is kept then.
  [[nodiscard]] bool add(std::string_view line);

  /// The protocol of what stands before a prefix: "ospf" for "O E2", "O*IA", "OE2"; "static" for "S*". Nothing if the
  /// legend does not name a part of it.
  [[nodiscard]] std::optional<std::string_view> protocol(std::string_view code) const;

 private:
  [[nodiscard]] std::optional<std::string_view> part(std::string_view word, bool first) const;

  std::map<std::string, std::string, std::less<>> protocols_;  ///< code -> the model's word
  std::set<char> marks_;                                       ///< say something of a route, not where it comes from
};

}  // namespace muster::grammars::cisco
