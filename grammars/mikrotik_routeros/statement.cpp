#include "grammars/mikrotik_routeros/statement.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "grammars/mikrotik_routeros/reader.hpp"

namespace muster::grammars::mikrotik_routeros {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// Reads words and values, where quotes, brackets and braces keep blanks together.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) { skip_blanks(); }

  [[nodiscard]] bool at_end() const { return at_ == text_.size(); }
  [[nodiscard]] char peek() const { return text_[at_]; }
  [[nodiscard]] std::size_t position() const { return at_; }
  [[nodiscard]] std::string_view from(std::size_t begin) const { return text_.substr(begin, at_ - begin); }
  void skip() { ++at_; }

  void skip_blanks() {
    while (at_ < text_.size() && (is_blank(text_[at_]) || continues())) at_ += continues() ? continuation() : 1;
  }

  /// The key of `key=`, consumed with its equals sign; nothing, with nothing consumed, if there is none.
  std::optional<std::string_view> key() {
    std::size_t end = at_;
    while (end < text_.size() && is_key_byte(text_[end])) ++end;
    if (end == at_ || end == text_.size() || text_[end] != '=') return std::nullopt;
    const std::string_view key = text_.substr(at_, end - at_);
    at_ = end + 1;
    return key;
  }

  /// To the next blank outside of quotes, brackets and braces.
  std::string value(char closing = '\n') {
    std::string value;
    std::size_t depth = 0;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (depth == 0 && (is_blank(c) || c == closing)) break;
      if (continues()) {
        skip_continuation();
      } else if (c == '"') {
        quoted(value);
      } else {
        if (c == '{' || c == '(' || c == '[') ++depth;
        if ((c == '}' || c == ')' || c == ']') && depth != 0) --depth;
        escape_or_byte(value);
      }
    }
    return value;
  }

 private:
  static bool is_key_byte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
           c == '_';
  }
  [[nodiscard]] bool continues() const { return continuation() != 0; }
  [[nodiscard]] std::size_t continuation() const {
    const std::string_view rest = text_.substr(at_, 3);
    if (rest.starts_with("\\\n")) return 2;
    return rest == "\\\r\n" ? 3 : 0;
  }
  /// With the indentation of the next line.
  void skip_continuation() {
    at_ += continuation();
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t')) ++at_;
  }

  void quoted(std::string& value) {
    for (++at_; at_ < text_.size() && text_[at_] != '"';) {
      if (continues())
        skip_continuation();
      else
        escape_or_byte(value);
    }
    if (at_ < text_.size()) ++at_;
  }

  void escape_or_byte(std::string& value) {
    const char c = text_[at_++];
    if (c != '\\' || at_ == text_.size()) {
      value += c;
      return;
    }
    const char next = text_[at_++];
    const int high = hex_digit(next);
    const int low = at_ < text_.size() ? hex_digit(text_[at_]) : -1;
    if (high >= 0 && low >= 0) {
      value += static_cast<char>(high * 16 + low);
      ++at_;
      return;
    }
    constexpr std::string_view names = "nrtabfv_?";
    constexpr std::string_view bytes = "\n\r\t\a\b\f\v ?";
    const std::size_t which = names.find(next);
    value += which == std::string_view::npos ? next : bytes[which];
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

Parameter parameter(Scanner& scanner, char closing = '\n') {
  Parameter result;
  if (!scanner.at_end() && scanner.peek() == '!') {
    scanner.skip();
    result.unset = true;
  }
  if (const auto key = scanner.key()) result.key = *key;
  const std::size_t begin = scanner.position();
  result.value = scanner.value(closing);
  result.raw = scanner.from(begin);
  if (result.unset && result.key.empty()) result.key = result.raw;
  return result;
}

void read_find(Scanner& scanner, Statement& statement) {
  statement.has_find = true;
  scanner.skip();
  scanner.skip_blanks();
  while (!scanner.at_end() && scanner.peek() != ']') {
    const std::size_t begin = scanner.position();
    Parameter next = parameter(scanner, ']');
    if (!(next.key.empty() && next.value == "find")) statement.conditions.push_back(std::move(next));
    scanner.skip_blanks();
    if (scanner.position() == begin) return;
  }
  if (!scanner.at_end()) scanner.skip();
}

constexpr std::array secret_keys = std::to_array<std::string_view>({
    "password",
    "secret",
    "private-key",
    "preshared-key",
    "pre-shared-key",
    "passphrase",
    "wpa-pre-shared-key",
    "wpa2-pre-shared-key",
    "supplicant-password",
    "mschapv2-password",
    "ipsec-secret",
    "authentication-key",
    "tcp-md5-key",
    "auth-key",
    "authentication-password",
    "encryption-password",
    "eap-password",
    "security.passphrase",
    "security.eap-password",
    "http-proxy-password",
    "shared-secret",
    "key",
    "static-key-0",
    "static-key-1",
    "static-key-2",
    "static-key-3",
    "static-sta-private-key",
    "static-transmit-key",
    "management-protection-key",
    "sim-pin",
    "pin",
    "otp-secret",
    "encryption-key",
    "trap-community",
    "xauth-password",
    "enc-key",
    "cak",
    "token",
    "proxy-password",
    "connection-request-password",
    "private-passphrase",
    "private-pre-shared-key",
    "backup-password",
    "wps-pin",
    "default-password",
});

bool names_secret(std::string_view menu, std::string_view key, std::string_view verb) {
  if (std::ranges::find(secret_keys, key) != secret_keys.end()) return true;
  if (menu == "/system ntp key" || menu == "/system ntp client key") return key == "value";
  if (menu == "/zerotier") return key == "identity";
  return menu == "/snmp community" && key == "name" && (verb == "add" || verb == "set");
}

bool mark(FoldContext& context, std::string_view menu, const Node& node) {
  constexpr auto always_shown = std::to_array<std::string_view>({"name", "trap-community", "key", "pin"});
  bool seen = false;
  Cursor cursor(context, node);
  const std::string_view verb = cursor.word();
  const Statement statement = parse_statement(cursor.rest());
  for (const auto* const list : {&statement.conditions, &statement.settings})
    for (const Parameter& each : *list)
      if (!each.unset && !each.value.empty() && names_secret(menu, each.key, verb)) {
        cursor.secret(each.raw);
        seen = seen || std::ranges::find(always_shown, each.key) == always_shown.end();
      }
  return seen;
}

}  // namespace

const Parameter* Statement::find(std::string_view key) const {
  const auto found = std::ranges::find(settings, key, &Parameter::key);
  return found == settings.end() ? nullptr : &*found;
}

std::string_view Statement::condition(std::string_view key) const {
  const auto found = std::ranges::find(conditions, key, &Parameter::key);
  return found == conditions.end() ? std::string_view() : std::string_view(found->value);
}

Statement parse_statement(std::string_view text) {
  Statement statement;
  Scanner scanner(text);
  while (!scanner.at_end()) {
    const std::size_t begin = scanner.position();
    if (scanner.peek() == '[') {
      read_find(scanner, statement);
    } else {
      Parameter next = parameter(scanner);
      if (next.key.empty() && statement.settings.empty() && !statement.has_find && statement.selectors.empty()) {
        statement.selectors = split_list(next.value);
        next.key = next.raw;
        if (statement.selectors.empty()) statement.selectors.push_back(std::move(next.value));
      } else {
        if (next.key.empty()) {
          next.key = next.raw;
          next.value = "yes";
        }
        statement.settings.push_back(std::move(next));
      }
    }
    scanner.skip_blanks();
    if (scanner.position() == begin) break;
  }
  return statement;
}

std::vector<std::string> split_list(std::string_view text) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::size_t comma = std::min(text.find(','), text.size());
    if (comma != 0) parts.emplace_back(text.substr(0, comma));
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return parts;
}

bool mark_secrets(FoldContext& context) {
  bool seen = false;
  std::string_view menu;
  for (const Node& node : context.tree.nodes()) {
    if (node.depth == 0 && context.tree.text(node).starts_with('/'))
      menu = context.tree.text(node);
    else
      seen = mark(context, menu, node) || seen;
  }
  return seen;
}

}  // namespace muster::grammars::mikrotik_routeros
