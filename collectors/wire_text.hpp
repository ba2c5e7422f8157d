#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace muster::collectors {

/// The data types of RFC 4251, section 5, as agents and certificates use them. Reads run to the end of their text and
/// never past it.
class WireReader {
 public:
  explicit WireReader(std::string_view bytes) : rest_(bytes) {}
  [[nodiscard]] std::optional<std::uint8_t> byte();
  [[nodiscard]] std::optional<std::uint32_t> number();
  [[nodiscard]] std::optional<std::uint64_t> large_number();
  [[nodiscard]] std::optional<std::string_view> string();

 private:
  [[nodiscard]] std::optional<std::string_view> take(std::size_t size);
  std::string_view rest_;
};

void append_wire_number(std::string& bytes, std::size_t number);
void append_wire_string(std::string& bytes, std::string_view string);

}  // namespace muster::collectors
