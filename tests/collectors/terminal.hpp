#pragma once

#include <deque>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "collectors/terminal_dialogue.hpp"

namespace muster::collectors::test {

/// What a simulated terminal answers to a line.
struct Reply {
  std::string output;  ///< between the echo and the next prompt
  std::string prompt{};  ///< the prompt from then on; empty: as before
  std::string question{};  ///< instead of a prompt: the next line is read without an echo
  bool silent = false;   ///< no prompt follows
};

/// A device's terminal that echoes, answers from a table and pages long outputs.
class Terminal {
 public:
  std::string greeting = "\r\n";
  std::string prompt = "R1#";
  std::map<std::string, Reply> replies;
  std::map<std::string, std::deque<Reply>> at_first;  ///< answers that come once, before those of `replies`
  std::size_t page = 0;                                ///< lines of a page; 0: no pager
  std::string pager = " --More-- ";
  std::string erase = "\b\b\b\b\b\b\b\b\b\b          \b\b\b\b\b\b\b\b\b\b";
  /// Changes what is sent for a line: echo, output, prompt.
  std::function<std::string(const std::string& line, std::string echo_and_output)> deform;

  std::vector<std::string> lines;  ///< that were typed
  bool closed = false;

  std::string start() { return greeting + prompt; }

  std::string type(std::string_view keys) {
    std::string out;
    for (const char key : keys) out += press(key);
    return out;
  }

 private:
  std::string press(char key) {
    if (!pages_.empty()) return erase + next_page();
    if (key != '\n') {
      typed_ += key;
      return {};
    }
    return enter(std::exchange(typed_, {}));
  }

  /// Blanks before a command do not count, as on most devices.
  std::string enter(const std::string& typed) {
    const std::string line = typed.substr(std::min(typed.find_first_not_of(' '), typed.size()));
    lines.push_back(line);
    const bool quiet = std::exchange(asked_, false);
    if (line == "exit") {
      closed = true;
      return "exit\r\n";
    }
    Reply reply = answer(line);
    if (!reply.prompt.empty()) prompt = reply.prompt;
    std::string text = (quiet ? "" : typed) + "\r\n";
    if (!reply.question.empty()) {
      asked_ = true;
      return text + reply.output + reply.question;
    }
    std::string body = reply.output;
    if (!reply.silent) body += prompt;
    if (deform) return deform(line, text + body);
    split_pages(body);
    return text + next_page();
  }

  Reply answer(const std::string& line) {
    if (auto& once = at_first[line]; !once.empty()) {
      const Reply reply = once.front();
      once.pop_front();
      return reply;
    }
    const auto found = replies.find(line);
    return found == replies.end() ? Reply{.output = "% Invalid input detected\r\n"} : found->second;
  }

  void split_pages(const std::string& body) {
    std::size_t at = 0;
    std::size_t count = 0;
    std::string part;
    while (at < body.size()) {
      const std::size_t end = std::min(body.find('\n', at), body.size() - 1) + 1;
      if (page != 0 && count == page) {
        pages_.push_back(std::exchange(part, {}));
        count = 0;
      }
      part += body.substr(at, end - at);
      ++count;
      at = end;
    }
    pages_.push_back(part);
  }

  std::string next_page() {
    std::string text = pages_.front();
    pages_.pop_front();
    return pages_.empty() ? text : text + pager;
  }

  std::string typed_;
  std::deque<std::string> pages_;
  bool asked_ = false;
};

/// Lets a dialogue and a terminal talk, the terminal's bytes in pieces. The clock jumps to the next deadline when
/// neither has anything to say.
class Talk {
 public:
  Talk(TerminalDialogue& dialogue, Terminal& terminal, std::size_t piece) : dialogue_(dialogue), terminal_(terminal), piece_(piece) {}

  void run() {
    dialogue_.start(now);
    say(terminal_.start());
    while (!dialogue_.finished()) {
      std::string keys = dialogue_.take_output();
      if (!keys.empty()) {
        sent.push_back(keys);
        say(terminal_.type(keys));
      } else if (terminal_.closed) {
        dialogue_.close(now);
      } else {
        now = dialogue_.deadline();
        dialogue_.tick(now);
      }
    }
  }

  std::vector<std::string> sent;
  SteadyTime now{};

 private:
  void say(const std::string& text) {
    for (std::size_t at = 0; at < text.size(); at += piece_) dialogue_.receive(std::string_view(text).substr(at, piece_), now);
  }

  TerminalDialogue& dialogue_;
  Terminal& terminal_;
  std::size_t piece_;
};

}  // namespace muster::collectors::test
