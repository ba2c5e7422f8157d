#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace muster::grammars::arista_eos_route {

/// The legend that stands above a table: codes to protocols. A code may have two words, as "B E".
class Codes {
 public:
  /// Reads one line of the legend, such as "B I - iBGP, B E - eBGP,". False if it is none.
  [[nodiscard]] bool add(std::string_view line);

  /// The protocol of what stands before a prefix; nothing if the legend does not name a part of it.
  [[nodiscard]] std::optional<std::string_view> protocol(std::string_view code) const;

 private:
  std::map<std::string, std::string, std::less<>> protocols_;
};

}  // namespace muster::grammars::arista_eos_route
