#include <algorithm>

#include "grammars/brace_reader.hpp"
#include "grammars/paloalto_panos/path_words.hpp"

/// `show config running` in its own form: blocks in braces.
namespace muster::grammars::paloalto_panos {
namespace {

constexpr BraceRules brace_rules{.comments = "#!",
                                 .comments_begin_lines = true,
                                 .quotes = "\"'",
                                 .escapes = false,
                                 .semicolon_ends = true,
                                 .dollar_braces = false};

}  // namespace

Document read_nested(std::string_view bytes) {
  const BraceTree tree = read_braces(bytes, brace_rules);
  Document document(tree.tree.nodes().size() * 2);
  PathBuilder builder(document);
  std::vector<Token> tokens;
  std::vector<paths::NodeId> open{paths::Configuration::root()};
  for (const Node& node : tree.tree.nodes()) {
    split_words(tree.tree.text(node), tokens);
    builder.begin(node.line, node.last_line);
    open.resize(std::min<std::size_t>(node.depth + 1, open.size()));
    open.push_back(builder.insert(open.back(), tokens));
  }
  document.problems = tree.problems;
  for (const Diagnostic& problem : tree.problems)
    document.doubts.push_back({problem.line, problem.line, "braces or quotes do not match: the text may be cut"});
  return document;
}

std::string write_nested(std::string_view bytes) { return write_back(read_braces(bytes, brace_rules).tree); }

}  // namespace muster::grammars::paloalto_panos
