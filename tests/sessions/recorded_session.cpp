#include "sessions/recorded_session.hpp"

#include <yaml-cpp/yaml.h>

namespace muster::collectors::test {

namespace {

/// \r, \n, \e, \", \\ and \xHH.
std::string unescaped(const std::string& text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '\\' || at + 1 == text.size()) {
      out += text[at];
      continue;
    }
    switch (const char kind = text[++at]) {
      case 'r': out += '\r'; break;
      case 'n': out += '\n'; break;
      case 'e': out += '\x1b'; break;
      case 'x':
        out += static_cast<char>(std::stoi(text.substr(at + 1, 2), nullptr, 16));
        at += 2;
        break;
      default: out += kind;
    }
  }
  return out;
}

void add(RecordedSession& session, const YAML::Node& typed, const YAML::Node& answer) {
  session.exchanges.push_back({typed.as<std::string>(), answer.IsNull() ? "" : unescaped(answer.as<std::string>())});
}

constexpr int most_ticks = 20;

/// What the dialogue says next, at the latest after some deadlines.
std::string next_output(TerminalDialogue& dialogue, SteadyTime& now) {
  std::string out = dialogue.take_output();
  for (int i = 0; i < most_ticks && out.empty() && !dialogue.finished(); ++i) {
    now = std::max(now, dialogue.deadline());
    dialogue.tick(now);
    out = dialogue.take_output();
  }
  return out;
}

}  // namespace

std::vector<TranscriptPart> RecordedSession::transcript() const {
  using Kind = TranscriptPart::Kind;
  std::vector<TranscriptPart> parts{{Kind::received, 0, greeting}};
  for (const Exchange& exchange : exchanges) {
    parts.push_back({Kind::sent, 0, exchange.typed});
    parts.push_back({Kind::received, 0, exchange.answer});
  }
  return parts;
}

std::vector<std::string> RecordedSession::answers(std::string_view line) const {
  std::vector<std::string> found;
  for (const Exchange& exchange : exchanges) {
    const bool is_line = exchange.typed.ends_with('\n');
    if (!found.empty() && is_line) break;
    if (!found.empty() || exchange.typed == std::string(line) + "\n") found.push_back(exchange.answer);
  }
  return found;
}

std::vector<std::string> RecordedSession::lines() const {
  std::vector<std::string> all;
  for (const Exchange& exchange : exchanges)
    if (exchange.typed.ends_with('\n')) all.push_back(exchange.typed.substr(0, exchange.typed.size() - 1));
  return all;
}

RecordedSession read_simulation(const std::filesystem::path& file) {
  const YAML::Node root = YAML::LoadFile(file.string());
  RecordedSession session;
  if (const YAML::Node greeting = root["init_prompt"]) session.greeting = unescaped(greeting.as<std::string>());
  const YAML::Node commands = root["commands"];
  if (commands.IsMap())
    for (const auto& each : commands) add(session, each.first, each.second);
  else
    for (const auto& entry : commands)
      for (const auto& each : entry) add(session, each.first, each.second);
  return session;
}

RecordedSession cut_terminal(std::string_view bytes, const std::vector<std::string>& typed, std::string_view pager) {
  RecordedSession session;
  std::string* last = &session.greeting;
  std::size_t from = 0;
  for (const std::string& each : typed) {
    const bool is_line = each.ends_with('\n');
    const std::string mark = is_line ? each.substr(0, each.size() - 1) + "\r" : std::string(pager);
    const std::size_t found = bytes.find(mark, from);
    if (found == std::string_view::npos) return {};
    const std::size_t cut = is_line ? found : found + pager.size();
    *last += bytes.substr(from, cut - from);
    from = cut;
    session.exchanges.push_back({each, {}});
    last = &session.exchanges.back().answer;
  }
  *last += bytes.substr(from);
  return session;
}

std::string replay(TerminalDialogue& dialogue, const std::vector<TranscriptPart>& transcript, std::size_t piece) {
  SteadyTime now{};
  dialogue.start(now);
  for (const TranscriptPart& part : transcript) {
    if (part.kind == TranscriptPart::Kind::received)
      for (std::size_t at = 0; at < part.text.size(); at += piece)
        dialogue.receive(std::string_view(part.text).substr(at, piece), now);
    if (part.kind != TranscriptPart::Kind::sent) continue;
    const std::string sent = next_output(dialogue, now);
    if (sent != part.text)
      return "sent '" + sent + "', recorded is '" + part.text + "'" + (dialogue.detail().empty() ? "" : ": " + dialogue.detail());
  }
  dialogue.close(now);
  const std::string more = dialogue.take_output();
  return more.empty() ? more : "sent '" + more + "' behind the end of the recording";
}

}  // namespace muster::collectors::test
