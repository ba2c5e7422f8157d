#include "policy/member_values.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "policy/packed_value.hpp"

namespace muster::policy {
namespace {

constexpr std::size_t most_named = 3;

}  // namespace

MemberValues::MemberValues(const GroupOfMembers& group, const Rule& rule, std::size_t position) {
  for (const std::string_view field : member_fields) names_.push_back(make_text(field));
  for (const NamedExpression& fact : rule.facts) names_.push_back(make_text(fact.name));
  explain_missing(group);
  for (const MemberFacts* const member : group.members) add(*member, position);
  if (!group.open_because.empty()) open(cause({}, group.open_because));
  if (items_.empty()) items_.emplace_back();
  list_.items = items_.data();
}

Value MemberValues::list() const {
  Value value;
  value.kind = Kind::list;
  value.list = &list_;
  return value;
}

const Cause* MemberValues::cause(std::string what, std::string reason) {
  const std::string& kept_what = texts_.emplace_back(std::move(what));
  const std::string& kept_reason = texts_.emplace_back(std::move(reason));
  return &causes_.emplace_back(Cause{kept_what, kept_reason, 0, nullptr, nullptr});
}

void MemberValues::open(const Cause* why) {
  list_.why = list_.why == nullptr ? why : &causes_.emplace_back(Cause{{}, {}, 0, list_.why, why});
  list_.open = true;
}

/// One sentence for each reason: many members of a fleet can be missing for the same.
void MemberValues::explain_missing(const GroupOfMembers& group) {
  std::map<std::string_view, std::vector<std::string_view>> by_reason;
  for (const MemberFacts* const member : group.members)
    if (!member->missing_because().empty()) by_reason[member->missing_because()].push_back(member->identity().device);
  for (const auto& [reason, devices] : by_reason) {
    std::string text(devices.front());
    if (devices.size() > 1) {
      text = fmt::format("{} of {} members (", devices.size(), group.members.size());
      for (std::size_t i = 0; i < std::min(most_named, devices.size()); ++i)
        text.append(i == 0 ? "" : ", ").append(devices[i]);
      text += devices.size() > most_named ? ", ...)" : ")";
    }
    missing_[std::string(reason)] = cause({}, text + ": " + std::string(reason));
  }
}

void MemberValues::add(const MemberFacts& member, std::size_t position) {
  const MemberFacts::OfRule& known = member.rules_[position];
  const Value& included = known.included;
  const auto found = missing_.find(member.missing_because());
  const Cause* const missing = found == missing_.end() ? nullptr : found->second;
  if (included.kind == Kind::unknown) return open(missing != nullptr ? missing : included.cause);
  if (included.kind != Kind::boolean) {
    mistake_ = included.kind == Kind::error ? std::string(included.string())
                                            : member.identity().device + ": 'members' gives no bool";
    return;
  }
  if (!included.boolean) return;
  const MemberIdentity& identity = member.identity();
  std::vector<Value>& tags = values_.emplace_back();
  for (const std::string& tag : identity.tags) tags.push_back(make_text(tag));
  if (tags.empty()) tags.emplace_back();
  List& list = tags_.emplace_back();
  list.items = tags.data();
  list.size = static_cast<std::uint32_t>(identity.tags.size());
  Value tag_list;
  tag_list.kind = Kind::list;
  tag_list.list = &list;
  std::vector<Value>& values = values_.emplace_back();
  for (const std::string* const text : {&identity.device, &identity.site, &identity.role, &identity.platform})
    values.push_back(make_text(*text));
  values.push_back(tag_list);
  for (const MemberFacts::Fact& fact : known.facts)
    values.push_back(missing != nullptr && holds_unknown(fact.value) ? make_unknown(missing) : fact.value);
  Map& map = maps_.emplace_back();
  map.keys = names_.data();
  map.values = values.data();
  map.size = static_cast<std::uint32_t>(values.size());
  map.member = &member;
  map.uncertain = std::ranges::any_of(values, holds_unknown);
  Value value;
  value.kind = Kind::map;
  value.map = &map;
  items_.push_back(value);
  ++list_.size;
  list_.uncertain = list_.uncertain || map.uncertain;
}

}  // namespace muster::policy
