#include "store/names.hpp"

namespace muster::store {

std::int64_t Names::intern(std::string_view text) {
  if (const auto known = find(text)) return *known;
  Query(database_, "INSERT INTO name(text) VALUES (?)", text).run();
  const std::int64_t id = database_.last_row();
  remember(std::string(text), id);
  return id;
}

std::optional<std::int64_t> Names::find(std::string_view text) {
  const std::string key(text);
  if (const auto known = ids_.find(key); known != ids_.end()) return known->second;
  Query query(database_, "SELECT id FROM name WHERE text = ?", text);
  if (!query.step()) return std::nullopt;
  remember(key, query.integer(0));
  return query.integer(0);
}

std::string Names::text(std::int64_t id) {
  if (const auto known = texts_.find(id); known != texts_.end()) return known->second;
  Query query(database_, "SELECT text FROM name WHERE id = ?", id);
  if (!query.step()) return {};
  std::string text = query.text(0);
  remember(text, id);
  return text;
}

void Names::forget() {
  ids_.clear();
  texts_.clear();
}

void Names::remember(const std::string& text, std::int64_t id) {
  constexpr std::size_t most = 50'000;
  constexpr std::size_t longest = 200;
  if (text.size() > longest) return;
  if (ids_.size() >= most || texts_.size() >= most) forget();
  ids_[text] = id;
  texts_[id] = text;
}

}  // namespace muster::store
