#pragma once

#include "grammars/paths/walk.hpp"

namespace muster::grammars::paths {
/// Calls `visit` with each word of a path.
template <class Visit>
void each_word(std::string_view path, const Visit& visit) {
  while (!path.empty()) {
    const std::string_view word = path.substr(0, path.find(' '));
    path.remove_prefix(std::min(path.size(), word.size() + 1));
    visit(word);
  }
}

template <class State>
Treatment treatment(const Row<State>& row) {
  if (row.handler != nullptr || row.block) return Treatment::modelled;
  return row.ignored_because.empty() ? Treatment::known : Treatment::ignored;
}

template <class State>
Schema<State>::Schema(std::initializer_list<Rows<State>> parts) {
  for (const Rows<State> part : parts)
    for (const Row<State>& row : part) {
      std::uint32_t at = 0;
      each_word(row.path, [&](std::string_view word) { at = make_child(at, word); });
      entries_[at].row = &row;
      entry_of_[&row] = at;
      rows_.push_back(&row);
    }
  fill_reach(0);
  for (const Row<State>* row : rows_) {
    std::string name;
    std::uint32_t at = 0;
    each_word(row->path, [&](std::string_view word) {
      if (!name.empty()) name += entries_[at].row != nullptr ? '/' : ' ';
      name += word;
      at = word == "*" ? entries_[at].any : entries_[at].words.at(word);
    });
    names_[row] = std::move(name);
  }
}

template <class State>
std::uint32_t Schema<State>::make_child(std::uint32_t index, std::string_view word) {
  const std::uint32_t found = word == "*" ? entries_[index].any : entries_[index].words[word];
  if (found != 0) return found;
  const auto made = static_cast<std::uint32_t>(entries_.size());
  if (word == "*")
    entries_[index].any = made;
  else
    entries_[index].words[word] = made;
  entries_.emplace_back();
  return made;
}

template <class State>
std::uint32_t Schema<State>::child(std::uint32_t index, std::string_view word) const {
  const Entry& entry = entries_[index];
  const auto found = entry.words.find(word);
  return found != entry.words.end() ? found->second : entry.any;
}

template <class State>
Domains Schema<State>::fill_reach(std::uint32_t index) {
  Domains all = entries_[index].row == nullptr ? Domains() : entries_[index].row->domains;
  for (const auto& [word, below] : entries_[index].words) all |= fill_reach(below);
  if (entries_[index].any != 0) all |= fill_reach(entries_[index].any);
  return entries_[index].reach = all;
}

template <class State>
std::vector<KeywordInfo> Schema<State>::keywords() const {
  std::vector<KeywordInfo> infos;
  for (const Row<State>* row : rows_)
    infos.push_back(
        {names_.at(row), entries_[entry_of_.at(row)].reach, treatment(*row), std::string(row->ignored_because)});
  return infos;
}

}  // namespace muster::grammars::paths
