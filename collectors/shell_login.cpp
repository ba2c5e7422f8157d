#include <algorithm>

#include "collectors/completeness.hpp"
#include "collectors/shell_dialogue.hpp"

/// The part of a terminal session in which the device asks: greeting, questions, privilege.
namespace muster::collectors {

/// Until the first command line came back behind something that has a prompt's shape.
void ShellDialogue::read_greeting(SteadyTime now) {
  if (next_) {
    if (find_echo(now)) events_.push_back({"prompt", "learnt " + quoted(prompt_)});
    return;
  }
  const std::size_t at = last_line_start();
  const std::string_view line = std::string_view(buffer_).substr(at);
  if (line.size() <= longest_prompt_line && recipe_.shell.prompt.matches_whole(visible_line(line.substr(0, line.find('\n'))))) {
    if (leaving_) leave_now();
    return send_step(plan_.take(), at, now);
  }
  read_question(now);
}

/// A question must have stood for a moment: the greeting may hold a line that begins like one.
void ShellDialogue::read_question(SteadyTime now) {
  if (partial().empty() || partial().size() > longest_prompt_line) return;
  const std::string line = visible_line(partial());
  const auto asks = [&](const RecipeAnswer& answer) { return answer.question.matches_whole(line); };
  if (!recipe_.shell.line_password.matches_whole(line) && std::ranges::none_of(recipe_.shell.answers, asks)) return;
  stands_ = Standing::question;
  standing_ = now + deadlines_.settle;
}

void ShellDialogue::answer_question(SteadyTime now) {
  const std::string line = visible_line(partial());
  if (recipe_.shell.line_password.matches_whole(line)) {
    if (line_sent_) return fail(CollectionFailure::denied, "the line password was not accepted");
    if (secrets_.line.empty())
      return fail(CollectionFailure::denied, "the terminal asks for a line password, and none is configured");
    line_sent_ = true;
    started_ = now;
    return send_line(secrets_.line.reveal());
  }
  for (std::size_t i = 0; i < answered_.size(); ++i) {
    const RecipeAnswer& answer = recipe_.shell.answers[i];
    if (answered_[i] || !answer.question.matches_whole(line)) continue;
    answered_[i] = true;
    started_ = now;
    events_.push_back({"prompt", "answered " + quoted(line)});
    return send(answer.send);
  }
}

/// The privilege secret is sent once, to the question that the recipe knows, and to nothing else.
void ShellDialogue::read_enable(SteadyTime now) {
  if (partial().size() > longest_prompt_line) return;
  const std::string line = visible_line(partial());
  if (line != prompt_ && is_same_host(line) && recipe_.shell.privileged.matches_whole(line)) {
    prompt_ = line;
    state_ = State::running;
    events_.push_back({"prompt", "privilege raised"});
  } else if (recipe_.shell.password_prompt.matches_whole(line) || recipe_.shell.password_prompt.matches_whole(partial())) {
    send_enable_secret(now);
  } else if (line == prompt_) {
    state_ = State::running;
    stop(CollectionFailure::denied,
         enable_sent_ ? "the enable secret was not accepted" : "the device did not raise the privilege");
  }
}

void ShellDialogue::send_enable_secret(SteadyTime now) {
  if (enable_sent_) return fail(CollectionFailure::denied, "the enable secret was not accepted");
  enable_sent_ = true;
  send_line(secrets_.enable.reveal());
  buffer_.clear();
  line_start_ = prompt_at_ = output_end_ = echo_from_ = 0;
  started_ = now;
}

}  // namespace muster::collectors
