#pragma once

#include <algorithm>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "model/attribute.hpp"

/// What formats gather their own objects in before they convert them.
namespace muster::grammars {

/// The lines that speak about an object, as ranges; a device's table gets them once, at the end.
class LineSet {
 public:
  void add(std::uint32_t first, std::uint32_t last) {
    if (!ranges_.empty() && first >= ranges_.back().first_line && first <= ranges_.back().last_line + 1)
      ranges_.back().last_line = std::max(ranges_.back().last_line, last);
    else
      ranges_.push_back({0, first, last});
  }
  void add(std::uint32_t line) { add(line, line); }
  [[nodiscard]] bool empty() const { return ranges_.empty(); }
  [[nodiscard]] model::LinesId id(model::LineTable& table, std::uint32_t capture) const {
    std::vector<Evidence> ranges = ranges_;
    for (Evidence& range : ranges) range.capture = capture;
    return table.add(std::move(ranges));
  }

 private:
  std::vector<Evidence> ranges_;
};

/// Objects by name, in order of first appearance. References stay valid while objects are added.
template <class T>
class NamedList {
 public:
  /// The object of that name; made if there is none.
  T& get(std::string_view name) {
    const auto [entry, added] = by_name_.try_emplace(std::string(name), items_.size());
    if (added) items_.push_back({entry->first, T{}, true});
    return items_[entry->second].value;
  }
  [[nodiscard]] T* find(std::string_view name) {
    const auto found = by_name_.find(std::string(name));
    return found == by_name_.end() ? nullptr : &items_[found->second].value;
  }
  void erase(std::string_view name) {
    const auto found = by_name_.find(std::string(name));
    if (found == by_name_.end()) return;
    items_[found->second].alive = false;
    items_[found->second].value = T{};
    by_name_.erase(found);
  }
  void clear() {
    items_.clear();
    by_name_.clear();
  }
  /// Calls `visit(name, object)` for each, in order.
  template <class Visit>
  void each(const Visit& visit) {
    for (Item& item : items_)
      if (item.alive) visit(std::as_const(item.name), item.value);
  }
  [[nodiscard]] std::size_t size() const { return by_name_.size(); }

 private:
  struct Item {
    std::string name;
    T value;
    bool alive;
  };
  std::deque<Item> items_;
  std::unordered_map<std::string, std::size_t> by_name_;
};

}  // namespace muster::grammars
