#include "model/attribute.hpp"

#include <algorithm>

namespace muster::model {

LinesId LineTable::add(std::uint32_t capture, std::uint32_t first, std::uint32_t last) {
  ranges_.push_back({capture, first, last});
  begin_.push_back(static_cast<std::uint32_t>(ranges_.size()));
  return static_cast<LinesId>(begin_.size() - 2);
}

LinesId LineTable::add(std::vector<Evidence> ranges) {
  if (ranges.empty()) return 0;
  ranges_.insert(ranges_.end(), ranges.begin(), ranges.end());
  begin_.push_back(static_cast<std::uint32_t>(ranges_.size()));
  return static_cast<LinesId>(begin_.size() - 2);
}

LinesId LineTable::join(LinesId a, LinesId b) {
  if (a == b || b == 0) return a;
  if (a == 0) return b;
  const auto left = get(a);
  const auto right = get(b);
  std::vector<Evidence> all(left.begin(), left.end());
  all.insert(all.end(), right.begin(), right.end());
  std::ranges::sort(all);
  all.erase(std::ranges::unique(all).begin(), all.end());
  ranges_.insert(ranges_.end(), all.begin(), all.end());
  begin_.push_back(static_cast<std::uint32_t>(ranges_.size()));
  return static_cast<LinesId>(begin_.size() - 2);
}

std::span<const Evidence> LineTable::get(LinesId id) const {
  if (id + 1 >= begin_.size()) return {};
  return std::span(ranges_).subspan(begin_[id], begin_[id + 1] - begin_[id]);
}

}  // namespace muster::model
