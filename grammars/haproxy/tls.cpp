#include <algorithm>
#include <array>
#include <bitset>
#include <optional>
#include <unordered_set>
#include <utility>

#include "grammars/haproxy/convert.hpp"

/// The TLS versions and ciphers that the binds of a proxy offer, from their own words and the defaults of `global`.
namespace muster::grammars::haproxy {
namespace {

constexpr auto version_names = std::to_array<std::string_view>({"ssl3", "1.0", "1.1", "1.2", "1.3"});
constexpr auto version_words = std::to_array<std::string_view>({"sslv3", "tlsv10", "tlsv11", "tlsv12", "tlsv13"});
constexpr auto limit_words = std::to_array<std::string_view>({"SSLv3", "TLSv1.0", "TLSv1.1", "TLSv1.2", "TLSv1.3"});
constexpr std::size_t version_count = version_names.size();
static_assert(version_count == tls_version_count);
constexpr std::size_t tls_1_0 = 1;
constexpr std::size_t tls_1_2 = 3;

using Versions = std::bitset<version_count>;
using Choice = TlsChoice;

template <std::size_t Size>
std::optional<std::size_t> place_of(std::string_view word, const std::array<std::string_view, Size>& words) {
  const auto found = std::ranges::find(words, word);
  if (found == words.end()) return std::nullopt;
  return static_cast<std::size_t>(found - words.begin());
}

void set_limit(const Line& line, std::size_t at, std::optional<std::size_t>& limit, Choice& choice) {
  limit = place_of(line.word(at), limit_words);
  choice.unclear = choice.unclear || !limit;
}

/// Options of a bind whose value is any text: it never says anything of versions.
constexpr auto texts = std::to_array<std::string_view>(
    {"name", "id", "alpn", "npn", "user", "group", "interface", "namespace", "crt", "ca-file", "ca-verify-file",
     "ca-sign-file", "crl-file", "ciphers", "ciphersuites", "curves", "ecdhe", "sigalgs", "client-sigalgs"});

void read_versions(const Line& line, std::size_t begin, Choice& choice) {
  for (std::size_t i = begin; i < line.words.size(); ++i) {
    const std::string_view word = line.word(i);
    choice.unclear = choice.unclear || line.words[i].variable || word == "crt-list";
    if (std::ranges::find(texts, word) != texts.end()) ++i;
    else if (word == "ssl-min-ver") set_limit(line, ++i, choice.least, choice);
    else if (word == "ssl-max-ver") set_limit(line, ++i, choice.most, choice);
    else if (const auto version = word.starts_with("no-") ? place_of(word.substr(3), version_words) : std::nullopt)
      choice.refused.set(*version);
    else if (word.starts_with("force-"))
      if (const auto only = place_of(word.substr(6), version_words)) choice.least = choice.most = only;
  }
}

void read_ciphers(const Line& line, Choice& choice) {
  for (std::size_t i = 2; i + 1 < line.words.size(); ++i) {
    if (line.word(i) == "ciphers") choice.ciphers = line.word(i + 1);
    if (line.word(i) == "ciphersuites") choice.suites = line.word(i + 1);
  }
}

Versions offered(const Choice& choice, std::size_t usual_least) {
  Versions versions;
  for (std::size_t i = choice.least.value_or(usual_least); i <= choice.most.value_or(version_count - 1); ++i)
    if (!choice.refused.test(i)) versions.set(i);
  return versions;
}

/// The words of a bind over those of `global`: limits replace, refusals add up.
Choice with_defaults(Choice own, const Choice& defaults) {
  own.refused |= defaults.refused;
  if (!own.least) own.least = defaults.least;
  if (!own.most) own.most = defaults.most;
  if (own.ciphers.empty()) own.ciphers = defaults.ciphers;
  if (own.suites.empty()) own.suites = defaults.suites;
  own.unclear = own.unclear || defaults.unclear;
  return own;
}

/// Names in the order of their first use.
class NameList {
 public:
  void add(std::string_view list) {
    while (!list.empty()) {
      const std::size_t end = std::min(list.find_first_of(":, "), list.size());
      std::string name(list.substr(0, end));
      if (!name.empty() && seen_.insert(name).second) names_.push_back(std::move(name));
      list.remove_prefix(std::min(end + 1, list.size()));
    }
  }
  [[nodiscard]] std::vector<std::string> take() { return std::move(names_); }

 private:
  std::vector<std::string> names_;
  std::unordered_set<std::string> seen_;
};

}  // namespace

/// Of lines that stand several times the last is named: there may be as many as proxies.
TlsSettings::TlsSettings(const Config& config, model::LineTable& lines) : lines_(lines) {
  model::LinesId options = 0;
  model::LinesId ciphers = 0;
  model::LinesId suites = 0;
  defaults_.unclear = config.open;
  for (const Section& section : config.sections) {
    if (section.kind() != "global") continue;
    defaults_.unclear = defaults_.unclear || section.open;
    for (const Line& line : section.lines) {
      const std::string_view name = line.word(0);
      if (name == "ssl-default-bind-options") read_versions(line, 1, defaults_), options = line.lines;
      if (name == "ssl-default-bind-ciphers") defaults_.ciphers = line.word(1), ciphers = line.lines;
      if (name == "ssl-default-bind-ciphersuites") defaults_.suites = line.word(1), suites = line.lines;
    }
  }
  defaults_lines_ = lines.join(lines.join(options, ciphers), suites);
}

/// Releases before 2.2 begin at TLS 1.0 by themselves, later ones at 1.2: where that makes a difference the versions are
/// not known.
void TlsSettings::set(const Proxy& proxy, model::Frontend& frontend) const {
  Versions versions;
  NameList ciphers;
  bool unclear = proxy.open;
  bool unclear_ciphers = proxy.open;
  model::LinesId from = 0;
  for (const Line* line : proxy.lines) {
    if (line->word(0) != "bind" || std::ranges::find(line->words, "ssl", &Word::text) == line->words.end()) continue;
    Choice own;
    read_versions(*line, 2, own);
    read_ciphers(*line, own);
    own = with_defaults(std::move(own), defaults_);
    unclear = unclear || own.unclear || offered(own, tls_1_0) != offered(own, tls_1_2);
    unclear_ciphers = unclear_ciphers || own.unclear || own.ciphers.empty();
    versions |= offered(own, tls_1_2);
    ciphers.add(own.ciphers);
    ciphers.add(own.suites);
    from = lines_.join(from, line->lines);
  }
  if (from != 0) from = lines_.join(from, defaults_lines_);
  if (from == 0) return frontend.tls_versions.set_absent(frontend.lines), frontend.ciphers.set_absent(frontend.lines);
  std::vector<std::string> names;
  for (std::size_t i = 0; i < version_count; ++i)
    if (versions.test(i)) names.emplace_back(version_names[i]);
  unclear ? frontend.tls_versions.set_unknown(from) : frontend.tls_versions.set(std::move(names), from);
  unclear_ciphers ? frontend.ciphers.set_unknown(from) : frontend.ciphers.set(ciphers.take(), from);
}

}  // namespace muster::grammars::haproxy
