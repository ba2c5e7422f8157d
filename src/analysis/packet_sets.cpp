#include "analysis/packet_sets.hpp"

#include <algorithm>
#include <utility>

namespace muster::analysis {
namespace {

constexpr int max_depth = 2000;  ///< of boxes cut into boxes

/// The first part that does not end before `number`.
auto part_at(std::span<const Span> parts, Number number) {
  return std::ranges::lower_bound(parts, number, {}, &Span::last);
}

std::size_t properties_outside(const Product& set, const Box& box) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < property_count; ++i)
    if (!set.spans[i].contains(box.spans[i])) ++count;
  return count;
}

}  // namespace

Spans::Spans(std::vector<Span> spans) {
  std::ranges::sort(spans, {}, &Span::first);
  for (const Span& span : spans) {
    if (span.last < span.first) continue;
    const bool touches = !spans_.empty() && (span.first <= spans_.back().last || span.first - 1 == spans_.back().last);
    if (touches)
      spans_.back().last = std::max(spans_.back().last, span.last);
    else
      spans_.push_back(span);
  }
}

bool Spans::contains(const Span& span) const {
  const auto found = part_at(spans_, span.first);
  return found != parts().end() && found->first <= span.first && span.last <= found->last;
}

bool Spans::some_meets(const Span& span) const {
  const auto found = part_at(spans_, span.first);
  return found != parts().end() && found->first <= span.last;
}

Spans Spans::within(const Span& span) const {
  Spans result;
  for (auto part = part_at(spans_, span.first); part != parts().end() && part->first <= span.last; ++part)
    result.spans_.push_back({std::max(part->first, span.first), std::min(part->last, span.last)});
  return result;
}

Spans Spans::outside(const Span& all) const {
  Spans result;
  Number next = all.first;
  const Spans here = within(all);
  for (const Span& part : here.parts()) {
    if (next < part.first) result.spans_.push_back({next, part.first - 1});
    if (part.last == all.last) return result;
    next = part.last + 1;
  }
  result.spans_.push_back({next, all.last});
  return result;
}

bool Product::empty() const {
  return std::ranges::any_of(spans, [](const Spans& each) { return each.empty(); });
}

bool Product::contains(const Box& box) const {
  for (std::size_t i = 0; i < property_count; ++i)
    if (!spans[i].contains(box.spans[i])) return false;
  return true;
}

bool Product::meets(const Box& box) const {
  for (std::size_t i = 0; i < property_count; ++i)
    if (!spans[i].meets(box.spans[i])) return false;
  return true;
}

Spans common(const Spans& a, const Spans& b) {
  std::vector<Span> parts;
  for (const Span& part : a.parts()) {
    const Spans both = b.within(part);
    parts.insert(parts.end(), both.parts().begin(), both.parts().end());
  }
  return Spans(std::move(parts));
}

Product common(const Product& a, const Product& b) {
  Product result;
  for (std::size_t i = 0; i < property_count; ++i) result.spans[i] = common(a.spans[i], b.spans[i]);
  return result;
}

bool CoverSearch::spend() {
  if (steps_ == 0) return false;
  --steps_;
  return true;
}

Covering CoverSearch::covers(std::span<const Product* const> sets, const Product& packets) {
  Box box;
  for (std::size_t i = 0; i < property_count; ++i) {
    if (packets.spans[i].empty()) return Covering::all;
    box.spans[i] = {packets.spans[i].parts().front().first, packets.spans[i].parts().back().last};
  }
  // What lies in the hull and not in the packets counts as covered.
  std::vector<Product> around;
  for (std::size_t i = 0; i < property_count; ++i) {
    Spans gaps = packets.spans[i].outside(box.spans[i]);
    if (gaps.empty()) continue;
    Product& gap = around.emplace_back();
    for (std::size_t k = 0; k < property_count; ++k) gap.spans[k] = Spans(std::vector<Span>{box.spans[k]});
    gap.spans[i] = std::move(gaps);
  }
  if (around.empty()) return covers(sets, box);
  std::vector<const Product*> all(sets.begin(), sets.end());
  for (const Product& gap : around) all.push_back(&gap);
  return covers(all, box);
}

Covering CoverSearch::covers(std::span<const Product* const> sets, const Box& box) {
  std::vector<const Product*> near;
  const Product* along = nullptr;
  std::size_t fewest = property_count + 1;
  for (const Product* const set : sets) {
    if (!spend()) return Covering::undecided;
    if (!set->meets(box)) continue;
    const std::size_t outside = properties_outside(*set, box);
    if (outside == 0) return Covering::all;
    if (outside < fewest) fewest = outside, along = set;
    near.push_back(set);
  }
  if (along == nullptr) return Covering::not_all;
  if (depth_ >= max_depth) return Covering::undecided;
  ++depth_;
  const Covering answer = cut(near, *along, box);
  --depth_;
  return answer;
}

/// Cuts the box along the edges of one set, a property at a time; what remains at the end lies in that set.
Covering CoverSearch::cut(std::span<const Product* const> sets, const Product& along, const Box& box) {
  std::vector<Box> inside{box};
  bool undecided = false;
  for (std::size_t i = 0; i < property_count; ++i) {
    const Spans kept = along.spans[i].within(box.spans[i]);
    const Spans cut_off = along.spans[i].outside(box.spans[i]);
    std::vector<Box> next;
    for (Box piece : inside) {
      for (const Span& part : cut_off.parts()) {
        piece.spans[i] = part;
        const Covering answer = covers(sets, piece);
        if (answer == Covering::not_all) return answer;
        if (answer == Covering::undecided) undecided = true;
      }
      for (const Span& part : kept.parts()) {
        if (!spend()) return Covering::undecided;
        piece.spans[i] = part;
        next.push_back(piece);
      }
    }
    inside = std::move(next);
  }
  return undecided ? Covering::undecided : Covering::all;
}

}  // namespace muster::analysis
