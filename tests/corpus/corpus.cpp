#include "corpus/corpus.hpp"

#include <algorithm>
#include <array>
#include <regex>
#include <string_view>

#include "grammars/format.hpp"
#include "support/shared.hpp"

namespace muster::test {
namespace {

namespace fs = std::filesystem;

bool is_answer(const fs::path& path) {
  static constexpr std::array<std::string_view, 7> endings{".json", ".py", ".yml", ".yaml", ".diff", ".md", "not-supported"};
  const std::string name = path.filename().string();
  return std::ranges::any_of(endings, [&](std::string_view ending) { return name.ends_with(ending); });
}

/// Some devices were asked for XML or JSON: no format reads what no recipe asks for.
bool is_other_form(const fs::path& path) {
  const std::string text = read_file(path);
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  return first != std::string::npos && std::string_view("<{[").find(text[first]) != std::string_view::npos;
}

/// Linux has many outputs in one folder: what is wanted says so in its name.
std::string linux_format(const std::string& kind, const std::string& path) {
  if (kind == "show_version") return path.contains("os_release") || path.contains("os-release") ? "os_release" : "";
  return kind == "show_ip_route" && path.contains("ip_route") ? "linux_route" : "";
}

std::string format_of(const std::string& folder, const std::string& kind, const std::string& path) {
  const std::string platform = folder == "cisco_iosxe" ? "cisco_ios" : folder;
  if (platform == "linux") return linux_format(kind, path);
  if (kind == "config") return platform;
  if (kind == "show_version") return platform + "_version";
  return kind == "show_ip_route" ? platform + "_route" : "";
}

}  // namespace

std::map<std::string, std::vector<fs::path>> corpus_files(const fs::path& corpus) {
  std::map<std::string, std::vector<fs::path>> files;
  for (const auto& entry : fs::recursive_directory_iterator(corpus)) {
    if (!entry.is_regular_file() || is_answer(entry.path())) continue;
    const fs::path relative = fs::relative(entry.path(), corpus);
    auto part = relative.begin();
    const std::string platform = (part++)->string();
    const std::string kind = part == relative.end() ? "" : part->string();
    const std::string format = format_of(platform, kind, relative.string());
    if (grammars::find_format(format) == nullptr || (kind != "config" && is_other_form(entry.path()))) continue;
    files[format].push_back(entry.path());
  }
  for (auto& [format, paths] : files) std::ranges::sort(paths);
  return files;
}

std::string as_on_a_device(const std::string& format, std::string text) {
  if (format == "nginx" && text.contains("%%TEST")) {
    text = std::regex_replace(text, std::regex("%%TEST_GLOBALS(_HTTP|_STREAM|_MAIL)?%%"), "");
    text = std::regex_replace(text, std::regex("%%PORT_([0-9]+)(_UDP)?%%"), "$1");
    return std::regex_replace(text, std::regex("%%[A-Z_]+%%"), "/tmp");
  }
  if (format == "nftables") return std::regex_replace(text, std::regex("(^|\n)\\s*include [^\n]*"), "$1");
  constexpr std::string_view first_line = "\nfrr version";
  if (format == "frr" && text.contains("# This file describes the network interfaces"))
    if (const std::size_t at = text.find(first_line); at != std::string::npos) return text.substr(at + 1);
  return text;
}

}  // namespace muster::test
