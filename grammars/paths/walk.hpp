#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/domain.hpp"
#include "grammars/cursor.hpp"
#include "grammars/paths/configuration.hpp"
#include "model/device.hpp"

/// The declaration of a language whose settings are paths of words, and the walk that gives each place of a
/// configuration to its row. `State` is what a format gathers on the way. A format that uses it instantiates
/// `Schema<State>` and `Walk<State>` in one .cpp, which includes `grammars/paths/walk.ipp`. The state has
/// `Scope scope() const` and `restore(Scope)`: what a handler sets for the places below its own.
namespace muster::grammars::paths {

template <class State>
class Walk;

/// A place that a handler reads: its node, and the way to say what was not understood.
template <class State>
struct Place {
  Walk<State>& walk;
  State& state;
  NodeId node;
};

/// One declared path; its words are separated by blanks, `*` stands for any one word.
template <class State>
struct Row {
  std::string_view path;
  Domains domains;                             ///< what it, and what is undeclared below it, can affect
  Outcome (*handler)(Place<State>) = nullptr;  ///< reads all below, except the places that have rows of their own
  bool block = false;                          ///< a block that means nothing itself
  std::string_view ignored_because = {};
  bool instance = false;  ///< the rows of the top level may stand in it as well
  /// Called for what was not understood in this place: marks its object, and returns the domains that stay open.
  Domains (*narrow)(Place<State>, Domains, model::LinesId) = nullptr;
};

template <class State>
using Rows = std::span<const Row<State>>;

template <class State>
class Schema {
 public:
  explicit Schema(std::initializer_list<Rows<State>> parts);

  struct Entry {
    const Row<State>* row = nullptr;
    std::uint32_t any = 0;  ///< the entry of `*`; 0: none
    std::map<std::string_view, std::uint32_t> words;
    Domains reach;  ///< of the row and of all below
    [[nodiscard]] bool is_leaf() const { return any == 0 && words.empty(); }
  };
  [[nodiscard]] const Entry& entry(std::uint32_t index) const { return entries_[index]; }
  /// 0: none.
  [[nodiscard]] std::uint32_t child(std::uint32_t index, std::string_view word) const;
  [[nodiscard]] std::vector<KeywordInfo> keywords() const;
  /// The row's name, as `keywords` has it.
  [[nodiscard]] const std::string& name(const Row<State>& row) const { return names_.at(&row); }

 private:
  Domains fill_reach(std::uint32_t index);
  std::uint32_t make_child(std::uint32_t index, std::string_view word);

  std::vector<Entry> entries_{1};
  std::vector<const Row<State>*> rows_;
  std::map<const Row<State>*, std::string> names_;
  std::map<const Row<State>*, std::uint32_t> entry_of_;
};

/// Walks a configuration along a schema.
template <class State>
class Walk {
 public:
  Walk(const Schema<State>& schema, Configuration& configuration, State& state, std::string_view input,
       model::Device& device, const ReadOptions& options, ReadResult& result);

  void run();
  /// Opens what was found and not understood; call it once, after `run`.
  void finish(const std::vector<Statement>& statements, const std::vector<Doubt>& doubts);

  // For handlers.
  [[nodiscard]] Configuration& configuration() { return config_; }
  [[nodiscard]] model::Device& device() { return device_; }
  [[nodiscard]] const ReadOptions& options() const { return options_; }
  /// The lines of the statement that brought `node`.
  [[nodiscard]] model::LinesId lines(NodeId node);
  /// The lines of all that stands in `node`, its own included; without the part below `without`.
  [[nodiscard]] model::LinesId lines_below(NodeId node, std::string_view without = {});
  /// All below and including `node` is known, or unknown: opens `domains`.
  void known(NodeId node, Domains domains);
  void unknown(NodeId node, Domains domains, std::string_view expected);
  void ignore(NodeId node) { mark(node, LineState::ignored); }
  Outcome fail(NodeId node, std::string_view expected);
  void secret(NodeId node);

 private:
  struct Level {
    const Row<State>* row;
    std::uint32_t entry;
    NodeId node;
  };

  void children(NodeId node, std::uint32_t entry);
  void visit(NodeId node, std::uint32_t entry);
  void visit_row(NodeId node, std::uint32_t entry, const Row<State>& row);
  void descend(NodeId node, std::uint32_t entry, const Row<State>* row);
  void open_doubtful(NodeId node, const Row<State>& row);
  void not_declared(NodeId node);
  [[nodiscard]] std::uint32_t child_of(std::uint32_t entry, std::string_view word) const;
  void mark(NodeId node, LineState state);
  void open(NodeId node, Domains domains, std::string reason, bool narrowing = true);
  void diagnose(NodeId node, std::string_view expected);

  const Schema<State>& schema_;
  Configuration& config_;
  State& state_;
  std::string_view input_;
  model::Device& device_;
  const ReadOptions& options_;
  ReadResult& result_;
  std::vector<Level> levels_;
  std::map<std::pair<std::string, unsigned>, std::vector<Evidence>> gaps_;
  std::vector<std::uint32_t> line_begins_;
};

}  // namespace muster::grammars::paths
