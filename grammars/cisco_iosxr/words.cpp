#include "grammars/addresses.hpp"
#include "grammars/cisco/words.hpp"
#include "grammars/cisco_iosxr/config.hpp"

namespace muster::grammars::cisco_iosxr {

std::optional<StoredText> read_xr_secret(Cursor& cursor, bool to_the_end) {
  std::string format;
  if (cursor.accept("encrypted"))
    format = "cisco-7";
  else if (cursor.accept("clear"))
    format = "plain";
  else if (cursor.accept("password6") || cursor.accept("aes"))
    format = "other";
  if (format == "other") cursor.accept("encrypted");
  auto secret = read_secret(cursor, to_the_end && format != "cisco-7");
  if (secret && !format.empty()) secret->format = format;
  return secret;
}

std::string read_interface(Cursor& cursor) {
  const std::string_view type = cursor.word();
  std::string_view number;
  const std::string_view next = cursor.peek();
  const bool whole = type.find_first_of("0123456789") != std::string_view::npos;
  if (!whole && !next.empty() && next.front() >= '0' && next.front() <= '9') number = cursor.word();
  return type.empty() ? std::string() : std::string(type).append(number);
}

std::optional<std::string> read_ipv4_prefix(Cursor& cursor) {
  const std::string_view text = cursor.peek();
  if (text.find('/') != std::string_view::npos) {
    auto prefix = text.find(':') == std::string_view::npos ? canonical_prefix(text) : std::nullopt;
    if (prefix) cursor.word();
    return prefix;
  }
  const auto address = parse_ipv4(text);
  if (!address) return std::nullopt;
  Cursor ahead = cursor;
  ahead.word();
  const std::string_view mask_text = ahead.word();
  if (mask_text.starts_with("/")) {  // `10.0.0.1 /24`
    const auto spaced = canonical_prefix(std::string(text).append(mask_text));
    if (spaced) cursor.take_position(ahead);
    return spaced;
  }
  const auto mask = parse_ipv4(mask_text);
  auto prefix = mask ? with_netmask(*address, *mask) : std::nullopt;
  if (prefix) cursor.take_position(ahead);
  return prefix;
}

}  // namespace muster::grammars::cisco_iosxr
