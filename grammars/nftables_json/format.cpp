#include "grammars/format.hpp"

#include <algorithm>

#include "grammars/nftables/reader.hpp"
#include "grammars/nftables_json/elements.hpp"
#include "grammars/nftables_json/printer.hpp"
#include "grammars/text_lines.hpp"

/// `nft -j list ruleset`: each element of the list is written in the text form, on the line where it stands, and read
/// by the grammar of the text form. So both forms give the same model, and a line of it is a line of the capture.
namespace muster::grammars::nftables {
const Format& format();
}

namespace muster::grammars::nftables_json {
namespace {

constexpr std::uint32_t widest_place = 40;

/// What could not be written in the text form.
struct Problem {
  std::uint32_t line, last_line, column;
  std::string_view expected, got;
};

struct Written {
  std::string text;
  std::vector<Problem> problems;
};

Written write_text(const Elements& elements) {
  Written written;
  std::uint32_t line = 1;
  for (const Element& element : elements.all) {
    for (; line < element.line; ++line) written.text += '\n';
    if (const auto text = text_form(element.text))
      written.text += *text + ' ';
    else
      written.problems.push_back(
          {element.line, element.last_line, element.column, "a table, a chain, a set, a rule or another object of nft", element.text});
  }
  if (!elements.whole)
    written.problems.push_back({elements.line, elements.line, elements.column, "{\"nftables\": [ ... ]}, whole", {}});
  return written;
}

void open(const Problem& problem, const ReadOptions& options, model::Device& device, ReadResult& result) {
  const std::uint32_t last = std::min(problem.last_line, static_cast<std::uint32_t>(result.lines.size()));
  const std::uint32_t first = std::min(problem.line, last);
  const model::LinesId lines = last == 0 ? 0 : device.lines.add(options.capture, first, last);
  for (std::uint32_t line = std::max(first, 1U); line <= last; ++line) result.lines[line - 1] = LineState::unknown;
  device.open(options.context, Domain::filters, "not understood: expected " + std::string(problem.expected), lines);
  if (last == 0) return;  // of an empty text there is no place to name
  result.diagnostics.push_back({first, problem.column, std::string(problem.expected),
                                printable(problem.got.substr(0, widest_place))});
}

ReadResult read(std::string_view bytes, const ReadOptions& options, model::Device& device) {
  device.contributed |= Domain::filters;
  ReadResult result;
  const Elements elements = find_elements(bytes);
  const Written written = write_text(elements);
  const BraceTree ruleset = nftables::read_ruleset(written.text);
  FoldContext context{ruleset.tree, options, device, result};
  nftables::Reader(context).run(ruleset.problems);
  std::size_t lines = 0;
  LineScanner scanner(bytes);
  for (TextLine line; scanner.next(line);) lines = line.number;
  result.lines.resize(lines, LineState::understood);
  for (Diagnostic& diagnostic : result.diagnostics) diagnostic.column = 1;  // in the text form they have other columns
  for (const Element& element : elements.all)
    for (std::uint32_t line = element.line; line < element.last_line && line < lines; ++line)
      result.lines[line] = std::max(result.lines[line], result.lines[element.line - 1]);
  for (const Problem& problem : written.problems) open(problem, options, device, result);
  return result;
}

std::vector<KeywordInfo> keywords() { return nftables::format().keywords(); }

}  // namespace

const Format& format() {
  static constexpr Format self{"nftables_json", "nftables ruleset as JSON: nft -j list ruleset", Domain::filters, read,
                               write_back_lines, keywords};
  return self;
}

}  // namespace muster::grammars::nftables_json
