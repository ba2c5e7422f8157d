#pragma once

#include <vector>

#include "grammars/apache/config.hpp"
#include "grammars/apache/matching.hpp"

namespace muster::grammars::apache {

/// What the rewrite rules of a server do, in their order; empty if its engine is off. `base` is the main server for a
/// virtual host, otherwise null. A rule that changes the path in other ways than by forwarding is opaque.
[[nodiscard]] std::vector<Translation> rewrites_of(const Section& own, const Section* base);

/// "http://host:1/x", "balancer://app/x", "unix:/run/s|http://h/x": the part from the slash after the host.
[[nodiscard]] std::string_view path_of_url(std::string_view url);
/// The part in front of that.
[[nodiscard]] std::string host_of_url(std::string_view url);

}  // namespace muster::grammars::apache
