#include "grammars/juniper_junos/applications.hpp"

#include <algorithm>
#include <array>

#include "grammars/juniper_junos/services_by_name.hpp"

namespace muster::grammars::juniper_junos {
namespace {

/// One term: its words stand on one line or in a block.
class TermReader {
 public:
  TermReader(const Configuration& config, NodeId term) : config_(config), term_(term) {}

  bool read(Service& to) {
    NodeId at = config_[term_].first_child;
    while (at != no_node) {
      if (config_[at].inactive || config_[at].text == "term") {
        at = config_.next_beside(at, term_);
        continue;
      }
      if (!word(at, to)) return false;
      at = config_.next_below(at, term_);
    }
    return true;
  }

 private:
  /// `at` is a keyword: its value is its first word. Goes on behind the value.
  bool word(NodeId& at, Service& to) {
    const std::string_view keyword = config_[at].text;
    const NodeId value = value_of(config_, at);
    if (value == no_node) return is_without_value(keyword);
    const std::string_view text = config_[value].text;
    at = value;
    if (keyword == "protocol") {
      to.protocol = protocol_name(text);
    } else if (keyword == "source-port" || keyword == "destination-port") {
      const auto port = port_value(text);
      if (!port) return false;
      (keyword.starts_with('s') ? to.source_port : to.destination_port) = *port == "0-65535" ? "any" : *port;
    } else if (narrows(keyword)) {
      to.narrowed = true;
    } else {
      return is_setting(keyword);
    }
    return true;
  }

  static bool is_without_value(std::string_view word) { return word == "do-not-translate-A-query-to-AAAA-query"; }
  static bool narrows(std::string_view word) {
    static constexpr auto words =
        std::to_array<std::string_view>({"icmp-type", "icmp-code", "icmp6-type", "icmp6-code", "uuid",
                                         "rpc-program-number", "snmp-command", "ttl-threshold", "ether-type"});
    return std::ranges::find(words, word) != words.end();
  }
  static bool is_setting(std::string_view word) {
    static constexpr auto words = std::to_array<std::string_view>(
        {"alg", "application-protocol", "inactivity-timeout", "description", "learn-sip-register",
         "sip-call-hold-timeout", "do-not-translate-A-query-to-AAAA-query", "gate-timeout",
         "child-inactivity-timeout"});
    return std::ranges::find(words, word) != words.end();
  }

  const Configuration& config_;
  NodeId term_;
};

void add_once(std::vector<Service>& to, Service service) {
  if (std::ranges::find(to, service) == to.end()) to.push_back(std::move(service));
}

constexpr std::size_t most_services = 256;

}  // namespace

Applications::Applications(const Configuration& configuration, NodeId root)
    : config_(configuration), work_left_(16 * configuration.size() + 10'000) {
  const NodeId all = child(config_, root, "applications");
  if (all == no_node) return;
  applications_ = child(config_, all, "application");
  sets_ = child(config_, all, "application-set");
}

std::vector<Service> Applications::services_of(NodeId application, bool& understood) const {
  std::vector<Service> services;
  const NodeId terms = child(config_, application, "term");
  if (terms == no_node) {
    understood = TermReader(config_, application).read(services.emplace_back());
    return services;
  }
  understood = true;
  for (const NodeId term : Children(config_, terms)) {
    Service service;
    understood = TermReader(config_, term).read(service) && understood && services.size() < most_services;
    if (understood) add_once(services, std::move(service));
  }
  return services;
}

void Applications::add(std::string_view name, Services& to) {
  if (work_left_ == 0 || to.all.size() > most_services) {
    to.complete = false;
    return;
  }
  --work_left_;
  if (name == "any") return to.all.emplace_back(), void();
  const NodeId own = applications_ == no_node ? no_node : child(config_, applications_, name);
  if (own != no_node) {
    bool understood = false;
    for (Service& service : services_of(own, understood)) {
      work_left_ -= std::min(work_left_, to.all.size() / 16);
      add_once(to.all, std::move(service));
    }
    to.complete = to.complete && understood;
    return;
  }
  if (const NodeId set = sets_ == no_node ? no_node : child(config_, sets_, name); set != no_node)
    return add_set(set, to);
  const auto built_in = built_in_application(name);
  for (const BuiltInApplication& each : built_in)
    add_once(to.all,
             {std::string(each.protocol), "any", each.port.empty() ? "any" : std::string(each.port), each.narrowed});
  if (!built_in.empty()) return;
  if (name.starts_with("junos-"))
    append(to.by_name_only, name);
  else
    to.complete = false;
}

/// Sets may stand in sets; each is gone through once.
void Applications::add_set(NodeId set, Services& to) {
  std::vector<NodeId> waiting{set};
  for (std::size_t i = 0; i < waiting.size(); ++i) {
    if (const NodeId members = child(config_, waiting[i], "application"); members != no_node)
      for (const NodeId member : Children(config_, members)) add(config_[member].text, to);
    const NodeId inner = child(config_, waiting[i], "application-set");
    if (inner == no_node) continue;
    for (const NodeId name : Children(config_, inner)) {
      const NodeId found = sets_ == no_node ? no_node : child(config_, sets_, config_[name].text);
      if (found == no_node) {
        to.complete = false;
      } else if (std::ranges::find(waiting, found) == waiting.end()) {
        work_left_ -= std::min(work_left_, waiting.size());
        waiting.push_back(found);
      }
    }
    if (work_left_ == 0) return to.complete = false, void();
  }
}

}  // namespace muster::grammars::juniper_junos
