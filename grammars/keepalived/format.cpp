#include "grammars/format.hpp"

#include <algorithm>

#include "grammars/brace_reader.hpp"
#include "grammars/keepalived/config.hpp"
#include "grammars/text_lines.hpp"

/// keepalived.conf(5), of keepalived 2.
namespace muster::grammars::keepalived {
namespace {

constexpr BraceRules rules{
    .comments = "#!", .quotes = "\"", .escapes = true, .semicolon_ends = false, .line_ends = true};

bool separates(char c) { return c == ' ' || c == '\t' || c == '{' || c == '}'; }

/// Where keepalived sees a comment or a quote inside a word, which the reader of braces does not; nothing if nowhere.
std::optional<std::size_t> misread_at(std::string_view line) {
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const bool word_begins = i == 0 || separates(line[i - 1]);
    if (line[i] == '\\') {
      if (i + 1 == line.size()) return i;  // the next line belongs to this one
      ++i;
    } else if (line[i] == '"') {
      if (!quoted && !word_begins) return i;
      quoted = !quoted;
    } else if (!quoted && (line[i] == '#' || line[i] == '!')) {
      return word_begins ? std::nullopt : std::optional(i);
    }
  }
  return std::nullopt;
}

std::string_view first_word(std::string_view text) { return text.substr(0, text.find_first_of(" \t\r\f\v")); }

/// The line brings other text in, or defines what others are replaced by: no block is too unimportant for it.
bool brings_text(std::string_view text) {
  std::string_view word = first_word(text);
  if (word.starts_with('@')) {
    const std::size_t next = text.find_first_not_of(" \t", word.size());
    if (next == std::string_view::npos) return false;
    text.remove_prefix(next);
    word = first_word(text);
  }
  if (is_include(word)) return true;
  return word.starts_with('~') || (word.starts_with('$') && word.find('=') != std::string_view::npos);
}

/// What stands in a block, be it one that is ignored, may still be text for the whole. True if there is such a line.
bool open_brought_text(FoldContext& context, Openings& openings) {
  bool any = false;
  for (const Node& node : context.tree.nodes()) {
    if (!brings_text(context.tree.text(node))) continue;
    any = true;
    LineState& state = context.result.lines[node.line - 1];
    const bool declared = state == LineState::known && is_include(first_word(context.tree.text(node)));
    if (declared || (state == LineState::unknown && node.depth == 0)) continue;  // it opened all already
    state = LineState::unknown;
    openings.add(Domains::all(), "text from elsewhere", node.line, node.line);
  }
  return any;
}

/// Opens what the text may mean otherwise than it was read: unbalanced braces, comments inside words.
bool open_doubts(std::string_view bytes, const std::vector<Diagnostic>& problems, FoldContext& context) {
  Openings openings;
  const std::size_t before = context.device.openings.size();
  const bool brought = open_brought_text(context, openings);
  LineScanner scanner(bytes);
  for (TextLine line; scanner.next(line);) {
    if (!misread_at(line.text)) continue;
    context.result.lines[line.number - 1] = LineState::unknown;
    openings.add(fed, "a comment, a quote or a line end inside a word", line.number, line.number);
  }
  for (const Diagnostic& problem : problems) {
    context.result.lines[problem.line - 1] = LineState::unknown;
    openings.add(Domains::all(), "braces or quotes do not match: the text may be cut", problem.line, problem.line);
  }
  openings.write(context);
  return brought || context.device.openings.size() > before;
}

ReadResult read(std::string_view bytes, const ReadOptions& options, model::Device& device) {
  const BraceTree braces = read_braces(bytes, rules);
  ReadResult result;
  FoldContext context{braces.tree, options, device, result};
  Config config;
  fold(context, top_table(), config, FoldRules{"", Domains::all()});
  if (open_doubts(bytes, braces.problems, context)) config.opened = true;
  if (braces.tree.nodes().empty()) device.open(options.context, fed, "an empty configuration", 0);
  convert(config, device, options);
  result.diagnostics.insert(result.diagnostics.end(), braces.problems.begin(), braces.problems.end());
  std::ranges::stable_sort(result.diagnostics, {}, &Diagnostic::line);
  return result;
}

std::string round_trip(std::string_view bytes) { return write_back(read_braces(bytes, rules).tree); }

std::vector<KeywordInfo> keywords() { return keyword_infos(top_table()); }

}  // namespace

const Format& format() {
  static constexpr Format value{"keepalived", "keepalived configuration", fed, read, round_trip, keywords,
                                Domain::users};
  return value;
}

}  // namespace muster::grammars::keepalived
