#include "grammars/juniper_junos/address_books.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "grammars/addresses.hpp"

namespace muster::grammars::juniper_junos {
namespace {

/// A prefix without its host bits; a lone address is one of its own.
std::string network(std::string_view text) {
  const auto prefix = parse_prefix(text);
  return prefix ? to_string(prefix->network()) : std::string();
}

/// `10.0.1.0/255.0.255.0`: the mask of a wildcard address says which bits count.
std::string wildcard(std::string_view text) {
  const std::size_t slash = text.find('/');
  const auto address = parse_ipv4(text.substr(0, slash));
  const auto mask = slash == std::string_view::npos ? std::nullopt : parse_ipv4(text.substr(slash + 1));
  return address && mask ? with_wildcard(*address, ~*mask) : std::string();
}

std::string range(const Configuration& config, NodeId low) {
  const NodeId to = child(config, low, "to");
  const NodeId high = to == no_node ? no_node : value_of(config, to);
  if (high == no_node || !parse_ip(config[low].text) || !parse_ip(config[high].text)) return {};
  return std::string(config[low].text) + "-" + std::string(config[high].text);
}

std::string value_by_kind(const Configuration& config, std::string_view kind, NodeId value) {
  const std::string_view text = config[value].text;
  if (kind == "ip-prefix") return network(text);
  if (kind == "dns-name") return std::string(text);
  if (kind == "wildcard-address") return wildcard(text);
  return kind == "range-address" ? range(config, value) : std::string();
}

bool is_everything(std::string_view value) { return value == "any" || value == "0.0.0.0/0" || value == "::/0"; }

constexpr auto inner_kinds = std::to_array<std::string_view>({"address", "address-set"});

}  // namespace

std::string address_of(const Configuration& config, NodeId address) {
  for (const NodeId each : Children(config, address)) {
    const std::string_view word = config[each].text;
    if (word == "description") continue;
    const NodeId value = value_of(config, each);
    return value == no_node ? network(word) : value_by_kind(config, word, value);
  }
  return {};
}

AddressBooks::AddressBooks(const Configuration& configuration, NodeId root)
    : config_(configuration), work_left_(16 * configuration.size() + 10'000) {
  const NodeId security = child(config_, root, "security");
  if (security == no_node) return;
  if (const NodeId books = child(config_, security, "address-book"); books != no_node)
    for (const NodeId book : Children(config_, books)) {
      const bool global = config_[book].text == "global";
      if (global) global_ = books_.size();
      if (const NodeId attach = child(config_, book, "attach"); attach != no_node)
        if (const NodeId zones = child(config_, attach, "zone"); zones != no_node)
          for (const NodeId zone : Children(config_, zones)) of_zone_[config_[zone].text].push_back(books_.size());
      books_.push_back({global ? std::string() : std::string(config_[book].text) + "/", book});
    }
  const NodeId zones = child(config_, security, "zones");
  const NodeId security_zones = zones == no_node ? no_node : child(config_, zones, "security-zone");
  if (security_zones == no_node) return;
  for (const NodeId zone : Children(config_, security_zones))
    if (const NodeId book = child(config_, zone, "address-book"); book != no_node) {
      of_zone_[config_[zone].text].push_back(books_.size());
      books_.push_back({std::string(config_[zone].text) + "/", book});
    }
}

AddressValue AddressBooks::find(std::string_view zone, std::string_view name) {
  if (name == "any") return {"any"};
  if (name == "any-ipv4") return {"0.0.0.0/0"};
  if (name == "any-ipv6") return {"::/0"};
  AddressValue value;
  if (const auto own = of_zone_.find(zone); own != of_zone_.end())
    for (const std::size_t book : own->second)
      if (look_in(books_[book], name, value)) return value;
  if (global_ < books_.size() && look_in(books_[global_], name, value)) return value;
  if (name.find('/') != std::string_view::npos && parse_prefix(name)) return {network(name)};
  return {std::string(), false};
}

bool AddressBooks::look_in(const Book& book, std::string_view name, AddressValue& to) {
  if (const NodeId all = child(config_, book.node, "address"); all != no_node)
    if (const NodeId found = child(config_, all, name); found != no_node) {
      const std::string value = address_of(config_, found);
      const bool prefix = parse_prefix(value).has_value();
      to = {is_everything(value) ? "any" : prefix ? value : "group " + book.prefix + std::string(name)};
      to.defined = !value.empty();
      return true;
    }
  const NodeId sets = child(config_, book.node, "address-set");
  const NodeId set = sets == no_node ? no_node : child(config_, sets, name);
  if (set == no_node) return false;
  to = {holds_everything(book, set) ? "any" : "group " + book.prefix + std::string(name), work_left_ > 0};
  return true;
}

/// Sets of sets, each gone through once; a set that is not understood may hold anything, but is told as a group.
bool AddressBooks::holds_everything(const Book& book, NodeId set) {
  if (const auto known = everything_.find(set); known != everything_.end()) return known->second;
  std::vector<NodeId> waiting{set};
  std::set<NodeId> seen{set};
  bool found = false;
  const NodeId addresses = child(config_, book.node, "address");
  const NodeId sets = child(config_, book.node, "address-set");
  for (std::size_t i = 0; i < waiting.size() && !found; ++i)
    for (const std::string_view kind : inner_kinds) {
      const NodeId members = child(config_, waiting[i], kind);
      const NodeId defined = kind == "address" ? addresses : sets;
      if (members == no_node || defined == no_node) continue;
      for (const NodeId member : Children(config_, members)) {
        const NodeId meant = child(config_, defined, config_[member].text);
        work_left_ -= std::min<std::size_t>(work_left_, 1);
        if (meant == no_node || work_left_ == 0) continue;
        if (kind == "address")
          found = found || is_everything(address_of(config_, meant));
        else if (seen.insert(meant).second)
          waiting.push_back(meant);
      }
    }
  return everything_[set] = found;
}

}  // namespace muster::grammars::juniper_junos
