#include "grammars/format.hpp"

#include <array>
#include <string>
#include <string_view>
#include <unordered_map>

#include "grammars/text_lines.hpp"

/// Output of `show vrrp` of Arista EOS: what state the groups of the configuration are in.
namespace muster::grammars::arista_eos_vrrp {
namespace {

constexpr std::string_view group_keyword = "group";
constexpr std::string_view state_keyword = "State is";

/// Groups of the device by name, those of the configuration among them.
class Groups {
 public:
  explicit Groups(model::Device& device) : groups_(device.redundancy_groups) {
    for (std::size_t i = 0; i < groups_.size(); ++i) by_name_.try_emplace(groups_[i].name.value, i);
  }
  model::RedundancyGroup& find_or_add(const std::string& name, std::uint32_t number, const ReadOptions& options,
                                      model::LinesId lines) {
    const auto [entry, added] = by_name_.try_emplace(name, groups_.size());
    if (!added) return groups_[entry->second];
    model::RedundancyGroup& group = groups_.emplace_back();
    group.context = options.context;
    group.lines = lines;
    group.name.set(name, lines);
    group.protocol.set("vrrp", lines);
    group.group.set(number, lines);
    return group;
  }

 private:
  std::vector<model::RedundancyGroup>& groups_;
  std::unordered_map<std::string, std::size_t> by_name_;
};

class Reader {
 public:
  Reader(const ReadOptions& options, model::Device& device)
      : options_(options), notes_(options, device), groups_(device) {}

  ReadResult read(std::string_view bytes) {
    LineScanner scanner(bytes);
    for (TextLine line; scanner.next(line);) {
      notes_.begin(line);
      read_line(line.text);
    }
    end_group();
    return notes_.finish();
  }

 private:
  void read_line(std::string_view text) {
    const std::string_view words = trim(text);
    if (words.empty()) return notes_.understood();
    if (text.front() != ' ' && text.front() != '\t') return head(words);
    if (!in_group_) return notes_.unknown(Domain::redundancy, "a group", words);
    if (words.starts_with("State is ")) return state(trim(words.substr(9)));
    if (const std::size_t at = words.find("string "); at != std::string_view::npos)
      notes_.secret(trim(words.substr(at + 7)));
    notes_.ignored();
  }

  /// "Vlan10 - Group 3"
  void head(std::string_view text) {
    end_group();
    constexpr std::string_view middle = " - Group ";
    const std::size_t at = text.find(middle);
    std::uint32_t number = 0;
    in_group_ = at != std::string_view::npos && parse_number(trim(text.substr(at + middle.size())), number);
    if (notes_.disabled(group_keyword)) return notes_.known(Domain::redundancy, group_keyword);
    if (!in_group_) return notes_.unknown(Domain::redundancy, "an interface and a group", text);
    number_ = number;
    name_ = "vrrp " + std::string(trim(text.substr(0, at))) + " " + std::to_string(number);
    lines_ = notes_.lines();
    waiting_ = true;
    notes_.understood();
  }

  void state(std::string_view word) {
    waiting_ = false;
    if (notes_.disabled(state_keyword)) return notes_.known(Domain::redundancy, state_keyword);
    struct State {
      std::string_view from;
      std::string_view to;
    };
    static constexpr auto states = std::to_array<State>(
        {{"Master", "master"}, {"Backup", "backup"}, {"Stopped", "fault"}, {"Init", "fault"}, {"Initialize", "fault"}});
    for (const auto& [from, to] : states) {
      if (from != word) continue;
      if (!name_.empty())
        groups_.find_or_add(name_, number_, options_, lines_).state.set(std::string(to), notes_.lines());
      return notes_.understood();
    }
    notes_.unknown(Domain::redundancy, "the state of a group", word);
  }

  /// A group without a state was cut off.
  void end_group() {
    if (waiting_) notes_.open(Domain::redundancy, "the group " + name_ + " has no state");
    waiting_ = in_group_ = false;
    name_.clear();
  }

  const ReadOptions& options_;
  LineNotes notes_;
  Groups groups_;
  std::string name_;
  std::uint32_t number_ = 0;
  model::LinesId lines_ = 0;
  bool in_group_ = false;
  bool waiting_ = false;
};

ReadResult read(std::string_view bytes, const ReadOptions& options, model::Device& device) {
  return Reader(options, device).read(bytes);
}

std::vector<KeywordInfo> keywords() {
  const Domains redundancy = Domain::redundancy;
  return {{std::string(group_keyword), redundancy, Treatment::modelled, {}},
          {std::string(state_keyword), redundancy, Treatment::modelled, {}},
          {"*", {}, Treatment::ignored, "settings that stand in the configuration, and timers"}};
}

}  // namespace

const Format& format() {
  static constexpr Format value{.name = "arista_eos_vrrp",
                                .title = "Arista EOS state of VRRP (show vrrp)",
                                .contributes = Domain::redundancy,
                                .read = read,
                                .write_back = write_back_lines,
                                .keywords = keywords,
                                .partial = Domain::redundancy};
  return value;
}

}  // namespace muster::grammars::arista_eos_vrrp
