#pragma once

#include <algorithm>
#include <cstring>
#include <span>
#include <string_view>

#include "policy/arena.hpp"

namespace muster::policy {

/// Grows in an arena: what functions build their results in, so that evaluation allocates nothing.
template <class T>
class ArenaVector {
 public:
  explicit ArenaVector(Arena& arena) : arena_(arena) {}

  void push_back(const T& item) { append(std::span(&item, 1)); }
  void append(std::span<const T> items) {
    if (items.empty()) return;
    if (size_ + items.size() > space_.size()) {
      const std::span<T> larger = arena_.make<T>(std::max<std::size_t>({2 * space_.size(), size_ + items.size(), 16}));
      std::copy_n(space_.begin(), size_, larger.begin());
      space_ = larger;
    }
    std::copy(items.begin(), items.end(), space_.begin() + static_cast<std::ptrdiff_t>(size_));
    size_ += items.size();
  }

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] std::span<const T> items() const { return space_.first(size_); }

 private:
  Arena& arena_;
  std::span<T> space_;
  std::size_t size_ = 0;
};

/// A text that grows in an arena.
class ArenaText : public ArenaVector<char> {
 public:
  using ArenaVector<char>::ArenaVector;
  ArenaText& operator+=(std::string_view text) {
    append(std::span(text.data(), text.size()));
    return *this;
  }
  ArenaText& operator+=(char c) {
    push_back(c);
    return *this;
  }
  [[nodiscard]] std::string_view view() const { return {items().data(), items().size()}; }
};

}  // namespace muster::policy
