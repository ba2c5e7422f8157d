#include "grammars/format.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "grammars/redundancy_groups.hpp"
#include "grammars/text_lines.hpp"

/// Output of `show chassis cluster status` of Junos: which node works for which group.
namespace muster::grammars::juniper_junos_cluster {
namespace {

constexpr std::string_view group_keyword = "Redundancy group:";
constexpr std::string_view node_keyword = "node";
constexpr std::uint32_t most_groups = 128;  ///< Junos has no higher number

struct Word {
  std::string_view junos;
  std::string_view neutral;
};
constexpr auto states = std::to_array<Word>({{"primary", "master"},
                                             {"secondary", "backup"},
                                             {"secondary-hold", "secondary-hold"},
                                             {"hold", "hold"},
                                             {"lost", "fault"},
                                             {"disabled", "fault"},
                                             {"ineligible", "fault"}});

bool is_node(std::string_view word) {
  return word.starts_with(node_keyword) && word.size() == node_keyword.size() + 1 &&
         (word.back() == '0' || word.back() == '1');
}

class Reader {
 public:
  Reader(const ReadOptions& options, model::Device& device)
      : options_(options), device_(device), notes_(options, device) {}

  ReadResult read(std::string_view bytes) {
    find_own_node(bytes);
    LineScanner scanner(bytes);
    for (TextLine line; scanner.next(line);) {
      notes_.begin(line);
      read_line(trim(line.text));
    }
    if (!seen_) notes_.open(Domain::redundancy, "no line 'Cluster ID': not the output of show chassis cluster status");
    end_group();
    return notes_.finish();
  }

 private:
  /// `{primary:node0}` above the prompt says who answered.
  void find_own_node(std::string_view bytes) {
    for (std::size_t at = bytes.find(":node"); at != std::string_view::npos; at = bytes.find(":node", at + 1))
      if (at + 6 < bytes.size() && bytes[at + 6] == '}') own_ = bytes.substr(at + 1, 5);
  }

  void read_line(std::string_view text) {
    if (text.empty()) return notes_.understood();
    if (text.starts_with("Cluster ID:")) return seen_ = true, notes_.understood();
    if (text.starts_with(group_keyword)) return group(text.substr(group_keyword.size()));
    if (group_ && is_node(Words(text).peek())) return node(text);
    notes_.ignored();
  }

  /// "1 , Failover count: 2"
  void group(std::string_view text) {
    if (notes_.disabled(group_keyword)) return notes_.known(Domain::redundancy, group_keyword);
    end_group();
    std::uint32_t number = 0;
    const std::string_view word = Words(text).next();
    if (!parse_number(word, number) || number > most_groups)
      return notes_.unknown(Domain::redundancy, "the number of a group", word);
    group_ = number;
    model::RedundancyGroup& to = current();
    to.group.set(number, notes_.lines());
    notes_.understood();
  }

  void end_group() {
    if (group_ && nodes_ != 2) notes_.open(Domain::redundancy, "a group without the states of its two nodes");
    group_.reset();
    nodes_ = 0;
  }

  model::RedundancyGroup& current() {
    return redundancy_group(device_, options_.context, "cluster " + std::to_string(*group_), "cluster", notes_.lines());
  }

  /// "node0  100  primary  no  no  None"
  void node(std::string_view text) {
    ++nodes_;
    if (notes_.disabled(node_keyword)) return notes_.known(Domain::redundancy, node_keyword);
    Words words(text);
    const std::string_view name = words.next(), priority = words.next(), state = words.next();
    std::uint32_t number = 0;
    if (!parse_number(priority, number)) return notes_.unknown(Domain::redundancy, "a priority", priority);
    const auto found = std::ranges::find(states, state, &Word::junos);
    if (found == states.end()) return notes_.unknown(Domain::redundancy, "a state", state);
    put(name, number, std::string(found->neutral));
    notes_.understood();
  }

  void put(std::string_view name, std::uint32_t priority, std::string state) {
    if (own_.empty()) return;
    model::RedundancyGroup& to = current();
    if (name == own_) {
      to.state.set(std::move(state), notes_.lines());
      to.priority.set(priority, notes_.lines());
    } else {
      to.peer.set(std::string(name), notes_.lines());
      to.peer_state.set(std::move(state), notes_.lines());
    }
  }

  const ReadOptions& options_;
  model::Device& device_;
  LineNotes notes_;
  std::string_view own_;
  std::optional<std::uint32_t> group_;
  unsigned nodes_ = 0;
  bool seen_ = false;
};

ReadResult read(std::string_view bytes, const ReadOptions& options, model::Device& device) {
  return Reader(options, device).read(bytes);
}

std::vector<KeywordInfo> keywords() {
  return {{std::string(group_keyword), Domain::redundancy, Treatment::modelled, {}},
          {std::string(node_keyword), Domain::redundancy, Treatment::modelled, {}},
          {"*",
           {},
           Treatment::ignored,
           "headings and the legend of failure codes: the nodes' states say what comes of them"}};
}

}  // namespace

const Format& format() {
  static constexpr Format value{
      .name = "juniper_junos_cluster",
      .title = "Junos chassis cluster (show chassis cluster status)",
      .contributes = Domain::redundancy,
      .read = read,
      .write_back = write_back_lines,
      .keywords = keywords,
      .partial = Domain::redundancy,
  };
  return value;
}

}  // namespace muster::grammars::juniper_junos_cluster
