#include "config/toml_text.hpp"

#include <array>
#include <cstdio>

namespace muster::config {

std::string toml_string(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') out.push_back('\\');
    if (byte >= 0x20 && byte != 0x7f) {
      out.push_back(c);
      continue;
    }
    std::array<char, 8> escape{};
    std::snprintf(escape.data(), escape.size(), "\\u%04x", unsigned{byte});
    out += escape.data();
  }
  return out + "\"";
}

std::string toml_strings(const std::vector<std::string>& texts) {
  std::string out;
  for (const std::string& text : texts) out += (out.empty() ? "" : ", ") + toml_string(text);
  return "[" + out + "]";
}

}  // namespace muster::config
