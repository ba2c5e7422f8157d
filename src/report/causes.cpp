#include "report/causes.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <utility>

namespace muster::report {
namespace {

constexpr std::string_view blanks = " \t";
constexpr std::uint32_t most_lines = 8;  ///< of evidence that are compared

template <class Visit>
void for_each_word(std::string_view text, const Visit& visit) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(blanks), text.size());
    if (end > 0) visit(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

/// Without the signs around it: "'admin'" and "admin," are the word admin.
std::string_view bare(std::string_view word) {
  constexpr std::string_view signs = "'\"`,;:.()[]";
  const std::size_t begin = word.find_first_not_of(signs);
  if (begin == std::string_view::npos) return word;
  return word.substr(begin, word.find_last_not_of(signs) - begin + 1);
}

/// True for objects that the product names, not a person: "service telnet" and "service http" are different things.
bool is_named_by_product(std::string_view object) {
  const std::size_t context = object.find('/');
  if (context < object.find(' ')) object.remove_prefix(context + 1);
  return object.starts_with("service ") || object.starts_with("banner ");
}

/// What names the object and its device; the class of the object is no name.
std::set<std::string_view> names_of(const Finding& finding) {
  std::set<std::string_view> names{finding.device->facts.device_id, finding.device->facts.hostname};
  if (is_named_by_product(finding.verdict->object)) return names;
  bool first = true;
  for_each_word(finding.verdict->object, [&](std::string_view word) {
    if (!first) names.insert(bare(word));
    first = false;
  });
  return names;
}

bool has_digit(std::string_view word) { return word.find_first_of("0123456789") != std::string_view::npos; }

/// The lines that begin at `number`, without their indentation.
std::string lines_at(std::string_view text, std::uint32_t number, std::uint32_t count) {
  for (; number > 1 && !text.empty(); --number) {
    const std::size_t end = text.find('\n');
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  std::string lines;
  for (; count > 0 && !text.empty(); --count) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    lines.append(line.substr(std::min(line.find_first_not_of(blanks), line.size()))).append("\n");
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

/// Empty if there is none to compare.
std::string evidence_text(const Finding& finding) {
  std::string text;
  for (const Evidence& evidence : finding.verdict->evidence) {
    if (evidence.capture >= finding.device->captures.size() || evidence.last_line < evidence.first_line) continue;
    const std::uint32_t count = std::min(evidence.last_line - evidence.first_line + 1, most_lines);
    text += lines_at(finding.device->captures[evidence.capture].text.text(), evidence.first_line, count);
  }
  return text.find_first_not_of("\n") == std::string::npos ? std::string() : text;
}

/// Sets of numbers that grow together.
class Joined {
 public:
  explicit Joined(std::size_t size) : parent_(size) { std::iota(parent_.begin(), parent_.end(), std::size_t{0}); }
  std::size_t find(std::size_t i) {
    while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
    return i;
  }
  void join(std::size_t a, std::size_t b) {
    const std::size_t x = find(a);
    const std::size_t y = find(b);
    parent_[std::max(x, y)] = std::min(x, y);
  }

 private:
  std::vector<std::size_t> parent_;
};

/// "line * accepts telnet" of two messages that differ in words at the same places; the first, if they do not fit.
std::string common(const std::string& a, const std::string& b) {
  std::vector<std::string_view> left;
  std::vector<std::string_view> right;
  for_each_word(a, [&](std::string_view word) { left.push_back(word); });
  for_each_word(b, [&](std::string_view word) { right.push_back(word); });
  if (left.size() != right.size()) return a;
  std::string text;
  for (std::size_t i = 0; i < left.size(); ++i)
    text.append(i == 0 ? "" : " ").append(left[i] == right[i] ? left[i] : std::string_view("*"));
  return text;
}

void add(CauseGroup& cause, const Finding& finding, const std::string& message) {
  if (cause.findings.empty()) {
    cause.platform = finding.device->facts.platform;
    cause.cause = message;
  } else if (cause.cause != message) {
    cause.cause = common(cause.cause, message);
  }
  if (cause.findings.empty() || cause.findings.back().device != finding.device) ++cause.devices;
  cause.findings.push_back(finding);
}

}  // namespace

std::string general_message(const Finding& finding) {
  const std::set<std::string_view> names = names_of(finding);
  std::string text;
  bool after_name = false;
  for_each_word(finding.verdict->message, [&](std::string_view word) {
    const std::string_view inner = bare(word);
    const bool name = has_digit(inner) || names.contains(inner);
    if (name && after_name) return;
    after_name = name;
    text.append(text.empty() ? "" : " ").append(name ? std::string_view("*") : word);
  });
  return text;
}

std::vector<CauseGroup> causes_of(const FindingGroup& group) {
  using Key = std::pair<std::string, std::string>;  ///< what must be the same in any case; message or evidence
  const auto kin = [](const Finding& finding) {
    const Verdict& verdict = *finding.verdict;
    return finding.device->facts.platform + (verdict.in_doubt ? "\n?\n" : "\n\n") + verdict.grace_until;
  };
  std::map<Key, std::size_t> by_message;
  std::vector<std::size_t> kind;  ///< of each finding
  std::vector<std::string> messages;
  for (const Finding& finding : group.findings) {
    std::string message = general_message(finding);
    const auto [entry, added] = by_message.try_emplace({kin(finding), message}, messages.size());
    if (added) messages.push_back(std::move(message));
    kind.push_back(entry->second);
  }
  Joined joined(messages.size());
  if (messages.size() > 1) {
    std::map<Key, std::size_t> by_evidence;
    for (std::size_t i = 0; i < group.findings.size(); ++i) {
      std::string text = evidence_text(group.findings[i]);
      if (text.empty()) continue;
      const auto [entry, added] = by_evidence.try_emplace({kin(group.findings[i]), std::move(text)}, kind[i]);
      if (!added) joined.join(entry->second, kind[i]);
    }
  }
  std::vector<CauseGroup> causes(messages.size());
  for (std::size_t i = 0; i < group.findings.size(); ++i)
    add(causes[joined.find(kind[i])], group.findings[i], messages[kind[i]]);
  std::erase_if(causes, [](const CauseGroup& cause) { return cause.findings.empty(); });
  std::ranges::stable_sort(causes, std::greater{}, [](const CauseGroup& cause) { return cause.findings.size(); });
  return causes;
}

std::vector<const DeviceReport*> devices_of(const CauseGroup& cause) {
  std::vector<const DeviceReport*> devices;
  for (const Finding& finding : cause.findings)
    if (devices.empty() || devices.back() != finding.device) devices.push_back(finding.device);
  return devices;
}

}  // namespace muster::report
