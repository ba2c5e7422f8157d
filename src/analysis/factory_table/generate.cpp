// Build tool: turns policies/data/factory_credentials.toml into the table of src/analysis/factory_credentials.hpp.
// usage: generate LIST.toml OUT.cpp
#include <toml++/toml.h>

#include <fstream>
#include <iostream>
#include <stdexcept>
#include <string>
#include <string_view>

namespace {

std::string literal(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c < ' ' || c > '~') throw std::runtime_error("only printable ASCII is supported");
    if (c == '"' || c == '\\' || c == '?') out += '\\';
    out += c;
  }
  return out + "\"";
}

std::string field(const toml::table& entry, std::string_view key) {
  return literal(entry[key].value_or(std::string_view{}));
}

std::string rows(const toml::table& entry) {
  const toml::array* const passwords = entry["passwords"].as_array();
  if (passwords == nullptr || passwords->empty()) throw std::runtime_error("an entry has no passwords");
  std::string out;
  for (const toml::node& password : *passwords) {
    const auto text = password.value<std::string_view>();
    if (!text) throw std::runtime_error("a password is not a string");
    out += "    {" + field(entry, "kind") + ", " + field(entry, "vendor") + ", " + field(entry, "name") + ", " +
           literal(*text) + "},\n";
  }
  return out;
}

std::string table(const toml::table& list) {
  const toml::array* const entries = list["entry"].as_array();
  if (entries == nullptr) throw std::runtime_error("the list has no [[entry]]");
  std::string out;
  for (const toml::node& entry : *entries) {
    if (!entry.is_table()) throw std::runtime_error("entry is not a table");
    out += rows(*entry.as_table());
  }
  return out;
}

void generate(const char* from, const char* to) {
  const toml::table list = toml::parse_file(from);
  const std::string date = field(list, "dated");
  if (date.size() != std::string_view("\"2026-01-01\"").size()) throw std::runtime_error("dated is not a day");
  std::ofstream out(to);
  out << "#include \"analysis/factory_credentials.hpp\"\n\nnamespace muster::analysis {\nnamespace {\n"
      << "constexpr FactoryCredential table[] = {\n"
      << table(list) << "};\n}  // namespace\n\n"
      << "std::span<const FactoryCredential> factory_credentials() { return table; }\n"
      << "std::string_view factory_credentials_date() { return " << date << "; }\n\n}  // namespace muster::analysis\n";
  if (!out.flush()) throw std::runtime_error(std::string("cannot write ") + to);
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc != 3) throw std::runtime_error("usage: generate LIST.toml OUT.cpp");
  generate(argv[1], argv[2]);
  return 0;
} catch (const std::exception& error) {
  std::cerr << (argc > 1 ? argv[1] : "generate") << ": " << error.what() << '\n';
  return 1;
}
