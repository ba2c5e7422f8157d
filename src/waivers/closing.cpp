#include "waivers/closing.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "waivers/objects.hpp"

namespace muster::waivers {
namespace {

using LineNumber = std::pair<std::uint32_t, std::uint32_t>;  ///< capture, line

/// What is declared, by line, and which lines say nothing.
class Declared {
 public:
  Declared(std::span<const DeclaredLine> lines, std::span<const CaptureLines> captures) {
    for (const DeclaredLine& line : lines)
      if (line.in_force) domains_[{line.capture, line.line}] |= line.domains;
    for (const CaptureLines& capture : captures)
      for_each_line(capture.text, [&](std::uint32_t number, std::string_view text) {
        if (says_nothing(text, capture.format)) silent_.insert({capture.capture, number});
      });
  }
  [[nodiscard]] Domains of(LineNumber line) const {
    const auto found = domains_.find(line);
    return found == domains_.end() ? Domains() : found->second;
  }
  [[nodiscard]] bool is_silent(LineNumber line) const { return silent_.contains(line) && !domains_.contains(line); }
  /// True if one of the lines is declared: all others need no second look.
  [[nodiscard]] bool touches(std::span<const Evidence> ranges) const {
    return std::ranges::any_of(ranges, [&](const Evidence& range) {
      const auto at = domains_.lower_bound({range.capture, range.first_line});
      return at != domains_.end() && at->first <= LineNumber{range.capture, range.last_line};
    });
  }

 private:
  std::map<LineNumber, Domains> domains_;
  std::set<LineNumber> silent_;
};

template <class Visit>
void for_each_number(std::span<const Evidence> ranges, const Visit& visit) {
  for (const Evidence& range : ranges)
    for (std::uint32_t line = range.first_line; line <= range.last_line; ++line) visit(LineNumber{range.capture, line});
}

void add_line(std::vector<Evidence>& ranges, LineNumber line) {
  if (!ranges.empty() && ranges.back().capture == line.first && ranges.back().last_line + 1 == line.second)
    ++ranges.back().last_line;
  else
    ranges.push_back({line.first, line.second, line.second});
}

/// What is left of an opening: its lines by what they still open.
std::map<unsigned, std::vector<Evidence>> rest_of(Domains domains, std::span<const Evidence> ranges,
                                                  const Declared& declared) {
  std::map<unsigned, std::vector<Evidence>> rest;
  bool says_something = false;
  for_each_number(ranges, [&](LineNumber line) {
    const Domains left = domains.without(declared.of(line));
    if (left.empty()) return;
    if (left == domains && !declared.is_silent(line)) says_something = true;
    add_line(rest[left.bits()], line);
  });
  // What stood between or behind the declared lines and says nothing opened nothing by itself.
  if (!says_something) rest.erase(domains.bits());
  return rest;
}

void close_openings(model::Device& device, const Declared& declared) {
  std::vector<model::Opening> kept;
  for (model::Opening& opening : device.openings) {
    const auto view = device.lines.get(opening.lines);
    const std::vector<Evidence> ranges(view.begin(), view.end());
    if (!declared.touches(ranges)) {
      kept.push_back(std::move(opening));
      continue;
    }
    for (auto& [bits, lines] : rest_of(opening.domains, ranges, declared))
      kept.push_back({opening.context, Domains::from_bits(bits), opening.reason, device.lines.add(std::move(lines))});
  }
  device.openings = std::move(kept);
}

/// An object does not say which line opened it for which domain: only what all of them are declared for closes.
void close_object(model::Object& object, const model::LineTable& lines, const Declared& declared) {
  if (!object.open || object.opened_by == 0) return;
  Domains closed = Domains::all();
  for_each_number(lines.get(object.opened_by), [&](LineNumber line) {
    if (!declared.is_silent(line)) closed = closed & declared.of(line);
  });
  object.open_domains = object.open_domains.without(closed);
  if (!object.open_domains.empty()) return;
  object.open = false;
  object.opened_by = 0;
  object.open_domains = Domains::all();
}

}  // namespace

void close_declared(model::Device& device, std::span<const DeclaredLine> lines,
                    std::span<const CaptureLines> captures) {
  const Declared declared(lines, captures);
  close_openings(device, declared);
  for_each_object(device, [&](model::Object& object) { close_object(object, device.lines, declared); });
}

}  // namespace muster::waivers
