#include <algorithm>
#include <array>
#include <boost/spirit/home/x3.hpp>

#include "policy/token.hpp"

namespace muster::policy {
namespace {

namespace x3 = boost::spirit::x3;

struct Lexing {
  const char* begin = nullptr;
  std::vector<Token> tokens;
};
struct lexing_tag;

/// An action that appends a token of this kind over the matched range.
struct Emit {
  TokenKind kind;
  template <class Context>
  void operator()(const Context& context) const {
    Lexing& lexing = x3::get<lexing_tag>(context).get();
    const auto& range = x3::_attr(context);
    lexing.tokens.push_back({kind, static_cast<std::uint32_t>(range.begin() - lexing.begin),
                             static_cast<std::uint32_t>(range.end() - range.begin())});
  }
};

/// A token: the raw text that the parser matches.
constexpr auto token(TokenKind kind, auto parser) { return x3::raw[x3::omit[parser]][Emit{kind}]; }
constexpr auto mark(const char* text, TokenKind kind) { return token(kind, x3::lit(text)); }

const auto digit = x3::char_('0', '9');
const auto hex_digit = x3::char_("0-9a-fA-F");
const auto letter = x3::char_("a-zA-Z_");
const auto exponent = x3::char_("eE") >> -x3::char_("+-") >> +digit;
const auto number_end = !letter;
const auto floating = (+digit >> '.' >> +digit >> -exponent) | (+digit >> exponent) | ('.' >> +digit >> -exponent);
const auto whole = (x3::lit("0x") | "0X") >> +hex_digit | +digit;
const auto any = x3::char_;

/// A quoted text between `quote`s; with escapes, and without.
auto escaped(const char* quote) {
  return x3::lit(quote) >> *(('\\' >> any) | (any - x3::char_('\\') - x3::lit(quote))) >> x3::lit(quote);
}
auto escaped_line(const char quote) {
  return x3::lit(quote) >> *(('\\' >> (any - x3::eol)) | (any - (x3::char_('\\') | x3::char_(quote) | x3::eol))) >>
         x3::lit(quote);
}
auto raw_text(const char* quote) { return x3::lit(quote) >> *(any - x3::lit(quote)) >> x3::lit(quote); }
auto raw_line(const char quote) { return x3::lit(quote) >> *(any - (x3::char_(quote) | x3::eol)) >> x3::lit(quote); }
const auto quoted = escaped("\"\"\"") | escaped("'''") | escaped_line('"') | escaped_line('\'');
const auto quoted_raw = raw_text("\"\"\"") | raw_text("'''") | raw_line('"') | raw_line('\'');
const auto is_raw = x3::char_("rR");
const auto is_bytes = x3::char_("bB");

const auto blank = x3::omit[+x3::char_(" \t\n\f\r") | (x3::lit("//") >> *(any - x3::eol))];
const auto numbers = token(TokenKind::floating, floating >> number_end) |
                     token(TokenKind::uint, whole >> x3::char_("uU") >> number_end) |
                     token(TokenKind::integer, whole >> number_end);
const auto strings =
    token(TokenKind::bytes, (is_bytes >> quoted) | (((is_bytes >> is_raw) | (is_raw >> is_bytes)) >> quoted_raw)) |
    token(TokenKind::string, quoted | (is_raw >> quoted_raw));
const auto words = token(TokenKind::identifier, letter >> *(letter | digit)) |
                   token(TokenKind::quoted_identifier, '`' >> +x3::char_("a-zA-Z0-9_./ -") >> '`');
const auto long_marks = mark("&&", TokenKind::and_and) | mark("||", TokenKind::or_or) | mark("==", TokenKind::equal) |
                        mark("!=", TokenKind::not_equal) | mark("<=", TokenKind::less_equal) |
                        mark(">=", TokenKind::greater_equal);
const auto operators = mark("<", TokenKind::less) | mark(">", TokenKind::greater) | mark("!", TokenKind::bang) |
                       mark("+", TokenKind::plus) | mark("-", TokenKind::minus) | mark("*", TokenKind::star) |
                       mark("/", TokenKind::slash) | mark("%", TokenKind::percent);
const auto marks = mark(".", TokenKind::dot) | mark(",", TokenKind::comma) | mark(":", TokenKind::colon) |
                   mark("?", TokenKind::question) | mark("(", TokenKind::left_paren) |
                   mark(")", TokenKind::right_paren) | mark("[", TokenKind::left_bracket) |
                   mark("]", TokenKind::right_bracket) | mark("{", TokenKind::left_brace) |
                   mark("}", TokenKind::right_brace);
const auto lexer = *(blank | numbers | strings | words | long_marks | operators | marks);

constexpr std::array<std::string_view, 17> reserved_words{
    "as",  "break", "const",   "continue",  "else",   "for", "function", "if",   "import",
    "let", "loop",  "package", "namespace", "return", "var", "void",     "while"};

TokenKind classify(std::string_view word) {
  if (word == "in") return TokenKind::keyword_in;
  if (word == "true") return TokenKind::keyword_true;
  if (word == "false") return TokenKind::keyword_false;
  if (word == "null") return TokenKind::keyword_null;
  return std::ranges::find(reserved_words, word) != reserved_words.end() ? TokenKind::reserved : TokenKind::identifier;
}

std::string why_stopped(std::string_view rest) {
  const std::string_view start = rest.substr(0, 4);
  const std::size_t quote = start.find_first_of("'\"");
  if (quote != std::string_view::npos && start.substr(0, quote).find_first_not_of("rRbB") == std::string_view::npos)
    return "expected the end of the string, got the end of the " +
           std::string(rest.find('\n') != std::string_view::npos ? "line" : "expression");
  if (rest[0] >= '0' && rest[0] <= '9') return "expected a number, got '" + excerpt(rest.substr(0, 20)) + "'";
  return "expected an expression or an operator, got '" + excerpt(rest.substr(0, 1)) + "'";
}

}  // namespace

std::string excerpt(std::string_view text) {
  std::string shown;
  for (const char c : text.substr(0, 40)) {
    if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f) {
      shown += c;
      continue;
    }
    constexpr std::string_view hex = "0123456789abcdef";
    shown += "\\x";
    shown += hex[static_cast<unsigned char>(c) >> 4U];
    shown += hex[static_cast<unsigned char>(c) & 15U];
  }
  return shown;
}

std::expected<std::vector<Token>, SyntaxError> tokenize(std::string_view text) {
  if (text.size() > longest_expression)
    return std::unexpected(
        SyntaxError{0, "expected an expression of at most 65536 bytes, got " + std::to_string(text.size())});
  Lexing lexing{text.data(), {}};
  const char* at = text.data();
  const char* const end = at + text.size();
  x3::parse(at, end, x3::with<lexing_tag>(std::ref(lexing))[lexer]);
  if (at != end) {
    const auto offset = static_cast<std::uint32_t>(at - text.data());
    return std::unexpected(SyntaxError{offset, why_stopped(text.substr(offset))});
  }
  for (Token& token : lexing.tokens)
    if (token.kind == TokenKind::identifier) token.kind = classify(text.substr(token.offset, token.size));
  lexing.tokens.push_back({TokenKind::end, static_cast<std::uint32_t>(text.size()), 0});
  return std::move(lexing.tokens);
}

}  // namespace muster::policy
