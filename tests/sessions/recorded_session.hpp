#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "collectors/terminal_dialogue.hpp"
#include "core/collect.hpp"

namespace muster::collectors::test {

/// One exchange of a recording: what was typed, and everything that the device said until the next was.
struct Exchange {
  std::string typed;
  std::string answer;
};

/// A session as it was recorded.
struct RecordedSession {
  std::string greeting;
  std::vector<Exchange> exchanges;

  /// As the transcript of a session that went like this.
  [[nodiscard]] std::vector<TranscriptPart> transcript() const;
  /// The answers to a line, with those to the keys that were typed before the next line.
  [[nodiscard]] std::vector<std::string> answers(std::string_view line) const;
  [[nodiscard]] std::vector<std::string> lines() const;
};

/// Reads a simulation of oxidized's tests: YAML whose texts are escaped once more.
[[nodiscard]] RecordedSession read_simulation(const std::filesystem::path& file);

/// Cuts the bytes of a terminal at what was typed into it. A line is found by its echo; a key, which leaves none, by the
/// text `pager` that waits for it.
[[nodiscard]] RecordedSession cut_terminal(std::string_view bytes, const std::vector<std::string>& typed, std::string_view pager);

/// Feeds what was received to a dialogue, in pieces, and compares what it sends with what was sent. The clock jumps to the
/// next deadline where the dialogue waits. Yields the first difference; empty if there is none.
[[nodiscard]] std::string replay(TerminalDialogue& dialogue, const std::vector<TranscriptPart>& transcript, std::size_t piece);

}  // namespace muster::collectors::test
