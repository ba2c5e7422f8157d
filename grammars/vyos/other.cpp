#include <array>

#include "grammars/vyos/config.hpp"

/// What Muster knows of the rest of the language.
namespace muster::grammars::vyos {

Rows other_rows() {
  static constexpr std::string_view queues = "queues, marks and rates";
  static constexpr auto rows = std::to_array<Row>({
      ignored("traffic-policy", queues),
      ignored("qos", queues),
      ignored("qos-policy", queues),
      ignored("pki", "certificates; their keys are hidden"),
      known("container", Domain::management | Domain::filters),
      known("content-inspection", Domain::filters),
      known("custom-attribute", Domains::all()),
      known("port-forward", Domain::filters),
      known("webproxy", Domain::proxy | Domain::filters),
      known("vpp", Domain::interfaces | Domain::filters | Domain::routing),
      known("virtualization", Domain::management),
  });
  return rows;
}

}  // namespace muster::grammars::vyos
