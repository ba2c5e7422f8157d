#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace muster::collectors::test {

/// A command of a recorded session and what the terminal showed for it, echo and prompt included.
struct RecordedReply {
  std::string sent;
  std::string shown;
};

/// What a device showed before the first command, and its replies.
struct RecordedSession {
  std::string greeting;
  std::vector<RecordedReply> replies;
};

namespace recorded {

/// The escapes that stand in the recordings: \xHH \r \n \t \e \" and \\.
inline std::string unescaped(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '\\' || at + 1 == text.size()) {
      out.push_back(text[at]);
      continue;
    }
    const char kind = text[++at];
    if (kind == 'x' && at + 2 < text.size()) {
      out.push_back(static_cast<char>(std::stoi(std::string(text.substr(at + 1, 2)), nullptr, 16)));
      at += 2;
    } else if (constexpr std::string_view names = "rnte0"; names.find(kind) != std::string_view::npos) {
      constexpr std::string_view meant("\r\n\t\x1b\0", 5);
      out.push_back(meant[names.find(kind)]);
    } else {
      out.push_back(kind);
    }
  }
  return out;
}

inline std::size_t indent_of(std::string_view line) { return std::min(line.find_first_not_of(' '), line.size()); }

/// The key of a line such as `  - "show version\n": |-`; empty if it is none.
inline std::string key_of(std::string_view line) {
  const std::size_t open = line.find('"');
  const std::size_t close = line.rfind("\": |");
  if (line.starts_with("init_prompt:")) return "init_prompt";
  if (open == std::string_view::npos || close == std::string_view::npos || close <= open) return {};
  const std::string_view before = line.substr(0, open);
  return before.find_first_not_of(" -") == std::string_view::npos ? unescaped(line.substr(open + 1, close - open - 1))
                                                                  : std::string();
}

}  // namespace recorded

/// Reads the subset of YAML in which the recordings are written: keys in quotes, block texts below them.
inline RecordedSession read_session(std::string_view text) {
  RecordedSession session;
  std::string* block = nullptr;
  std::size_t key_indent = 0;
  std::size_t indent = std::string_view::npos;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const bool blank = recorded::indent_of(line) == line.size();
    if (block != nullptr && (blank || recorded::indent_of(line) > key_indent)) {
      if (!blank && indent == std::string_view::npos) indent = recorded::indent_of(line);
      block->append(recorded::unescaped(line.substr(std::min(indent, line.size())))).push_back('\n');
      continue;
    }
    block = nullptr;
    const std::string key = recorded::key_of(line);
    if (key.empty()) continue;
    if (key != "init_prompt") session.replies.push_back({key, {}});
    block = key == "init_prompt" ? &session.greeting : &session.replies.back().shown;
    key_indent = recorded::indent_of(line);
    indent = std::string_view::npos;
  }
  return session;
}

}  // namespace muster::collectors::test
