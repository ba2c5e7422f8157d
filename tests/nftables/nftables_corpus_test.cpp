#include "analysis/filters.hpp"
#include "support/reading.hpp"

using namespace muster;
using namespace muster::test;
using analysis::Answer;

TEST_CASE("nftables: public rule sets are understood") {
  const auto folder = shared_folder("corpus/nftables/config");
  if (!folder) return;
  const LineCounts counts = read_all("nftables", *folder, [](const auto&) { return true; });
  CHECK(assessed(counts) >= 0.95);
}

TEST_CASE("nftables: what the lab's firewall printed is understood whole") {
  const auto folder = shared_folder("captures/fw1");
  if (!folder) return;
  for (const char* const name :
       {"sudo_-n_nft_list_ruleset.txt", "sudo_-n_nft_-a_list_ruleset.txt", "sudo_-n_nft_-s_list_ruleset.txt"}) {
    INFO(name);
    const Reading r = read_as("nftables", read_file(*folder / name));
    CHECK(r.diagnostics() == "");
    CHECK(assessed(r.result.counts()) == 1.0);
    CHECK(r.device.open_domains().empty());
    REQUIRE(r.device.filters.size() == 3);
    CHECK(analysis::permits_any(r.device, r.device.filters[0]) == Answer::no);
    CHECK(analysis::default_denies(r.device, r.device.filters[0]) == Answer::yes);
    CHECK(analysis::permits_any(r.device, r.device.filters[2]) == Answer::yes);
  }
}
