#include "fleet/personality.hpp"

#include <algorithm>
#include <utility>

#include "fleet/deformation.hpp"

namespace muster::fleet {

using namespace std::chrono_literals;

namespace {

constexpr std::string_view garbage = "\xff\xfe\x01\x02\x03%%%\x1b[2J\x80\x81\r\n\x90\x91\xa0 ??\r\n";
constexpr std::size_t flood_bytes = 256U << 10U;
constexpr std::string_view flood_line =
    "*** Unauthorised access is prohibited. Access is recorded. # > Password: ***\n";

/// How an output that is cut off ends; none of these: go_on.
Piece::Then end_of(Faults faults) {
  if (faults.has(Fault::drop)) return Piece::Then::drop;
  if (faults.has(Fault::close)) return Piece::Then::close;
  if (faults.has(Fault::stall)) return Piece::Then::stall;
  if (faults.has(Fault::vanish)) return Piece::Then::vanish;
  return Piece::Then::go_on;
}

bool cuts_output(Faults faults) { return faults.has(Fault::cut) || end_of(faults) != Piece::Then::go_on; }

bool deforms(Faults faults) {
  return std::ranges::any_of(std::initializer_list<Fault>{Fault::filtered, Fault::masked, Fault::prompt_inside,
                                                          Fault::noise, Fault::noise_inside},
                             [&](Fault fault) { return faults.has(fault); });
}

std::string repeated(std::string_view line, std::size_t bytes) {
  std::string out;
  while (out.size() < bytes) out.append(line);
  return out;
}

std::string visible_with(const Device& device, Faults faults, const Output& output, std::string_view prompt) {
  std::string text = output.text;
  if (faults.has(Fault::filtered)) text = filtered(text);
  if (faults.has(Fault::masked)) text = masked(text, device.speech().mask);
  if (faults.has(Fault::prompt_inside)) text = with_prompts(text, prompt);
  return text;
}

}  // namespace

const Dialect& Device::speech() const {
  if (dialect) return *dialect;
  static const auto shell = Dialect::of("cisco_ios");
  static const auto exec = Dialect::of("linux");
  return personality == Personality::shell ? *shell : *exec;
}

std::string Device::visible(const Output& output) const {
  const Dialect& known = speech();
  const std::string prompt =
      filled(known.prompt, {{"host", shown_name()}, {"user", user}, {"mark", known.privileged}, {"context", ""}});
  return visible_with(*this, fault, output, prompt);
}

std::string_view Piece::from(std::size_t offset) const {
  if (offset < text.size()) return std::string_view(text).substr(offset);
  offset -= text.size();
  if (offset < middle().size()) return middle().substr(offset);
  return std::string_view(tail).substr(std::min(offset - middle().size(), tail.size()));
}

Shell::Shell(const Device& device, Faults faults, Statistics* statistics)
    : device_(device),
      dialect_(device.speech()),
      faults_(faults),
      statistics_(statistics),
      privileged_(device.enable.empty()),
      paging_(!dialect_.pager.empty()),
      stamped_(!dialect_.before_output.empty()) {}

void Shell::note(Awaited at, std::string text) {
  if (statistics_ != nullptr) statistics_->note_input(at, std::move(text));
}

std::string Shell::fill(std::string_view pattern, std::string_view line, unsigned percent) const {
  const std::string privilege = std::to_string(!privileged_ ? 1 : faults_.has(Fault::filtered) ? 7 : device_.privilege);
  const std::string load = std::to_string(device_.load);
  const std::string done = std::to_string(percent);
  const std::string host = renamed_ ? "other-" + device_.shown_name() : device_.shown_name();
  return filled(pattern, {{"host", host},
                          {"user", device_.user},
                          {"mark", privileged_ ? dialect_.privileged : dialect_.unprivileged},
                          {"context", context_},
                          {"line", line},
                          {"privilege", privilege},
                          {"load", load},
                          {"percent", done}});
}

/// A text of the dialect, with its line ends.
std::string Shell::shown(std::string_view pattern, std::string_view line) const {
  return terminal(fill(pattern, line));
}

std::string Shell::terminal(std::string_view text) const {
  return dialect_.line_end == "\n" ? std::string(text) : Text::with_crlf(text);
}

std::string Shell::prompt() const { return fill(mode_.empty() ? dialect_.prompt : mode_); }

/// What ends an answer.
std::string Shell::ready() const { return shown(dialect_.before_prompt) + prompt(); }

Piece Shell::greeting() {
  Piece piece;
  if (faults_.has(Fault::garbage)) {
    piece.text = garbage;
    piece.then = Piece::Then::stall;
    return piece;
  }
  if (faults_.has(Fault::endless_banner)) {
    piece.text = terminal(repeated(flood_line, 4096));
    piece.then = Piece::Then::repeat;
    return piece;
  }
  if (faults_.has(Fault::banner_flood)) piece.text = terminal(repeated(flood_line, flood_bytes));
  piece.text += terminal(device_.banner) + after_greeting();
  return piece;
}

/// The next thing that is asked before the prompt, or the prompt.
std::string Shell::after_greeting() {
  if (asked_ < device_.acknowledge.size()) {
    awaits_ = Awaited::question;
    return terminal(device_.acknowledge[asked_].text);
  }
  if (!device_.line_password.empty() && awaits_ != Awaited::line_password) {
    awaits_ = Awaited::line_password;
    return shown("\nUser Access Verification\n\n") + shown(dialect_.line_password);
  }
  awaits_ = Awaited::prompt;
  return shown(dialect_.greeting) + prompt();
}

/// The echo goes out before the answer to the line.
Piece Shell::next() {
  Piece piece = std::exchange(answer_, {});
  if (!piece.nothing()) return piece;
  std::size_t taken = 0;
  for (bool more = true; more && taken < typed_.size();) {
    Piece answer = key(typed_[taken++]);
    piece.text += answer.text;
    answer.text.clear();
    if (answer.nothing()) continue;
    answer_ = std::move(answer);
    more = false;
  }
  typed_.erase(0, taken);
  if (piece.text.empty()) return std::exchange(answer_, {});
  return piece;
}

std::string Shell::echo_of(char c) {
  if (faults_.has(Fault::no_echo) || awaits_ == Awaited::line_password || awaits_ == Awaited::enable_secret) return {};
  std::string echo(1, c);
  if (dialect_.echo == Dialect::Echo::redraw) echo = "\r" + prompt() + line_ + "\x1b[K";
  if (line_.size() != 4) return echo;
  const std::string message = terminal("\n" + fill(dialect_.log_line) + "\n");
  if (faults_.has(Fault::noise_echo)) echo += message + prompt() + line_;
  if (faults_.has(Fault::split_echo)) echo += message;
  return echo;
}

std::string Shell::end_of_echo() const {
  if (faults_.has(Fault::no_echo)) return {};
  return awaits_ == Awaited::prompt ? dialect_.echo_end : dialect_.line_end;
}

/// The text of what it yields is the echo; the answer stands in the tail and the rest.
Piece Shell::key(char c) {
  Piece piece;
  if (awaits_ == Awaited::question) return answered(c);
  if (awaits_ == Awaited::page) {
    note(awaits_, std::string(1, c));
    awaits_ = Awaited::prompt;
    if (c == 'q' || c == 'Q') paged_.clear();
    piece = page();
    piece.tail.insert(0, dialect_.pager_erase);
    return piece;
  }
  const bool doubled = c == '\n' && std::exchange(after_return_, c == '\r');
  if (doubled) return piece;
  if (c != '\n' && c != '\r') {
    line_.push_back(c);
    piece.text = echo_of(c);
    return piece;
  }
  std::string echo = end_of_echo();
  const std::string line = std::exchange(line_, {});
  note(awaits_, line);
  piece = awaits_ == Awaited::prompt ? run(line) : password(line);
  piece.text = std::move(echo);
  if (!line.empty()) piece.delay = device_.latency;
  return piece;
}

/// Towards the answer of a question behind the banner. A wrong one is asked again.
Piece Shell::answered(char c) {
  const Question& question = device_.acknowledge[asked_];
  line_.push_back(c);
  Piece piece;
  if (line_ != question.answer && line_.size() < question.answer.size() && c != '\n') return piece;
  note(awaits_, line_);
  if (std::exchange(line_, {}) == question.answer) ++asked_;
  piece.tail = dialect_.line_end + after_greeting();
  return piece;
}

Piece Shell::password(const std::string& line) {
  Piece piece;
  if (awaits_ == Awaited::line_password) {
    const bool right = line == device_.line_password;
    piece.tail = right ? after_greeting() : shown(dialect_.line_password);
    return piece;
  }
  awaits_ = Awaited::prompt;
  privileged_ = line == device_.enable;
  piece.tail = (privileged_ ? std::string() : shown(dialect_.enable_denied)) + ready();
  return piece;
}

const Dialect::Reply* Shell::reply_to(std::string_view line) const {
  const auto fits = [&](const Dialect::Reply& reply) {
    const std::string_view known = reply.line;
    return known.ends_with('*') ? line.starts_with(known.substr(0, known.size() - 1)) : line == known;
  };
  const auto found = std::ranges::find_if(dialect_.replies, fits);
  return found != dialect_.replies.end() ? &*found : nullptr;
}

const Output* Shell::output_of(std::string_view line) const {
  if (!privileged_) return nullptr;
  const auto context = device_.contexts.find(context_);
  const Outputs& outputs = context != device_.contexts.end() ? context->second : device_.outputs;
  const auto found = outputs.find(line);
  return found != outputs.end() ? &found->second : nullptr;
}

/// Into or out of a mode or a context.
bool Shell::move(const std::string& line, Piece& piece) {
  for (const Dialect::Move& known : dialect_.moves) {
    std::string context;
    const std::size_t hole = known.line.find("{context}");
    if (hole != std::string::npos) {
      if (!line.starts_with(known.line.substr(0, hole))) continue;
      context = line.substr(hole);
      if (!device_.contexts.contains(context)) continue;
    } else if (known.line.ends_with('*') ? !line.starts_with(known.line.substr(0, known.line.size() - 1))
                                         : line != known.line) {
      continue;
    }
    context_ = std::move(context);
    mode_ = known.prompt;
    piece.tail = shown(known.text) + ready();
    return true;
  }
  return false;
}

Piece Shell::leave() {
  Piece piece;
  piece.tail = shown(dialect_.farewell);
  piece.then = Piece::Then::exit;
  if (faults_.has(Fault::late_logout)) piece.delay = 1s;
  piece.hangs_up = !faults_.has(Fault::no_logout);
  return piece;
}

Piece Shell::run(const std::string& line) {
  Piece piece;
  if (line.empty()) {
    piece.tail = prompt();
  } else if (const Output* const output = output_of(line)) {
    piece = show(*output);
  } else if (std::ranges::find(dialect_.logout, line) != dialect_.logout.end()) {
    piece = leave();
  } else if (line == dialect_.enable) {
    if (!privileged_) awaits_ = Awaited::enable_secret;
    piece.tail = privileged_ ? ready() : shown(dialect_.enable_password);
  } else if (const Dialect::Reply* const reply = reply_to(line)) {
    if (reply->effect == Dialect::Effect::pager_off && !faults_.has(Fault::pager)) paging_ = false;
    if (reply->effect == Dialect::Effect::pager_on) paging_ = true;
    if (reply->effect == Dialect::Effect::stamp_off) stamped_ = false;
    piece.tail = shown(reply->text) + ready();
  } else if (!move(line, piece)) {
    piece.tail = shown(dialect_.invalid, line) + ready();
  }
  return piece;
}

Piece Shell::show(const Output& output) {
  Piece piece;
  piece.slow = true;
  const std::string before = stamped_ ? shown(dialect_.before_output) : std::string();
  Text text = output.text;
  if (deforms(faults_)) {
    std::string deformed = visible_with(device_, faults_, output, prompt());
    if (faults_.has(Fault::noise)) deformed = with_noise(deformed, fill(dialect_.log_line));
    if (faults_.has(Fault::noise_inside)) deformed = with_noise_inside(deformed, fill(dialect_.log_line));
    text = std::move(deformed);
  }
  if (cuts_output(faults_)) {
    piece.tail = before + terminal(std::string_view(text.str()).substr(0, device_.fault_after));
    piece.then = end_of(faults_);
    if (piece.then == Piece::Then::go_on) piece.tail += dialect_.line_end + ready();
    return piece;
  }
  renamed_ = faults_.has(Fault::wrong_prompt);
  if (paging_) {
    paged_ = before + terminal(text.str());
    paged_size_ = paged_.size();
    return page();
  }
  if (before.empty()) {
    piece.body = text;
    piece.terminal = dialect_.line_end == "\r\n";
    piece.tail = ready();
  } else {
    piece.tail = before + terminal(text.str()) + ready();
  }
  return piece;
}

Piece Shell::page() {
  Piece piece;
  piece.slow = true;
  std::size_t end = 0;
  for (std::size_t lines = 0; lines < dialect_.page_lines && end < paged_.size(); ++lines)
    end = std::min(paged_.find('\n', end), paged_.size() - 1) + 1;
  piece.tail = paged_.substr(0, end);
  paged_.erase(0, end);
  if (paged_.empty()) {
    piece.tail += ready();
    return piece;
  }
  awaits_ = Awaited::page;
  const auto percent = static_cast<unsigned>(100 - paged_.size() * 100 / std::max<std::size_t>(paged_size_, 1));
  piece.tail += fill(dialect_.pager, {}, percent);
  return piece;
}

Piece execute(const Device& device, Faults faults, std::string_view command) {
  const Dialect& dialect = device.speech();
  Piece piece;
  piece.then = Piece::Then::exit;
  piece.slow = true;
  piece.delay = device.latency;
  const auto found = device.outputs.find(command);
  if (found == device.outputs.end()) {
    const std::string said = filled(dialect.exec_invalid, {{"line", command.substr(0, command.find(' '))}});
    (dialect.exec_errors_on_stdout ? piece.text : piece.error) = said;
    piece.status = dialect.exec_errors_on_stdout ? 1 : 127;
    return piece;
  }
  piece.body = found->second.text;
  piece.error = found->second.error;
  piece.status = dialect.exec_status ? found->second.status : -1;
  if (deforms(faults)) piece.body = visible_with(device, faults, found->second, device.shown_name() + "# ");
  if (faults.has(Fault::noise)) piece.body = with_noise(piece.body.str(), dialect.log_line);
  if (faults.has(Fault::garbage)) piece.body = std::string(garbage);
  if (!cuts_output(faults)) return piece;
  piece.body = piece.body.str().substr(0, device.fault_after);
  if (!faults.has(Fault::cut)) piece.then = end_of(faults);
  return piece;
}

}  // namespace muster::fleet
