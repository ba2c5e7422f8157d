#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_map>

#include "grammars/crypt_format.hpp"
#include "grammars/format.hpp"
#include "grammars/text_lines.hpp"
#include "grammars/user_index.hpp"

/// Output of `getent passwd`: passwd(5).
namespace muster::grammars::linux_passwd {
namespace {

constexpr std::string_view account = "account";

struct Entry {
  std::string_view name, password, shell;
  std::uint32_t uid = 0;
};

/// What the entry should have been, if it is none.
struct Problem {
  std::string_view expected, at;
};

constexpr std::size_t field_count = 7;

std::optional<Problem> split(std::string_view text, std::array<std::string_view, field_count>& fields) {
  for (std::size_t i = 0; i + 1 < field_count; ++i) {
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos) return Problem{"7 fields separated by ':'", text.substr(text.size())};
    fields[i] = text.substr(0, colon);
    text.remove_prefix(colon + 1);
  }
  fields.back() = text;
  if (const std::size_t colon = text.find(':'); colon != std::string_view::npos)
    return Problem{"the end of the line after the shell", text.substr(colon)};
  return std::nullopt;
}

bool is_name(std::string_view name) {
  if (name.empty() || name.front() == '+' || name.front() == '-' || name.front() == '#') return false;
  return name.find_first_of(std::string_view(" \t\0", 3)) == std::string_view::npos;
}

std::optional<Problem> parse(std::string_view text, Entry& entry) {
  std::array<std::string_view, field_count> fields;
  if (const auto problem = split(text, fields)) return problem;
  std::uint32_t gid = 0;
  if (!is_name(fields[0])) return Problem{"a user name", fields[0]};
  if (!parse_number(fields[2], entry.uid)) return Problem{"a numeric user id", fields[2]};
  if (!parse_number(fields[3], gid)) return Problem{"a numeric group id", fields[3]};
  entry.name = fields[0], entry.password = fields[1], entry.shell = fields[6];
  return std::nullopt;
}

/// An `x` says that the password is in shadow(5); anything else stands here and shadow is not asked.
void convert(const Entry& entry, model::User& user, model::LinesId lines) {
  user.privilege.set_absent();
  user.role.set(entry.uid == 0 ? "root" : "user", lines);
  if (entry.shell.empty())
    user.shell.set_default("/bin/sh");
  else
    user.shell.set(std::string(entry.shell), lines);
  if (entry.password != "x") set_crypt_field(user.password, entry.password, lines);
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
    if (seen_.empty()) notes_.open(Domain::users, "no account: not the output of getent passwd");
    return notes_.finish();
  }

 private:
  void read_line(std::string_view text) {
    if (trim(text).empty()) return notes_.understood();
    Entry entry;
    hide(text);
    if (const auto problem = parse(text, entry)) return notes_.unknown_hidden(Domain::users, problem->expected, problem->at);
    if (notes_.disabled(account)) return notes_.known(Domain::users, account);
    const auto [seen, first] = seen_.emplace(entry.name, text);
    if (!first && seen->second != text) return notes_.unknown(Domain::users, "a name that no other entry has", entry.name);
    if (first) convert(entry, users_.find_or_add(entry.name, notes_.lines()), notes_.lines());
    notes_.understood();
  }

  void hide(std::string_view text) {
    const std::size_t begin = std::min(text.find(':'), text.size());
    if (begin == text.size()) return;
    const std::string_view field = text.substr(begin + 1, std::min(text.find(':', begin + 1), text.size()) - begin - 1);
    if (field != "x" && is_secret_field(field)) notes_.secret(field);
  }

  LineNotes notes_;
  UserIndex users_;
  std::unordered_map<std::string_view, std::string_view> seen_;
};

ReadResult read(std::string_view bytes, const ReadOptions& options, model::Device& device) {
  return Reader(options, device).read(bytes);
}

std::vector<KeywordInfo> keywords() { return {{std::string(account), Domain::users, Treatment::modelled, {}}}; }

}  // namespace

const Format& format() {
  static constexpr Format value{"linux_passwd", "Linux accounts (getent passwd)", Domain::users,
                                read,           write_back_lines,                  keywords};
  return value;
}

}  // namespace muster::grammars::linux_passwd
