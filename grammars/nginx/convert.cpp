#include "grammars/nginx/convert.hpp"

#include <algorithm>
#include <charconv>
#include <unordered_map>
#include <unordered_set>

namespace muster::grammars::nginx {
namespace {

using model::Frontend;

/// "80", "*:80", "127.0.0.1", "[::]:443" and "unix:/run/x" as address and port; nginx listens on 80 if none is given.
std::string bind_of(std::string_view listen, bool stream) {
  if (listen.starts_with("unix:")) return std::string(listen);
  const std::string_view port = stream ? "" : "80";
  const bool only_port = !listen.empty() && listen.find_first_not_of("0123456789") == listen.npos;
  if (only_port) return "0.0.0.0:" + std::string(listen);
  if (listen.starts_with("*:")) return "0.0.0.0" + std::string(listen.substr(1));
  const std::size_t colon = listen.rfind(':');
  const std::size_t bracket = listen.rfind(']');
  const bool has_port = colon != listen.npos && (bracket == listen.npos || colon > bracket);
  return has_port ? std::string(listen) : std::string(listen) + ':' + std::string(port);
}

bool is_tls(const Directive& listen) {
  return std::ranges::any_of(listen.arguments, [](const std::string& word) { return word == "ssl" || word == "quic"; });
}

std::string shown_bind(const std::string& bind) { return bind.starts_with("0.0.0.0:") ? "*" + bind.substr(7) : bind; }

class Converter {
 public:
  Converter(const Config& config, FoldContext& context) : config_(config), device_(context.device), context_(context) {}

  void run() {
    const std::size_t first = device_.frontends.size();
    for (const Block& block : config_.blocks()) {
      if (block.kind == BlockKind::upstream) upstream(block);
      if (block.kind == BlockKind::server) server(block);
    }
    level_tls(std::span(device_.frontends).subspan(first));
    health_checks();
    convert_logs(config_, context_);
  }

 private:
  void server(const Block& block) {
    const bool stream = config_.parent(block).kind == BlockKind::stream;
    Frontend frontend;
    frontend.context = context_.options.context;
    frontend.lines = block.head.lines;
    frontend.product.set("nginx", block.head.lines);
    binds(block, stream, frontend);
    name(block, stream, frontend);
    set_access_log(config_, block, frontend.access_log);
    frontend.default_target.set_absent(block.head.lines);  // what no rule decides is answered from files
    if (stream) {
      stream_rule(block, frontend);
    } else {
      frontend.path_rules = path_rules(config_, block);
    }
    mark_open(block, frontend);
    frontend.enabled.set(true, block.head.lines);
    set_tls(config_, block, frontend);
    // What was not understood may switch the log off.
    if (frontend.open && frontend.access_log.known() && frontend.access_log.value) frontend.access_log.set_default(true);
    device_.frontends.push_back(std::move(frontend));
  }

  /// A stream passes bytes on: whether they are requests, and for which path, it does not see.
  static void stream_rule(const Block& block, Frontend& frontend) {
    const Directive* const pass = block.find("proxy_pass");
    if (pass == nullptr) return;
    frontend.path_rules.push_back({"other", {}, "forward", std::string(pass->argument(0)), false, pass->lines});
  }

  static void binds(const Block& block, bool stream, Frontend& frontend) {
    const auto listens = block.all("listen");
    const Directive* const ssl = block.find("ssl");
    if (listens.empty()) {
      frontend.binds.set_default({"0.0.0.0:80"});
      return frontend.tls.set_default(false);
    }
    std::vector<std::string> all;
    for (const Directive* listen : listens) all.push_back(bind_of(listen->argument(0), stream));
    frontend.binds.set(std::move(all), listens.front()->lines);
    const bool every = std::ranges::all_of(listens, [](const Directive* listen) { return is_tls(*listen); });
    const bool switched_on = ssl != nullptr && ssl->argument(0) == "on";
    frontend.tls.set(every || switched_on, switched_on ? ssl->lines : listens.front()->lines);
  }

  /// "nginx www.example.com *:443"; a number is added where several servers would have the same.
  void name(const Block& block, bool stream, Frontend& frontend) {
    const Directive* const names = block.find("server_name");
    std::string key = stream ? "nginx stream" : "nginx";
    if (!stream) key += ' ' + std::string(names == nullptr || names->argument(0).empty() ? "_" : names->argument(0));
    key += ' ' + shown_bind(frontend.binds.value.front());
    const std::size_t count = ++names_[key];
    if (count > 1) key += " #" + std::to_string(count);
    frontend.name.set(std::move(key), names == nullptr ? block.head.lines : names->lines);
  }

  /// The server is as sure as its lines, those of its locations, and those of the blocks around it.
  void mark_open(const Block& block, Frontend& frontend) {
    for (const Block* here = &block;; here = &config_.parent(*here)) {
      mark(*here, frontend);
      if (here->kind == BlockKind::main) break;
    }
    std::vector<std::uint32_t> below(block.children);
    while (!below.empty() && !frontend.open) {
      const Block& next = config_.blocks()[below.back()];
      below.pop_back();
      mark(next, frontend);
      below.insert(below.end(), next.children.begin(), next.children.end());
    }
  }

  static void mark(const Block& block, model::Object& object) {
    if (!block.open || object.open) return;
    object.open = true;
    object.opened_by = block.opened_by;
  }

  void upstream(const Block& block) {
    model::Pool pool;
    pool.context = context_.options.context;
    pool.lines = block.head.lines;
    pool.name.set("nginx " + std::string(block.head.argument(0)), block.head.lines);
    pool.product.set("nginx", block.head.lines);
    const Directive* check = block.find("check");
    if (check == nullptr) check = block.find("health_check");
    if (check == nullptr) {
      pool.monitor.set_default(false);  // nginx itself only notices that a request failed
    } else {
      pool.monitor.set(true, check->lines);
    }
    for (const Directive* server : block.all("server")) member(*server, pool);
    mark(block, pool);
    pool_index_.emplace(block.head.argument(0), device_.pools.size());
    device_.pools.push_back(std::move(pool));
  }

  void member(const Directive& server, model::Pool& pool) const {
    model::PoolMember member;
    member.context = context_.options.context;
    member.lines = server.lines;
    const std::string bind = bind_of(server.argument(0), false);
    const std::size_t colon = bind.starts_with("unix:") ? bind.npos : bind.rfind(':');
    std::int64_t port = 0;
    member.name.set(std::string(server.argument(0)), server.lines);
    member.address.set(bind.substr(0, colon), server.lines);
    if (colon != bind.npos &&
        std::from_chars(bind.data() + colon + 1, bind.data() + bind.size(), port).ec == std::errc{}) {
      member.port.set(port, server.lines);
    } else {
      member.port.set_absent(server.lines);
    }
    const auto has = [&](std::string_view word) {
      return std::ranges::find(server.arguments, word) != server.arguments.end();
    };
    member.monitored = pool.monitor;
    member.backup.set(has("backup"), server.lines);
    if (has("down")) member.state.set("down", server.lines);
    pool.members.push_back(std::move(member));
  }

  /// `health_check` stands in the location (or stream server) that passes to the upstream.
  void health_checks() {
    for (const Block& block : config_.blocks()) {
      const Directive* const check = block.find("health_check");
      const Directive* const pass = block.find("proxy_pass");
      if (check == nullptr || pass == nullptr) continue;
      const std::string_view url = pass->argument(0);
      const std::size_t scheme = url.find("://");
      const std::string_view rest = scheme == url.npos ? url : url.substr(scheme + 3);
      const auto found = pool_index_.find(std::string(rest.substr(0, rest.find('/'))));
      if (found == pool_index_.end()) continue;
      model::Pool& pool = device_.pools[found->second];
      if (pool.monitor.state == model::State::configured) continue;
      pool.monitor.set(true, check->lines);
      for (model::PoolMember& member : pool.members) member.monitored.set(true, check->lines);
    }
  }

  const Config& config_;
  model::Device& device_;
  FoldContext& context_;
  std::unordered_map<std::string, std::size_t> names_;
  std::unordered_map<std::string, std::size_t> pool_index_;
};

}  // namespace

void convert(const Config& config, FoldContext& context) { Converter(config, context).run(); }

}  // namespace muster::grammars::nginx
