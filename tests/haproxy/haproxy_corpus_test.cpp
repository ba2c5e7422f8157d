#include "analysis/path_exposure.hpp"
#include "support/reading.hpp"

using namespace muster;
using namespace muster::test;
using analysis::Answer;

TEST_CASE("haproxy: what the lab's load balancers hold is understood whole") {
  for (const char* const device : {"lb1", "lb2"}) {
    const auto folder = shared_folder(std::string("captures/") + device);
    if (!folder) return;
    const Reading r = read_as("haproxy", read_file(*folder / "cat__etc_haproxy_haproxy.cfg.txt"));
    CHECK(r.diagnostics() == "");
    CHECK(r.device.open_domains().empty());
    CHECK(assessed(r.result.counts()) == 1.0);
    REQUIRE(r.device.frontends.size() == 2);
    CHECK(r.device.frontends[0].access_log.value);
    CHECK(analysis::exposes(r.device.frontends[0], "/carbon").answer == Answer::yes);
    CHECK(analysis::exposes(r.device.frontends[1], "/carbon").answer == Answer::no);
    REQUIRE(r.device.pools.size() == 2);
    for (const auto& pool : r.device.pools) CHECK(pool.monitor.value);
    REQUIRE(r.device.logging.targets.size() == 1);
    CHECK(r.device.logging.targets[0].name.value == "127.0.0.1 udp 514");
  }
}
