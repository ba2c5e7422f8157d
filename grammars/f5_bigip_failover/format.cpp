#include "grammars/format.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "grammars/text_lines.hpp"

/// Output of `show sys failover` of BIG-IP: `Failover active for 3d 04:10:11`.
namespace muster::grammars::f5_bigip_failover {
namespace {

constexpr std::string_view keyword = "Failover";

/// The state of this unit in the words of the model; empty for one that is not known.
std::string_view state_of(std::string_view word) {
  struct State {
    std::string_view printed, name;
  };
  static constexpr std::array<State, 5> states{{{"active", "master"},
                                                {"standby", "backup"},
                                                {"offline", "fault"},
                                                {"forced_offline", "fault"},
                                                {"forced-offline", "fault"}}};
  const auto found = std::ranges::find(states, word, &State::printed);
  return found == states.end() ? std::string_view() : found->name;
}

class Reader {
 public:
  Reader(const ReadOptions& options, model::Device& device) : notes_(options, device), device_(device) {}

  ReadResult read(std::string_view bytes) {
    LineScanner scanner(bytes);
    for (TextLine line; scanner.next(line);) {
      notes_.begin(line);
      read_line(trim(line.text));
    }
    if (!found_) notes_.open(Domain::redundancy, "no state: not the output of show sys failover");
    return notes_.finish();
  }

 private:
  void read_line(std::string_view text) {
    if (text.empty()) return notes_.understood();
    Words words(text);
    if (words.next() != keyword) return notes_.unknown(Domain::redundancy, "Failover STATE", text);
    found_ = true;
    if (notes_.disabled(keyword)) return notes_.known(Domain::redundancy, keyword);
    const std::string_view state = state_of(words.peek());
    if (state.empty())
      return notes_.unknown(Domain::redundancy, "active, standby, offline or forced_offline", words.rest());
    for (model::RedundancyGroup& group : device_.redundancy_groups)
      if (group.protocol.value == "ha") group.state.set(std::string(state), notes_.lines());
    notes_.understood();
  }

  LineNotes notes_;
  model::Device& device_;
  bool found_ = false;
};

ReadResult read(std::string_view bytes, const ReadOptions& options, model::Device& device) {
  return Reader(options, device).read(bytes);
}

std::vector<KeywordInfo> keywords() { return {{std::string(keyword), Domain::redundancy, Treatment::modelled, {}}}; }

}  // namespace

const Format& format() {
  static constexpr Format value{"f5_bigip_failover", "BIG-IP state of the unit (show sys failover)",
                                Domain::redundancy,  read,
                                write_back_lines,    keywords,
                                Domain::redundancy};
  return value;
}

}  // namespace muster::grammars::f5_bigip_failover
