#include <algorithm>
#include <array>
#include <cstring>

#include "grammars/format.hpp"
#include "grammars/secret_words.hpp"

namespace muster::grammars {
namespace {

constexpr bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

/// Bytes of which keywords consist.
constexpr std::array<bool, 256> atom_bytes = [] {
  std::array<bool, 256> table{};
  for (std::size_t c = 0; c < 256; ++c)
    table[c] = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  return table;
}();
bool is_atom(char c) { return atom_bytes[static_cast<unsigned char>(c)]; }

constexpr std::size_t longest_keyword = 32;

/// A short word in lower case, without allocation.
class Lower {
 public:
  explicit Lower(std::string_view word) : size_(word.size() <= text_.size() ? word.size() : 0) {
    for (std::size_t i = 0; i < size_; ++i) {
      const char c = word[i];
      text_[i] = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
  }
  [[nodiscard]] std::string_view view() const { return {text_.data(), size_}; }

 private:
  std::array<char, longest_keyword> text_;
  std::size_t size_;
};

/// Looks for secrets in one line after the other.
class Net {
 public:
  explicit Net(std::string_view input) : input_(input) {}

  std::vector<ByteSpan> run() {
    for (std::size_t at = 0; at < input_.size();) {
      const void* const newline = std::memchr(input_.data() + at, '\n', input_.size() - at);
      end_ = newline == nullptr ? input_.size() : static_cast<std::size_t>(static_cast<const char*>(newline) - input_.data());
      at = line(at);
    }
    return std::move(spans_);
  }

 private:
  struct Word {
    std::size_t begin = 0;  ///< after an opening quote
    std::size_t end = 0;    ///< before the closing quote
    std::size_t next = 0;   ///< where to go on
    [[nodiscard]] bool empty() const { return begin == end; }
  };

  [[nodiscard]] std::string_view text(std::size_t begin, std::size_t end) const { return input_.substr(begin, end - begin); }
  [[nodiscard]] std::string_view text(const Word& word) const { return text(word.begin, word.end); }

  std::size_t skip_blanks(std::size_t at) const {
    while (at < end_ && is_blank(input_[at])) ++at;
    return at;
  }

  /// The word after `at`: up to a blank, or what stands in quotes.
  [[nodiscard]] Word word_after(std::size_t at) const {
    at = skip_blanks(at);
    if (at < end_ && (input_[at] == '"' || input_[at] == '\'')) {
      const std::size_t close = text(at + 1, end_).find(input_[at]);
      if (close != std::string_view::npos) return {at + 1, at + 1 + close, at + close + 2};
    }
    std::size_t stop = at;
    while (stop < end_ && !is_blank(input_[stop])) ++stop;
    return {at, stop, stop};
  }

  void mark(std::size_t begin, std::size_t end) {
    if (begin < end && !is_masked_secret(text(begin, end)))
      spans_.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
  }

  /// Scans one line; returns where to go on (a private key block takes several lines).
  std::size_t line(std::size_t at) {
    line_begin_ = skip_blanks(at);
    first_ = word_after(line_begin_);
    previous_ = {};
    while (at < end_) {
      const char c = input_[at];
      if (is_atom(c)) {
        if (c == '-' && text(at, end_).starts_with("-----BEGIN ")) return key_block(at);
        at = atom(at);
      } else if (c == '$') {
        at = crypt_hash(at);
      } else if (c == ':' && text(at, end_).starts_with("://")) {
        at = userinfo_of_url(at + 3);
      } else {
        ++at;
      }
    }
    return end_ + 1;
  }

  /// `at` is at an atom's first byte; returns where to go on.
  std::size_t atom(std::size_t at) {
    std::size_t stop = at;
    while (stop < end_ && is_atom(input_[stop])) ++stop;
    const bool fits = stop - at >= 2 && stop - at < longest_keyword && starts_keyword(at);
    if (fits) {
      const Lower lower(text(at, stop));
      const SecretWord kind = classify_secret_word(lower.view());
      if (kind != SecretWord::none) {
        const std::size_t after = keyword(kind, at, stop);
        previous_ = {at, stop, stop};
        return after;
      }
    }
    previous_ = {at, stop, stop};
    return stop;
  }

  [[nodiscard]] bool starts_keyword(std::size_t at) const {
    if (at == line_begin_) return true;
    const char before = input_[at - 1];
    return is_blank(before) || std::strchr("\"'?&,;{(", before) != nullptr;
  }

  /// A keyword stands in [at, stop): marks the secret that it announces.
  std::size_t keyword(SecretWord kind, std::size_t at, std::size_t stop) {
    std::size_t value = stop;
    if (value < end_ && (input_[value] == '"' || input_[value] == '\'')) ++value;
    const std::size_t sign = skip_blanks(value);
    const bool assigned = sign < end_ && (input_[sign] == '=' || input_[sign] == ':');
    if (assigned)
      value = sign + 1;
    else if (value < end_ && !is_blank(input_[value]))
      return stop;  // a path, a file name, a longer word
    if (assigned) return assigned_secret(kind, value);
    switch (kind) {
      case SecretWord::none:
      case SecretWord::assigned: return stop;
      case SecretWord::value: return secret_after(value);
      case SecretWord::key: return is_key_number(value) ? stop : secret_after(value);
      case SecretWord::community: return is_routing_community(value) ? stop : secret_after(value);
      case SecretWord::digest: return after_digest(at, value);
      case SecretWord::authentication: return after_authentication(value);
      case SecretWord::userinfo: return after_auth(value);
      case SecretWord::host: return previous_is("snmp-server") ? community_of_host(value) : stop;
      case SecretWord::header: return rest_is_secret(value);
    }
    return stop;
  }

  [[nodiscard]] bool previous_is(std::string_view word) const { return text(previous_) == word; }
  [[nodiscard]] bool first_is(std::string_view word) const { return text(first_) == word; }
  [[nodiscard]] bool first_is_one_of(std::initializer_list<std::string_view> words) const {
    return std::ranges::find(words, text(first_)) != words.end();
  }

  std::size_t assigned_secret(SecretWord kind, std::size_t value) {
    if (kind != SecretWord::value && kind != SecretWord::assigned && kind != SecretWord::key) return value;
    if (kind == SecretWord::key && text(value, end_).starts_with("//")) return value;
    value = skip_blanks(value);
    if (value < end_ && (input_[value] == '"' || input_[value] == '\'')) return mark_word(word_after(value));
    std::size_t stop = value;  // in a query or a list it ends at the next separator
    while (stop < end_ && !is_blank(input_[stop]) && input_[stop] != '&' && input_[stop] != '"') ++stop;
    mark(value, stop);
    return stop;
  }

  std::size_t mark_word(const Word& word) {
    mark(word.begin, word.end);
    return word.next;
  }

  /// Marks the word after type words. A type word at the end of the line is the secret itself.
  std::size_t secret_after(std::size_t at) {
    Word word = word_after(at);
    if (text(word).find("-----BEGIN") <= 1) return at;  // a key block, perhaps in quotes
    const Lower first(text(word));
    if (is_policy_word(first.view())) return at;
    if (classify_secret_word(first.view()) != SecretWord::none && !word_after(word.next).empty()) return at;
    bool plain = false;
    for (int types = 0; types < 3 && is_storage_word(Lower(text(word)).view()); ++types) {
      const Word next = word_after(word.next);
      if (next.empty()) break;
      plain = text(word) == "0";
      word = next;
    }
    mark(word.begin, word.end);
    return plain ? words_of_plain_secret(word.next) : word.next;
  }

  /// A secret of type 0 may hold blanks: hides on until the next keyword.
  std::size_t words_of_plain_secret(std::size_t at) {
    for (Word word = word_after(at); !word.empty(); word = word_after(at)) {
      if (classify_secret_word(Lower(text(word)).view()) != SecretWord::none) return word.begin;
      mark(word.begin, word.end);
      at = word.next;
    }
    return at;
  }

  [[nodiscard]] bool is_key_number(std::size_t value) const {
    if (previous_is("crypto") || previous_is("tunnel") || previous_is("trusted")) return true;
    const Word word = word_after(value);
    const std::string_view digits = text(word);
    const bool number = digits.size() <= 10 && std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; });
    if (!number) return false;
    const bool alone = word_after(word.next).empty();
    return first_is_one_of({"ntp", "sntp"}) || (alone && previous_.empty());
  }

  [[nodiscard]] bool is_routing_community(std::size_t value) const {
    if (first_is_one_of({"match", "bgp", "ip", "neighbor", "route-map", "delete"})) return true;
    const Word word = word_after(value);
    const std::string_view next = text(word);
    if (next == "add" || next == "delete" || next == "members" || next == "none" || next == "set") return true;
    const Word second = word_after(word.next);
    if (text(second) == "members") return true;
    return first_is("set") && (previous_is("set") || next.find(':') != std::string_view::npos);
  }

  std::size_t after_digest(std::size_t at, std::size_t value) {
    const bool privacy = text(at, at + 4) == "priv";
    const bool in_context = first_is_one_of({"snmp-server", "ip", "ntp", "area", "neighbor", "isis", "standby", "vrrp"}) ||
                            previous_is("authentication") || previous_is("auth");
    if (!in_context) return value;
    const Word word = word_after(value);
    const bool of_user = first_is("snmp-server") && text(word_after(first_.next)) == "user";
    if (privacy && !of_user && !is_storage_word(Lower(text(word)).view())) return value;
    if (classify_secret_word(Lower(text(word)).view()) != SecretWord::none) return value;
    return secret_after(value);
  }

  std::size_t after_authentication(std::size_t value) {
    if (previous_is("rip")) return text(word_after(value)) == "string" ? secret_after(value) : value;
    if (!first_is_one_of({"standby", "vrrp", "glbp"})) return value;
    const Word word = word_after(value);
    const bool further = text(word) == "md5" || text(word) == "mode";
    return further ? value : secret_after(value);
  }

  /// `stats auth user:password`; `auth md5 PASSWORD` is found by its digest word.
  std::size_t after_auth(std::size_t value) {
    if (!previous_is("stats")) return value;
    const Word word = word_after(value);
    const std::size_t colon = text(word).find(':');
    if (colon != std::string_view::npos) mark(word.begin + colon + 1, word.end);
    return word.next;
  }

  /// `host A.B.C.D [vrf NAME] [traps|informs] [version 1|2c|3 auth|noauth|priv] COMMUNITY`
  std::size_t community_of_host(std::size_t at) {
    Word word = word_after(word_after(at).next);
    for (int skipped = 0; skipped < 8 && !word.empty(); ++skipped) {
      const std::string_view option = text(word);
      const bool with_value = option == "vrf" || option == "version";
      const bool alone = option == "traps" || option == "trap" || option == "informs" || option == "auth" ||
                         option == "noauth" || option == "priv" || option == "community" || is_storage_word(option);
      if (!with_value && !alone) break;
      word = word_after(with_value ? word_after(word.next).next : word.next);
    }
    mark(word.begin, word.end);
    return word.next;
  }

  std::size_t rest_is_secret(std::size_t at) {
    const Word word = word_after(at);
    const std::string_view scheme = text(word);
    if (scheme.find(' ') != std::string_view::npos) mark(word.begin, word.end);
    if (scheme == "Basic" || scheme == "Bearer") mark(word_after(word.next).begin, end_);
    return word.next;
  }

  /// Hashes in crypt(3) form: `$id$...`, wherever they stand.
  std::size_t crypt_hash(std::size_t at) {
    static constexpr auto ids = std::to_array<std::string_view>(
        {"$1$", "$5$", "$6$", "$y$", "$gy$", "$7$", "$8$", "$9$", "$14$", "$2a$", "$2b$", "$2y$", "$apr1$", "$sha1$",
         "$sha256$", "$sha512$", "$argon2i$", "$argon2id$", "$M$"});
    const std::string_view rest = text(at, end_);
    const auto id = std::ranges::find_if(ids, [rest](std::string_view prefix) { return rest.starts_with(prefix); });
    if (id == ids.end()) return at + 1;
    std::size_t stop = at + id->size();
    std::size_t last_dollar = stop;
    for (; stop < end_ && (is_atom(input_[stop]) || std::strchr("$./+=,", input_[stop]) != nullptr); ++stop)
      if (input_[stop] == '$') last_dollar = stop + 1;
    if (stop - last_dollar >= 8 || (*id == "$9$" && stop - last_dollar >= 4)) mark(at, stop);
    return stop;
  }

  /// `at` is behind `://`: the password in `user:password@host`.
  std::size_t userinfo_of_url(std::size_t at) {
    if (at >= url_end_) {
      url_sign_ = 0;
      for (url_end_ = at; url_end_ < end_ && !is_blank(input_[url_end_]) && input_[url_end_] != '"'; ++url_end_)
        if (input_[url_end_] == '@') url_sign_ = url_end_;
    }
    if (url_sign_ <= at) return at;
    const std::size_t colon = text(at, url_sign_).find(':');
    if (colon == std::string_view::npos || is_port(at + colon + 1, url_sign_)) return at;
    mark(at + colon + 1, url_sign_);
    return url_sign_;
  }

  [[nodiscard]] bool is_port(std::size_t begin, std::size_t end) const {
    const std::size_t slash = text(begin, std::min(end, begin + 6)).find('/');
    if (slash == std::string_view::npos || slash == 0) return false;
    return std::ranges::all_of(text(begin, begin + slash), [](char c) { return c >= '0' && c <= '9'; });
  }

  /// `at` is at `-----BEGIN`: hides a private key up to its end mark, or to the end of the input.
  std::size_t key_block(std::size_t at) {
    static constexpr std::string_view mark_of_key = "PRIVATE KEY-----";
    const std::size_t title = text(at, end_).find(mark_of_key);
    if (title == std::string_view::npos) return end_ + 1;
    const std::size_t body = at + title + mark_of_key.size();
    const std::size_t stop = std::min(input_.find("-----END", body), input_.size());
    mark(body, stop);
    return stop;
  }

  std::string_view input_;
  std::vector<ByteSpan> spans_;
  std::size_t line_begin_ = 0;
  std::size_t end_ = 0;  ///< of the line
  Word first_;
  Word previous_;  ///< the atom before this one
  std::size_t url_end_ = 0;   ///< of the word with the URL looked at last
  std::size_t url_sign_ = 0;  ///< its last @
};

}  // namespace

std::vector<ByteSpan> secret_net(std::string_view bytes) { return Net(bytes).run(); }

}  // namespace muster::grammars
