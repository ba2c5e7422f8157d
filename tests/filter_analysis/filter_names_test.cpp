#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>

#include "analysis/filter_names.hpp"
#include "grammars/format.hpp"
#include "support/shared.hpp"

using namespace muster;
namespace fs = std::filesystem;

namespace {

/// "INTERFACE NAME" of each filter that an interface binds and finds; names that are lists are taken apart.
std::set<std::string> found_filters(const grammars::Format& format, const std::string& bytes,
                                    const std::string& context) {
  model::Device device;
  (void)format.read(bytes, {0, context, {}}, device);
  const analysis::FilterNames names(device);
  std::set<std::string> found;
  for (const model::Interface& each : device.interfaces)
    for (const model::Text* const bound : {&each.filter_in, &each.filter_out}) {
      if (!bound->known()) continue;
      for (std::size_t at = 0; at <= bound->value.size();) {
        const std::size_t comma = std::min(bound->value.find(',', at), bound->value.size());
        const std::string name = bound->value.substr(at, comma - at);
        if (names.find(each.context, name).filter != nullptr) found.insert(each.name.value + " " + name);
        at = comma + 1;
      }
    }
  return found;
}

}  // namespace

TEST_CASE("filter names: a capture of one context finds in it what it would find as a device of its own") {
  std::size_t bound = 0;
  for (const grammars::Format* const format : grammars::formats()) {
    const fs::path folder = fs::path(MUSTER_SOURCE_DIR) / "tests" / "fixtures" / format->name;
    if (!fs::exists(folder)) continue;
    for (const auto& entry : fs::directory_iterator(folder)) {
      INFO(entry.path().string());
      const std::string bytes = test::read_file(entry.path());
      const auto alone = found_filters(*format, bytes, "");
      CHECK(found_filters(*format, bytes, "blue") == alone);
      bound += alone.size();
    }
  }
  CHECK(bound > 10);
}

TEST_CASE("filter names: a name that says its partition is looked up everywhere, others where the interface stands") {
  model::Device device;
  const auto add = [&](const char* context, const char* name) {
    device.filters.emplace_back().context = context;
    device.filters.back().name.set(name, 0);
  };
  add("", "ip SHARED");
  add("blue", "ip OWN");
  add("red", "policy /red/edge");
  const analysis::FilterNames names(device);
  CHECK(names.find("blue", "ip OWN").filter == &device.filters[1]);
  CHECK(names.find("blue", "ip SHARED").filter == nullptr);
  CHECK(names.find("green", "ip SHARED").shared);
  CHECK(names.find("", "ip OWN").filter == nullptr);
  CHECK(names.find("blue", "policy /red/edge").filter == &device.filters[2]);
  CHECK(names.find("red", "policy /red/other").filter == nullptr);
  CHECK(analysis::FilterNames::is_absolute("/Common/x"));
  CHECK_FALSE(analysis::FilterNames::is_absolute("iptables filter INPUT"));
  CHECK_FALSE(analysis::FilterNames::is_absolute("ip a/b"));
}
