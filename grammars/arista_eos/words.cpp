#include "grammars/arista_eos/words.hpp"

#include <algorithm>
#include <array>

#include "grammars/secret_words.hpp"
#include "grammars/text_lines.hpp"

namespace muster::grammars::arista_eos {
namespace {

constexpr auto interface_types = std::to_array<std::string_view>(
    {"Ethernet", "Port-Channel", "Management", "Loopback", "Vlan", "Vxlan", "Tunnel", "Dps", "Recirc-Channel",
     "UnconnectedEthernet", "InternalRecirc", "Fabric", "Switch", "Register", "DynamicTunnel", "FortyGigabitEthernet"});

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool is_digit(char c) { return c >= '0' && c <= '9'; }

struct Type {
  std::string_view word;
  std::string_view format;
};

/// The words that may stand before a secret; the format is told from the value where the word does not tell it.
constexpr auto types = std::to_array<Type>(
    {{"0", "plain"}, {"7", "cisco-7"}, {"8a", "other"}, {"5", ""}, {"sha512", ""}, {"sha256", ""}, {"6", "other"}});

std::string_view format_of_hash(std::string_view value) {
  static constexpr auto prefixes = std::to_array<Type>(
      {{"$1$", "md5-crypt"}, {"$5$", "sha256-crypt"}, {"$6$", "sha512-crypt"}, {"$y$", "yescrypt"}, {"$2", "bcrypt"}});
  for (const auto& [prefix, format] : prefixes)
    if (value.starts_with(prefix)) return format;
  return "other";
}

/// A longer text is none: looking for its end may not cost more than a small multiple of the input.
constexpr int most_text_lines = 500;

/// The end of the line that is `EOF` alone; `line_end` if there is none, so that a text that was cut short cannot hide
/// what may follow it.
std::size_t end_of_file_line(std::string_view input, std::size_t line_end) {
  std::size_t end = line_end;
  for (int lines = 0; lines < most_text_lines && end < input.size(); ++lines) {
    const std::size_t at = end + 1;
    end = std::min(input.find('\n', at), input.size());
    if (at <= end && trim(input.substr(at, end - at)) == "EOF") return end;
  }
  return line_end;
}

}  // namespace

std::string long_name(std::string_view type, std::string_view number) {
  const std::size_t digits = std::min(type.find_first_of("0123456789"), type.size());
  const std::string_view letters = type.substr(0, digits);
  std::string name(letters);
  if (letters.size() >= 2) {
    const auto fits = [&](std::string_view form) {
      return letters.size() <= form.size() &&
             std::ranges::equal(letters, form.substr(0, letters.size()), {}, lower, lower);
    };
    const auto found = std::ranges::find_if(interface_types, fits);
    if (found != interface_types.end()) name = *found;
  }
  return name.append(type.substr(digits)).append(number);
}

std::string read_interface(Cursor& cursor) {
  const std::string_view type = cursor.word();
  const std::string_view next = cursor.peek();
  const bool apart = !type.empty() && type.find_first_of("0123456789") == std::string_view::npos && !next.empty() &&
                     is_digit(next.front());
  return long_name(type, apart ? cursor.word() : std::string_view());
}

std::optional<StoredText> read_secret(Cursor& cursor) {
  const std::string_view first = cursor.peek();
  if (first.empty()) return std::nullopt;
  const auto type = std::ranges::find(types, first, &Type::word);
  std::string_view format = "plain";
  if (type != types.end() && first.size() != cursor.rest().size()) {
    cursor.word();
    format = type->format;
  }
  const std::string_view value = cursor.word();
  cursor.secret(value);
  if (format.empty()) format = format_of_hash(value);
  if (format == "cisco-7" && value.find_first_not_of("0123456789abcdefABCDEF") != std::string_view::npos)
    format = "other";  // keys of neighbours are encoded with the neighbour's own address
  return StoredText{Secret(value), std::string(format), is_masked_secret(value)};
}

std::uint32_t last_line_of_block(const Cursor& cursor) {
  const Node& node = cursor.node();
  const auto nodes = cursor.context().tree.nodes();
  return nodes[node.subtree_end - 1].last_line;
}

std::size_t text_end(std::string_view input, std::size_t begin, std::size_t line_end) {
  const std::string_view text = trim(input.substr(begin, line_end - begin));
  static constexpr auto whole =
      std::to_array<std::string_view>({"banner login", "banner motd", "banner exec", "comment", "action bash", "code"});
  const bool opens = std::ranges::find(whole, text) != whole.end() || text.starts_with("code unit ");
  return opens ? end_of_file_line(input, line_end) : line_end;
}

}  // namespace muster::grammars::arista_eos
