#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "grammars/format.hpp"
#include "grammars/tree.hpp"

/// The two languages of rsyslog.conf, mixed as they may be: lines of the old one, and RainerScript.
namespace muster::grammars::rsyslog {

struct Statement {
  enum class Kind : unsigned char {
    directive,  ///< "$ModLoad imuxsock"
    object,     ///< "module(...)", "input(...)", "template(...)", "ruleset(...) {"
    selector,   ///< "*.*", "auth,authpriv.*;mail.none", before an action or a block
    property,   ///< ":msg, contains, "x"", before an action or a block
    condition,  ///< "if ... then", "else"
    action,     ///< what is done: "@host", "/var/log/x", "action(...)", "stop", "& ~"
    other,
  } kind = Kind::other;
  std::string_view text;  ///< of the filter, the action or the object
};

/// Statements in the order of the text, each with its node: what a filter or a block governs lies below it.
struct Statements {
  Tree tree;
  std::vector<Statement> statements;  ///< one for each node
  std::vector<Diagnostic> problems;   ///< braces, parentheses and quotes without partner
};

/// Linear in the input; blocks nested deeper than 100 are read as if they stood at that depth.
[[nodiscard]] Statements read_statements(std::string_view bytes);

/// `action(type="omfwd" Target="192.0.2.1")`: the name of an object and its parameters, names in lower case.
struct Object {
  std::string name;
  std::map<std::string, std::string, std::less<>> parameters;
  [[nodiscard]] std::string_view get(std::string_view key) const {
    const auto found = parameters.find(key);
    return found == parameters.end() ? std::string_view() : std::string_view(found->second);
  }
};
[[nodiscard]] Object read_object(std::string_view text);

[[nodiscard]] std::string lower(std::string_view text);

}  // namespace muster::grammars::rsyslog
