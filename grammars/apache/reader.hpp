#pragma once

#include <string>
#include <unordered_set>
#include <vector>

#include "grammars/apache/config.hpp"
#include "grammars/apache/section_tree.hpp"
#include "grammars/cursor.hpp"
#include "grammars/keyword_table.hpp"

namespace muster::grammars::apache {

/// Gives each statement to its row, in order, and gathers what is modelled. What was not understood opens the virtual
/// host in which it stands, at top level everything.
class Reader {
 public:
  Reader(FoldContext& context, const std::vector<Diagnostic>& problems) : context_(context), problems_(problems) {}
  [[nodiscard]] Config run();

 private:
  struct Frame {
    std::uint32_t section;  ///< what its directives belong to
    bool conditional;       ///< whether its directives count is not known
  };

  void note_modules();
  LineState statement(const Node& node, Cursor& cursor);
  LineState directive(Statement statement, const Row& row, Cursor& cursor);
  LineState section(Statement statement, const Row& row, Cursor& cursor);
  LineState module_section(const Statement& statement);
  LineState open(Cursor& cursor, Domains domains, std::string reason, LineState state);
  void mark_open(std::uint32_t section, model::LinesId lines, Domains domains);
  void open_problems();
  void enter(std::uint32_t section, bool conditional) { frames_.push_back({section, conditional}); }
  [[nodiscard]] bool is_off(const Row& row) const;
  [[nodiscard]] bool in_virtual_host(std::uint32_t section) const;

  FoldContext& context_;
  const std::vector<Diagnostic>& problems_;
  Config config_;
  Openings openings_;
  std::vector<Frame> frames_{{0, false}};
  std::unordered_set<std::string> modules_;  ///< "mod_ssl.c" and "ssl_module" of those that the text itself loads
};

}  // namespace muster::grammars::apache
