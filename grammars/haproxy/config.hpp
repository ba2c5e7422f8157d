#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "grammars/cursor.hpp"
#include "grammars/haproxy/lines.hpp"
#include "grammars/keyword_table.hpp"
#include "model/attribute.hpp"

/// An HAProxy configuration in its own terms: sections, and in each the lines that matter, in order.
namespace muster::grammars::haproxy {

struct Line {
  std::vector<Word> words;  ///< keyword first; "option httplog" has two
  bool negated = false;     ///< "no option httplog"
  model::LinesId lines = 0;

  [[nodiscard]] std::string_view word(std::size_t i) const {
    return i < words.size() ? std::string_view(words[i].text) : std::string_view();
  }
};

struct Section {
  Line head;
  std::vector<Line> lines;
  bool open = false;
  model::LinesId opened_by = 0;

  [[nodiscard]] std::string_view kind() const { return head.word(0); }
  [[nodiscard]] std::string_view name() const { return head.word(1); }
};

struct Config {
  std::vector<Section> sections;
  bool open = false;  ///< a line outside of every section was not understood
  model::LinesId opened_by = 0;
};

[[nodiscard]] const KeywordTable<Config>& section_keywords();

/// What a configuration in this format can affect.
[[nodiscard]] inline constexpr Domains affected() {
  return Domain::proxy | Domain::health | Domain::logging | Domain::users;
}

}  // namespace muster::grammars::haproxy
