#include "grammars/f5_bigip/settings.hpp"

namespace muster::grammars::f5_bigip {

std::vector<std::string> ListOf::texts() const {
  std::vector<std::string> all;
  all.reserve(values.size());
  for (const auto& value : values) all.push_back(value.value);
  return all;
}

Outcome begin_list_of(ListOf& list, Cursor& cursor) {
  list = {};
  list.given = true;
  list.lines.add(cursor.line());
  while (!cursor.at_end()) {
    auto value = take_value(cursor);
    if (!value) return cursor.fail("a value");
    if (*value != "none") list.values.push_back({*std::move(value), cursor.lines()});
  }
  return Outcome::understood;
}

Outcome add_to_list_of(ListOf& list, Cursor& cursor) {
  list.lines.add(cursor.line());
  // The first word is what the `*` of the row stands for.
  Cursor whole(cursor.context(), cursor.node());
  while (!whole.at_end()) {
    auto value = take_value(whole);
    if (!value) return cursor.fail("a value");
    list.values.push_back({*std::move(value), cursor.lines()});
  }
  return Outcome::understood;
}

std::optional<std::string> item_name(const Cursor& cursor) {
  Cursor whole(cursor.context(), cursor.node());
  auto name = take_value(whole);
  return whole.at_end() ? name : std::nullopt;
}

Outcome block(Config&, Cursor& cursor) { return cursor.end(); }

void head(model::Object& object, const About& about, const std::string& full_name, const Target& target) {
  target.head(object, about.lines);
  object.context = context_of(full_name, target.context);
  if (about.opened_by.empty()) return;
  object.open = true;
  object.opened_by = target.id(about.opened_by);
  object.open_domains = about.opened;
}

void open_for(const About& about, Domains domains, const std::string& reason, const Target& target) {
  if (!about.opened_by.empty()) target.device.open(target.context, domains, reason, target.id(about.opened_by));
}

Rows common_rows() {
  static constexpr std::string_view record = "keeps who made it and when";
  static constexpr std::array<Row, 12> rows{
      ignored<Config>("description", "text for people"),
      ignored<Config>("app-service", "the application that manages it"),
      ignored<Config>("partition", "the folder it stands in, which its name says"),
      ignored<Config>("creation-time", record),
      ignored<Config>("last-modified-time", record),
      ignored<Config>("create-time", record),
      ignored<Config>("created-by", record),
      ignored<Config>("last-update-time", record),
      ignored<Config>("updated-by", record),
      ignored<Config>("revision", record),
      ignored<Config>("metadata", "notes of management tools"),
      ignored<Config>("tm-partition", "the folder it stands in"),
  };
  return rows;
}

}  // namespace muster::grammars::f5_bigip
