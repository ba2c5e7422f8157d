#include "collectors/shell_probe.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "collectors/completeness.hpp"

namespace muster::collectors {

namespace {

constexpr std::size_t most_chatter = 1U << 20U;
constexpr std::size_t longest_line = 1024;
constexpr unsigned most_pages = 100;

}  // namespace

void ShellProbe::receive(std::string_view bytes, SteadyTime now) {
  if (finished_ || bytes.empty()) return;
  received_ = now;
  buffer_.append(bytes);
  if (buffer_.size() > most_chatter) return fail(CollectionFailure::garbage, fmt::format("no prompt in {} bytes", buffer_.size()));
  watch();
}

/// Whatever it is, it must stand for a moment.
void ShellProbe::watch() {
  stands_ = Standing::nothing;
  const std::string line = last_line_shown();
  if (line.empty()) return;
  if (prompt_.empty()) {
    if (vote_.may_be_prompt(line))
      stands_ = Standing::prompt;
    else if (answer_to(line) != nullptr)
      stands_ = Standing::question;
  } else if (line == prompt_ && echo_seen()) {
    stands_ = Standing::prompt;
  } else if (pager_of(line) != nullptr) {
    stands_ = Standing::pager;
  }
}

std::string ShellProbe::last_line_shown() const {
  const std::string_view line = std::string_view(buffer_).substr(buffer_.rfind('\n') + 1);  // npos + 1 is 0
  return line.size() > longest_line ? std::string() : visible_line(line);
}

bool ShellProbe::echo_seen() const {
  const std::string_view line = std::string_view(buffer_).substr(0, buffer_.find('\n'));
  return asked_ > 0 && line.size() <= longest_line && visible_line(line).ends_with(lines_[asked_ - 1]);
}

/// The output as a terminal shows it: a pager left on has drawn into it.
std::string ShellProbe::shown() const {
  std::string text;
  std::size_t at = std::min(buffer_.find('\n'), buffer_.size() - 1) + 1;
  const std::size_t last = buffer_.rfind('\n') + 1;
  for (std::size_t end = 0; at < last; at = end + 1) {
    end = buffer_.find('\n', at);
    text += visible_line(std::string_view(buffer_).substr(at, end - at)) + "\n";
  }
  return text;
}

const ShellDialect* ShellProbe::pager_of(std::string_view line) const {
  for (const Recipe* const recipe : vote_.candidates())
    if (!recipe->shell.pager_key.empty() && recipe->shell.pager.matches_whole(line)) return &recipe->shell;
  return nullptr;
}

const RecipeAnswer* ShellProbe::answer_to(std::string_view line) const {
  for (const Recipe* const recipe : vote_.candidates())
    for (const RecipeAnswer& answer : recipe->shell.answers) {
      const bool given = std::ranges::any_of(answered_, [&](const RecipeAnswer* other) { return other->send == answer.send; });
      if (!given && answer.question.matches_whole(line)) return &answer;
    }
  return nullptr;
}

void ShellProbe::tick(SteadyTime now) {
  if (finished_ || now < deadline()) return;
  switch (std::exchange(stands_, Standing::nothing)) {
    case Standing::prompt: return accept_prompt(now);
    case Standing::pager: return turn_page(now);
    case Standing::question: return answer(now);
    case Standing::nothing: break;
  }
  using enum CollectionFailure;
  if (!prompt_.empty()) return fail(stalled, fmt::format("no answer to '{}'", lines_[asked_ - 1]));
  if (buffer_.empty()) return fail(stalled, "no prompt, no output");
  fail(unrecognised, fmt::format("no recipe knows the prompt '{}'", quoted(last_line_shown())));
}

void ShellProbe::answer(SteadyTime now) {
  answered_.push_back(answer_to(last_line_shown()));
  started_ = now;
  output_ += answered_.back()->send;
}

void ShellProbe::turn_page(SteadyTime now) {
  if (++pages_ > most_pages) return fail(CollectionFailure::garbage, "the device's pager does not end");
  received_ = now;
  output_ += pager_of(last_line_shown())->pager_key;
}

void ShellProbe::accept_prompt(SteadyTime now) {
  if (prompt_.empty()) {
    prompt_ = last_line_shown();
    vote_.narrow_by_prompt(prompt_);
    lines_ = vote_.lines();
    events_.push_back({"prompt", "looks like " + quoted(prompt_)});
  } else {
    vote_.answered(lines_[asked_ - 1], shown());
  }
  next_line(now);
}

void ShellProbe::next_line(SteadyTime now) {
  buffer_.clear();
  if (leaving_) {
    failure_ = CollectionFailure::cancelled;
    detail_ = "the run was stopped";
    return log_out();
  }
  if (asked_ == lines_.size()) return decide();
  started_ = received_ = now;
  output_ += lines_[asked_++] + "\n";
}

void ShellProbe::decide() {
  const auto result = vote_.result();
  if (result) {
    found_ = *result;
    events_.push_back({"detect", found_->platform});
  } else {
    failure_ = CollectionFailure::unrecognised;
    detail_ = result.error().message;
  }
  log_out();
}

/// With the line of the recipe that was found, or that all candidates share. Where there is none, the channel is closed.
void ShellProbe::log_out() {
  std::string line = found_ != nullptr ? found_->shell.logout : std::string();
  for (const Recipe* const recipe : vote_.candidates()) {
    if (found_ != nullptr || recipe->shell.logout.empty()) continue;
    if (!line.empty() && line != recipe->shell.logout) {
      line.clear();
      break;
    }
    line = recipe->shell.logout;
  }
  if (!line.empty()) output_ += line + "\n";
  logged_out_ = !line.empty();
  finished_ = true;
}

SteadyTime ShellProbe::deadline() const {
  if (finished_) return SteadyTime::max();
  const SteadyTime patience = prompt_.empty() ? started_ + deadlines_.prompt
                                              : std::min(received_ + deadlines_.idle, started_ + deadlines_.total);
  return stands_ != Standing::nothing ? std::min(received_ + deadlines_.settle, patience) : patience;
}

void ShellProbe::close(SteadyTime) {
  if (finished_) return;
  if (prompt_.empty()) return fail(CollectionFailure::protocol, "the device closed the session before its prompt");
  fail(CollectionFailure::truncated, fmt::format("the session ended at '{}'", lines_[asked_ - 1]));
}

void ShellProbe::fail(CollectionFailure failure, std::string detail) {
  failure_ = failure;
  detail_ = std::move(detail);
  finished_ = true;
}

}  // namespace muster::collectors
