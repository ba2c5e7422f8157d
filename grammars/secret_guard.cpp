#include "grammars/secret_guard.hpp"

#include <algorithm>
#include <bitset>
#include <cstdint>
#include <cstring>
#include <optional>
#include <unordered_set>
#include <vector>

#include "model/schema.hpp"

namespace muster::grammars {
namespace {

constexpr std::size_t window = sizeof(std::uint64_t);
constexpr std::string_view replacement = "(hidden)";

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::uint64_t load(const char* at) {
  std::uint64_t value = 0;
  std::memcpy(&value, at, window);
  return value;
}

/// The first bytes of a secret that nobody writes by chance.
std::optional<std::uint64_t> telling_part(std::string_view secret) {
  for (std::size_t at = 0; at + window <= secret.size(); ++at) {
    const std::string_view part = secret.substr(at, window);
    if (std::ranges::any_of(part, is_digit) && std::ranges::any_of(part, is_letter)) return load(part.data());
  }
  return std::nullopt;
}

/// A set of telling parts that is quick to say no.
class Parts {
 public:
  void add(std::uint64_t part) {
    parts_.insert(part);
    filter_.set(slot(part));
  }
  void drop(std::uint64_t part) { parts_.erase(part); }
  [[nodiscard]] bool empty() const { return parts_.empty(); }

  /// Calls `found(position, part)` for each place of `text` where a part stands.
  template <class Found>
  void find(std::string_view text, const Found& found) const {
    for (std::size_t at = 0; at + window <= text.size(); ++at) {
      const std::uint64_t part = load(text.data() + at);
      if (filter_[slot(part)] && parts_.contains(part)) found(at, part);
    }
  }

 private:
  static constexpr std::size_t slots = std::size_t{1} << 14U;
  static std::size_t slot(std::uint64_t part) { return (part * 0x9e3779b97f4a7c15U) >> 50U; }

  std::bitset<slots> filter_;
  std::unordered_set<std::uint64_t> parts_;
};

Parts parts_of(const std::vector<ByteSpan>& secrets, std::string_view bytes) {
  Parts parts;
  for (const ByteSpan span : secrets)
    if (const auto part = telling_part(bytes.substr(span.begin, span.end - span.begin))) parts.add(*part);
  return parts;
}

/// Those of `parts` that some text holds.
Parts shown(const Parts& parts, const ReadResult& result, model::Device& device) {
  Parts found;
  const auto look = [&](std::string_view text) {
    parts.find(text, [&](std::size_t, std::uint64_t part) { found.add(part); });
  };
  model::edit_texts(device, [&](std::string& text) { look(text); });
  for (const Diagnostic& diagnostic : result.diagnostics) {
    look(diagnostic.got);
    look(diagnostic.expected);
  }
  return found;
}

/// What the capture itself shows outside of its secrets is none.
void drop_open_words(Parts& parts, std::string_view bytes, const std::vector<ByteSpan>& secrets) {
  std::vector<bool> hidden(bytes.size());
  for (const ByteSpan span : secrets)
    std::fill(hidden.begin() + static_cast<std::ptrdiff_t>(span.begin),
              hidden.begin() + static_cast<std::ptrdiff_t>(span.end), true);
  std::vector<std::uint64_t> open;
  parts.find(bytes, [&](std::size_t at, std::uint64_t part) {
    const auto first = hidden.begin() + static_cast<std::ptrdiff_t>(at);
    const auto last = first + static_cast<std::ptrdiff_t>(window);
    if (std::find(first, last, false) != last) open.push_back(part);
  });
  for (const std::uint64_t part : open) parts.drop(part);
}

}  // namespace

void guard_secrets(const Format& format, std::string_view bytes, const std::string& context, ReadResult& result,
                   model::Device& device) {
  const Parts all = parts_of(result.secrets, bytes);
  if (all.empty()) return;
  Parts parts = shown(all, result, device);
  if (parts.empty()) return;
  drop_open_words(parts, bytes, result.secrets);
  if (parts.empty()) return;
  const auto hide = [&](std::string& text) {
    bool holds = false;
    parts.find(text, [&](std::size_t, std::uint64_t) { holds = true; });
    if (holds) text = replacement;
  };
  model::edit_texts(device, hide);
  for (Diagnostic& diagnostic : result.diagnostics) {
    hide(diagnostic.got);
    hide(diagnostic.expected);
  }
  device.open(context, format.contributes, "a value that was read held a part of a secret: hidden", 0);
}

}  // namespace muster::grammars
