#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "grammars/nginx/convert.hpp"

namespace muster::grammars::nginx {
namespace {

constexpr auto versions = std::to_array<std::pair<std::string_view, std::string_view>>(
    {{"SSLv3", "ssl3"}, {"TLSv1", "1.0"}, {"TLSv1.1", "1.1"}, {"TLSv1.2", "1.2"}, {"TLSv1.3", "1.3"}});

void set_versions(const Directive& directive, model::Texts& to) {
  std::vector<std::string> names;
  for (const std::string& word : directive.arguments) {
    const auto found = std::ranges::find(versions, word, [](const auto& each) { return each.first; });
    if (found != versions.end())
      names.emplace_back(found->second);
    else if (word != "SSLv2")
      return to.set_unknown(directive.lines);
  }
  to.set(std::move(names), directive.lines);
}

void set_ciphers(const Directive& directive, model::Texts& to) {
  std::vector<std::string> names;
  for (std::string_view rest = directive.argument(0); !rest.empty();) {
    const std::size_t end = std::min(rest.find_first_of(":, "), rest.size());
    if (end > 0) names.emplace_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  to.set(std::move(names), directive.lines);
}

}  // namespace

/// Without `ssl_protocols` the versions depend on nginx' release (TLS 1.0 and 1.1 until 1.23.3), without `ssl_ciphers` on
/// the TLS library. `ssl_conf_command` can change both.
void set_tls(const Config& config, const Block& server, model::Frontend& frontend) {
  if (frontend.tls.known() && !frontend.tls.value) {
    frontend.tls_versions.set_absent(frontend.tls.lines);
    return frontend.ciphers.set_absent(frontend.tls.lines);
  }
  const bool sure = !frontend.open && config.owner(server, "ssl_conf_command") == nullptr;
  const Directive* const protocols = config.inherited(server, "ssl_protocols");
  const Directive* const ciphers = config.inherited(server, "ssl_ciphers");
  if (sure && protocols != nullptr) set_versions(*protocols, frontend.tls_versions);
  if (sure && ciphers != nullptr) set_ciphers(*ciphers, frontend.ciphers);
}

/// Servers of one socket: the version is agreed on with the default server, before the client's name for the server is
/// looked at. Where they differ, what a server offers is not known.
void level_tls(std::span<model::Frontend> frontends) {
  std::map<std::string, std::vector<model::Frontend*>> by_socket;
  for (model::Frontend& frontend : frontends)
    if (!frontend.tls.known() || frontend.tls.value)
      for (const std::string& bind : frontend.binds.value) by_socket[bind].push_back(&frontend);
  for (const auto& [socket, servers] : by_socket) {
    const model::Texts first = servers.front()->tls_versions;
    const bool same = std::ranges::all_of(servers, [&](const model::Frontend* each) {
      return each->tls_versions.known() && each->tls_versions.value == first.value;
    });
    if (!same)
      for (model::Frontend* const each : servers) each->tls_versions.set_unknown(each->tls_versions.lines);
  }
}

}  // namespace muster::grammars::nginx
