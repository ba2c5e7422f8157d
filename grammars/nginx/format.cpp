#include "grammars/format.hpp"

#include <algorithm>

#include "grammars/brace_reader.hpp"
#include "grammars/nginx/convert.hpp"
#include "grammars/nginx/dump.hpp"
#include "grammars/nginx/references.hpp"

namespace muster::grammars::nginx {
namespace {

/// Files that nothing includes contradict the dump; unbalanced braces mean that it is not whole.
void open_what_is_not_whole(const Dump& dump, FoldContext& context) {
  Openings openings;
  for (const Dump::Lines& lines : dump.stray) {
    for (std::uint32_t line = lines.first; line <= lines.last; ++line)
      context.result.lines[line - 1] = LineState::unknown;
    openings.add(affected(), "text that no file includes", lines.first, lines.last);
  }
  for (const Diagnostic& problem : dump.problems) {
    openings.add(affected(), "braces or quotes do not match: the text may be cut", problem.line, problem.line);
    context.result.lines[problem.line - 1] = LineState::unknown;
  }
  openings.write(context);
}

ReadResult read(std::string_view bytes, const ReadOptions& options, model::Device& device) {
  ReadResult result;
  device.contributed |= affected();
  const Dump dump = read_dump(bytes);
  Config config(dump.resolved);
  FoldContext context{dump.tree, options, device, result};
  fold(context, main_keywords(), config, {"", affected()});
  open_what_is_not_whole(dump, context);
  if (!dump.problems.empty() || !dump.stray.empty()) config.open_all(context);
  config.index();
  convert(config, context);
  result.diagnostics.insert(result.diagnostics.end(), dump.problems.begin(), dump.problems.end());
  std::ranges::stable_sort(result.diagnostics, {}, &Diagnostic::line);
  return result;
}

std::string round_trip(std::string_view bytes) { return grammars::write_back(read_braces(bytes, brace_rules).tree); }

std::vector<KeywordInfo> keywords() { return keyword_infos(main_keywords()); }

}  // namespace

const Format& format() {
  static constexpr Format self{
      "nginx", "nginx configuration: nginx -T, or one file", affected(), read, round_trip, keywords, {}, references};
  return self;
}

}  // namespace muster::grammars::nginx
