#include "report/explanation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "report/excerpt.hpp"
#include "report/findings.hpp"
#include "report/terminal_page.hpp"
#include "report/visible_text.hpp"
#include "report/wording.hpp"

namespace muster::report {
namespace {

constexpr std::uint32_t context_lines = 3;
constexpr std::uint32_t longest_excerpt = 60;
constexpr std::size_t longest_line = 400;
constexpr std::size_t label_width = 12;

Ink status_ink(VerdictStatus status) {
  if (status == VerdictStatus::fail || status == VerdictStatus::error) return Ink::red;
  return status == VerdictStatus::pass ? Ink::green : Ink::yellow;
}

std::string place(const CaptureInfo& capture) {
  return capture.context.empty() ? capture.command : capture.command + " of " + capture.context;
}

/// "running-config:12, 14-16"
std::string places(const std::vector<Evidence>& lines, const std::vector<CaptureInfo>& captures) {
  std::string text;
  std::string last;
  for (const Evidence& range : lines) {
    if (range.capture >= captures.size()) continue;
    const std::string name = place(captures[range.capture]);
    text += text.empty() ? name + ":" : name == last ? ", " : "; " + name + ":";
    last = name;
    text += range.first_line == range.last_line ? fmt::format("{}", range.first_line)
                                                : fmt::format("{}-{}", range.first_line, range.last_line);
  }
  return text;
}


class Page {
 public:
  Page(const Explanation& explanation, const ExplanationLayout& layout)
      : it_(explanation), page_(std::max<std::size_t>(40, layout.columns), layout.colour) {}

  std::string text() {
    head();
    verdict();
    values();
    lines();
    missing();
    mend();
    again();
    return page_.take();
  }

 private:
  void head() {
    const Verdict& verdict = it_.verdict;
    const std::string_view doubt = verdict.in_doubt ? " in doubt" : "";
    page_.paragraph(0, 2, fmt::format("{}{}: {}", to_string(verdict.status), doubt, it_.rule.title),
                    status_ink(verdict.status));
    fact("Rule", fmt::format("{} ({}; {})", verdict.rule_id, to_string(verdict.severity), it_.rule.section));
    fact("Where", verdict.object.empty() ? verdict.device_id : verdict.device_id + ", " + verdict.object);
    if (!it_.together.empty()) fact("Members", it_.together);
    fact("Finding", verdict.fingerprint);
    if (!it_.evaluation_id.empty()) fact("Evaluation", it_.evaluation_id + ", as of " + to_string(it_.as_of));
    std::string references;
    for (const std::string& reference : it_.rule.references) references += (references.empty() ? "" : "; ") + reference;
    if (!references.empty()) fact("References", references);
    if (!it_.rule.deprecated.empty()) fact("Deprecated", one_line(it_.rule.deprecated));
    for (const std::string& note : it_.notes) page_.paragraph(0, 2, "Note: " + note, Ink::yellow);
  }

  void fact(std::string_view label, std::string_view text) { page_.entry(0, label, label_width, text, Ink::bold); }

  void verdict() {
    const Verdict& verdict = it_.verdict;
    if (!verdict.message.empty()) heading("What is said"), page_.paragraph(2, 2, verdict.message);
    if (verdict.in_doubt)
      page_.paragraph(2, 2, "It is in doubt because it is not known whether the rule applies.", Ink::yellow);
    if (!verdict.grace_until.empty())
      page_.paragraph(2, 2, "It does not count before " + verdict.grace_until + ".", Ink::yellow);
    if (!it_.rationale.empty()) heading("Why it matters"), page_.paragraph(2, 2, one_line(it_.rationale));
  }

  void values() {
    if (it_.verdict.values.empty()) return;
    heading("What it rests on");
    for (const SeenValue& value : it_.verdict.values) {
      const DeviceReport* const device = device_of(it_, value);
      const std::string from = device != nullptr ? places(value.lines, device->captures) : std::string();
      std::string text = value.device.empty() ? value.what : value.device + ": " + value.what;
      if (!value.value.empty()) text += " = " + value.value;
      page_.paragraph(2, 4, from.empty() ? text : text + "  [" + from + "]");
    }
  }

  void lines() {
    bool first = true;
    lines_of(it_.device, first);
    for (const DeviceReport& member : it_.members) lines_of(member, first);
  }

  void lines_of(const DeviceReport& device, bool& first) {
    Excerpts excerpts(device);
    const auto cut =
        excerpts.cut(lines_behind(it_, device), {.context = context_lines, .max_lines = longest_excerpt});
    if (!cut.empty() && std::exchange(first, false)) heading("The lines, secrets taken out");
    const std::string whose = &device == &it_.device ? "" : device.facts.device_id + ", ";
    for (const Excerpt& excerpt : cut) {
      page_.line(2, whose + place(device.captures[excerpt.capture]), Ink::bold);
      for (const ExcerptLine& line : excerpt.lines)
        page_.line(
            2, fmt::format("{:>5} {} {}", line.number, line.evidence ? '>' : ' ', shortened(line.text, longest_line)),
            line.evidence ? Ink::plain : Ink::dim);
      if (excerpt.left_out > 0) page_.line(2, fmt::format("      ... and {} more lines", excerpt.left_out), Ink::dim);
    }
  }

  void missing() {
    if (it_.verdict.reasons.empty()) return;
    heading("What is not known");
    for (const std::string& reason : it_.verdict.reasons) page_.paragraph(2, 2, "- " + reason);
    for (const std::string& way : ways_to_assess(it_.verdict)) page_.entry(2, "To do", 6, way);
  }

  void mend() {
    const VerdictStatus status = it_.verdict.status;
    if (status != VerdictStatus::fail && status != VerdictStatus::waived) return;
    if (it_.rule.remedy.empty() && it_.fixes.empty()) return;
    heading("How to mend it");
    if (!it_.rule.remedy.empty()) page_.paragraph(2, 2, one_line(it_.rule.remedy));
    for (const FixLines& fix : it_.fixes) {
      page_.line(2, "On " + fix.platform + ":", Ink::bold);
      std::string_view rest = fix.lines;
      while (!rest.empty()) {
        const std::size_t end = rest.find('\n');
        page_.whole(4, std::string(rest.substr(0, end)));
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
      }
    }
  }

  void again() {
    if (it_.commands.empty()) return;
    heading("How to see it again");
    for (const std::string& command : it_.commands) page_.whole(2, command);
  }

  void heading(std::string_view text) { page_.heading(text, Ink::plain); }

  const Explanation& it_;
  TerminalPage page_;
};

}  // namespace

std::vector<std::string> ways_to_assess(const Verdict& verdict) {
  struct Way {
    std::string_view mark;
    std::string_view advice;
  };
  static constexpr Way ways[] = {
      {"was not collected", "Collect the device again; the summary of the run says what stopped it."},
      {"no capture",
       "No command that was collected tells it: see `muster recipe show PLATFORM` for what is collected, and "
       "whether a feature of the device adds it."},
      {"is not all", "Give the account of the collection the rights that `muster recipe show PLATFORM` names."},
      {"cut off", "Take the whole file: its last line is missing."},
      {"nothing here reads", "The output is in a format that is not read: `muster formats` lists those that are."},
  };
  std::vector<std::string> found;
  const auto has = [&](std::string_view mark) {
    return std::ranges::any_of(verdict.reasons,
                               [&](const std::string& reason) { return reason.find(mark) != std::string::npos; });
  };
  for (const Way& way : ways)
    if (has(way.mark)) found.emplace_back(way.advice);
  if (!verdict.evidence.empty())
    found.emplace_back(
        "The lines marked above are not understood and can change the answer: `muster coverage` lists all such lines. "
        "A person has to look at "
        "them; where they do not matter, declare so.");
  if (found.empty() && !verdict.reasons.empty())
    found.emplace_back(
        "The device does not say it, or its format is not read that far: look at the device itself and attest it.");
  return found;
}

const DeviceReport* device_of(const Explanation& explanation, const SeenValue& value) {
  if (value.device.empty()) return &explanation.device;
  const auto found =
      std::ranges::find(explanation.members, value.device,
                        [](const DeviceReport& member) -> const std::string& { return member.facts.device_id; });
  return found == explanation.members.end() ? nullptr : &*found;
}

std::vector<Evidence> lines_behind(const Explanation& explanation, const DeviceReport& device) {
  const bool own = &device == &explanation.device;
  std::vector<Evidence> lines = own ? explanation.verdict.evidence : std::vector<Evidence>{};
  for (const SeenValue& value : explanation.verdict.values)
    if (own ? value.device.empty() : value.device == device.facts.device_id)
      lines.insert(lines.end(), value.lines.begin(), value.lines.end());
  std::ranges::sort(lines);
  return lines;
}

std::string explanation_text(const Explanation& explanation, const ExplanationLayout& layout) {
  return Page(explanation, layout).text();
}

}  // namespace muster::report
