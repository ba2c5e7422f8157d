#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

/// Named structures of a configuration (access lists, route maps, object groups, ...): where they are defined, where
/// they are used, and what of the two does not fit together.
namespace muster::grammars {

struct StructureDefinition {
  std::string_view kind;  ///< "route-map", "extended ipv4 access-list": what the platform calls it
  std::string name;
  std::vector<std::uint32_t> lines;  ///< ascending; those of its block too
  bool always_used = false;          ///< exists for its own sake: an interface, a user
  std::string scope = {};            ///< where the name holds: a virtual system, a VDOM; empty: everywhere
};

struct StructureUse {
  std::string_view kind;        ///< what has to be defined; empty: nothing has, the name may be something else
  std::string_view defined_as;  ///< kinds that will do, separated by '|'
  std::string name;
  std::string_view context;  ///< how it is used: "bgp inbound route-map"
  std::uint32_t line = 0;
  std::string scope = {};  ///< where the name is looked up first; then among those that hold everywhere
  bool anywhere = false;   ///< it may as well be meant to hold everywhere: the scope is no part of the finding
};

struct References {
  std::vector<StructureDefinition> defined;  ///< each (scope, kind, name) once, in the order of the text
  std::vector<StructureUse> used;            ///< in the order of the text
};

/// A structure that is used and not defined (with the lines that use it), or defined and not used (with its own lines,
/// and without context).
struct ReferenceProblem {
  std::string_view kind;
  std::string name;
  std::string_view context;
  std::vector<std::uint32_t> lines;
  std::string scope = {};  ///< empty: everywhere
};
struct ReferenceProblems {
  std::vector<ReferenceProblem> undefined;  ///< by first line
  std::vector<ReferenceProblem> unused;     ///< by first line
};

/// Gathers definitions and uses in the order of the text.
class ReferenceCollector {
 public:
  /// The lines of that structure's definition, to which the caller adds, in any order; the list lives as long as
  /// nothing else is defined.
  std::vector<std::uint32_t>& define(std::string_view scope, std::string_view kind, std::string name, bool always_used);
  void use(StructureUse use) { found_.used.push_back(std::move(use)); }
  [[nodiscard]] References finish();

 private:
  using Key = std::tuple<std::string, std::string_view, std::string>;
  References found_;
  std::map<Key, std::size_t> by_name_;
};

/// What does not fit together. O(n log n).
[[nodiscard]] ReferenceProblems find_problems(const References& references);

}  // namespace muster::grammars
