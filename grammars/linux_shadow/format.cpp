#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_set>

#include "core/redacted_text.hpp"
#include "grammars/crypt_format.hpp"
#include "grammars/format.hpp"
#include "grammars/text_lines.hpp"
#include "grammars/user_index.hpp"

/// Output of `getent shadow`: shadow(5). Each entry merges its password into the account of the same name.
namespace muster::grammars::linux_shadow {
namespace {

constexpr std::string_view password = "password";

struct Entry {
  std::string_view name, password;
};

/// Takes what stands before the next ':' and the ':' itself off `text`.
std::string_view take_field(std::string_view& text) {
  const std::size_t end = std::min(text.find(':'), text.size());
  const std::string_view field = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return field;
}

/// As take_field, for a field that may be a redaction marker, which has a ':' inside.
std::string_view take_password(std::string_view& text) {
  const std::size_t close = text.find('>');
  if (close == std::string_view::npos || !is_redaction_marker(text.substr(0, close + 1))) return take_field(text);
  const std::string_view marker = text.substr(0, close + 1);
  text.remove_prefix(marker.size());
  return take_field(text).empty() ? marker : std::string_view();
}

/// The ageing fields are numbers or empty; there are seven of them.
bool is_ageing(std::string_view text) {
  constexpr auto separators = 6;
  return std::ranges::count(text, ':') == separators &&
         text.find_first_not_of("0123456789-:") == std::string_view::npos;
}

std::optional<Entry> parse(std::string_view text) {
  Entry entry;
  entry.name = take_field(text);
  entry.password = take_password(text);
  const bool name_fits = !entry.name.empty() && entry.name.find_first_of(std::string_view(" \t\0", 3)) == std::string_view::npos;
  if (!name_fits || !is_ageing(text)) return std::nullopt;
  return entry;
}

class Reader {
 public:
  Reader(const ReadOptions& options, model::Device& device) : notes_(options, device), users_(device, options.context) {}

  ReadResult read(std::string_view bytes) {
    LineScanner scanner(bytes);
    for (TextLine line; scanner.next(line);) {
      notes_.begin(line);
      read_line(line.text);
    }
    if (seen_.empty()) notes_.open(Domain::users, "no password entry: the account may not read them");
    return notes_.finish();
  }

 private:
  void read_line(std::string_view text) {
    if (trim(text).empty()) return notes_.understood();
    const auto entry = parse(text);
    if (!entry) {
      notes_.secret(text);
      return notes_.unknown_hidden(Domain::users, "an entry of shadow(5)", text);
    }
    if (is_secret_field(entry->password)) notes_.secret(entry->password);
    if (notes_.disabled(password)) return notes_.known(Domain::users, password);
    if (!seen_.insert(entry->name).second)
      return notes_.unknown_hidden(Domain::users, "a name that no other entry has", entry->name);
    convert(*entry);
    notes_.understood();
  }

  /// A password that stands in passwd(5) itself counts; the one here is then not asked.
  void convert(const Entry& entry) {
    model::User& user = users_.find_or_add(entry.name, notes_.lines());
    if (user.password.state == model::State::unknown) set_crypt_field(user.password, entry.password, notes_.lines());
  }

  LineNotes notes_;
  UserIndex users_;
  std::unordered_set<std::string_view> seen_;
};

ReadResult read(std::string_view bytes, const ReadOptions& options, model::Device& device) {
  return Reader(options, device).read(bytes);
}

std::vector<KeywordInfo> keywords() { return {{std::string(password), Domain::users, Treatment::modelled, {}}}; }

}  // namespace

const Format& format() {
  static constexpr Format value{"linux_shadow", "Linux passwords (getent shadow)", Domain::users,
                                read,           write_back_lines,                   keywords};
  return value;
}

}  // namespace muster::grammars::linux_shadow
