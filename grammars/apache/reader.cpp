#include "grammars/apache/reader.hpp"

#include <algorithm>
#include <array>

#include "grammars/apache/secrets.hpp"

namespace muster::grammars::apache {
namespace {

/// Sections whose content counts or not when the server starts, for reasons that the text does not show.
bool is_switch(std::string_view name) {
  static constexpr std::array<std::string_view, 5> names{"ifdefine", "ifdirective", "iffile", "ifsection", "ifversion"};
  return std::ranges::find(names, name) != names.end();
}

/// These may reach all that is forwarded.
bool has_environment(const Statement& statement) {
  return statement.name.starts_with("setenv") &&
         std::ranges::any_of(statement.arguments, [](const std::string& word) { return word.contains("no-proxy"); });
}

}  // namespace

Config Reader::run() {
  context_.result.lines.assign(context_.tree.line_count(), LineState::understood);
  note_modules();
  for (const Node& node : context_.tree.nodes()) {
    frames_.resize(std::min<std::size_t>(frames_.size(), node.depth + 1));
    Cursor cursor(context_, node);
    const LineState state = statement(node, cursor);
    for (std::uint32_t line = node.line; line <= node.last_line; ++line) context_.result.lines[line - 1] = state;
    if (cursor.diagnostic()) context_.result.diagnostics.push_back(*cursor.diagnostic());
  }
  open_problems();
  openings_.write(context_);
  for (Section& section : config_.sections) section.index();
  return std::move(config_);
}

/// `LoadModule ssl_module path` proves what `<IfModule mod_ssl.c>` and `<IfModule ssl_module>` ask.
void Reader::note_modules() {
  for (const Node& node : context_.tree.nodes()) {
    if (node.depth != 0) continue;
    const Statement statement = read_statement(context_.tree.text(node));
    if (statement.name != "loadmodule" || statement.arguments.empty()) continue;
    const std::string& name = statement.arguments[0];
    modules_.insert(name);
    if (name.ends_with("_module")) modules_.insert("mod_" + name.substr(0, name.size() - 7) + ".c");
  }
}

LineState Reader::statement(const Node& node, Cursor& cursor) {
  Statement statement = read_statement(context_.tree.text(node));
  mark_secrets(statement, cursor);
  if (statement.name == "syntax" && node.depth == 0 && cursor.whole() == "Syntax OK") return LineState::understood;
  const Row* const row = statement.section ? find_section(statement.name) : find_directive(statement.name);
  if (row == nullptr) {
    if (statement.section) enter(frames_.back().section, true);
    cursor.fail_at(context_.tree.text(node).data(), statement.section ? "a section" : "a directive");
    return open(cursor, affected(), "unknown line", LineState::unknown);
  }
  return statement.section ? section(std::move(statement), *row, cursor)
                           : directive(std::move(statement), *row, cursor);
}

LineState Reader::directive(Statement statement, const Row& row, Cursor& cursor) {
  if (row.treatment == Treatment::ignored && !has_environment(statement)) return LineState::ignored;
  const bool known = row.treatment != Treatment::modelled || is_off(row) || frames_.back().conditional;
  if (known) {
    std::string reason = frames_.back().conditional ? "it depends on the server's start: " : "known, not modelled: ";
    return open(cursor, row.treatment == Treatment::ignored ? affected() : row.domains, reason.append(row.name),
                LineState::known);
  }
  if (statement.arguments.size() < row.least) {
    cursor.fail_at(cursor.whole().data() + cursor.whole().size(), "an argument");
    return open(cursor, row.domains, "not understood: " + std::string(row.name), LineState::known);
  }
  config_.sections[frames_.back().section].directives.push_back(
      {std::move(statement.name), std::move(statement.arguments), cursor.lines(), 0});
  return LineState::understood;
}

LineState Reader::section(Statement statement, const Row& row, Cursor& cursor) {
  const Frame above = frames_.back();
  if (statement.name == "ifmodule") return module_section(statement);
  if (is_switch(statement.name)) {
    enter(above.section, true);
    return LineState::understood;
  }
  if (row.treatment != Treatment::modelled || is_off(row) || above.conditional) {
    enter(above.section, true);
    return open(cursor, row.domains, "known, not modelled: " + path_of(row), LineState::known);
  }
  if (statement.arguments.size() < row.least) {
    enter(above.section, true);
    cursor.fail_at(cursor.whole().data() + cursor.whole().size(), "an argument");
    return open(cursor, affected(), "not understood: " + path_of(row), LineState::known);
  }
  const auto index = static_cast<std::uint32_t>(config_.sections.size());
  Directive head{"<" + statement.name, std::move(statement.arguments), cursor.lines(), index};
  config_.sections[above.section].directives.push_back(head);
  Section made;
  made.kind = row.kind;
  made.head = std::move(head);
  made.parent = above.section;
  config_.sections.push_back(std::move(made));
  enter(index, false);
  return LineState::understood;
}

/// What stands in it belongs to the section around it, if the module is there.
LineState Reader::module_section(const Statement& statement) {
  const Frame above = frames_.back();
  const bool loaded = statement.arguments.size() == 1 && modules_.contains(statement.arguments[0]);
  enter(above.section, above.conditional || !loaded);
  return LineState::understood;
}

bool Reader::is_off(const Row& row) const {
  return !context_.options.disabled_handler.empty() && context_.options.disabled_handler == path_of(row);
}

bool Reader::in_virtual_host(std::uint32_t section) const {
  while (section != 0 && config_.sections[section].kind != SectionKind::server)
    section = config_.sections[section].parent;
  return section != 0;
}

/// A line of a virtual host cannot add or remove another one.
LineState Reader::open(Cursor& cursor, Domains domains, std::string reason, LineState state) {
  const std::uint32_t section = frames_.back().section;
  mark_open(section, cursor.lines(), domains);
  const Domains left = in_virtual_host(section) ? domains.without(Domain::proxy) : domains;
  openings_.add(left, std::move(reason), cursor.line(), cursor.node().last_line);
  return state;
}

/// The section and the server around it.
void Reader::mark_open(std::uint32_t section, model::LinesId lines, Domains domains) {
  if (!domains.contains(Domain::proxy) && !domains.contains(Domain::health)) return;
  for (std::uint32_t here = section;; here = config_.sections[here].parent) {
    Section& block = config_.sections[here];
    if (!block.open) {
      block.open = true;
      block.opened_by = lines;
    }
    if (block.kind == SectionKind::server) return;
  }
}

/// Sections that do not match mean that the text is not whole.
void Reader::open_problems() {
  for (const Diagnostic& problem : problems_) {
    openings_.add(affected(), "sections do not match: the text may be cut", problem.line, problem.line);
    context_.result.lines[problem.line - 1] = LineState::unknown;
    context_.result.diagnostics.push_back(problem);
  }
  if (!problems_.empty())
    mark_open(0, context_.device.lines.add(context_.options.capture, problems_.front().line), affected());
  std::ranges::stable_sort(context_.result.diagnostics, {}, &Diagnostic::line);
}

}  // namespace muster::grammars::apache
