#include <algorithm>
#include <array>
#include <charconv>
#include <unordered_set>

#include "grammars/haproxy/convert.hpp"

namespace muster::grammars::haproxy {
namespace {

using model::LogTarget;

std::string_view severity_name(std::string_view level) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 8> names{{{"debug", "debugging"},
                                                                                       {"info", "informational"},
                                                                                       {"notice", "notifications"},
                                                                                       {"warning", "warnings"},
                                                                                       {"err", "errors"},
                                                                                       {"crit", "critical"},
                                                                                       {"alert", "alerts"},
                                                                                       {"emerg", "emergencies"}}};
  const auto found = std::ranges::find(names, level, &std::pair<std::string_view, std::string_view>::first);
  return found == names.end() ? std::string_view() : found->second;
}

void set_local(LogTarget& target, std::string_view path, model::LinesId lines) {
  target.name.set(std::string(path), lines);
  target.address.set(std::string(path), lines);
  target.port.set_absent(lines);
  target.transport.set("local", lines);
}

/// "192.0.2.1:514", "udp@[2001:db8::1]:514"; without a port it is 514.
void set_remote(LogTarget& target, std::string_view text, std::string_view transport, model::LinesId lines) {
  for (const std::string_view family : {"udp@", "udp4@", "udp6@", "ipv4@", "ipv6@"})
    if (text.starts_with(family)) text.remove_prefix(family.size());
  const std::size_t colon = text.ends_with(']') ? text.npos : text.rfind(':');
  std::string_view address = text.substr(0, colon);
  if (address.starts_with('[') && address.ends_with(']')) address = address.substr(1, address.size() - 2);
  std::int64_t port = 514;
  bool given = false;
  if (colon != text.npos) {
    const std::string_view digits = text.substr(colon + 1);
    const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    given = error == std::errc{} && stop == digits.data() + digits.size();
    if (!given) port = 514;
  }
  if (given) {
    target.port.set(port, lines);
  } else {
    target.port.set_default(port);
  }
  target.address.set(std::string(address), lines);
  target.transport.set(std::string(transport), lines);
  target.name.set(std::string(address) + ' ' + std::string(transport) + ' ' + std::to_string(port), lines);
}

void set_place(const Config& config, LogTarget& target, const Word& word, model::LinesId lines) {
  const std::string_view text = word.text;
  if (word.variable) {
    target.name.set(std::string(word.raw), lines);
    return;
  }
  if (text.starts_with("ring@")) {
    for (const Section& section : config.sections) {
      if (section.kind() != "ring" || section.name() != text.substr(5)) continue;
      const auto server =
          std::ranges::find_if(section.lines, [](const Line& line) { return line.word(0) == "server"; });
      if (server != section.lines.end()) return set_remote(target, server->word(2), "tcp", lines);
    }
    return set_local(target, text, lines);
  }
  const bool local = text.starts_with('/') || text.starts_with("unix@") || text.starts_with("fd@") ||
                     text == "stdout" || text == "stderr";
  if (local) return set_local(target, text.starts_with("unix@") ? text.substr(5) : text, lines);
  set_remote(target, text, "udp", lines);
}

/// `log PLACE [len N] [format F] [sample S] [profile P] FACILITY [LEVEL [LEAST]]`
void set_severity(LogTarget& target, const Line& line) {
  std::size_t at = 2;
  for (const std::string_view option : {"len", "format", "profile", "sample"})
    if (line.word(at) == option) at += 2;
  const std::string_view level = severity_name(line.word(at + 1));
  if (level.empty()) {
    target.severity.set_default("debugging");
  } else {
    target.severity.set(std::string(level), line.lines);
  }
}

}  // namespace

void convert_logs(const Config& config, FoldContext& context) {
  model::Logging& logging = context.device.logging;
  std::unordered_set<std::string> names;
  for (const LogTarget& target : logging.targets) names.insert(target.name.value);
  for (const Section& section : config.sections) {
    for (const Line& line : section.lines) {
      if (line.word(0) != "log" || line.negated || line.words.size() < 3) continue;
      LogTarget target;
      target.context = context.options.context;
      target.lines = line.lines;
      set_place(config, target, line.words[1], line.lines);
      set_severity(target, line);
      if (!names.insert(target.name.value).second) continue;
      logging.targets.push_back(std::move(target));
      if (!logging.enabled.known()) logging.enabled.set(true, line.lines);
    }
  }
}

}  // namespace muster::grammars::haproxy
