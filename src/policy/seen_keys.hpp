#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace muster::policy {

/// Counts how often each object key came. Keeps no text: a key is compared with the verdict that it first named, so
/// nothing is allocated for a key beyond what its verdict holds.
class SeenKeys {
 public:
  void clear() {
    if (used_ == 0) return;
    slots_.assign(slots_.size(), {});
    used_ = 0;
  }

  /// 1 for a new key, which the verdict `index` is going to carry; otherwise the how manieth it is. `name_at(index)`
  /// gives the key that an earlier verdict carries.
  int count(std::string_view key, std::size_t index, const auto& name_at) {
    if (2 * (used_ + 1) > slots_.size()) grow();
    const std::uint64_t hash = hash_of(key);
    for (std::size_t at = hash & (slots_.size() - 1);; at = (at + 1) & (slots_.size() - 1)) {
      Slot& slot = slots_[at];
      if (slot.times == 0) {
        slot = {hash, index, 1};
        ++used_;
        return 1;
      }
      if (slot.hash == hash && name_at(slot.verdict) == key) return ++slot.times;
    }
  }

 private:
  struct Slot {
    std::uint64_t hash = 0;
    std::size_t verdict = 0;
    int times = 0;
  };

  static std::uint64_t hash_of(std::string_view text) {
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
    return hash ^ (hash >> 29U);
  }
  void grow() {
    std::vector<Slot> old(slots_.empty() ? 16 : slots_.size() * 2);
    old.swap(slots_);
    for (const Slot& slot : old) {
      if (slot.times == 0) continue;
      std::size_t at = slot.hash & (slots_.size() - 1);
      while (slots_[at].times != 0) at = (at + 1) & (slots_.size() - 1);
      slots_[at] = slot;
    }
  }

  std::vector<Slot> slots_;
  std::size_t used_ = 0;
};

}  // namespace muster::policy
