#include "analysis/filters.hpp"
#include "support/reading.hpp"

using namespace muster;
using namespace muster::test;

TEST_CASE("iptables: what the lab's firewall printed is understood whole") {
  const auto folder = shared_folder("captures/fw2");
  if (!folder) return;
  for (const char* const name :
       {"sudo_-n_iptables-save.txt", "sudo_-n_iptables_-S.txt", "cat__etc_iptables_rules.v4.txt"}) {
    INFO(name);
    const Reading r = read_as("iptables", read_file(*folder / name));
    CHECK(r.diagnostics() == "");
    CHECK(r.device.open_domains().empty());
    REQUIRE(r.device.filters.size() == 4);
    for (const auto& filter : r.device.filters) {
      if (filter.hook.value != "input" && filter.hook.value != "forward") continue;
      CHECK(analysis::permits_any(r.device, filter) == analysis::Answer::no);
      CHECK(analysis::default_denies(r.device, filter) == analysis::Answer::yes);
    }
  }
}
