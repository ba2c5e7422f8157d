#include "waivers/line_pattern.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <array>

namespace muster::waivers {
namespace {

/// Lines that no device has: what fits one of them speaks about no keyword.
constexpr std::array<std::string_view, 4> senseless{"", "qzx", "qzx-jvk 7", "qzx jvk wqv 192.0.2.1"};

RE2::Options options() {
  RE2::Options options;
  options.set_encoding(RE2::Options::EncodingLatin1);  // device output need not be UTF-8
  options.set_log_errors(false);
  options.set_max_mem(1 << 20);
  return options;
}

}  // namespace

struct LinePattern::Compiled {
  explicit Compiled(std::string_view pattern) : regex(re2::StringPiece(pattern.data(), pattern.size()), options()) {}
  RE2 regex;
};

LinePattern::LinePattern(std::shared_ptr<const Compiled> compiled) : compiled_(std::move(compiled)) {}

Result<LinePattern> LinePattern::compile(std::string_view pattern) {
  const LinePattern made(std::make_shared<const Compiled>(pattern));
  if (!made.compiled_->regex.ok())
    return fail(ErrorKind::input, "expected a regular expression (RE2), got '" + std::string(pattern) +
                                      "': " + made.compiled_->regex.error());
  const auto fits = std::ranges::find_if(senseless, [&](std::string_view line) { return made.matches(line); });
  if (fits != senseless.end())
    return fail(ErrorKind::input, "'" + std::string(pattern) + "' fits lines of any text, such as '" +
                                      std::string(*fits) + "': expected a pattern that names the keyword");
  return made;
}

bool LinePattern::matches(std::string_view line) const {
  return RE2::FullMatch(re2::StringPiece(line.data(), line.size()), compiled_->regex);
}

}  // namespace muster::waivers
