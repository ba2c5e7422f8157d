#include <algorithm>
#include <array>
#include <thread>

#include "rule_support.hpp"

using namespace muster;
using namespace muster::test;

namespace {

model::Device proxy_device() {
  model::Device device = edge_device();
  device.contributed |= Domain::proxy | Domain::software;
  model::Frontend frontend;
  frontend.name.set("haproxy web", device.lines.add(0, 5));
  frontend.default_target.set_absent();
  frontend.path_rules.resize(1);
  frontend.path_rules[0] = {"prefix", "/carbon", "forward", "app", false, device.lines.add(0, 6)};
  device.frontends.push_back(std::move(frontend));
  return device;
}

const std::string exposed = rule_text("!exposes(item, \"/carbon\")", "each = 'device.frontends'\n");

}  // namespace

TEST_CASE("exposes() is as sure as the frontend and its domain are closed") {
  model::Device device = proxy_device();
  const auto verdicts = load_rules(exposed).evaluate(device, {});
  REQUIRE(verdicts.size() == 1);
  CHECK(verdicts[0].status == VerdictStatus::fail);
  CHECK(verdicts[0].evidence == std::vector<Evidence>{{0, 6, 6}});

  device.open("", Domain::proxy, "unknown line", device.lines.add(0, 9));
  CHECK(outcomes(exposed, device) == Outcomes{"not assessed frontend haproxy web", "not assessed frontend *"});

  model::Device object = proxy_device();
  object.frontends[0].open = true;
  CHECK(outcomes(exposed, object) == Outcomes{"not assessed frontend haproxy web"});
}

TEST_CASE("at_least() follows the vendor's order and is unknown where there is none") {
  model::Device device = proxy_device();
  device.software.product.set("IOS", 0);
  device.software.version.set("15.2(4)M7", device.lines.add(0, 2));
  const auto verdict = [&](const std::string& minimum) {
    const std::string call = "at_least(device.software.version, \"" + minimum + "\", device.software.product)";
    return load_rules(rule_text(call)).evaluate(device, {}).at(0);
  };
  CHECK(verdict("15.2(4)M6").status == VerdictStatus::pass);
  CHECK(verdict("15.2(4)M8").status == VerdictStatus::fail);
  CHECK(verdict("15.2(4)M8").evidence == std::vector<Evidence>{{0, 2, 2}});
  CHECK(verdict("banana").status == VerdictStatus::not_assessed);
  CHECK(verdict("banana").reasons == std::vector<std::string>{"at_least: the two versions have no known order"});
}

TEST_CASE("a masked secret is unknown, and one in a form that cannot be tested is not assessed") {
  model::Device device = edge_device();
  add_user(device, "masked", "", 3).password.set_unknown(device.lines.add(0, 3));
  add_user(device, "other", "", 4).password.set({Secret("x"), "other"}, device.lines.add(0, 4));
  const auto set = load_rules(rule_text("!is_default_credential(item, device.vendor)", "each = 'device.users'\n"));
  CHECK(outcomes(set, device) == Outcomes{"not assessed user masked", "not assessed user other"});
  CHECK(set.evaluate(device, {})[0].reasons == std::vector<std::string>{"user.password: not known (line 3)"});
}

TEST_CASE("one set of rules judges from several threads at once") {
  const auto set = load_rules(exposed);
  const model::Device device = proxy_device();
  std::array<std::vector<Verdict>, 4> found;
  {
    std::vector<std::jthread> threads;
    for (auto& verdicts : found)
      threads.emplace_back([&] {
        for (int i = 0; i < 200; ++i) verdicts = set.evaluate(device, {});
      });
  }
  for (const auto& verdicts : found) {
    REQUIRE(verdicts.size() == 1);
    CHECK(verdicts[0].status == VerdictStatus::fail);
    CHECK(verdicts[0].message == "m");
  }
}

namespace {

model::Interface& add_bound_interface(model::Device& device, const std::string& context, const std::string& name,
                                      const std::string& filter) {
  model::Interface& made = device.interfaces.emplace_back();
  made.context = context;
  made.lines = device.lines.add(0, static_cast<std::uint32_t>(device.interfaces.size()));
  made.name.set(name, made.lines);
  made.filter_in.set(filter, made.lines);
  return made;
}

void add_named_filter(model::Device& device, const std::string& context, const std::string& name) {
  model::Filter& made = device.filters.emplace_back();
  made.context = context;
  made.lines = device.lines.add(0, 100);
  made.name.set(name, made.lines);
}

const std::string bound =
    rule_text("item.filter_in.split(\",\").all(n, has_filter(item, n))", "each = 'device.interfaces'\n");

}  // namespace

TEST_CASE("has_filter(): a context sees its own filters, and those of the device only if it has none") {
  model::Device device = edge_device();
  device.contributed |= Domain::interfaces;
  add_named_filter(device, "", "ip SHARED");
  add_named_filter(device, "A", "ip OWN");
  add_named_filter(device, "A", "policy /P/edge");
  add_bound_interface(device, "", "e0", "ip SHARED");
  add_bound_interface(device, "", "e1", "ip OWN");
  add_bound_interface(device, "A", "e2", "ip OWN");
  add_bound_interface(device, "A", "e3", "ip SHARED");
  add_bound_interface(device, "B", "e4", "ip SHARED");
  add_bound_interface(device, "B", "e5", "ip OWN");
  add_bound_interface(device, "B", "e6", "policy /P/edge");
  add_bound_interface(device, "A", "e7", "ip OWN,ip NONE");
  CHECK(outcomes(bound, device) == Outcomes{"pass interface e0", "fail interface e1", "pass A/interface e2",
                                            "fail A/interface e3", "pass B/interface e4", "fail B/interface e5",
                                            "pass B/interface e6", "fail A/interface e7"});
}

TEST_CASE("has_filter(): what is not there, and what is there for others only, is as sure as the context is closed") {
  model::Device device = edge_device();
  device.contributed |= Domain::interfaces;
  add_named_filter(device, "", "ip SHARED");
  add_named_filter(device, "A", "ip OWN");
  add_bound_interface(device, "A", "e0", "ip OWN");
  add_bound_interface(device, "A", "e1", "ip SHARED");
  add_bound_interface(device, "B", "e2", "ip SHARED");
  add_bound_interface(device, "C", "e3", "ip NONE");
  const auto among = [&](const char* context) {
    model::Device open = device;
    open.open(context, Domain::filters, "unknown line", open.lines.add(0, 9));
    return outcomes(bound, open);
  };
  CHECK(among("A") ==
        Outcomes{"pass A/interface e0", "not assessed A/interface e1", "pass B/interface e2", "fail C/interface e3"});
  CHECK(among("B") ==
        Outcomes{"pass A/interface e0", "fail A/interface e1", "not assessed B/interface e2", "fail C/interface e3"});
  CHECK(among("") == Outcomes{"pass A/interface e0", "not assessed A/interface e1", "not assessed B/interface e2",
                              "not assessed C/interface e3"});
  add_named_filter(device, "C", "");
  device.filters.back().name.set_unknown(device.lines.add(0, 7));
  CHECK(outcomes(bound, device).back() == "not assessed C/interface e3");
}

TEST_CASE("has_filter(): thousands of interfaces and filters cost no more than their number") {
  model::Device device = edge_device();
  device.contributed |= Domain::interfaces;
  for (int i = 0; i < 10'000; ++i) {
    add_named_filter(device, "", "ip F" + std::to_string(i));
    add_bound_interface(device, "", "e" + std::to_string(i), "ip F" + std::to_string(9'999 - i));
  }
  const auto all = outcomes(bound, device);
  CHECK(all.size() == 10'000);
  CHECK(std::ranges::all_of(all, [](const std::string& each) { return each.starts_with("pass"); }));
}
