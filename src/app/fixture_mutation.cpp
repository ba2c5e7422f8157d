#include "app/fixture_mutation.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <vector>

namespace muster::app {
namespace {

/// Lines with their ends.
std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return lines;
}

std::string_view content(std::string_view line) {
  const std::size_t first = line.find_first_not_of(" \t");
  const std::size_t last = line.find_last_not_of(" \t\r\n");
  return first == std::string_view::npos || last == std::string_view::npos || last < first
             ? std::string_view()
             : line.substr(first, last + 1 - first);
}

std::size_t indent(std::string_view line) { return std::min(line.find_first_not_of(" \t"), line.size()); }

/// How many lines the block has that begins with line `first`: 1 if it is no block.
std::size_t block_size(const std::vector<std::string_view>& lines, std::size_t first) {
  std::ptrdiff_t depth = std::ranges::count(lines[first], '{') - std::ranges::count(lines[first], '}');
  std::size_t last = first;
  if (depth > 0) {
    while (depth > 0 && ++last < lines.size())
      depth += std::ranges::count(lines[last], '{') - std::ranges::count(lines[last], '}');
    return std::min(last, lines.size() - 1) + 1 - first;
  }
  while (last + 1 < lines.size() && !content(lines[last + 1]).empty() && indent(lines[last + 1]) > indent(lines[first]))
    ++last;
  return last + 1 - first;
}

std::string joined(const std::vector<std::string_view>& lines, std::size_t first, std::size_t last) {
  std::string text;
  for (std::size_t i = first; i < last; ++i) text += lines[i];
  return text;
}

struct NegatedForm {
  std::string_view format;
  std::string_view begins;  ///< only lines that begin so; it is replaced
  std::string_view negated;
};
constexpr auto negated_forms = std::to_array<NegatedForm>({{"cisco_ios", "", "no "},
                                                           {"cisco_nxos", "", "no "},
                                                           {"cisco_asa", "", "no "},
                                                           {"cisco_iosxr", "", "no "},
                                                           {"arista_eos", "", "no "},
                                                           {"frr", "", "no "},
                                                           {"juniper_junos", "set ", "delete "},
                                                           {"juniper_junos", "", "inactive: "},
                                                           {"paloalto_panos", "set ", "delete "},
                                                           {"vyos", "set ", "delete "},
                                                           {"fortinet_fortios", "set ", "unset "}});

/// The line that takes back what `line` says.
std::optional<std::string> negated(const grammars::Format& format, std::string_view line) {
  const std::string_view words = content(line);
  for (const NegatedForm& form : negated_forms) {
    if (form.format != format.name || words.empty() || !words.starts_with(form.begins)) continue;
    const std::string_view rest = words.substr(form.begins.size());
    const bool is_negated = form.begins.empty() && rest.starts_with(form.negated);
    const std::string made =
        is_negated ? std::string(rest.substr(form.negated.size())) : std::string(form.negated) + std::string(rest);
    return std::string(line.substr(0, indent(line))) + made + "\n";
  }
  return std::nullopt;
}

}  // namespace

bool visit_removals(const grammars::Format& format, std::string_view text, const ChangeVisitor& visit) {
  const auto lines = lines_of(text);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (content(lines[i]).empty()) continue;
    const std::string number = std::to_string(i + 1);
    const std::string before = joined(lines, 0, i);
    if (!visit({"without line " + number, before + joined(lines, i + 1, lines.size())})) return false;
    if (const std::size_t size = block_size(lines, i); size > 1)
      if (!visit({"without lines " + number + " to " + std::to_string(i + size),
                  before + joined(lines, i + size, lines.size())}))
        return false;
    if (const auto line = negated(format, lines[i]))
      if (!visit({"line " + number + " negated", before + *line + joined(lines, i + 1, lines.size())})) return false;
  }
  return true;
}

bool visit_insertions(std::string_view text, std::string_view other, std::string_view other_name,
                      const ChangeVisitor& visit) {
  const auto lines = lines_of(text);
  const auto others = lines_of(other);
  std::set<std::string> tried;  // the same line of the other fixture, once
  for (std::size_t i = 0; i < others.size(); ++i) {
    if (content(others[i]).empty()) continue;
    std::vector<std::size_t> sizes{1};
    if (const std::size_t size = block_size(others, i); size > 1) sizes.push_back(size);
    for (const std::size_t size : sizes) {
      std::string piece = joined(others, i, i + size);
      if (!piece.ends_with('\n')) piece += '\n';
      if (!tried.insert(piece).second) continue;
      for (std::size_t at = 0; at <= lines.size(); ++at)
        if (!visit({"line " + std::to_string(i + 1) + " of " + std::string(other_name) + " before line " +
                        std::to_string(at + 1),
                    joined(lines, 0, at) + piece + joined(lines, at, lines.size())}))
          return false;
    }
  }
  return true;
}

}  // namespace muster::app
