#include "collectors/pattern.hpp"

#include <re2/re2.h>

namespace muster::collectors {

namespace {

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

}  // namespace

Result<Pattern> Pattern::compile(std::string_view expression, SourcePosition where) {
  RE2::Options options(RE2::Latin1);
  options.set_log_errors(false);
  options.set_never_capture(true);
  Pattern pattern;
  auto compiled = std::make_shared<const RE2>(piece(expression), options);
  if (!compiled->ok())
    return fail(ErrorKind::input, "the expression does not compile: " + compiled->error(), std::move(where));
  pattern.expression_ = std::move(compiled);
  return pattern;
}

bool Pattern::matches_whole(std::string_view text) const {
  return expression_ != nullptr && RE2::FullMatch(piece(text), *expression_);
}

bool Pattern::found_in(std::string_view text) const {
  return expression_ != nullptr && RE2::PartialMatch(piece(text), *expression_);
}

}  // namespace muster::collectors
