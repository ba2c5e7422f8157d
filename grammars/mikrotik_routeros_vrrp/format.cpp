#include "grammars/format.hpp"

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "grammars/mikrotik/records.hpp"
#include "grammars/text_lines.hpp"

/// Output of `/interface vrrp print detail` of RouterOS: what state the groups of the configuration are in.
namespace muster::grammars::mikrotik_routeros_vrrp {
namespace {

constexpr std::string_view group_keyword = "group";

class Reader {
 public:
  Reader(const ReadOptions& options, model::Device& device)
      : options_(options), notes_(options, device), groups_(device.redundancy_groups) {
    for (std::size_t i = 0; i < groups_.size(); ++i) by_name_.try_emplace(groups_[i].name.value, i);
  }

  ReadResult read(std::string_view bytes) {
    (void)mikrotik::read_records(bytes, notes_, Domain::redundancy,
                                 [&](const mikrotik::Record& record, bool first) { one(record, first); });
    return notes_.finish();
  }

 private:
  void one(const mikrotik::Record& record, bool first) {
    hide_password();
    if (notes_.disabled(group_keyword)) return notes_.known(Domain::redundancy, group_keyword);
    const std::string* const name = record.find("name");
    std::uint32_t number = 0;
    const std::string* const group = record.find("vrid");
    if (record.ambiguous || name == nullptr || name->empty() || group == nullptr || !parse_number(*group, number))
      return notes_.unknown_hidden(Domain::redundancy, "the name and the number of a group", trim(notes_.line().text));
    if (record.has('X')) return notes_.ignored();
    if (first) put(record, *name, number);
    notes_.understood();
  }

  void hide_password() {
    constexpr std::string_view key = "password=\"";
    const std::string_view text = notes_.line().text;
    const std::size_t at = text.find(key);
    if (at == std::string_view::npos) return;
    const std::string_view value = text.substr(at + key.size());
    const std::string_view secret = value.substr(0, value.find('"'));
    if (!secret.empty()) notes_.secret(secret);
  }

  void put(const mikrotik::Record& record, const std::string& name, std::uint32_t number) {
    const auto [entry, added] = by_name_.try_emplace("vrrp " + name, groups_.size());
    const model::LinesId lines = notes_.lines();
    if (added) {
      model::RedundancyGroup& made = groups_.emplace_back();
      made.context = options_.context;
      made.lines = lines;
      made.name.set(entry->first, lines);
      made.protocol.set("vrrp", lines);
      made.group.set(number, lines);
    }
    groups_[entry->second].state.set(record.has('M') ? "master" : record.has('B') ? "backup" : "fault", lines);
  }

  const ReadOptions& options_;
  LineNotes notes_;
  std::vector<model::RedundancyGroup>& groups_;
  std::unordered_map<std::string, std::size_t> by_name_;
};

ReadResult read(std::string_view bytes, const ReadOptions& options, model::Device& device) {
  return Reader(options, device).read(bytes);
}

std::vector<KeywordInfo> keywords() {
  return {{std::string(group_keyword), Domain::redundancy, Treatment::modelled, {}}};
}

}  // namespace

const Format& format() {
  static constexpr Format value{.name = "mikrotik_routeros_vrrp",
                                .title = "MikroTik RouterOS state of VRRP (/interface vrrp print detail)",
                                .contributes = Domain::redundancy,
                                .read = read,
                                .write_back = write_back_lines,
                                .keywords = keywords,
                                .partial = Domain::redundancy};
  return value;
}

}  // namespace muster::grammars::mikrotik_routeros_vrrp
