#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

/// Sets of packets as boxes: a span of numbers for each property of a packet. Exact, for one family of addresses.
namespace muster::analysis {

__extension__ typedef unsigned __int128 Number;

/// The numbers from `first` to `last`.
struct Span {
  Number first = 0;
  Number last = 0;
  friend bool operator==(const Span&, const Span&) = default;
};

/// A set of numbers: sorted spans that neither overlap nor touch.
class Spans {
 public:
  Spans() = default;
  explicit Spans(std::vector<Span> spans);  ///< in any order, overlapping or not

  [[nodiscard]] bool empty() const { return spans_.empty(); }
  [[nodiscard]] std::span<const Span> parts() const { return spans_; }
  [[nodiscard]] bool contains(const Span& span) const;
  [[nodiscard]] bool meets(const Span& span) const {
    if (spans_.size() == 1) return span.first <= spans_[0].last && spans_[0].first <= span.last;
    return some_meets(span);
  }
  [[nodiscard]] Spans within(const Span& span) const;  ///< the part that lies in `span`
  [[nodiscard]] Spans outside(const Span& all) const;  ///< what is in `all` and not here
  friend bool operator==(const Spans&, const Spans&) = default;

 private:
  [[nodiscard]] bool some_meets(const Span& span) const;
  std::vector<Span> spans_;
};

/// What is known of a packet. Zones and applications are numbered by name, in their filter.
enum class Property : std::uint8_t {
  source,
  destination,
  protocol,
  source_port,
  destination_port,
  source_zone,
  destination_zone,
  application,
  known_connection,  ///< 1: it belongs to a connection that was there before
};
inline constexpr std::size_t property_count = 9;

/// Packets whose properties each lie in one span.
struct Box {
  std::array<Span, property_count> spans;
  [[nodiscard]] const Span& operator[](Property property) const { return spans[static_cast<std::size_t>(property)]; }
  [[nodiscard]] Span& operator[](Property property) { return spans[static_cast<std::size_t>(property)]; }
};

/// Packets whose properties each lie in a set of spans.
struct Product {
  std::array<Spans, property_count> spans;
  [[nodiscard]] const Spans& operator[](Property property) const { return spans[static_cast<std::size_t>(property)]; }
  [[nodiscard]] Spans& operator[](Property property) { return spans[static_cast<std::size_t>(property)]; }
  [[nodiscard]] bool empty() const;
  [[nodiscard]] bool contains(const Box& box) const;
  [[nodiscard]] bool meets(const Box& box) const;
};

/// What is in both.
[[nodiscard]] Spans common(const Spans& a, const Spans& b);
[[nodiscard]] Product common(const Product& a, const Product& b);

enum class Covering : std::uint8_t { all, not_all, undecided };

/// Answers whether the packets of one set all lie in the union of others. Exact: a box that no single set holds is cut
/// along the edges of one, and each piece is asked for. The worst case is exponential, so the work is bounded: each
/// comparison of a box with a set is a step, and when none are left the answer is `undecided`. One thread.
class CoverSearch {
 public:
  explicit CoverSearch(std::uint64_t steps) : steps_(steps) {}

  [[nodiscard]] Covering covers(std::span<const Product* const> sets, const Product& packets);
  [[nodiscard]] Covering covers(std::span<const Product* const> sets, const Box& box);
  [[nodiscard]] std::uint64_t steps_left() const { return steps_; }

 private:
  [[nodiscard]] Covering cut(std::span<const Product* const> sets, const Product& along, const Box& box);
  [[nodiscard]] bool spend();

  std::uint64_t steps_;
  int depth_ = 0;
};

}  // namespace muster::analysis
