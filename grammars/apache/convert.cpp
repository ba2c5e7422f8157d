#include "grammars/apache/convert.hpp"

#include <algorithm>
#include <unordered_map>

#include "grammars/apache/path_rules.hpp"
#include "grammars/apache/section_tree.hpp"

namespace muster::grammars::apache {
namespace {

using model::Frontend;

/// "192.0.2.1:80", "[::1]:443", "*:80", "80", "_default_": an address, "0.0.0.0" for every one, and a port or "".
struct Endpoint {
  std::string address;
  std::string port;
  [[nodiscard]] bool wild() const { return address == "0.0.0.0"; }
};

Endpoint endpoint_of(std::string_view text) {
  if (!text.empty() && text.find_first_not_of("0123456789") == text.npos) return {"0.0.0.0", std::string(text)};
  const std::size_t colon = text.ends_with(']') ? text.npos : text.rfind(':');
  Endpoint endpoint{std::string(text.substr(0, colon)), {}};
  if (colon != text.npos) endpoint.port = text.substr(colon + 1);
  if (endpoint.port == "*") endpoint.port.clear();
  if (endpoint.address == "*" || lower(endpoint.address) == "_default_" || endpoint.address == "[::]")
    endpoint.address = "0.0.0.0";
  return endpoint;
}

std::string shown(const std::string& bind) { return bind.starts_with("0.0.0.0:") ? "*" + bind.substr(7) : bind; }

class Converter {
 public:
  Converter(const Config& config, FoldContext& context)
      : config_(config), context_(context), budget_(16 * context.tree.nodes().size() + 10'000) {}

  void run() {
    const Section& main = config_.sections[0];
    main_logs_ = request_logs_of(main);
    global_logs_ = global_logs_of(main);
    for (const Directive& directive : main.directives)
      if (directive.name == "listen") listens_.push_back({endpoint_of(directive.argument(0)), directive.lines});
    for (std::size_t i = 1; i < config_.sections.size(); ++i)
      if (config_.sections[i].kind == SectionKind::server) virtual_host(config_.sections[i], main);
    main_server(main);
    convert_pools(config_, context_);
    convert_logs(config_, context_);
  }

 private:
  struct Listen {
    Endpoint endpoint;
    model::LinesId lines;
    bool taken = false;  ///< by a virtual host for all of its connections
  };

  void virtual_host(const Section& own, const Section& main) {
    std::vector<std::string> binds;
    for (const std::string& argument : own.head.arguments) {
      const Endpoint endpoint = endpoint_of(argument);
      take(endpoint);
      add_binds(endpoint, binds);
    }
    Frontend frontend = server(own, &main, own.head.lines);
    // The protocol versions are those of the first server on an address, unless releases are new enough.
    frontend.binds.set(std::move(binds), own.head.lines);
    share_versions(frontend);
    finish(own, &main, std::move(frontend));
  }

  void take(const Endpoint& endpoint) {
    if (++takes_ > 1000) return;
    for (Listen& listen : listens_) {
      const bool port = endpoint.port.empty() || endpoint.port == listen.endpoint.port;
      listen.taken |= port && (endpoint.wild() || endpoint.address == listen.endpoint.address);
    }
  }

  /// Without a port it answers on all that the server listens on.
  void add_binds(const Endpoint& endpoint, std::vector<std::string>& binds) const {
    if (!endpoint.port.empty()) return binds.push_back(endpoint.address + ':' + endpoint.port);
    constexpr std::size_t most = 16;
    for (std::size_t i = 0; i < std::min(listens_.size(), most); ++i)
      binds.push_back(endpoint.address + ':' + listens_[i].endpoint.port);
    if (listens_.empty()) binds.push_back(endpoint.address + ":80");
  }

  void share_versions(Frontend& frontend) {
    const auto [first, added] = versions_.try_emplace(frontend.binds.value.front(), frontend.tls_versions.value);
    if (!added && first->second != frontend.tls_versions.value)
      frontend.tls_versions.set_unknown(frontend.tls_versions.lines);
  }

  /// It answers where no virtual host does.
  void main_server(const Section& main) {
    std::vector<std::string> binds;
    model::LinesId lines = 0;
    for (const Listen& listen : listens_) {
      if (listen.taken) continue;
      binds.push_back(listen.endpoint.address + ':' + listen.endpoint.port);
      if (lines == 0) lines = listen.lines;
    }
    const bool serves = listens_.empty() && (main.last("proxypass") != nullptr || main.last("rewriterule") != nullptr ||
                                             main.last("servername") != nullptr);
    if (binds.empty() && !serves) return;
    Frontend frontend = server(main, nullptr, lines);
    if (!binds.empty()) frontend.binds.set(std::move(binds), lines);
    finish(main, nullptr, std::move(frontend));
  }

  Frontend server(const Section& own, const Section* base, model::LinesId lines) {
    Frontend frontend;
    frontend.context = context_.options.context;
    frontend.lines = lines;
    frontend.product.set("apache", lines);
    frontend.enabled.set_default(true);
    set_tls(own, base, frontend);
    set_access_log(logs_of(own, base), frontend.access_log);
    frontend.default_target.set_absent(lines);  // what no rule decides is answered from files
    frontend.path_rules = path_rules(config_, own, base, budget_);
    return frontend;
  }

  /// A virtual host with logs of its own does not write to those of the main server, other than global ones.
  [[nodiscard]] RequestLogs logs_of(const Section& own, const Section* base) const {
    RequestLogs logs = request_logs_of(own);
    if (base == nullptr) return logs;
    const RequestLogs& more = logs.any() ? global_logs_ : main_logs_;
    if (logs.sure == nullptr) logs.sure = more.sure;
    if (logs.unsure == nullptr) logs.unsure = more.unsure;
    if (logs.nowhere == nullptr) logs.nowhere = more.nowhere;
    return logs;
  }

  void finish(const Section& own, const Section* base, Frontend frontend) {
    const Directive* const name = own.last("servername");
    std::string key = "apache " + std::string(name == nullptr ? "_" : name->argument(0));
    if (frontend.binds.known()) key += ' ' + shown(frontend.binds.value.front());
    const std::size_t count = ++names_[key];
    if (count > 1) key += " #" + std::to_string(count);
    frontend.name.set(std::move(key), name == nullptr ? frontend.lines : name->lines);
    for (const Section* section : {&own, base}) {
      if (section == nullptr || !section->open || frontend.open) continue;
      frontend.open = true;
      frontend.opened_by = section->opened_by;
    }
    // What was not understood may write the log elsewhere.
    if (frontend.open && frontend.access_log.known() && frontend.access_log.value)
      frontend.access_log.set_default(true);
    context_.device.frontends.push_back(std::move(frontend));
  }

  const Config& config_;
  FoldContext& context_;
  std::size_t budget_;
  std::size_t takes_ = 0;
  RequestLogs main_logs_;
  RequestLogs global_logs_;
  std::vector<Listen> listens_;
  std::unordered_map<std::string, std::size_t> names_;
  std::unordered_map<std::string, std::vector<std::string>> versions_;
};

}  // namespace

void convert(const Config& config, FoldContext& context) { Converter(config, context).run(); }

}  // namespace muster::grammars::apache
