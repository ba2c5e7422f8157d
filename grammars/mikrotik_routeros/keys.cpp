#include "grammars/mikrotik_routeros/keys.hpp"

#include "grammars/secret_words.hpp"
#include "grammars/text_lines.hpp"

namespace muster::grammars::mikrotik_routeros {

const char* put_text(Maybe<std::string>& to, const Parameter& from, const Cursor& cursor) {
  to = Lined<std::string>{from.value, cursor.lines()};
  return nullptr;
}

const char* put_names(Maybe<Names>& to, const Parameter& from, const Cursor& cursor) {
  to = Lined<Names>{split_list(from.value), cursor.lines()};
  return nullptr;
}

const char* put_flag(Maybe<bool>& to, const Parameter& from, const Cursor& cursor) {
  const bool on = from.value == "yes" || from.value == "true";
  if (!on && from.value != "no" && from.value != "false") return "yes or no";
  to = Lined<bool>{on, cursor.lines()};
  return nullptr;
}

const char* put_number(Maybe<std::int64_t>& to, const Parameter& from, const Cursor& cursor) {
  std::uint32_t number = 0;
  if (!parse_number(from.value, number)) return "a number";
  to = Lined<std::int64_t>{number, cursor.lines()};
  return nullptr;
}

const char* put_secret_text(Maybe<StoredText>& to, const Parameter& from, const Cursor& cursor) {
  const bool masked = is_masked_secret(from.value);
  to = Lined<StoredText>{{masked ? Secret() : Secret(from.value), "plain", masked}, cursor.lines()};
  return nullptr;
}

void begin_entry(Config& config, Entry& entry, const Cursor& cursor) {
  entry.lines.add(cursor.node().line, cursor.node().last_line);
  config.entry = &entry;
  config.entry_begin = cursor.node().begin;
}

Domains entry_is_open(Config& config, const Cursor& cursor, Domains domains) {
  if (config.entry == nullptr || config.entry_begin != cursor.node().begin) return domains;
  config.entry->open = true;
  config.entry->opened_by.add(cursor.node().line, cursor.node().last_line);
  config.entry = nullptr;
  return {};
}

Outcome menu(Config& config, Cursor& cursor) {
  config.entry = nullptr;
  return cursor.end();
}

void entry_head(model::Object& object, const Entry& entry, const Target& target) {
  target.head(object, entry.lines);
  object.open = entry.open;
  if (entry.open) object.opened_by = target.id(entry.opened_by);
}

}  // namespace muster::grammars::mikrotik_routeros
