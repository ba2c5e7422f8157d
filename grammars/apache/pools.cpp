#include <algorithm>
#include <charconv>
#include <unordered_map>
#include <unordered_set>

#include "grammars/apache/convert.hpp"
#include "grammars/apache/rewrite.hpp"
#include "grammars/apache/section_tree.hpp"

namespace muster::grammars::apache {
namespace {

constexpr std::string_view scheme = "balancer://";

/// The value of `key=value` among the arguments, the last one; null if there is none.
const std::string* option(const Directive& directive, std::string_view key) {
  for (auto word = directive.arguments.rbegin(); word != directive.arguments.rend(); ++word)
    if (word->size() > key.size() && (*word)[key.size()] == '=' && lower(word->substr(0, key.size())) == key)
      return &*word;
  return nullptr;
}

std::string value_of(const std::string& option) { return option.substr(option.find('=') + 1); }

std::int64_t default_port(std::string_view url) {
  if (url.starts_with("https") || url.starts_with("wss") || url.starts_with("h2:")) return 443;
  if (url.starts_with("ajp")) return 8009;
  return url.starts_with("fcgi") ? 8000 : 80;
}

class Pools {
 public:
  Pools(const Config& config, FoldContext& context) : config_(config), context_(context) {}

  void run() {
    for (const Section& section : config_.sections) templates(section);
    for (const Section& section : config_.sections) {
      std::string balancer;
      if (section.kind == SectionKind::proxy && section.head.argument(0).starts_with(scheme))
        balancer = name_of(section.head.argument(0));
      if (!balancer.empty()) declare(balancer, section);
      for (const Directive& directive : section.directives) {
        if (directive.name == "balancermember") member_line(directive, balancer, section);
        if (directive.name == "proxyset") set_line(directive, section);
      }
    }
    for (model::Pool& pool : pools_) finish(pool);
  }

 private:
  static std::string name_of(std::string_view url) {
    std::string_view rest = url.substr(scheme.size());
    return std::string(rest.substr(0, rest.find('/')));
  }

  /// `ProxyHCTemplate name hcmethod=GET ...`
  void templates(const Section& section) {
    for (const Directive& directive : section.directives) {
      if (directive.name != "proxyhctemplate") continue;
      const std::string* const method = option(directive, "hcmethod");
      if (method != nullptr && lower(value_of(*method)) != "none") templates_.insert(directive.arguments[0]);
    }
  }

  model::Pool& declare(const std::string& name, const Section& section) {
    const auto [at, added] = index_.try_emplace(name, pools_.size());
    if (added) {
      model::Pool pool;
      pool.context = context_.options.context;
      pool.lines = section.head.lines;
      pool.name.set("apache " + name, section.head.lines);
      pool.product.set("apache", section.head.lines);
      pools_.push_back(std::move(pool));
    }
    model::Pool& pool = pools_[at->second];
    if (section.open && section.kind == SectionKind::proxy && !pool.open) {
      pool.open = true;
      pool.opened_by = section.opened_by;
    }
    return pool;
  }

  /// `BalancerMember [balancer://name] url [key=value ...]`
  void member_line(const Directive& directive, const std::string& around, const Section& section) {
    const bool named = directive.argument(0).starts_with(scheme);
    const std::string balancer = named ? name_of(directive.argument(0)) : around;
    const std::string_view url = directive.argument(named ? 1 : 0);
    if (balancer.empty() || url.empty()) return;
    model::Pool& pool = declare(balancer, section);
    if (pool.lines == 0) pool.lines = directive.lines;
    pool.members.push_back(member(directive, std::string(url)));
  }

  model::PoolMember member(const Directive& directive, const std::string& url) const {
    model::PoolMember member;
    member.context = context_.options.context;
    member.lines = directive.lines;
    member.name.set(url, directive.lines);
    set_address(member, host_of_url(url), url, directive.lines);
    set_status(member, directive);
    set_monitor(member, directive);
    return member;
  }

  static void set_address(model::PoolMember& member, std::string host, const std::string& url, model::LinesId lines) {
    const std::size_t colon = host.ends_with(']') ? host.npos : host.rfind(':');
    std::int64_t port = 0;
    const bool given = colon != host.npos &&
                       std::from_chars(host.data() + colon + 1, host.data() + host.size(), port).ec == std::errc{};
    if (given) {
      member.port.set(port, lines);
    } else {
      member.port.set_default(default_port(url));
    }
    host.resize(std::min(colon, host.size()));
    if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
    member.address.set(std::move(host), lines);
  }

  /// `status=+D-S`: D takes it out, S stops it, H waits until all others are out.
  static void set_status(model::PoolMember& member, const Directive& directive) {
    member.enabled.set_default(true);
    member.backup.set_default(false);
    const std::string* const status = option(directive, "status");
    if (status == nullptr) return;
    bool on = true;
    for (const char c : value_of(*status)) {
      if (c == '+' || c == '-') on = c == '+';
      if (c == 'D' || c == 'd' || c == 'S' || c == 's') member.enabled.set(!on, directive.lines);
      if (c == 'H' || c == 'h') member.backup.set(on, directive.lines);
    }
  }

  void set_monitor(model::PoolMember& member, const Directive& directive) const {
    const std::string* const method = option(directive, "hcmethod");
    const std::string* const named = option(directive, "hctemplate");
    if (method != nullptr) return member.monitored.set(lower(value_of(*method)) != "none", directive.lines);
    if (named != nullptr) return member.monitored.set(templates_.contains(value_of(*named)), directive.lines);
    member.monitored.set_default(false);  // mod_proxy itself only notices that a request failed
  }

  /// `ProxySet balancer://a/... key=value` may switch a member, or its check, on or off.
  void set_line(const Directive& directive, const Section& section) {
    const bool matters = option(directive, "status") != nullptr || option(directive, "hcmethod") != nullptr ||
                         option(directive, "hctemplate") != nullptr || option(directive, "growth") != nullptr;
    if (!matters) return;
    for (model::Pool& pool : pools_) open(pool, directive.lines);
    if (section.kind == SectionKind::proxy || pools_.empty()) changed_by_ = directive.lines;
  }

  static void open(model::Pool& pool, model::LinesId lines) {
    if (pool.open) return;
    pool.open = true;
    pool.opened_by = lines;
  }

  void finish(model::Pool& pool) {
    if (changed_by_ != 0) open(pool, changed_by_);
    const auto monitored = [](const model::PoolMember& member) { return member.monitored.value; };
    if (!pool.members.empty() && std::ranges::all_of(pool.members, monitored)) {
      pool.monitor.set(true, pool.members.front().monitored.lines);
    } else {
      pool.monitor.set_default(false);
    }
    context_.device.pools.push_back(std::move(pool));
  }

  const Config& config_;
  FoldContext& context_;
  std::unordered_set<std::string> templates_;
  std::unordered_map<std::string, std::size_t> index_;
  std::vector<model::Pool> pools_;
  model::LinesId changed_by_ = 0;
};

}  // namespace

void convert_pools(const Config& config, FoldContext& context) { Pools(config, context).run(); }

}  // namespace muster::grammars::apache
