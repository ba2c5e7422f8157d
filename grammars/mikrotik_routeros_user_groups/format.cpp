#include "grammars/format.hpp"

#include <algorithm>
#include <string>
#include <string_view>

#include "grammars/mikrotik/records.hpp"
#include "grammars/text_lines.hpp"

/// Output of `/user group print detail` of RouterOS. What a group may do becomes the level of its accounts: 15 with the
/// right to give rights (`policy`), 1 without the right to change anything (`write`).
namespace muster::grammars::mikrotik_routeros_user_groups {
namespace {

constexpr std::string_view group_keyword = "group";

/// Whether the list of rights has `right`; "!right" says that it has not.
bool allows(std::string_view rights, std::string_view right) {
  while (!rights.empty()) {
    const std::size_t comma = std::min(rights.find(','), rights.size());
    if (trim(rights.substr(0, comma)) == right) return true;
    rights.remove_prefix(std::min(comma + 1, rights.size()));
  }
  return false;
}

class Reader {
 public:
  Reader(const ReadOptions& options, model::Device& device)
      : options_(options), notes_(options, device), device_(device) {}

  ReadResult read(std::string_view bytes) {
    const bool any = mikrotik::read_records(bytes, notes_, Domain::users,
                                            [&](const mikrotik::Record& record, bool first) { one(record, first); });
    if (!any || !found_) notes_.open(Domain::users, "no group: not the output of /user group print");
    return notes_.finish();
  }

 private:
  void one(const mikrotik::Record& record, bool first) {
    if (notes_.disabled(group_keyword)) return found_ = true, notes_.known(Domain::users, group_keyword);
    const std::string* const name = record.find("name");
    const std::string* const rights = record.find("policy");
    if (record.ambiguous || name == nullptr || name->empty() || rights == nullptr)
      return notes_.unknown(Domain::users, "the name and the policy of a group", trim(notes_.line().text));
    found_ = true;
    if (first) put(*name, *rights);
    notes_.understood();
  }

  void put(const std::string& name, std::string_view rights) {
    const bool all = allows(rights, "policy");
    if (!all && allows(rights, "write")) return;
    if (groups_++ >= most_groups) return;
    for (model::User& user : device_.users)
      if (user.context == options_.context && user.role.known() && user.role.value == name)
        user.privilege.set(all ? 15 : 1, notes_.lines());
  }

  static constexpr std::size_t most_groups = 64;  ///< bounds the time; accounts of further groups have no level

  const ReadOptions& options_;
  LineNotes notes_;
  model::Device& device_;
  std::size_t groups_ = 0;
  bool found_ = false;
};

ReadResult read(std::string_view bytes, const ReadOptions& options, model::Device& device) {
  return Reader(options, device).read(bytes);
}

std::vector<KeywordInfo> keywords() { return {{std::string(group_keyword), Domain::users, Treatment::modelled, {}}}; }

}  // namespace

const Format& format() {
  static constexpr Format value{.name = "mikrotik_routeros_user_groups",
                                .title = "MikroTik RouterOS groups of accounts (/user group print detail)",
                                .contributes = Domain::users,
                                .read = read,
                                .write_back = write_back_lines,
                                .keywords = keywords,
                                .partial = Domain::users};
  return value;
}

}  // namespace muster::grammars::mikrotik_routeros_user_groups
