#include "grammars/paloalto_panos/named_objects.hpp"

#include <algorithm>

#include "core/ip.hpp"
#include "grammars/addresses.hpp"

namespace muster::grammars::paloalto_panos {
namespace {

/// All of IPv4 or of IPv6.
bool is_everything(std::string_view text) {
  return text.ends_with("/0") || text == "0.0.0.0-255.255.255.255" ||
         text == "::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff";
}

bool is_range(std::string_view text) {
  const std::size_t dash = text.find('-');
  return dash != std::string_view::npos && parse_ip(text.substr(0, dash)) && parse_ip(text.substr(dash + 1));
}

/// `10.0.0.0/0.255.0.255`.
std::string wildcard(std::string_view text) {
  const std::size_t slash = text.find('/');
  const auto address = parse_ipv4(text.substr(0, slash));
  const auto mask = slash == std::string_view::npos ? std::nullopt : parse_ipv4(text.substr(slash + 1));
  return address && mask ? with_wildcard(*address, *mask) : std::string(text);
}

void append(std::string& to, std::string_view more) {
  if (!to.empty()) to += ',';
  to += more;
}

/// "US": the addresses of a country have its two letters for a name.
bool is_country(std::string_view word) {
  return word.size() == 2 && std::ranges::all_of(word, [](char c) { return c >= 'A' && c <= 'Z'; });
}

bool is_protocol(std::string_view word) {
  return word == "tcp" || word == "udp" || word == "sctp" || word == "icmp" || word == "icmp6";
}

bool all_ports(std::string_view ports) { return ports == "0-65535" || ports == "1-65535"; }

}  // namespace

std::optional<std::vector<std::string>> Objects::members(const NamedObject& object) const {
  std::vector<std::string> all;
  for (const NodeId each : Children(config_, object.node)) {
    const std::string_view word = config_[each].text;
    const NodeId value = paths::value_of(config_, each);
    if (word == "dynamic" || word == "filter") return std::nullopt;
    if (word == "static" || word == "members") {
      for (const NodeId member : Children(config_, each)) all.push_back("group " + std::string(config_[member].text));
    } else if (value != no_node && (word == "ip-netmask" || word == "ip-range" || word == "fqdn")) {
      all.emplace_back(config_[value].text);
    } else if (value != no_node && word == "ip-wildcard") {
      all.push_back(wildcard(config_[value].text));
    } else if (word == "protocol") {
      std::vector<Ports> protocols;
      add_protocols(object, protocols);
      for (const Ports& each_protocol : protocols)
        all.push_back(each_protocol.protocol + (each_protocol.ports == "any" ? "" : " " + each_protocol.ports));
    }
  }
  return all;
}

/// Its own context first, then what all share, then what a Panorama gave.
const NamedObject* Objects::find(std::string_view context, std::string_view name, std::string_view kind) const {
  const auto found = state_.objects.find(name);
  if (found == state_.objects.end()) return nullptr;
  const auto rank = [context](const NamedObject& object) {
    if (object.context == context) return 3;
    if (object.context == "shared") return 2;
    // A device group inherits from those above it, which are not told apart; virtual systems have nothing of each other.
    const bool inherits = context.starts_with("device-group ") && object.context.starts_with("device-group ");
    return object.context == "panorama" || inherits ? 1 : 0;
  };
  const NamedObject* best = nullptr;
  for (const NamedObject& each : found->second)
    if (each.kind.starts_with(kind) && rank(each) > 0 && (best == nullptr || rank(each) > rank(*best))) best = &each;
  return best;
}

/// Whether a name of an object or a group stands for every address.
bool Objects::holds_everything(std::string_view context, std::string_view name, int depth, int& left) const {
  const NamedObject* const object = find(context, name, "address");
  if (object == nullptr) return is_everything(name);
  if (depth > deepest_group || --left < 0) return true;  // nothing is left out by what was not looked at
  for (const NodeId each : Children(config_, object->node)) {
    const std::string_view word = config_[each].text;
    const NodeId value = paths::value_of(config_, each);
    if (value == no_node) continue;
    const std::string_view text = config_[value].text;
    if ((word == "ip-netmask" || word == "ip-range") && is_everything(text)) return true;
    if (word == "ip-wildcard" && wildcard(text) == "any") return true;
    if (word != "static") continue;
    for (const NodeId member : Children(config_, each))
      if (holds_everything(context, config_[member].text, depth + 1, left)) return true;
  }
  return false;
}

std::string Objects::address(std::string_view context, std::string_view word) const {
  if (word == "any") return "any";
  const auto [known, added] = state_.everything.try_emplace({context, word}, false);
  if (added) {
    int left = most_members;
    known->second = holds_everything(context, word, 0, left);
  }
  if (known->second) return "any";
  if (is_country(word) && state_.objects.find(word) == state_.objects.end() && !state_.regions.contains(word))
    return "country " + std::string(word);
  const bool literal = parse_prefix(word) || parse_ip(word) || is_range(word);
  return literal && find(context, word, "address") == nullptr ? std::string(word) : "group " + std::string(word);
}

void Objects::add_protocols(const NamedObject& service, std::vector<Ports>& to) const {
  const NodeId protocols = child(config_, service.node, "protocol");
  if (protocols == no_node) return to.push_back({"any", "any", true});
  for (const NodeId protocol : Children(config_, protocols)) {
    if (!is_protocol(config_[protocol].text)) {
      to.push_back({"any", "any", true});
      continue;
    }
    const NodeId port = child(config_, protocol, "port");
    const NodeId value = port == no_node ? no_node : paths::value_of(config_, port);
    const bool narrowed = child(config_, protocol, "source-port") != no_node;
    std::string ports(value == no_node ? "any" : config_[value].text);
    if (all_ports(ports)) ports = "any";
    to.push_back({std::string(config_[protocol].text), std::move(ports), narrowed});
  }
}

void Objects::add_service(std::string_view context, std::string_view name, std::vector<Ports>& to, int depth,
                          int& left) const {
  const NamedObject* const object = find(context, name, "service");
  if (object == nullptr) {
    if (name == "service-http") return to.push_back({"tcp", "80,8080", false});
    if (name == "service-https") return to.push_back({"tcp", "443", false});
    return to.push_back({"any", "group " + std::string(name), false});  // not defined: it may be any service
  }
  if (depth > deepest_group || --left < 0) return to.push_back({"any", "any", false});
  if (object->kind == "service") return add_protocols(*object, to);
  const NodeId members = child(config_, object->node, "members");
  const NodeId list = members == no_node ? object->node : members;
  for (const NodeId member : Children(config_, list)) add_service(context, config_[member].text, to, depth + 1, left);
}

std::vector<Objects::Ports> Objects::services(std::string_view context,
                                              const std::vector<std::string_view>& words) const {
  std::vector<Ports> all;
  int left = most_services;
  for (const std::string_view word : words) {
    if (word == "any") return {};
    if (word == "application-default") return {{"any", "group application-default", false}};
    add_service(context, word, all, 0, left);
  }
  std::vector<Ports> merged;
  for (const Ports& each : all) {
    const auto same = std::ranges::find_if(
        merged, [&each](const Ports& m) { return m.protocol == each.protocol && m.narrowed == each.narrowed; });
    if (same == merged.end()) {
      merged.push_back(each);
    } else if (same->ports == "any" || each.ports == "any") {
      same->ports = "any";
    } else {
      append(same->ports, each.ports);
    }
  }
  for (Ports& each : merged)
    if (each.ports.size() > longest_ports) each.ports = "any", each.narrowed = true;
  return merged;
}

}  // namespace muster::grammars::paloalto_panos
