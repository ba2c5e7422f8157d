#include "grammars/iptables/translation.hpp"

#include <algorithm>
#include <array>

namespace muster::grammars::iptables {
namespace {

bool is(const Word& word, std::string_view short_name, std::string_view long_name) {
  return !word.quoted && (word.text == short_name || word.text == long_name);
}

/// "10.0.0.1-10.0.0.9:1024-65535" and "[2001:db8::1]:80" without their ports.
std::string address_of(std::string_view target) {
  if (target.starts_with('[')) return std::string(target.substr(1, target.find(']') - 1));
  const bool port = std::ranges::count(target, ':') == 1;
  return std::string(target.substr(0, port ? target.find(':') : target.npos));
}

std::string interface_of(std::span<const Word> words, std::size_t at) {
  const bool negated = at > 0 && words[at - 1].text == "!";
  return (negated ? "not " : "") + std::string(words[at + 1].text);
}

void read_options(std::span<const Word> words, std::size_t first, Translation& found) {
  for (std::size_t i = first; i + 1 < words.size(); ++i) {
    if (is(words[i], "-i", "--in-interface")) found.inside = interface_of(words, i);
    if (is(words[i], "-o", "--out-interface")) found.outside = interface_of(words, i);
    const bool to = is(words[i], "--to-source", "--to-destination") || is(words[i], "--to", "--to");
    if (to && found.translated.empty()) found.translated = address_of(words[i + 1].text);
  }
}

}  // namespace

std::optional<Translation> find_translation(std::span<const Word> words, std::size_t first) {
  for (std::size_t i = first; i + 1 < words.size(); ++i) {
    if (!is(words[i], "-j", "--jump")) continue;
    const auto target = std::ranges::find(translating_targets, words[i + 1].text);
    if (target == translating_targets.end()) return std::nullopt;
    Translation found;
    found.target = *target;
    found.kind = *target == "NETMAP" ? "static" : *target == "SNAT" || *target == "MASQUERADE" ? "source" : "destination";
    if (*target == "MASQUERADE" || *target == "REDIRECT") found.translated = "interface";
    found.at = i;
    read_options(words, first, found);
    return found;
  }
  return std::nullopt;
}

}  // namespace muster::grammars::iptables
