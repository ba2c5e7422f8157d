#pragma once

#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "collectors/completeness.hpp"
#include "collectors/recipe_lines.hpp"
#include "collectors/shell_dialogue.hpp"
#include "collectors/shell_probe.hpp"

/// Any bytes at any time for a terminal session, made of a script: the fuzzer's input, or random numbers.
namespace muster::collectors::test {

inline constexpr std::string_view harness_recipe = R"(platform = "harness"
title = "A terminal with everything"
vendor = "Nobody"
mode = "shell"
role = "any account"
errors = ["% Invalid"]
[shell]
prompt = '([A-Za-z0-9-]+)(?:/[a-z0-9]+)?[>#]'
privileged = '[^>]*#'
password_prompt = '(?i)password: ?'
line_password = 'Line password: ?'
pager = ' ?--More--.*'
pager_key = " "
noise = '%[A-Z]+-\d: .*'
enable = "enable"
prepare = ["terminal length 0", "terminal width 511"]
logout = "exit"
[[shell.answer]]
question = 'Accept\?'
send = "a"
[[proof]]
send = "show privilege"
expect = '15'
otherwise = "not 15"
required = false
[[limit]]
pattern = '\*{5}'
reason = "masked"
[contexts]
list = "show contexts"
name = '^ctx (\S+)'
enter = "enter {context}"
leave = "leave"
[guard]
send = "show load"
percent = 'load (\d+)'
[detect]
send = "show version"
expect = 'Harness'
[[command]]
name = "config"
send = "show config"
format = "cisco_ios"
end = "end"
max_bytes = 20000
heavy = true
[[command]]
name = "routes"
send = "show routes"
format = "cisco_ios"
max_bytes = 20000
[[command]]
name = "context-config"
send = "show config {context}"
format = "cisco_ios"
per_context = true
max_bytes = 20000
)";

class DialogueHarness {
 public:
  using Require = void (*)(bool holds, const char* what);

  explicit DialogueHarness(Require require) : require_(require) {
    std::vector<Error> errors;
    const RecipeFile file{"harness.toml", harness_recipe};
    book_ = RecipeBook::load({&file, 1}, errors);
    require_(errors.empty(), "the recipe of the harness is well formed");
  }

  void run_shell(std::span<const std::uint8_t> script) {
    ShellDialogue dialogue(recipe(), Deadlines{}, 1.0, clock_, {Secret(std::string(enable)), Secret(std::string(line))},
                           {});
    talk(dialogue, script, 5U << 20U);
    check_captures(dialogue.take_captures());
  }

  void run_probe(std::span<const std::uint8_t> script) {
    const std::vector<const Recipe*> candidates{&recipe()};
    ShellProbe dialogue(PlatformVote(candidates, "SSH-2.0-x"), Deadlines{});
    talk(dialogue, script, 5U << 20U);
  }

  /// Lines, keys and secrets that were sent, in all.
  std::size_t sent = 0;
  /// Captures that counted.
  std::size_t whole = 0;

 private:
  static constexpr std::string_view enable = "s3cret-enable";
  static constexpr std::string_view line = "s3cret-line";

  [[nodiscard]] const Recipe& recipe() const { return *book_.find("harness"); }

  void talk(TerminalDialogue& dialogue, std::span<const std::uint8_t> script, std::size_t most_held) {
    now_ = SteadyTime{};
    received_.clear();
    last_.clear();
    enables_ = lines_ = 0;
    dialogue.start(now_);
    for (std::size_t at = 0; at < script.size() && !dialogue.finished();) {
      const std::uint8_t op = script[at++];
      if (op < 8) {
        const bool soon = dialogue.deadline() - now_ <= Deadlines{}.doubt;
        if (soon || op >= 4) tick(dialogue);
      } else if (op == 8) {
        dialogue.leave();
      } else {
        feed(dialogue, fragment(op, script, at), op % 2 == 0);
      }
      require_(dialogue.held_bytes() <= most_held, "memory is bounded");
    }
    if (!script.empty() && script.back() % 2 == 0) dialogue.close(now_);
    collect(dialogue);
    for (int i = 0; i < 10'000 && !dialogue.finished(); ++i) tick(dialogue);
    require_(dialogue.finished(), "it ends");
    require_(dialogue.deadline() == SteadyTime::max(), "nothing is left to wait for");
  }

  /// What a device might say next, or any bytes.
  std::string fragment(std::uint8_t op, std::span<const std::uint8_t> script, std::size_t& at) const {
    switch (op % 24) {
      case 0:
        return "R1#";
      case 1:
        return "R1>";
      case 2:
        return "\r\n";
      case 3:
        return last_ + "\r\n";
      case 4:
        return last_ + "\r\nR1#";
      case 5:
        return last_ + "\r\nend\r\nR1#";
      case 6:
        return last_.substr(0, last_.size() / 2);
      case 7:
        return last_.substr(last_.size() / 2) + "\r\n";
      case 8:
        return "%LINK-3: up\r\n";
      case 9:
        return " --More-- ";
      case 10:
        return "\b\b\b\b\b\b\b\b\b\b          \b\b\b\b\b\b\b\b\b\b";
      case 11:
        return "Password: ";
      case 12:
        return "Line password:";
      case 13:
        return "Accept?";
      case 14:
        return "ctx a\r\nctx b;reload\r\nctx c\r\n";
      case 15:
        return "load 93%\r\n";
      case 16:
        return "load 3%\r\nlevel 15\r\nHarness\r\n";
      case 17:
        return "\x1b[?2004h\r\x1b[K";
      case 18:
        return last_ + "\r\nR1/a#";
      case 19:
        return "% Invalid\r\n";
      case 20:
        return std::string(1500, 'x');
      case 21:
        return last_ + "\r\ntext\r\n" + last_ + "\r\n";
      default:
        break;
    }
    const std::size_t size = at < script.size() ? std::min<std::size_t>(script[at], script.size() - at) : 0;
    const std::string bytes(script.begin() + static_cast<std::ptrdiff_t>(at),
                            script.begin() + static_cast<std::ptrdiff_t>(at + size));
    at += size;
    return bytes;
  }

  void feed(TerminalDialogue& dialogue, const std::string& text, bool in_one) {
    for (std::size_t i = 0; i < text.size(); i += in_one ? text.size() : 1) {
      const std::string_view part = std::string_view(text).substr(i, in_one ? text.size() : 1);
      received_.append(part);
      if (received_.size() > 8192) received_.erase(0, received_.size() - 4096);
      dialogue.receive(part, now_);
      collect(dialogue);
    }
  }

  void tick(TerminalDialogue& dialogue) {
    if (dialogue.finished()) return;
    require_(dialogue.deadline() != SteadyTime::max(), "there is always a deadline");
    now_ = std::max(now_, dialogue.deadline());
    for (int i = 0; i < 4 && !dialogue.finished() && dialogue.deadline() <= now_; ++i) dialogue.tick(now_);
    require_(dialogue.finished() || dialogue.deadline() > now_, "time moves on");
    collect(dialogue);
  }

  /// Everything that is sent is a line or a key of the recipe, or a secret at its own question, once.
  void collect(TerminalDialogue& dialogue) {
    std::string out = dialogue.take_output();
    while (!out.empty()) {
      const std::size_t end = token(out);
      require_(end != 0, "only what the recipe says is sent");
      last_ = out.substr(0, out[end - 1] == '\n' ? end - 1 : end);
      if (last_ == enable)
        require_(++enables_ == 1 && asks("assword:"), "the enable secret goes to its question, once");
      if (last_ == line)
        require_(++lines_ == 1 && asks("Line password:"), "the line password goes to its question, once");
      if (last_ == enable || last_ == line) last_.clear();
      out.erase(0, end);
      ++sent;
    }
  }

  [[nodiscard]] bool asks(std::string_view question) const {
    return visible_line(received_.substr(received_.rfind('\n') + 1)).ends_with(question);
  }

  [[nodiscard]] std::size_t token(const std::string& out) const {
    std::size_t longest = 0;
    for (const std::string& allowed : allowed())
      if (out.starts_with(allowed)) longest = std::max(longest, allowed.size());
    return longest;
  }

  [[nodiscard]] const std::set<std::string>& allowed() const {
    static const std::set<std::string> all = [this] {
      std::set<std::string> made{" ", std::string(enable) + "\n", std::string(line) + "\n"};
      const std::vector<std::string> contexts{"a", "c"};
      for (const RecipeLine& each : recipe_lines(recipe(), contexts)) {
        if (each.send.empty()) continue;
        made.insert(each.kind == RecipeLine::Kind::answer ? each.send : each.send + "\n");
      }
      made.insert("show version\n");
      return made;
    }();
    return all;
  }

  void check_captures(const std::vector<Capture>& captures) {
    std::set<std::pair<std::string, std::string>> names;
    for (const Capture& capture : captures) {
      require_(names.emplace(capture.command, capture.context).second, "each capture is there once");
      require_(capture.complete() || capture.bytes.empty(), "a failed capture holds nothing");
      require_(capture.complete() == capture.detail.empty(), "a failed capture says why");
      if (capture.complete()) ++whole;
      require_(capture.bytes.size() <= 20000, "a capture is within its limit");
      if (capture.complete() && capture.command == "config")
        require_(last_line(capture.bytes) == "end", "whole ends in its marker");
      require_(("\n" + capture.bytes).find("\n%LINK-3: up\n") == std::string::npos,
               "no log message stands in a capture that counts");
    }
  }

  Require require_;
  RecipeBook book_;
  FixedClock clock_{Timestamp{}};
  SteadyTime now_{};
  std::string received_;
  std::string last_;
  unsigned enables_ = 0;
  unsigned lines_ = 0;
};

}  // namespace muster::collectors::test
