#include <array>

#include "grammars/juniper_junos/address_books.hpp"
#include "grammars/juniper_junos/services_by_name.hpp"

/// `security nat`: rule sets that rewrite sources, destinations, or both ways.
namespace muster::grammars::juniper_junos {
namespace {

std::string joined(Place place, NodeId list) {
  std::string all;
  for (const NodeId each : children(place, list)) append(all, text(place, each));
  return all;
}

/// An address of a range, which may be written as a prefix of its own.
std::string lone(std::string_view address) { return std::string(address.substr(0, address.find('/'))); }

/// `from zone A`, `to interface B`, `from routing-instance R`.
void put_side(Place place, NodeId set, std::string_view side, model::Text& to) {
  const NodeId found = child(place.walk.configuration(), set, side);
  if (found == no_node) return to.set_absent();
  for (const NodeId kind : children(place, found)) to.set(joined(place, kind), place.walk.lines_below(found));
}

class NatReader {
 public:
  NatReader(Place place, std::string_view kind)
      : place_(place), config_(place.walk.configuration()), kind_(kind), books_(config_, place.state.root) {}

  void read() {
    for (const NodeId each : children(place_)) {
      const std::string_view word = text(place_, each);
      if (word == "rule-set") {
        for (const NodeId set : children(place_, each)) read_set(set);
      } else if (word == "pool") {
        for (const NodeId pool : children(place_, each)) read_pool(pool);
      } else {
        place_.walk.ignore(each);  // how addresses and ports of pools are given out
      }
    }
  }

 private:
  void read_set(NodeId set) {
    const NodeId rules = child(config_, set, "rule");
    if (rules == no_node) return;
    for (NodeId rule = config_[rules].first_child; rule != no_node; rule = config_[rule].next)
      if (!text(place_, rule).starts_with("apply-")) read_rule(set, rule);
  }

  void read_rule(NodeId set, NodeId rule) {
    model::NatRule& to = place_.walk.device().nat_rules.emplace_back();
    to.context = place_.state.context;
    to.lines = place_.walk.lines_below(rule);
    to.name.set(std::string(kind_) + " " + std::string(text(place_, set)) + " " + std::string(text(place_, rule)),
                to.lines);
    to.kind.set(std::string(kind_), to.lines);
    to.source.set("any", to.lines);
    to.destination.set("any", to.lines);
    to.enabled.set(!config_[rule].inactive, to.lines);
    put_side(place_, set, "from", to.inside);
    put_side(place_, set, "to", to.outside);
    if (const NodeId match = child(config_, rule, "match"); match != no_node) read_match(match, to);
    if (const NodeId then = child(config_, rule, "then"); then != no_node) read_then(then, to);
  }

  void read_match(NodeId match, model::NatRule& to) {
    std::string source, destination;
    for (const NodeId each : children(place_, match)) {
      const std::string_view word = text(place_, each);
      if (word.starts_with("source-address"))
        addresses(each, source, to.source);
      else if (word.starts_with("destination-address"))
        addresses(each, destination, to.destination);
      // Ports and protocols narrow it: the model has no place for them.
    }
  }

  void addresses(NodeId list, std::string& all, model::Text& to) {
    for (const NodeId each : children(place_, list)) {
      const AddressValue found = books_.find({}, text(place_, each));
      if (!found.defined) {
        place_.walk.known(each, Domain::filters);
        return to.set_unknown(place_.walk.lines(list));
      }
      append(all, found.text);
    }
    if (!all.empty()) to.set(all, place_.walk.lines_below(list));
  }

  /// `source-nat pool P`, `destination-nat off`, `static-nat prefix A`.
  void read_then(NodeId then, model::NatRule& to) {
    for (const NodeId action : children(place_, then))
      for (const NodeId each : children(place_, action)) {
        const std::string_view word = text(place_, each);
        const NodeId value = value_of(config_, each);
        if (word == "off")
          to.kind.set("exempt", place_.walk.lines(each)), to.translated.set_absent(place_.walk.lines(each));
        else if (word == "interface")
          to.translated.set("interface", place_.walk.lines(each));
        else if (value != no_node)
          put_translated(word, each, value, to.translated);
      }
  }

  void put_translated(std::string_view word, NodeId node, NodeId value, model::Text& to) {
    const std::string name(text(place_, value));
    if (word == "pool") return to.set("pool " + std::string(kind_) + " " + name, place_.walk.lines(value));
    if (word == "prefix" || word == "nptv6-prefix") return to.set(name, place_.walk.lines(value));
    if (word == "prefix-name") return to.set(books_.find({}, name).text, place_.walk.lines(value));
    to.set_unknown(place_.walk.lines(node));
  }

  /// `pool P { address A to B; }`
  void read_pool(NodeId pool) {
    const NodeId addresses = child(config_, pool, "address");
    if (addresses == no_node) return;
    std::vector<std::string> members;
    for (const NodeId each : children(place_, addresses)) {
      if (text(place_, each) == "port" || text(place_, each) == "to") continue;
      const NodeId to = child(config_, each, "to");
      const NodeId high = to == no_node ? no_node : value_of(config_, to);
      members.push_back(high == no_node ? std::string(text(place_, each))
                                        : lone(text(place_, each)) + "-" + lone(text(place_, high)));
    }
    model::ObjectGroup& to = place_.walk.device().groups.emplace_back();
    to.context = place_.state.context;
    to.lines = place_.walk.lines_below(pool);
    to.name.set("pool " + std::string(kind_) + " " + std::string(text(place_, pool)), to.lines);
    to.members.set(std::move(members), to.lines);
  }

  Place place_;
  const Configuration& config_;
  std::string_view kind_;
  AddressBooks books_;
};

Outcome source(Place place) { return NatReader(place, "source").read(), Outcome::understood; }
Outcome destination(Place place) { return NatReader(place, "destination").read(), Outcome::understood; }
Outcome static_nat(Place place) { return NatReader(place, "static").read(), Outcome::understood; }

}  // namespace

Rows nat_rows() {
  static constexpr auto filters = Domains(Domain::filters);
  static constexpr auto rows = std::to_array<Row>({
      block("security nat", filters),
      {"security nat source", filters, &source},
      {"security nat destination", filters, &destination},
      {"security nat static", filters, &static_nat},
      ignored("security nat proxy-arp", "addresses of NAT that the device answers for"),
      ignored("security nat proxy-ndp", "addresses of NAT that the device answers for"),
      ignored("security nat traceoptions", "notes for debugging"),
      known("security nat natv6v4", filters),
      known("security nat allow-overlapping-pools", filters),
  });
  return rows;
}

}  // namespace muster::grammars::juniper_junos
