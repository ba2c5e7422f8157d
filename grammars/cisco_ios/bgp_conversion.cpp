#include <algorithm>

#include "grammars/cisco/words.hpp"
#include "grammars/cisco_ios/config.hpp"

/// What BGP neighbours have of their own and from templates and groups, put into the model.
namespace muster::grammars::cisco_ios {
namespace {

/// A neighbour's own settings, those of its group and of the templates that it inherits, its own first.
class Inherited {
 public:
  Inherited(Config& config, const std::string& key, const Neighbor& own) : config_(config) {
    const std::size_t blank = key.find(' ');
    vrf_ = blank == std::string::npos ? std::string() : key.substr(0, blank + 1);
    visit(own, 0);
  }
  [[nodiscard]] bool complete() const { return complete_; }
  [[nodiscard]] const std::vector<const Neighbor*>& all() const { return all_; }
  /// The first that has the setting.
  template <class T>
  const Maybe<T>& first(Maybe<T> Neighbor::*setting) const {
    for (const Neighbor* one : all_)
      if ((one->*setting).has_value()) return one->*setting;
    return all_.front()->*setting;
  }
  [[nodiscard]] bool any(bool Neighbor::*setting) const {
    return std::ranges::any_of(all_, [&](const Neighbor* one) { return one->*setting; });
  }

 private:
  static constexpr std::size_t deepest = 8;
  static constexpr std::size_t most = 32;

  void visit(const Neighbor& one, std::size_t depth) {
    if (depth > deepest || all_.size() >= most) {
      complete_ = false;
      return;
    }
    all_.push_back(&one);
    if (!one.member_of.empty()) visit_named(vrf_ + one.member_of, depth);
    for (const std::string& name : one.inherits) visit_named(name, depth);
  }
  void visit_named(const std::string& name, std::size_t depth) {
    const Neighbor* const above = config_.neighbors.find(name);
    if (above == nullptr)
      complete_ = false;  // a group that does not exist, or that was not understood
    else
      visit(*above, depth + 1);
  }

  Config& config_;
  std::string vrf_;
  std::vector<const Neighbor*> all_;
  bool complete_ = true;
};

void put_neighbor(Config& config, const std::string& key, const Neighbor& own, const Target& target) {
  const Inherited from(config, key, own);
  if (from.any(&Neighbor::shutdown)) return;
  model::RoutingNeighbor& to = target.device.neighbors.emplace_back();
  target.head(to, own.lines);
  to.open = !from.complete();
  for (const Neighbor* one : from.all()) {
    if (one->opened_by.empty()) continue;
    to.open = true;
    to.opened_by = target.device.lines.join(to.opened_by, target.id(one->opened_by));
  }
  to.name.set("bgp " + key, to.lines);
  to.protocol.set("bgp", to.lines);
  if (!from.any(&Neighbor::any_as)) put(to.remote_as, from.first(&Neighbor::remote_as));
  put_or_default(to.authenticated, from.first(&Neighbor::password), false);
  put_or_absent(to.filter_in, from.first(&Neighbor::filter_in));
  put_or_absent(to.filter_out, from.first(&Neighbor::filter_out));
  put_or_absent(to.maximum_prefixes, from.first(&Neighbor::maximum_prefixes));
  put_or_default(to.ttl_security, from.first(&Neighbor::ttl_security), false);
}

}  // namespace

void convert_bgp(Config& config, const Target& target) {
  config.neighbors.each([&](const std::string& key, const Neighbor& from) {
    if (from.group) return;
    const bool named = from.remote_as || !from.member_of.empty() || !from.inherits.empty() || !from.opened_by.empty();
    if (named) put_neighbor(config, key, from, target);
  });
}

}  // namespace muster::grammars::cisco_ios
