#include "app/format_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace muster::app {
namespace {

using grammars::Format;
using grammars::KeywordInfo;
using grammars::Treatment;

std::string names_of(Domains domains) {
  if (domains == Domains::all()) return "everything";
  std::string names;
  for (std::size_t i = 0; i < domain_count; ++i)
    if (domains.contains(static_cast<Domain>(i))) names += (names.empty() ? "" : ", ") + std::string(domain_names[i]);
  return names;
}

std::vector<KeywordInfo> keywords_of(const Format& format) {
  std::vector<KeywordInfo> keywords = format.keywords == nullptr ? std::vector<KeywordInfo>() : format.keywords();
  std::ranges::sort(keywords, {}, &KeywordInfo::path);
  const auto [first, last] = std::ranges::unique(keywords, {}, &KeywordInfo::path);
  keywords.erase(first, last);
  return keywords;
}

std::size_t count(const std::vector<KeywordInfo>& keywords, Treatment treatment) {
  return static_cast<std::size_t>(std::ranges::count(keywords, treatment, &KeywordInfo::treatment));
}

/// What tells of a format's domains: whole ones, then those that it tells in part.
std::string told(const Format& format) {
  std::string text = names_of(format.completes());
  if (format.partial.empty()) return text;
  return text + (text.empty() ? "" : "; ") + "in part: " + names_of(format.partial);
}

std::string state_of(const KeywordInfo& keyword) {
  switch (keyword.treatment) {
    case Treatment::modelled: return "modelled: " + names_of(keyword.domains);
    case Treatment::ignored: return "ignored: " + keyword.note;
    case Treatment::known: break;
  }
  return "not modelled, leaves open: " + names_of(keyword.domains);
}

std::string table_row(const Format& format, std::string_view measured) {
  const std::vector<KeywordInfo> keywords = keywords_of(format);
  return fmt::format("| [`{0}`](#{0}) | {1} | {2} | {3} | {4} | {5} | {6} |\n", format.name, format.title, told(format),
                     count(keywords, Treatment::modelled), count(keywords, Treatment::known),
                     count(keywords, Treatment::ignored), measured);
}

bool inside_known(const std::vector<KeywordInfo>& keywords, std::string_view path) {
  return std::ranges::any_of(keywords, [&](const KeywordInfo& above) {
    return above.treatment == Treatment::known && path.size() > above.path.size() && path.starts_with(above.path) &&
           path[above.path.size()] == '/';
  });
}

/// The keywords that are known without being modelled, by what they leave open.
std::string gaps(const Format& format) {
  const std::vector<KeywordInfo> keywords = keywords_of(format);
  std::map<std::string, std::string> by_domains;
  for (const KeywordInfo& keyword : keywords) {
    if (keyword.treatment != Treatment::known || inside_known(keywords, keyword.path)) continue;
    std::string& list = by_domains[names_of(keyword.domains)];
    list += (list.empty() ? "`" : ", `") + keyword.path + "`";
  }
  std::string text;
  for (const auto& [domains, list] : by_domains) text += "- " + (domains.empty() ? "nothing" : domains) + ": " + list + "\n";
  return text;
}

}  // namespace

std::string format_list() {
  std::string text;
  for (const Format* format : grammars::formats())
    text += fmt::format("{:<28} {}\n{:<28}   tells: {}\n", format->name, format->title, "", told(*format));
  return text;
}

std::string format_page(const Format& format) {
  std::string text = fmt::format("{}: {}\n  tells: {}\n\n", format.name, format.title, told(format));
  for (const KeywordInfo& keyword : keywords_of(format)) text += fmt::format("{:<40} {}\n", keyword.path, state_of(keyword));
  return text;
}

std::string format_document(const std::map<std::string, std::string, std::less<>>& measured) {
  std::string text =
      "# Formats\n\n"
      "Generated from the keywords that each grammar declares (run the format page test with `UPDATE_EXPECT=1`). `muster "
      "formats FORMAT` prints all of them with the reason for what is ignored.\n\n"
      "A keyword is *modelled* (rules can ask about it), *ignored* on purpose (it cannot matter to any rule), or *known*: "
      "Muster sees the line, does not model it, and leaves open what it can affect, so that no rule passes there. A line "
      "that no keyword covers leaves everything open that its block can affect. The last column is measured on public "
      "configurations and outputs of real devices: how many of their lines are modelled or ignored, and for how many "
      "pairs of a shipped rule and a file there is a verdict.\n\n"
      "| format | what | tells | modelled | known | ignored | measured |\n| --- | --- | --- | --- | --- | --- | --- |\n";
  for (const Format* format : grammars::formats()) {
    const auto found = measured.find(format->name);
    text += table_row(*format, found == measured.end() ? std::string_view() : std::string_view(found->second));
  }
  for (const Format* format : grammars::formats()) {
    const std::string open = gaps(*format);
    text += fmt::format("\n## {}\n\n{}.\n\n{}", format->name, format->title,
                        open.empty() ? "Every declared keyword is modelled or ignored on purpose.\n"
                                     : "Known, not modelled, by what such a line leaves open:\n\n" + open);
  }
  return text;
}

}  // namespace muster::app
