#include "policy/utf8.hpp"

namespace muster::policy {
namespace {

/// Length of the well-formed character at the start; 0 if there is none.
std::size_t well_formed(std::string_view text) {
  const auto byte = [text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned lead = byte(0);
  if (lead < 0x80U) return 1;
  const std::size_t length = lead >= 0xf0U ? 4 : lead >= 0xe0U ? 3 : 2;
  if (lead < 0xc2U || lead > 0xf4U || text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i)
    if ((byte(i) & 0xc0U) != 0x80U) return 0;
  const bool overlong = (lead == 0xe0U && byte(1) < 0xa0U) || (lead == 0xf0U && byte(1) < 0x90U);
  const bool beyond = (lead == 0xedU && byte(1) > 0x9fU) || (lead == 0xf4U && byte(1) > 0x8fU);
  return overlong || beyond ? 0 : length;
}

}  // namespace

std::size_t character_length(std::string_view text) {
  const std::size_t length = well_formed(text);
  return length == 0 ? 1 : length;
}

std::size_t count_characters(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); at += character_length(text.substr(at))) ++count;
  return count;
}

std::size_t character_offset(std::string_view text, std::size_t index) {
  std::size_t at = 0;
  while (index-- > 0 && at < text.size()) at += character_length(text.substr(at));
  return at;
}

bool is_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = well_formed(text.substr(at));
    if (length == 0) return false;
    at += length;
  }
  return true;
}

}  // namespace muster::policy
