#include "grammars/haproxy/conditions.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <optional>

namespace muster::grammars::haproxy {
namespace {

std::vector<Match> something_else() { return {{"other", {}}}; }

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == text.npos) return parts;
    text.remove_prefix(end + 1);
  }
}

/// How the path is compared: "path_beg -i" and "path,url_dec,lower -m beg" alike.
struct Test {
  std::string method = "str";
  bool ignores_case = false;
  bool decodes = false;
};

/// "path", "path_beg", "path,url_dec": nothing if it is no sample of the path that can be followed.
std::optional<Test> read_sample(std::string_view sample) {
  const auto parts = split(sample, ',');
  Test test;
  if (parts[0].starts_with("path_")) {
    test.method = parts[0].substr(5);
  } else if (parts[0] != "path") {
    return std::nullopt;
  }
  for (const std::string_view converter : std::span(parts).subspan(1)) {
    if (converter == "lower") {
      test.ignores_case = true;
    } else if (converter.starts_with("url_dec")) {
      test.decodes = true;
    } else {
      return std::nullopt;
    }
  }
  return test;
}

/// A pattern in the model's words. Plain requests have nothing to decode, so that decoding changes only what spells a
/// path differently; such tests become patterns, which never prove that all is refused.
std::optional<Match> one_match(const Test& test, const std::string& pattern) {
  const std::string quoted = re2::RE2::QuoteMeta(pattern);
  const std::string fold = test.ignores_case ? "(?i)" : "";
  if (test.method == "reg") return Match{"regex", fold + pattern};
  if (test.method == "sub") return Match{"regex", fold + quoted};
  if (test.method == "end") return Match{"regex", fold + quoted + '$'};
  if (test.method == "dir") return Match{"regex", fold + "(^|[/?])" + quoted + "([/?]|$)"};
  if (test.method == "beg") return fold.empty() ? Match{"prefix", pattern} : Match{"regex", fold + '^' + quoted};
  if (test.method != "str") return std::nullopt;
  return fold.empty() && !test.decodes ? Match{"exact", pattern} : Match{"regex", fold + '^' + quoted + '$'};
}

/// Literals of one conjunction: each the matches of an ACL, perhaps negated.
struct Literal {
  std::vector<Match> matches;
  bool negated = false;
};

/// A condition in disjunctive form.
using Terms = std::vector<std::vector<Literal>>;

class ConditionReader {
 public:
  ConditionReader(std::span<const Word> words, const Acls& acls) : words_(words), acls_(acls) {}

  Terms run() {
    Terms terms(1);
    while (at_ < words_.size()) {
      const std::string& word = words_[at_].text;
      if (word == "||" || word == "or") {
        terms.emplace_back();
        ++at_;
        continue;
      }
      terms.back().push_back(literal());
    }
    return terms;
  }

 private:
  Literal literal() {
    Literal made;
    std::string name = words_[at_++].text;
    while (name.starts_with('!')) {
      made.negated = !made.negated;
      name.erase(0, 1);
      if (name.empty() && at_ < words_.size()) name = words_[at_++].text;
    }
    made.matches = name == "{" ? anonymous() : named(name);
    return made;
  }

  std::vector<Match> anonymous() {
    const std::size_t begin = at_;
    while (at_ < words_.size() && words_[at_].text != "}") ++at_;
    const auto inside = words_.subspan(begin, at_ - begin);
    if (at_ < words_.size()) ++at_;
    return read_acl(inside);
  }

  [[nodiscard]] std::vector<Match> named(const std::string& name) const {
    if (name == "TRUE") return {{"any", {}}};
    const auto found = acls_.find(name);
    return found == acls_.end() ? something_else() : found->second;
  }

  std::span<const Word> words_;
  const Acls& acls_;
  std::size_t at_ = 0;
};

void append(std::vector<Match>& to, const std::vector<Match>& from) { to.insert(to.end(), from.begin(), from.end()); }

Condition from_terms(const Terms& terms) {
  const auto all_negated = [](const std::vector<Literal>& term) {
    return !term.empty() && std::ranges::all_of(term, &Literal::negated);
  };
  Condition condition;
  if (terms.size() == 1 && all_negated(terms[0])) {
    condition.kind = Condition::Kind::not_in;
    for (const Literal& literal : terms[0]) append(condition.matches, literal.matches);
    return condition;
  }
  condition.kind = Condition::Kind::in;
  for (const auto& term : terms) {
    const bool plain = term.size() == 1 && !term[0].negated;
    append(condition.matches, plain ? term[0].matches : something_else());
  }
  return condition;
}

}  // namespace

std::vector<Match> read_acl(std::span<const Word> words) {
  if (words.empty() || std::ranges::any_of(words, &Word::variable)) return something_else();
  std::optional<Test> test = read_sample(words[0].text);
  if (!test) return something_else();
  std::size_t at = 1;
  for (; at < words.size() && words[at].text.starts_with('-'); ++at) {
    const std::string& flag = words[at].text;
    if (flag == "--") {
      ++at;
      break;
    }
    if (flag == "-i") {
      test->ignores_case = true;
    } else if (flag == "-m" && at + 1 < words.size()) {
      test->method = words[++at].text;
    } else if (flag != "-n") {
      return something_else();  // -f: the patterns are in a file
    }
  }
  std::vector<Match> matches;
  for (; at < words.size(); ++at) {
    auto match = one_match(*test, words[at].text);
    if (!match) return something_else();
    matches.push_back(*std::move(match));
  }
  if (matches.empty()) return something_else();
  return matches;
}

Condition read_condition(std::span<const Word> words, const Acls& acls) {
  const auto begin = std::ranges::find_if(words, [](const Word& w) { return w.text == "if" || w.text == "unless"; });
  if (begin == words.end()) return {};
  const auto inside = words.subspan(static_cast<std::size_t>(begin - words.begin()) + 1);
  Condition condition = from_terms(ConditionReader(inside, acls).run());
  if (begin->text == "unless")
    condition.kind = condition.kind == Condition::Kind::in ? Condition::Kind::not_in : Condition::Kind::in;
  return condition;
}

}  // namespace muster::grammars::haproxy
