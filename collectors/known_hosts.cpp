#include "collectors/known_hosts.hpp"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

#include "crypto/digest.hpp"
#include "crypto/openssh_key.hpp"

namespace muster::collectors {
namespace {

constexpr std::string_view blanks = " \t\r";

/// The next word of a line, taken from it.
std::string_view take_word(std::string_view& text) {
  text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
  const std::size_t end = std::min(text.find_first_of(blanks), text.size());
  const std::string_view word = text.substr(0, end);
  text.remove_prefix(end);
  return word;
}

std::string lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return lower;
}

bool has_wildcard(std::string_view name) {
  return name.find_first_of("*?") != std::string_view::npos || name.starts_with('!');
}

/// As OpenSSH writes a host: in brackets with its port, if that is not 22.
std::vector<std::string> written_names(const KeyQuestion& question) {
  std::vector<std::string> names;
  if (question.shared_address) return names;
  for (const std::string& host : question.hosts) {
    std::string name = question.port == 22 ? lower(host) : fmt::format("[{}]:{}", lower(host), question.port);
    if (std::ranges::find(names, name) == names.end()) names.push_back(std::move(name));
  }
  return names;
}

bool line_matches(const std::vector<std::string>& patterns, const std::vector<std::string>& names) {
  const auto matched = [&](const std::string& pattern) {
    return std::ranges::any_of(names, [&](const std::string& name) { return matches_pattern(pattern, name); });
  };
  for (const std::string& pattern : patterns)
    if (pattern.starts_with('!') && matched(pattern.substr(1))) return false;
  return std::ranges::any_of(patterns,
                             [&](const std::string& pattern) { return !pattern.starts_with('!') && matched(pattern); });
}

}  // namespace

bool matches_pattern(std::string_view pattern, std::string_view name) {
  std::size_t p = 0;
  std::size_t n = 0;
  std::size_t star = std::string_view::npos;
  std::size_t resume = 0;
  while (n < name.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resume = n;
    } else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == name[n])) {
      ++p;
      ++n;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      n = ++resume;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

std::string key_of_blob(std::string_view type, std::string_view blob) {
  if (blob.size() < 4) return {};
  std::size_t length = 0;
  for (const char c : blob.substr(0, 4)) length = length << 8U | static_cast<unsigned char>(c);
  if (blob.substr(4, length) != type || length != type.size()) return {};
  const auto digest = crypto::sha256(blob);
  std::string base64 = crypto::to_base64({reinterpret_cast<const char*>(digest.data()), digest.size()});
  base64.resize(base64.find_last_not_of('=') + 1);
  return fmt::format("{} SHA256:{}", type, base64);
}

KnownHosts KnownHosts::parse(std::string_view text, const std::string& file) {
  KnownHosts hosts;
  hosts.file_ = file;
  std::uint32_t number = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    hosts.read_line(text.substr(0, end), ++number);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return hosts;
}

void KnownHosts::read_line(std::string_view text, std::uint32_t number) {
  std::string_view names = take_word(text);
  if (names.empty() || names.starts_with('#')) return;
  const std::string_view marker = names.starts_with('@') ? names : std::string_view();
  if (!marker.empty()) names = take_word(text);
  const std::string_view type = take_word(text);
  const auto blob = crypto::from_base64(take_word(text));
  const std::string key = blob ? key_of_blob(type, *blob) : std::string();
  if (key.empty()) return remarks_.push_back(fmt::format("{}:{}: not a line of a known_hosts file", file_, number));
  if (marker == "@cert-authority")
    return remarks_.push_back(fmt::format("{}:{}: certificate authorities are not used", file_, number));
  if (!marker.empty() && marker != "@revoked")
    return remarks_.push_back(fmt::format("{}:{}: expected @revoked or @cert-authority", file_, number));
  Line line{number, key, {}};
  if (marker.empty()) {
    lines_.push_back(std::move(line));
    return read_names(names, static_cast<std::uint32_t>(lines_.size() - 1));
  }
  while (!names.empty()) {
    const std::size_t end = std::min(names.find(','), names.size());
    line.names.push_back(lower(names.substr(0, end)));
    names.remove_prefix(std::min(end + 1, names.size()));
  }
  revoked_.push_back(std::move(line));
}

void KnownHosts::read_names(std::string_view names, std::uint32_t line) {
  by_key_[lines_[line].key].push_back(line);
  if (names.starts_with("|1|")) return read_hashed(names, line);
  while (!names.empty()) {
    const std::size_t end = std::min(names.find(','), names.size());
    std::string name = lower(names.substr(0, end));
    names.remove_prefix(std::min(end + 1, names.size()));
    if (has_wildcard(name)) {
      remarks_.push_back(
          fmt::format("{}:{}: '{}' stands for many hosts and vouches for none", file_, lines_[line].number, name));
      continue;
    }
    by_name_[name].push_back(line);
    lines_[line].names.push_back(std::move(name));
  }
}

void KnownHosts::read_hashed(std::string_view name, std::uint32_t line) {
  const std::size_t bar = name.find('|', 3);
  const auto salt = bar == std::string_view::npos ? std::nullopt : crypto::from_base64(name.substr(3, bar - 3));
  const auto digest = salt ? crypto::from_base64(name.substr(bar + 1)) : std::nullopt;
  crypto::Sha1Digest bytes{};
  if (!digest || digest->size() != bytes.size())
    return remarks_.push_back(fmt::format("{}:{}: not a hashed host name", file_, lines_[line].number));
  std::ranges::transform(*digest, bytes.begin(), [](char c) { return static_cast<unsigned char>(c); });
  hashed_of_line_[line].push_back(static_cast<std::uint32_t>(hashed_.size()));
  hashed_.push_back({crypto::HmacSha1(*salt), bytes, line});
}

std::string KnownHosts::place(const Line& line) const { return fmt::format("{}:{}: {}", file_, line.number, line.key); }

bool KnownHosts::is_revoked(const KeyQuestion& question, Statement& answer) const {
  const auto names = written_names(question);
  for (const Line& line : revoked_) {
    if (line.key != question.shown || !line_matches(line.names, names)) continue;
    answer = {Said::revoked, "known_hosts", fmt::format("{}:{}: this key is revoked", file_, line.number)};
    return true;
  }
  return false;
}

/// Only the lines of the very key are looked at: few, however long the file is.
bool KnownHosts::is_confirmed(const KeyQuestion& question, Statement& answer, std::vector<bool>& claimed) const {
  const auto candidates = by_key_.find(question.shown);
  if (candidates == by_key_.end()) return false;
  const auto names = written_names(question);
  bool found = false;
  for (const std::uint32_t line : candidates->second) {
    bool matched = std::ranges::any_of(names, [&](const std::string& name) {
      return std::ranges::find(lines_[line].names, name) != lines_[line].names.end();
    });
    if (const auto hashed = hashed_of_line_.find(line); hashed != hashed_of_line_.end())
      for (const std::uint32_t at : hashed->second)
        for (const std::string& name : names)
          if (!claimed[at] && hashed_[at].salt.of(name) == hashed_[at].digest) matched = claimed[at] = true;
    if (matched && !found) answer = {Said::same, "known_hosts", place(lines_[line])};
    found = found || matched;
  }
  return found;
}

/// The file does not confirm the key: does it know this host with another one?
void KnownHosts::look_for_others(const KeyQuestion& question, Statement& answer, std::vector<bool>& claimed) const {
  const auto note = [&](const Line& line) {
    const bool same_type = key_type(line.key) == key_type(question.shown);
    if (answer.said == Said::nothing || (same_type && answer.said == Said::other_type))
      answer = {same_type ? Said::different : Said::other_type, "known_hosts", place(line)};
  };
  for (const std::string& name : written_names(question)) {
    if (const auto plain = by_name_.find(name); plain != by_name_.end())
      for (const std::uint32_t line : plain->second) note(lines_[line]);
    for (std::size_t at = 0; at < hashed_.size(); ++at) {
      if (claimed[at] || hashed_[at].salt.of(name) != hashed_[at].digest) continue;
      claimed[at] = true;
      note(lines_[hashed_[at].line]);
    }
  }
}

std::vector<Statement> KnownHosts::judge(std::span<const KeyQuestion> questions) const {
  std::vector<Statement> answers(questions.size());
  std::vector<bool> claimed(hashed_.size());  ///< a hashed name is one host's: it need not be compared again
  std::vector<bool> decided(questions.size());
  for (std::size_t i = 0; i < questions.size(); ++i)
    decided[i] = is_revoked(questions[i], answers[i]) || is_confirmed(questions[i], answers[i], claimed);
  for (std::size_t i = 0; i < questions.size(); ++i)
    if (!decided[i]) look_for_others(questions[i], answers[i], claimed);
  return answers;
}

}  // namespace muster::collectors
