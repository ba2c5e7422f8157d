#include "grammars/format.hpp"

#include <algorithm>
#include <string>
#include <string_view>

#include "grammars/text_lines.hpp"

/// Output of `show mlag` of Arista EOS: whether the pair of switches works, and whether their settings agree.
namespace muster::grammars::arista_eos_mlag {
namespace {

constexpr std::string_view domain_keyword = "domain-id";
constexpr std::string_view state_keyword = "state";
constexpr std::string_view peer_keyword = "negotiation status";
constexpr std::string_view config_keyword = "peer-config";
constexpr std::string_view address_keyword = "peer-address";

/// What the output says; an empty word: nothing.
struct Status {
  model::Text domain, state, negotiation, config, address;
};

class Reader {
 public:
  Reader(const ReadOptions& options, model::Device& device)
      : options_(options), device_(device), notes_(options, device) {}

  ReadResult read(std::string_view bytes) {
    LineScanner scanner(bytes);
    for (TextLine line; scanner.next(line);) {
      notes_.begin(line);
      read_line(trim(line.text));
    }
    if (!headed_)
      notes_.open(Domain::redundancy, "no heading: not the output of show mlag");
    else if (!has_state_)
      notes_.open(Domain::redundancy, "the state is missing");
    else
      put();
    return notes_.finish();
  }

 private:
  void read_line(std::string_view text) {
    if (text.empty()) return notes_.understood();
    if (text.starts_with("MLAG Configuration:")) headed_ = true;
    if (text.starts_with("MLAG ") && text.ends_with(':')) return notes_.understood();
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos) return notes_.unknown(Domain::redundancy, "a name, a colon and a value", text);
    const std::string_view key = trim(text.substr(0, colon));
    const std::string_view value = trim(text.substr(colon + 1));
    if (key == state_keyword) has_state_ = true;
    if (key == domain_keyword) return keep(status_.domain, domain_keyword, value);
    if (key == state_keyword) return keep(status_.state, state_keyword, value);
    if (key == peer_keyword) return keep(status_.negotiation, peer_keyword, value);
    if (key == config_keyword) return keep(status_.config, config_keyword, value);
    if (key == address_keyword) return keep(status_.address, address_keyword, value);
    notes_.ignored();
  }

  void keep(model::Text& to, std::string_view keyword, std::string_view value) {
    if (notes_.disabled(keyword)) return notes_.known(Domain::redundancy, keyword);
    to.set(std::string(value), notes_.lines());
    notes_.understood();
  }

  model::RedundancyGroup& group() {
    const std::string name = status_.domain.value.empty() ? "mlag" : "mlag " + status_.domain.value;
    const auto found =
        std::ranges::find_if(device_.redundancy_groups, [&](const auto& each) { return each.name.value == name; });
    if (found != device_.redundancy_groups.end()) return *found;
    model::RedundancyGroup& made = device_.redundancy_groups.emplace_back();
    made.context = options_.context;
    made.lines = status_.domain.lines;
    made.name.set(name, made.lines);
    made.protocol.set("mlag", made.lines);
    if (!status_.address.value.empty()) made.peer.set(status_.address.value, status_.address.lines);
    return made;
  }

  /// Both switches of a pair forward: each is a master as long as it works.
  void put() {
    if (!status_.state.known() || !status_.domain.known()) return;
    if (status_.state.value == "Disabled" || status_.state.value == "disabled") return;
    model::RedundancyGroup& to = group();
    const bool active = status_.state.value == "Active" || status_.state.value == "active";
    to.state.set(active ? "master" : "fault", status_.state.lines);
    if (status_.negotiation.known()) {
      const bool connected = status_.negotiation.value == "Connected" || status_.negotiation.value == "connected";
      to.peer_state.set(connected ? "master" : "fault", status_.negotiation.lines);
    }
    if (status_.config.known() && !status_.config.value.empty())
      to.synchronised.set(status_.config.value == "consistent", status_.config.lines);
  }

  const ReadOptions& options_;
  model::Device& device_;
  LineNotes notes_;
  Status status_;
  bool headed_ = false;
  bool has_state_ = false;
};

ReadResult read(std::string_view bytes, const ReadOptions& options, model::Device& device) {
  return Reader(options, device).read(bytes);
}

std::vector<KeywordInfo> keywords() {
  const Domains redundancy = Domain::redundancy;
  return {{std::string(domain_keyword), redundancy, Treatment::modelled, {}},
          {std::string(state_keyword), redundancy, Treatment::modelled, {}},
          {std::string(peer_keyword), redundancy, Treatment::modelled, {}},
          {std::string(config_keyword), redundancy, Treatment::modelled, {}},
          {std::string(address_keyword), redundancy, Treatment::modelled, {}},
          {"*", {}, Treatment::ignored, "settings that stand in the configuration, and counters of ports"}};
}

}  // namespace

const Format& format() {
  static constexpr Format value{.name = "arista_eos_mlag",
                                .title = "Arista EOS state of MLAG (show mlag)",
                                .contributes = Domain::redundancy,
                                .read = read,
                                .write_back = write_back_lines,
                                .keywords = keywords,
                                .partial = Domain::redundancy};
  return value;
}

}  // namespace muster::grammars::arista_eos_mlag
