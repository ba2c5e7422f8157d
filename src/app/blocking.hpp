#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <set>
#include <span>
#include <string>
#include <tuple>
#include <vector>

#include "app/assemble.hpp"
#include "app/line_shape.hpp"

namespace muster::app {

/// A kind of line that is not understood, and what it stands in the way of.
struct BlockingLine {
  std::string format;
  std::string state;  ///< "unknown", or "known": declared, but its meaning is not modelled
  std::string block;  ///< shape of the line that it hangs on; empty: none
  std::string shape;
  std::size_t verdicts = 0;  ///< that it blocks, alone or with others
  std::size_t alone = 0;     ///< that nothing else blocks
  std::size_t lines = 0;
  std::vector<std::string> devices;  ///< sorted
  std::vector<std::string> rules;    ///< sorted
  std::string example;               ///< redacted
  std::string example_where;         ///< "edge-1 running-config:12", "edge-1.cfg:12"
  Domains opens;
  Domains blocks;        ///< those of them that the blocked rules read
  std::string skeleton;  ///< a declaration to be filled in
};

/// Collects over a fleet, device by device.
class BlockingRank {
 public:
  explicit BlockingRank(const policy::PolicySet& rules);

  /// `place` names the capture in an example: "edge-1 running-config", or the file.
  void add(const AssembledDevice& assembled, std::span<const Capture> captures, std::span<const Verdict> verdicts,
           const std::function<std::string(const Capture&)>& place);

  /// Most blocked verdicts first, then most devices. `today` begins the life of the skeletons.
  [[nodiscard]] std::vector<BlockingLine> ranked(Timestamp today) const;

 private:
  struct Key {
    std::string format;
    std::string state;
    LineShape block;
    LineShape shape;
    friend auto operator<=>(const Key&, const Key&) = default;
  };
  struct Entry {
    std::set<std::tuple<std::string, std::string, std::string>> verdicts;  ///< device, rule, object
    std::set<std::tuple<std::string, std::string, std::string>> alone;
    std::set<std::string> devices;
    std::size_t lines = 0;
    std::string example;
    std::string example_where;
    Domains opens;
    bool has_block = false;  ///< lines hang on it that are not understood either
  };
  class Reader;

  void merge(Entry& into, const Entry& from) const;
  [[nodiscard]] BlockingLine told(const Key& key, const Entry& entry, Timestamp today) const;

  std::map<std::string, Domains, std::less<>> reads_;  ///< rule -> domains
  std::map<std::string, std::vector<std::string>, std::less<>> vocabularies_;
  std::map<Key, Entry> entries_;
};

}  // namespace muster::app
