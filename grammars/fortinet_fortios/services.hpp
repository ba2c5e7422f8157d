#pragma once

#include <map>
#include <string>

#include "grammars/fortinet_fortios/config.hpp"

namespace muster::grammars::fortinet_fortios {

/// The destination ports of one protocol.
struct PortSet {
  Names ports;
  bool every_port = false;
  bool narrowed = false;  ///< something else limits it: source ports, a type of ICMP, a host
};

/// What a list of services comes to.
struct ServiceSet {
  bool everything = false;
  bool opaque = false;                       ///< one of them was not understood or is not defined
  std::map<std::string, PortSet> protocols;  ///< "tcp", "udp", "icmp", "47", "any" (narrowed)
};

/// Resolves the services of a virtual domain; each group once.
class ServiceSets {
 public:
  explicit ServiceSets(Vdom& vdom) : vdom_(vdom) {}
  [[nodiscard]] ServiceSet of(const Names& names);

 private:
  void add(ServiceSet& to, const std::string& name, unsigned depth);
  const ServiceSet& group(const std::string& name, const Group& from, unsigned depth);

  Vdom& vdom_;
  std::map<std::string, ServiceSet> groups_;
};

}  // namespace muster::grammars::fortinet_fortios
