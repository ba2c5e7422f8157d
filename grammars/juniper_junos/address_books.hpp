#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "grammars/juniper_junos/config.hpp"

/// Address books of security policies: the global one, those that are attached to zones, and those within zones.
namespace muster::grammars::juniper_junos {

/// What an address of a policy stands for, in the words of model::FilterRule.
struct AddressValue {
  std::string text;  ///< "any", a prefix, "group NAME", "group BOOK/NAME"
  bool defined = true;
};

class AddressBooks {
 public:
  AddressBooks(const Configuration& configuration, NodeId root);

  /// Looks a name up as a policy from or to `zone` does: the zone's own books first; empty: the global one alone.
  [[nodiscard]] AddressValue find(std::string_view zone, std::string_view name);

  struct Book {
    std::string prefix;  ///< of the names of its groups: empty for the global one, else "BOOK/"
    NodeId node;
  };
  [[nodiscard]] const std::vector<Book>& books() const { return books_; }

 private:
  [[nodiscard]] bool look_in(const Book& book, std::string_view name, AddressValue& to);
  [[nodiscard]] bool holds_everything(const Book& book, NodeId set);

  const Configuration& config_;
  std::vector<Book> books_;
  std::map<std::string_view, std::vector<std::size_t>> of_zone_;
  std::size_t global_ = static_cast<std::size_t>(-1);
  std::map<NodeId, bool> everything_;  ///< by set
  std::size_t work_left_;              ///< sets of sets may be deeper than any device's
};

/// The value of `address NAME ...`: a prefix, a range, a host name, address and wildcard; empty if it is not
/// understood.
[[nodiscard]] std::string address_of(const Configuration& configuration, NodeId address);

}  // namespace muster::grammars::juniper_junos
