#include <regex>

#include "analysis/path_exposure.hpp"
#include "support/reading.hpp"

using namespace muster;
using namespace muster::test;
using analysis::Answer;

namespace {

/// The configurations of nginx's own tests hold the harness's placeholders.
std::string filled_in(std::string text) {
  text = std::regex_replace(text, std::regex("%%TEST_GLOBALS(_HTTP|_STREAM|_MAIL)?%%"), "");
  text = std::regex_replace(text, std::regex("%%PORT_([0-9]+)(_UDP)?%%"), "$1");
  return std::regex_replace(text, std::regex("%%[A-Z_]+%%"), "/tmp");
}

}  // namespace

TEST_CASE("nginx: public configurations are understood") {
  const auto folder = shared_folder("corpus/nginx/config");
  if (!folder) return;
  LineCounts sum;
  std::map<std::string, int> unknown;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(*folder)) {
    if (!entry.is_regular_file()) continue;
    INFO(entry.path().string());
    const std::string text = filled_in(read_file(entry.path()));
    const LineCounts counts = read_as("nginx", text).result.counts();
    sum.understood += counts.understood, sum.ignored += counts.ignored;
    sum.known += counts.known, sum.unknown += counts.unknown;
  }
  std::cout << "nginx: lines understood " << sum.understood << ", ignored " << sum.ignored << ", known " << sum.known
            << ", unknown " << sum.unknown << '\n';
  CHECK(assessed(sum) >= 0.95);
}

TEST_CASE("nginx: what the lab's reverse proxy printed is understood whole") {
  const auto folder = shared_folder("captures/web1");
  if (!folder) return;
  const Reading r = read_as("nginx", read_file(*folder / "sudo_-n_nginx_-T.txt"));
  CHECK(r.diagnostics() == "");
  CHECK(r.device.open_domains().empty());
  CHECK(assessed(r.result.counts()) == 1.0);
  REQUIRE(r.device.frontends.size() == 1);
  CHECK(r.device.frontends[0].name.value == "nginx web1.lab *:80");
  CHECK(analysis::exposes(r.device.frontends[0], "/carbon").answer == Answer::unknown);  // from some addresses
  const analysis::Exposure services = analysis::exposes(r.device.frontends[0], "/services");
  CHECK(services.answer == Answer::yes);
  CHECK(services.witness == "/services/");
}

TEST_CASE("nginx: what the lab's back ends printed is understood whole") {
  const auto folder = shared_folder("captures/apps");
  if (!folder) return;
  const Reading r = read_as("nginx", read_file(*folder / "sudo_-n_nginx_-T.txt"));
  CHECK(r.device.open_domains().empty());
  REQUIRE(r.device.frontends.size() == 2);
  CHECK(analysis::exposes(r.device.frontends[1], "/carbon").answer == Answer::no);
}
