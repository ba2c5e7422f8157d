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
    std::size_t chunk = 0;
    std::size_t used = 0;
    std::size_t total = 0;
  };
  [[nodiscard]] Mark mark() const { return {current_, used_, total_}; }
  void rewind(const Mark& mark) {
    current_ = mark.chunk;
    used_ = mark.used;
    total_ = mark.total;
  }

  /// Forgets all values; keeps the memory for the next ones.
  void reset() { rewind({}); }

 private:
  static constexpr std::size_t chunk_size = std::size_t{64} << 10;
  struct Chunk {
    std::unique_ptr<std::byte[]> bytes;
    std::size_t size = 0;
  };

  std::byte* take(std::size_t size) {
    size = (size + alignof(std::max_align_t) - 1) & ~(alignof(std::max_align_t) - 1);
    total_ += size;
    if (chunks_.empty() || chunks_[current_].size - used_ < size) go_on(size);
    std::byte* const begin = chunks_[current_].bytes.get() + used_;
    used_ += size;
    return begin;
  }

  /// Goes to the next chunk; makes one if there is none or it is too small.
  void go_on(std::size_t size) {
    if (!chunks_.empty()) ++current_;
    used_ = 0;
    if (current_ < chunks_.size() && chunks_[current_].size >= size) return;
    const std::size_t wanted = std::max(size, chunk_size);
    const auto at = chunks_.begin() + static_cast<std::ptrdiff_t>(current_);
    chunks_.insert(at, Chunk{std::make_unique_for_overwrite<std::byte[]>(wanted), wanted});
  }

  std::vector<Chunk> chunks_;
  std::size_t current_ = 0;
  std::size_t used_ = 0;
  std::size_t total_ = 0;
};

}  // namespace muster::policy
