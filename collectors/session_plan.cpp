#include "collectors/session_plan.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "collectors/capture_check.hpp"
#include "collectors/completeness.hpp"
#include "collectors/recipe_lines.hpp"

namespace muster::collectors {

namespace {

using Kind = PlanStep::Kind;

constexpr std::size_t most_contexts = 256;

/// The names in the lines of a device's list, each once, in their order; one more than may be at most.
std::vector<std::string> listed_names(const Pattern& pattern, std::string_view output) {
  std::vector<std::string> names;
  std::set<std::string, std::less<>> seen;
  while (!output.empty() && names.size() <= most_contexts) {
    const std::size_t end = std::min(output.find('\n'), output.size());
    for (const std::string_view name : pattern.all_groups(output.substr(0, end)))
      if (seen.emplace(name).second && names.size() <= most_contexts) names.emplace_back(name);
    output.remove_prefix(std::min(end + 1, output.size()));
  }
  return names;
}

std::optional<double> percent_in(const Pattern& pattern, std::string_view output) {
  const auto text = pattern.first_group(output);
  double value = 0;
  if (!text || text->empty()) return std::nullopt;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
  const bool whole = error == std::errc() && end == text->data() + text->size();
  return whole && value >= 0 && value <= 100'000 ? std::optional(value) : std::nullopt;
}

}  // namespace

SessionPlan::SessionPlan(const Recipe& recipe, std::span<const std::string> contexts, const Clock& clock)
    : recipe_(recipe), clock_(clock), configured_(contexts.begin(), contexts.end()) {
  const auto add = [this](Kind kind, std::size_t index, const std::string& line) {
    steps_.push_back({kind, index, line, {}, 1});
  };
  for (std::size_t i = 0; shell() && i < recipe.shell.prepare.size(); ++i) {
    add(Kind::prepare, i, recipe.shell.prepare[i]);
    if (i == 0 && !recipe.shell.privileged.empty()) add(Kind::enable, 0, recipe.shell.enable);
  }
  for (std::size_t i = 0; i < recipe.proofs.size(); ++i) add(Kind::proof, i, recipe.proofs[i].send);
  if (!recipe.guard.empty()) guard_ = Guard::to_ask;
  if (lists_contexts())
    add(Kind::list, 0, recipe.contexts.list);
  else
    plan_commands({});
  if (shell()) add(Kind::logout, 0, recipe.shell.logout);
}

bool SessionPlan::lists_contexts() const {
  return !recipe_.contexts.empty() && std::ranges::any_of(recipe_.commands, &RecipeCommand::per_context);
}

const PlanStep* SessionPlan::next() {
  const bool commands_are_over = steps_.empty() || steps_.front().kind == Kind::logout;
  if (commands_are_over && !deferred_.empty()) resume_heavy();
  return steps_.empty() ? nullptr : &steps_.front();
}

PlanStep SessionPlan::take() {
  PlanStep step = std::move(steps_.front());
  steps_.pop_front();
  return step;
}

void SessionPlan::repeat(PlanStep step) { steps_.push_front(std::move(step)); }

void SessionPlan::abandon(CollectionFailure failure, const std::string& detail) {
  const auto fail_in_context = [&](const PlanStep& step) {
    if (step.kind == Kind::command && !step.context.empty()) fail_step(step, failure, detail);
  };
  std::ranges::for_each(steps_, fail_in_context);
  std::ranges::for_each(deferred_, fail_in_context);
  deferred_.clear();
  std::erase_if(steps_, [](const PlanStep& step) { return step.kind != Kind::logout; });
}

std::optional<Objection> SessionPlan::learn(const PlanStep& step, std::string_view output,
                                            std::optional<std::string_view> error) {
  switch (step.kind) {
    case Kind::proof: return learn_proof(step, output);
    case Kind::list: learn_contexts(output, error); break;
    case Kind::guard: learn_load(error ? std::string_view() : output); break;
    case Kind::enter:
      if (error)
        skip_context(step.context, fmt::format("'{}' was refused: {}", step.line, quoted(*error)));
      else if (recipe_.contexts.leave.empty())
        stranded_ = true;
      break;
    case Kind::prepare:
    case Kind::leave:  // where the session is now, nobody knows
      if (error) return Objection{CollectionFailure::refused, fmt::format("'{}' was refused: {}", step.line, quoted(*error))};
      break;
    default: break;
  }
  return std::nullopt;
}

void SessionPlan::learn_prompt(const PlanStep& step, std::string_view before, std::string_view after) {
  if (step.kind != Kind::enter || (before != after && after.find(step.context) != std::string_view::npos)) return;
  const std::string why = fmt::format("behind '{}' the prompt does not name the context: {}", step.line, quoted(after));
  while (!steps_.empty() && steps_.front().kind == Kind::command && steps_.front().context == step.context) {
    fail_step(steps_.front(), CollectionFailure::refused, why);
    steps_.pop_front();
  }
}

std::optional<Objection> SessionPlan::learn_proof(const PlanStep& step, std::string_view output) {
  const RecipeProof& proof = recipe_.proofs[step.index];
  if (proof.expect.found_in(output)) return std::nullopt;
  if (proof.required) return Objection{CollectionFailure::refused, proof.otherwise};
  limits_.push_back({proof.otherwise, Domains::all()});
  return std::nullopt;
}

/// A list that is refused or cannot be read leaves the contexts unknown; one without a word says that there are none.
void SessionPlan::learn_contexts(std::string_view output, std::optional<std::string_view> error) {
  std::vector<std::string> names = listed_names(recipe_.contexts.name, output);
  std::vector<std::string> entered;
  if (error) {
    fail_contexts("the device did not list its contexts: " + quoted(*error));
  } else if (names.empty() && !last_line(output).empty()) {
    fail_contexts(fmt::format("no context is named in the answer to '{}': {}", recipe_.contexts.list, quoted(last_line(output))));
  } else {
    if (names.size() > most_contexts) {
      fail_context({}, CollectionFailure::oversize, fmt::format("the device lists more than {} contexts", most_contexts));
      names.resize(most_contexts);
    }
    for (const std::string& name : names) {
      if (is_safe_context_name(name))
        entered.push_back(name);
      else
        fail_context(quoted(name), CollectionFailure::refused, "the name of the context is not sent to a device: " + quoted(name));
    }
    for (const std::string& name : configured_)
      if (std::ranges::find(names, name) == names.end())
        fail_context(name, CollectionFailure::refused, fmt::format("the device does not list context {}", quoted(name)));
  }
  plan_commands(entered);
}

/// Commands of the device first, then context by context. They go before the logout, if it is there already.
void SessionPlan::plan_commands(const std::vector<std::string>& contexts) {
  std::deque<PlanStep> after = std::exchange(steps_, {});
  std::deque<PlanStep> before;
  while (!after.empty() && after.front().kind != Kind::logout) {
    before.push_back(std::move(after.front()));
    after.pop_front();
  }
  steps_ = std::move(before);
  for (const RecipeCommand& command : recipe_.commands)
    if (!command.per_context) add_block({command_step(command, {})});
  for (const std::string& context : contexts) {
    std::vector<PlanStep> block;
    for (const RecipeCommand& command : recipe_.commands)
      if (command.per_context) block.push_back(command_step(command, context));
    add_block(framed(std::move(block), context));
  }
  std::ranges::move(after, std::back_inserter(steps_));
}

PlanStep SessionPlan::command_step(const RecipeCommand& command, std::string_view context) {
  RecipeCommand& own = commands_.emplace_back(command);
  own.context = context;
  own.send = with_context(command.send, context);
  return {Kind::command, commands_.size() - 1, own.send, own.context, 1};
}

std::vector<PlanStep> SessionPlan::framed(std::vector<PlanStep> commands, const std::string& context) const {
  const RecipeContexts& contexts = recipe_.contexts;
  if (context.empty() || contexts.enter.empty() || !shell()) return commands;
  commands.insert(commands.begin(), {Kind::enter, 0, with_context(contexts.enter, context), context, 1});
  if (!contexts.leave.empty()) commands.push_back({Kind::leave, 0, with_context(contexts.leave, context), context, 1});
  return commands;
}

void SessionPlan::add_block(std::vector<PlanStep> block) {
  ask_guard_before(block);
  std::ranges::move(block, std::back_inserter(steps_));
}

/// Only where the session stands outside of every context.
void SessionPlan::ask_guard_before(const std::vector<PlanStep>& block) {
  const auto is_heavy = [this](const PlanStep& step) { return step.kind == Kind::command && command(step).heavy; };
  const auto is_guard = [](const PlanStep& step) { return step.kind == Kind::guard; };
  if (guard_ != Guard::to_ask || std::ranges::none_of(block, is_heavy) || std::ranges::any_of(steps_, is_guard)) return;
  steps_.push_back({Kind::guard, 0, recipe_.guard.send, {}, 1});
}

/// An account that may not ask for the load still collects: the guard is a courtesy, not a condition.
void SessionPlan::learn_load(std::string_view output) {
  const auto percent = percent_in(recipe_.guard.percent, output);
  if (!percent || *percent <= recipe_.guard.limit) {
    guard_ = Guard::passed;
    return;
  }
  load_ = fmt::format("the processor is at {} %, more than {} %", *percent, recipe_.guard.limit);
  guard_ = guard_ == Guard::asked_again ? Guard::asked_again : Guard::busy;
  defer_heavy();
}

/// Takes the heavy commands off the plan, and the frames of contexts in which nothing else is asked.
void SessionPlan::defer_heavy() {
  std::deque<PlanStep> kept;
  for (PlanStep& step : steps_) {
    const bool entered_for_nothing = step.kind != Kind::command && !kept.empty() && kept.back().kind == Kind::enter;
    if (step.kind == Kind::command && command(step).heavy) {
      deferred_.push_back(std::move(step));
      continue;
    }
    if (entered_for_nothing) kept.pop_back();
    if (!entered_for_nothing || step.kind != Kind::leave) kept.push_back(std::move(step));
  }
  steps_ = std::move(kept);
}

/// The other commands have run: the guard is asked once more, in front of what was deferred.
void SessionPlan::resume_heavy() {
  const std::vector<PlanStep> waiting = std::exchange(deferred_, {});
  if (guard_ == Guard::asked_again || stranded_) {
    for (const PlanStep& step : waiting) fail_step(step, CollectionFailure::busy, load_);
    return;
  }
  guard_ = Guard::asked_again;
  std::vector<PlanStep> again = {{Kind::guard, 0, recipe_.guard.send, {}, 1}};
  for (std::size_t i = 0; i < waiting.size();) {
    std::vector<PlanStep> block;
    const std::string& context = waiting[i].context;
    for (; i < waiting.size() && waiting[i].context == context && (block.empty() || !context.empty()); ++i)
      block.push_back(waiting[i]);
    std::ranges::move(framed(std::move(block), context), std::back_inserter(again));
  }
  steps_.insert(steps_.begin(), again.begin(), again.end());
}

void SessionPlan::fail_step(const PlanStep& step, CollectionFailure failure, const std::string& detail) {
  Capture capture = capture_of(command(step), clock_.now());
  capture.finished = capture.content_time = clock_.now();
  fail_capture(capture, failure, detail);
  failed_.push_back(std::move(capture));
}

/// Every command that would have been sent in the context.
void SessionPlan::fail_context(std::string_view context, CollectionFailure failure, const std::string& detail) {
  for (const RecipeCommand& command : recipe_.commands) {
    if (!command.per_context) continue;
    const PlanStep step = command_step(command, context);
    fail_step(step, failure, detail);
  }
}

void SessionPlan::fail_contexts(const std::string& detail) {
  if (configured_.empty()) fail_context({}, CollectionFailure::refused, detail);
  for (const std::string& name : configured_) fail_context(name, CollectionFailure::refused, detail);
}

/// The context was not entered: nothing is sent for it, and there is nothing to leave.
void SessionPlan::skip_context(const std::string& context, const std::string& detail) {
  while (!steps_.empty() && steps_.front().context == context && steps_.front().kind != Kind::logout) {
    if (steps_.front().kind == Kind::command) fail_step(steps_.front(), CollectionFailure::refused, detail);
    steps_.pop_front();
  }
}

}  // namespace muster::collectors
