#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// Named structures of a configuration (access lists, route maps, object groups, ...): where they are defined, where
/// they are used, and what of the two does not fit together.
namespace muster::grammars {

struct StructureDefinition {
  std::string_view kind;  ///< "route-map", "extended ipv4 access-list": what the platform calls it
  std::string name;
  std::vector<std::uint32_t> lines;  ///< ascending; those of its block too
  bool always_used = false;          ///< exists for its own sake: an interface, a user
};

struct StructureUse {
  std::string_view kind;       ///< what has to be defined
  std::string_view defined_as; ///< kinds that will do, separated by '|'
  std::string name;
  std::string_view context;    ///< how it is used: "bgp inbound route-map"
  std::uint32_t line = 0;
};

struct References {
  std::vector<StructureDefinition> defined;  ///< each (kind, name) once, in the order of the text
  std::vector<StructureUse> used;            ///< in the order of the text
};

/// A structure that is used and not defined (with the lines that use it), or defined and not used (with its own lines,
/// and without context).
struct ReferenceProblem {
  std::string_view kind;
  std::string name;
  std::string_view context;
  std::vector<std::uint32_t> lines;
};
struct ReferenceProblems {
  std::vector<ReferenceProblem> undefined;  ///< by first line
  std::vector<ReferenceProblem> unused;     ///< by first line
};

/// What does not fit together. O(n log n).
[[nodiscard]] ReferenceProblems find_problems(const References& references);

}  // namespace muster::grammars
