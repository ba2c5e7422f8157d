#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "app/blocking_report.hpp"
#include "report/visible_text.hpp"
#include "report/wording.hpp"

namespace muster::app {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t devices_shown = 3;
constexpr std::size_t rules_shown = 4;
constexpr std::size_t skeletons_shown = 3;
constexpr std::size_t longest_example = 100;

std::string shown(std::string_view text) {
  return report::terminal_text(text.size() > longest_example ? std::string(text.substr(0, longest_example)) + "..."
                                                             : std::string(text));
}

std::string first_of(const std::vector<std::string>& names, std::size_t limit) {
  std::string text;
  for (std::size_t i = 0; i < std::min(limit, names.size()); ++i)
    text += (i == 0 ? "" : ", ") + report::terminal_text(names[i]);
  if (names.size() > limit) text += fmt::format(" and {} more", names.size() - limit);
  return text;
}

/// Line by line, so that its line ends stay.
std::string lines_for_terminal(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    out += report::terminal_text(text.substr(0, end)) + "\n";
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

std::string kind_of(const BlockingLine& line) {
  const std::string block = line.block.empty() ? std::string() : " (in: " + shown(line.block) + ")";
  return shown(line.shape) + block;
}

Json domains_json(Domains domains) {
  Json out = Json::array();
  for (std::size_t i = 0; i < domain_count; ++i)
    if (domains.contains(static_cast<Domain>(i))) out.push_back(domain_names[i]);
  return out;
}

Json texts_json(const std::vector<std::string>& texts) {
  Json out = Json::array();
  for (const std::string& text : texts) out.push_back(report::valid_utf8(text));
  return out;
}

}  // namespace

std::string blocking_text(const std::vector<BlockingLine>& lines, std::size_t devices, std::size_t top) {
  if (lines.empty()) return fmt::format("No line of {} blocks a verdict.\n", report::counted(devices, "device"));
  std::string text =
      fmt::format("{} block verdicts on {}; most first\n",
                  report::counted(lines.size(), "kind of line", "kinds of lines"), report::counted(devices, "device"));
  text += fmt::format("{:>8} {:>8} {:>8}  {}\n", "verdicts", "alone", "devices", "line");
  for (std::size_t i = 0; i < std::min(top, lines.size()); ++i) {
    const BlockingLine& line = lines[i];
    text += fmt::format("{:>8} {:>8} {:>8}  {}\n", line.verdicts, line.alone, line.devices.size(), kind_of(line));
    text += fmt::format("{:26}  {}, {}; {}\n", "", line.state, line.format, first_of(line.devices, devices_shown));
    text += fmt::format("{:26}  {} | {}\n", "", report::terminal_text(line.example_where), shown(line.example));
    text += fmt::format("{:26}  opens {}; blocks {}\n", "", report::domains_text(line.opens),
                        first_of(line.rules, rules_shown));
  }
  if (lines.size() > top) text += fmt::format("... and {} more (--top, --format json)\n", lines.size() - top);
  text += "\nA line that cannot matter to a domain can be declared so (docs/waivers.md), by somebody who has looked:\n";
  for (std::size_t i = 0; i < std::min(skeletons_shown, lines.size()); ++i)
    text += "\n" + lines_for_terminal(lines[i].skeleton);
  return text;
}

std::string blocking_json(const std::vector<BlockingLine>& lines, std::size_t devices) {
  Json all = Json::array();
  for (const BlockingLine& line : lines)
    all.push_back(
        {{"line", report::valid_utf8(line.shape)},
         {"block", report::valid_utf8(line.block)},
         {"format", line.format},
         {"state", line.state},
         {"verdicts", line.verdicts},
         {"alone", line.alone},
         {"lines", line.lines},
         {"devices", texts_json(line.devices)},
         {"rules", texts_json(line.rules)},
         {"opens", domains_json(line.opens)},
         {"blocks", domains_json(line.blocks)},
         {"example", {{"where", report::valid_utf8(line.example_where)}, {"text", report::valid_utf8(line.example)}}},
         {"skeleton", report::valid_utf8(line.skeleton)}});
  return Json{{"devices", devices}, {"blocking", std::move(all)}}.dump(1, ' ', true) + "\n";
}

}  // namespace muster::app
