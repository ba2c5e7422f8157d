#include "model/attribute.hpp"

#include <algorithm>

namespace muster::model {
namespace {

/// What more places than these are joined from, one after the other, shows its last lines as one range: sets that grow
/// by a place with each line of an input would otherwise take time and memory squared.
constexpr std::size_t most_places = 64;

/// Makes one range of the last ones of a capture until there are few enough. `ranges` is sorted.
void shorten(std::vector<Evidence>& ranges) {
  for (std::size_t last = ranges.size() - 1; ranges.size() > most_places && last > 0; --last) {
    Evidence& before = ranges[last - 1];
    if (before.capture != ranges[last].capture) continue;
    before.last_line = std::max(before.last_line, ranges[last].last_line);
    ranges.erase(ranges.begin() + static_cast<std::ptrdiff_t>(last));
  }
}

}  // namespace

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
  shorten(all);
  ranges_.insert(ranges_.end(), all.begin(), all.end());
  begin_.push_back(static_cast<std::uint32_t>(ranges_.size()));
  return static_cast<LinesId>(begin_.size() - 2);
}

std::span<const Evidence> LineTable::get(LinesId id) const {
  if (id + 1 >= begin_.size()) return {};
  return std::span(ranges_).subspan(begin_[id], begin_[id + 1] - begin_[id]);
}

}  // namespace muster::model
