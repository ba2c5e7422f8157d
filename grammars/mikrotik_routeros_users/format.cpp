#include "grammars/format.hpp"

#include <string>
#include <string_view>

#include "grammars/mikrotik/records.hpp"
#include "grammars/mikrotik/services.hpp"
#include "grammars/text_lines.hpp"
#include "grammars/user_index.hpp"

/// Output of `/user print detail` of RouterOS: who there is. Passwords are never shown.
namespace muster::grammars::mikrotik_routeros_users {
namespace {

constexpr std::string_view user_keyword = "user";

class Reader {
 public:
  Reader(const ReadOptions& options, model::Device& device)
      : notes_(options, device), index_(device, options.context) {}

  ReadResult read(std::string_view bytes) {
    const bool any = mikrotik::read_records(bytes, notes_, Domain::users,
                                            [&](const mikrotik::Record& record, bool first) { one(record, first); });
    // There is always one that may log in.
    if (!any || !found_) notes_.open(Domain::users, "no account: not the output of /user print");
    return notes_.finish();
  }

 private:
  void one(const mikrotik::Record& record, bool first) {
    if (notes_.disabled(user_keyword)) return found_ = true, notes_.known(Domain::users, user_keyword);
    const std::string* const name = record.find("name");
    const std::string* const group = record.find("group");
    if (record.ambiguous || name == nullptr || name->empty() || group == nullptr)
      return notes_.unknown(Domain::users, "the name and the group of an account", trim(notes_.line().text));
    found_ = true;
    if (first) put(record, *name, *group);
    notes_.understood();
  }

  void put(const mikrotik::Record& record, const std::string& name, const std::string& group) {
    const model::LinesId lines = notes_.lines();
    model::User& to = index_.find_or_add(name, lines);
    if (!to.name.known()) to.name.set(name, to.lines);
    to.role.set(group, lines);
    const std::string* const address = record.find("address");
    mikrotik::set_sources(to.allowed_sources, address == nullptr ? std::string_view() : *address, lines);
    // An account that is switched off: no password lets anybody in.
    if (record.has('X')) to.password.set({Secret(), "locked"}, lines);
  }

  LineNotes notes_;
  UserIndex index_;
  bool found_ = false;
};

ReadResult read(std::string_view bytes, const ReadOptions& options, model::Device& device) {
  return Reader(options, device).read(bytes);
}

std::vector<KeywordInfo> keywords() { return {{std::string(user_keyword), Domain::users, Treatment::modelled, {}}}; }

}  // namespace

const Format& format() {
  static constexpr Format value{.name = "mikrotik_routeros_users",
                                .title = "MikroTik RouterOS accounts (/user print detail)",
                                .contributes = Domain::users,
                                .read = read,
                                .write_back = write_back_lines,
                                .keywords = keywords};
  return value;
}

}  // namespace muster::grammars::mikrotik_routeros_users
