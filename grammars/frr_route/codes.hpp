#pragma once

#include <array>
#include <string>
#include <string_view>

namespace muster::grammars::frr_route {

/// The legend that stands above a table: letters to protocols. Zebra prints it, so a letter is never guessed.
class Codes {
 public:
  /// Reads one line of the legend, such as "O - OSPF, I - IS-IS,". False if it is none.
  [[nodiscard]] bool add(std::string_view line);
  /// "ospf" for 'O'; empty if the legend does not name the letter.
  [[nodiscard]] std::string_view protocol(char letter) const { return names_[static_cast<unsigned char>(letter)]; }

 private:
  std::array<std::string, 256> names_;
};

}  // namespace muster::grammars::frr_route
