#include "collectors/wire_text.hpp"

namespace muster::collectors {

namespace {

std::uint64_t big_endian(std::string_view bytes) {
  std::uint64_t number = 0;
  for (const char byte : bytes) number = (number << 8U) | static_cast<unsigned char>(byte);
  return number;
}

}  // namespace

std::optional<std::string_view> WireReader::take(std::size_t size) {
  if (rest_.size() < size) return std::nullopt;
  const std::string_view taken = rest_.substr(0, size);
  rest_.remove_prefix(size);
  return taken;
}

std::optional<std::uint8_t> WireReader::byte() {
  return take(1).transform([](std::string_view bytes) { return static_cast<std::uint8_t>(bytes[0]); });
}

std::optional<std::uint32_t> WireReader::number() {
  return take(4).transform([](std::string_view bytes) { return static_cast<std::uint32_t>(big_endian(bytes)); });
}

std::optional<std::uint64_t> WireReader::large_number() { return take(8).transform(big_endian); }

std::optional<std::string_view> WireReader::string() {
  const auto size = number();
  return size ? take(*size) : std::nullopt;
}

void append_wire_number(std::string& bytes, std::size_t number) {
  for (const unsigned shift : {24U, 16U, 8U, 0U}) bytes.push_back(static_cast<char>((number >> shift) & 0xffU));
}

void append_wire_string(std::string& bytes, std::string_view string) {
  append_wire_number(bytes, string.size());
  bytes.append(string);
}

}  // namespace muster::collectors
