#include "fleet/deformation.hpp"

#include <algorithm>
#include <array>

namespace muster::fleet {

namespace {

constexpr std::size_t noise_every = 10;

/// Calls `each` with every line, its end included.
template <class Each>
void for_lines(std::string_view text, const Each& each) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
    each(text.substr(at, end - at));
    at = end;
  }
}

std::string_view first_word(std::string_view line) {
  line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
  return line.substr(0, line.find_first_of(" \n"));
}

}  // namespace

std::string filled(std::string_view pattern, const Words& words) {
  std::string out;
  for (std::size_t at = 0; at < pattern.size();) {
    const std::size_t open = std::min(pattern.find('{', at), pattern.size());
    out.append(pattern.substr(at, open - at));
    const std::size_t close = pattern.find('}', open);
    if (close == std::string_view::npos) return out.append(pattern.substr(open));
    const auto word = words.find(pattern.substr(open + 1, close - open - 1));
    out.append(word != words.end() ? word->second : pattern.substr(open, close + 1 - open));
    at = close + 1;
  }
  return out;
}

std::string plain(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\x1b' && at + 1 < text.size() && text[at + 1] == '[') {
      at += 2;
      while (at < text.size() && (text[at] < '@' || text[at] > '~')) ++at;
    } else if (text[at] != '\r') {
      out.push_back(text[at]);
    }
  }
  return out;
}

std::string filtered(std::string_view text) {
  static constexpr std::array<std::string_view, 6> hidden{"username", "enable",   "snmp-server",
                                                          "tacacs",   "password", "description"};
  std::string out;
  for_lines(text, [&](std::string_view line) {
    if (std::ranges::find(hidden, first_word(line)) == hidden.end()) out.append(line);
  });
  return out;
}

std::string masked(std::string_view text, std::string_view mask) {
  static constexpr std::array<std::string_view, 5> announcing{" secret ", " password ", " key ", " community ",
                                                              " passwd "};
  std::string out;
  for_lines(text, [&](std::string_view line) {
    for (const std::string_view word : announcing)
      if (const std::size_t at = line.find(word); at != std::string_view::npos) {
        out.append(line.substr(0, at + word.size())).append(mask).push_back('\n');
        return;
      }
    out.append(line);
  });
  return out;
}

std::string with_prompts(std::string_view text, std::string_view prompt) {
  std::string out(text);
  const std::size_t newline = out.find('\n', out.size() / 2);
  if (newline == std::string::npos) return out;
  const std::string shown = plain(prompt);
  return out.insert(newline + 1, shown + "\n" + shown + "show version\n" + shown + "exit\n");
}

std::string with_noise(std::string_view text, std::string_view log_line) {
  std::string out;
  std::size_t count = 0;
  for_lines(text, [&](std::string_view line) {
    out.append(line);
    if (++count % noise_every == 0 && line.ends_with('\n')) out.append(log_line).push_back('\n');
  });
  return out;
}

std::string with_noise_inside(std::string_view text, std::string_view log_line) {
  std::string out;
  std::size_t count = 0;
  for_lines(text, [&](std::string_view line) {
    if (++count % noise_every != 0 || line.size() < 4) return (void)out.append(line);
    out.append(line.substr(0, line.size() / 2))
        .append("\n")
        .append(log_line)
        .append("\n")
        .append(line.substr(line.size() / 2));
  });
  return out;
}

}  // namespace muster::fleet
