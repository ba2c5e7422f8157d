#pragma once

#include <map>
#include <string>

#include "grammars/fortinet_fortios/config.hpp"

namespace muster::grammars::fortinet_fortios {

/// What a list of addresses comes to.
struct AddressSet {
  bool opaque = false;      ///< one of them was not understood or is not defined
  bool everything = false;  ///< every address
  /// Prefixes shorter than /8 in it: several of them may add up to everything, so they are written out in rules.
  Names wide;
};

/// Resolves the addresses of a virtual domain and one family; each group once.
class AddressSets {
 public:
  AddressSets(Vdom& vdom, bool v6) : vdom_(vdom), v6_(v6) {}
  /// "any", or what FilterRule says of them: "group NAME", wide prefixes; sets `opaque` if that cannot be said.
  [[nodiscard]] std::string text_of(const Names& names, bool& opaque);

 private:
  [[nodiscard]] AddressSet one(const std::string& name, unsigned depth);
  [[nodiscard]] AddressSet address(const Address& from) const;
  [[nodiscard]] AddressSet group(const std::string& name, const Group& from, unsigned depth);

  Vdom& vdom_;
  bool v6_;
  std::map<std::string, AddressSet> groups_;
};

}  // namespace muster::grammars::fortinet_fortios
