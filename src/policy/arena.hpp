#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

namespace muster::policy {

/// Memory for the values of one evaluation: handed out in order, given back all at once, reused without allocation.
/// Objects in it are never destroyed, so only trivial ones may live there.
class Arena {
 public:
  /// Beyond this an evaluation is stopped by `exhausted`.
  static constexpr std::size_t limit = std::size_t{64} << 20;

  template <class T>
  [[nodiscard]] std::span<T> make(std::size_t count) {
    static_assert(std::is_trivially_destructible_v<T> && alignof(T) <= alignof(std::max_align_t));
    T* const items = reinterpret_cast<T*>(take(count * sizeof(T)));
    std::uninitialized_default_construct_n(items, count);
    return {items, count};
  }
  template <class T>
  [[nodiscard]] T* make_one(const T& value) {
    static_assert(std::is_trivially_destructible_v<T> && alignof(T) <= alignof(std::max_align_t));
    return new (take(sizeof(T))) T(value);
  }
  [[nodiscard]] std::string_view copy(std::string_view text) {
    const std::span<char> bytes = make<char>(text.size());
    if (!text.empty()) std::memcpy(bytes.data(), text.data(), text.size());
    return {bytes.data(), bytes.size()};
  }

  [[nodiscard]] bool exhausted() const { return total_ > limit; }

  /// A point in time to which `rewind` goes back: what was made since then is forgotten.
  struct Mark {
    std::size_t chunks = 0;
    std::size_t used = 0;
    std::size_t total = 0;
  };
  [[nodiscard]] Mark mark() const { return {chunks_.size(), used_, total_}; }
  void rewind(const Mark& mark) {
    // A chunk begun since then is kept if it is the only one: the next values go there.
    if (mark.chunks == 0) return reset();
    chunks_.erase(chunks_.begin() + static_cast<std::ptrdiff_t>(mark.chunks), chunks_.end());
    used_ = mark.used;
    total_ = mark.total;
  }

  /// Forgets all values; keeps the first chunk.
  void reset() {
    if (chunks_.size() > 1) chunks_.erase(chunks_.begin() + 1, chunks_.end());
    used_ = 0;
    total_ = 0;
  }

 private:
  static constexpr std::size_t chunk_size = std::size_t{64} << 10;
  struct Chunk {
    std::unique_ptr<std::byte[]> bytes;
    std::size_t size = 0;
  };

  std::byte* take(std::size_t size) {
    size = (size + alignof(std::max_align_t) - 1) & ~(alignof(std::max_align_t) - 1);
    total_ += size;
    if (chunks_.empty() || chunks_.back().size - used_ < size) {
      const std::size_t wanted = std::max(size, chunk_size);
      chunks_.push_back({std::make_unique<std::byte[]>(wanted), wanted});
      used_ = 0;
    }
    std::byte* const begin = chunks_.back().bytes.get() + used_;
    used_ += size;
    return begin;
  }

  std::vector<Chunk> chunks_;
  std::size_t used_ = 0;
  std::size_t total_ = 0;
};

}  // namespace muster::policy
