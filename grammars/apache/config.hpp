#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "grammars/format.hpp"
#include "model/attribute.hpp"

/// An Apache configuration in its own terms: sections, and in each the directives that matter, in order.
namespace muster::grammars::apache {

/// What a configuration in this format can affect.
[[nodiscard]] inline constexpr Domains affected() { return Domain::proxy | Domain::health | Domain::logging; }

struct Directive {
  std::string name;  ///< in lower case
  std::vector<std::string> arguments;
  model::LinesId lines = 0;
  std::uint32_t section = 0;  ///< the section whose head this is; 0: none

  [[nodiscard]] std::string_view argument(std::size_t i) const {
    return i < arguments.size() ? std::string_view(arguments[i]) : std::string_view();
  }
};

enum class SectionKind : std::uint8_t {
  server,  ///< the main server or a virtual host
  location,
  location_match,
  files,  ///< Directory, Files and their Match forms: about files, not about what is forwarded
  proxy,
  methods,    ///< Limit, LimitExcept
  condition,  ///< If, ElseIf, Else: decided by each request
  require,    ///< RequireAll, RequireAny, RequireNone
};

struct Section {
  SectionKind kind = SectionKind::server;
  Directive head;
  std::uint32_t parent = 0;
  std::vector<Directive> directives;  ///< a section stands in its parent as a directive too, in its place
  bool open = false;                  ///< a line in it was not understood
  model::LinesId opened_by = 0;

  bool inherits_rewrites = false;  ///< RewriteOptions says that rules go on to virtual hosts, or come from above

  /// The last directive of that name, as Apache overwrites; null if there is none. After `index`.
  [[nodiscard]] const Directive* last(std::string_view name) const;
  void index();

 private:
  std::unordered_map<std::string_view, std::uint32_t> last_;
};

/// [0] is the main server.
struct Config {
  std::vector<Section> sections = std::vector<Section>(1);
};

/// A declared directive or section.
struct Row {
  std::string_view name;  ///< as the manual writes it
  Domains domains;
  Treatment treatment = Treatment::known;
  std::uint8_t least = 0;  ///< arguments
  std::string_view because = {};
  bool section = false;
  SectionKind kind = SectionKind::server;
};
/// `name` in lower case; null if it is not declared.
[[nodiscard]] const Row* find_directive(std::string_view name);
[[nodiscard]] const Row* find_section(std::string_view name);
[[nodiscard]] std::vector<KeywordInfo> keyword_infos();
/// How `ReadOptions::disabled_handler` names it: "ProxyPass", "<Location>".
[[nodiscard]] std::string path_of(const Row& row);

/// A row for each of the directives that cannot matter to any rule.
[[nodiscard]] std::span<const Row> ignored_rows();

}  // namespace muster::grammars::apache
