#include <array>

#include "grammars/apache/convert.hpp"
#include "grammars/apache/section_tree.hpp"

namespace muster::grammars::apache {
namespace {

const Directive* inherited(const Section& own, const Section* base, std::string_view name) {
  const Directive* const found = own.last(name);
  return found != nullptr || base == nullptr ? found : base->last(name);
}

struct Version {
  std::string_view word;
  std::string_view name;
};
constexpr auto versions = std::to_array<Version>(
    {{"sslv3", "ssl3"}, {"tlsv1", "1.0"}, {"tlsv1.1", "1.1"}, {"tlsv1.2", "1.2"}, {"tlsv1.3", "1.3"}});
constexpr unsigned all_versions = 0b11110;

/// The versions that a word stands for, a bit each in the order of the table; 0: not understood.
unsigned bits_of(std::string_view word) {
  if (word == "all") return all_versions;
  for (std::size_t i = 0; i < versions.size(); ++i)
    if (versions[i].word == word) return 1U << i;
  return 0;
}

/// `SSLProtocol all -TLSv1 +TLSv1.2`: a word without a sign begins anew.
void set_versions(const Directive& directive, model::Texts& to) {
  unsigned on = 0;
  for (const std::string& argument : directive.arguments) {
    const std::string word = lower(argument);
    const char sign = word.empty() ? ' ' : word.front();
    const bool is_signed = sign == '+' || sign == '-';
    const unsigned bits = bits_of(std::string_view(word).substr(is_signed ? 1 : 0));
    if (bits == 0 && !word.ends_with("sslv2")) return to.set_unknown(directive.lines);
    on = sign == '-' ? on & ~bits : (sign == '+' ? on | bits : bits);
  }
  std::vector<std::string> names;
  for (std::size_t i = 0; i < versions.size(); ++i)
    if ((on >> i & 1U) != 0) names.emplace_back(versions[i].name);
  to.set(std::move(names), directive.lines);
}

void set_ciphers(const Directive& directive, model::Texts& to) {
  if (directive.arguments.size() != 1) return to.set_unknown(directive.lines);  // of one version only
  std::vector<std::string> names;
  std::string_view rest = directive.argument(0);
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find_first_of(":, "), rest.size());
    if (end > 0) names.emplace_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  to.set(std::move(names), directive.lines);
}

}  // namespace

void set_tls(const Section& own, const Section* base, model::Frontend& frontend) {
  const Directive* const engine = inherited(own, base, "sslengine");
  const std::string state = engine == nullptr ? "off" : lower(engine->argument(0));
  if (engine == nullptr) {
    frontend.tls.set_default(false);
  } else if (state == "on" || state == "off") {
    frontend.tls.set(state == "on", engine->lines);
  } else {
    frontend.tls.set_unknown(engine->lines);
  }
  if (state == "off") {
    frontend.tls_versions.set_absent();
    return frontend.ciphers.set_absent();
  }
  if (const Directive* const protocol = inherited(own, base, "sslprotocol"))
    set_versions(*protocol, frontend.tls_versions);
  else
    frontend.tls_versions.set_default({"1.0", "1.1", "1.2", "1.3"});
  if (const Directive* const ciphers = inherited(own, base, "sslciphersuite")) set_ciphers(*ciphers, frontend.ciphers);
}

}  // namespace muster::grammars::apache
