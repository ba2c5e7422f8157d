#include <catch2/catch.hpp>

#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "analysis/path_exposure.hpp"
#include "grammars/format.hpp"
#include "support/shared.hpp"

using namespace muster;
using namespace muster::test;
using analysis::Answer;

namespace {

/// What 72 recorded request targets reached through one proxy configuration.
struct Recorded {
  std::set<std::string> reached;  ///< targets that reached /carbon or /services
  std::set<std::string> forwarded;
};

std::map<std::string, Recorded> matrix(const std::filesystem::path& file) {
  std::map<std::string, Recorded> all;
  std::istringstream lines(read_file(file));
  for (std::string line; std::getline(lines, line);) {
    std::istringstream fields(line);
    std::string variant, target, status, result;
    std::getline(fields, variant, '\t');
    std::getline(fields, target, '\t');
    std::getline(fields, status, '\t');
    std::getline(fields, result, '\t');
    Recorded& recorded = all[variant];
    if (result.starts_with("ctx=/carbon") || result.starts_with("ctx=/services")) recorded.reached.insert(target);
    if (result.starts_with("ctx=")) recorded.forwarded.insert(target);
  }
  return all;
}

/// The format of a variant, and its text with what it needs around it.
std::pair<std::string, std::string> whole_configuration(const std::string& name, const std::string& text) {
  if (name.starts_with('N')) return {"nginx", "http { server { listen 80; " + text + " } }"};
  if (name.starts_with('A')) return {"apache", "Listen 80\n<VirtualHost *:80>\n" + text + "\n</VirtualHost>\n"};
  return {"haproxy", "frontend f\n mode http\n bind *:80\n " + text +
                         "\n default_backend b\nbackend b\n mode http\n server s 127.0.0.1:18080\n"};
}

model::Frontend read_variant(const std::string& name, const std::string& text) {
  model::Device device;
  const auto [format, config] = whole_configuration(name, text);
  const auto result = grammars::find_format(format)->read(config, {}, device);
  INFO(name);
  REQUIRE(device.frontends.size() == 1);
  CHECK(result.counts().known + result.counts().unknown == 0);
  return device.frontends[0];
}

}  // namespace

TEST_CASE("exposes: agrees with what was recorded through real proxies") {
  const auto folder = shared_folder("oracles/paths");
  if (!folder) return;
  const auto variants = nlohmann::json::parse(read_file(*folder / "variants.json"));
  const auto recorded = matrix(*folder / "path_bypass_matrix.tsv");
  for (const auto& [name, text] : variants.items()) {
    INFO(name);
    const Recorded& truth = recorded.at(name);
    const model::Frontend frontend = read_variant(name, text.get<std::string>());
    for (const std::string& context : {std::string("/carbon"), std::string("/services")}) {
      const analysis::Exposure exposure = analysis::exposes(frontend, context);
      std::cout << name << ' ' << context << ": "
                << (exposure.answer == Answer::yes  ? "yes"
                    : exposure.answer == Answer::no ? "no"
                                                    : "unknown")
                << ' ' << exposure.witness << " (" << exposure.reason << ")\n";
      CHECK_FALSE(exposure.reason.empty());
      if (exposure.answer == Answer::no) CHECK(truth.reached.empty());
      for (const std::string& plain : {context, context + "/"})
        if (truth.reached.contains(plain)) CHECK(exposure.answer == Answer::yes);
      if (exposure.answer == Answer::yes && exposure.witness.starts_with(context))
        CHECK((truth.reached.contains(exposure.witness) || truth.reached.contains(context)));
      if (exposure.witness.starts_with("/t/x/")) CHECK(truth.forwarded.contains("/t/foo/carbon/"));
    }
  }
  CHECK(analysis::exposes(read_variant("H10", variants["H10 allowlist exact path"]), "/carbon").answer == Answer::no);
}
