#include "model/schema.hpp"
#include "waivers/closing.hpp"
#include "waivers/objects.hpp"
#include "waivers/support.hpp"

using namespace muster;
using muster::test::errors_of;

namespace {

using Messages = std::vector<std::string>;

std::string declaration(const std::string& more, const std::string& without = {}) {
  std::string text = "[[irrelevant]]\n";
  const std::vector<std::pair<std::string, std::string>> keys{
      {"id", "\"L-1\""},
      {"format", "\"cisco_ios\""},
      {"domains", "[\"snmp\", \"users\"]"},
      {"because", "\"it blinks the lamp of the chassis\""},
      {"requester", "\"A. Tester\""},
      {"approver", "\"B. Owner\""},
      {"ticket", "\"CHG-2\""},
      {"granted", "2026-11-01"},
      {"expires", "2027-11-01"},
  };
  for (const auto& [key, value] : keys)
    if (key != without) text += key + " = " + value + "\n";
  return text + more;
}

using State = grammars::LineState;

/// Numbers of the lines that the declaration fits; every line of the text is unknown unless `states` says so.
std::vector<std::uint32_t> fitting(const std::string& keys, const std::string& text, std::vector<State> states = {},
                                   const std::string& format = "cisco_ios") {
  const auto book = test::book_of(declaration(keys));
  states.resize(static_cast<std::size_t>(std::ranges::count(text, '\n')), State::unknown);
  const waivers::CaptureLines capture{0, format, text, states};
  std::vector<std::uint32_t> numbers;
  for (const auto& line :
       book.declared_lines({&capture, 1}, {"edge-1", "edge-1", {}}, test::at("2026-11-20T00:00:00Z")))
    numbers.push_back(line.line);
  return numbers;
}

using Lines = std::vector<std::uint32_t>;

/// A device that lines opened, and what is declared.
struct Opened {
  model::Device device;
  std::string text;
  std::vector<waivers::DeclaredLine> declared;

  void close() {
    const std::vector<State> states(100, State::unknown);
    const waivers::CaptureLines capture{0, "cisco_ios", text, states};
    waivers::close_declared(device, declared, {&capture, 1});
  }
  [[nodiscard]] std::vector<std::pair<unsigned, std::vector<Evidence>>> openings() const {
    std::vector<std::pair<unsigned, std::vector<Evidence>>> all;
    for (const auto& opening : device.openings) {
      const auto lines = device.lines.get(opening.lines);
      all.push_back({opening.domains.bits(), {lines.begin(), lines.end()}});
    }
    return all;
  }
};

constexpr Domains snmp = Domain::snmp;
constexpr Domains users = Domain::users;

}  // namespace

TEST_CASE("line declarations: a pattern fits the whole line, without its indentation") {
  CHECK(fitting("line = 'lamp \\d+'\n", "lamp 7\n lamp 8\nlamp 7 on\nno lamp 7\nlamp x\n") == Lines{1, 2});
  CHECK(fitting("line = 'lamp \\d+'\n", "lamp 7\r\nlamp 8  \n") == Lines{1, 2});
}

TEST_CASE("line declarations: a line that was understood or ignored is never declared") {
  CHECK(fitting("line = 'lamp \\d+'\n", "lamp 1\nlamp 2\nlamp 3\nlamp 4\n",
                {State::understood, State::ignored, State::known, State::unknown}) == Lines{3, 4});
}

TEST_CASE("line declarations: with a block, a line counts only directly in it; a block alone is all of it") {
  const std::string text = "lamp 1\nshelf 2\n lamp 3\n rack 4\n  lamp 5\nshelf x\n lamp 7\n!\nlamp 9\n";
  CHECK(fitting("block = 'shelf \\d'\nline = 'lamp \\d+'\n", text) == Lines{3});
  CHECK(fitting("block = 'shelf \\d'\n", text) == Lines{2, 3, 4, 5});
}

TEST_CASE("line declarations: another format, another device, another time have no such line") {
  CHECK(fitting("line = 'lamp 1'\n", "lamp 1\n", {}, "frr").empty());
  CHECK(fitting("line = 'lamp 1'\ndevices = [\"edge-2\"]\n", "lamp 1\n").empty());
  const auto book = test::book_of(declaration("line = 'lamp 1'\n"));
  const std::vector<State> states{State::unknown};
  const waivers::CaptureLines capture{0, "cisco_ios", "lamp 1\n", states};
  const auto at = [&](const char* time) {
    return book.declared_lines({&capture, 1}, {"edge-1", {}, {}}, test::at(time));
  };
  CHECK(at("2026-10-31T23:59:59Z").empty());
  REQUIRE(at("2027-11-01T23:59:59Z").size() == 1);
  CHECK(at("2027-11-01T23:59:59Z")[0].in_force);
  REQUIRE(at("2027-11-02T00:00:00Z").size() == 1);
  CHECK_FALSE(at("2027-11-02T00:00:00Z")[0].in_force);
}

TEST_CASE("line declarations: each mistake has its place") {
  CHECK(errors_of(declaration("")) ==
        Messages{"w.toml:1:1: a declaration of every line is none: expected 'line', 'block' or both"});
  CHECK(errors_of(declaration("line = '.*'\n")) ==
        Messages{"w.toml:11:8: '.*' fits lines of any text, such as '': expected a pattern that names the keyword"});
  CHECK(errors_of(declaration("line = '[a-z-]+ \\d'\n")) ==
        Messages{"w.toml:11:8: '[a-z-]+ \\d' fits lines of any text, such as 'qzx-jvk 7': expected a pattern that "
                 "names the keyword"});
  const auto broken = errors_of(declaration("line = 'lamp ('\n"));
  REQUIRE(broken.size() == 1);
  CHECK(broken[0].starts_with("w.toml:11:8: expected a regular expression (RE2), got 'lamp (': "));
  CHECK(errors_of(declaration("line = 'lamp'\ndomains = [\"snpm\"]\n", "domains")) ==
        Messages{
            "w.toml:11:13: no domain 'snpm': expected some of users, authentication, snmp, management, logging, time, "
            "interfaces, filters, routing, routes, software, listeners, proxy, health, redundancy; did you mean "
            "'snmp'?"});
  CHECK(errors_of(declaration("line = 'lamp'\nformat = \"cisco_iso\"\n", "format")) ==
        Messages{"w.toml:11:10: no format 'cisco_iso'; did you mean 'cisco_ios'?"});
  CHECK(
      errors_of(declaration("block = 'lamp'\nformat = \"nginx\"\n", "format")) ==
      Messages{
          "w.toml:10:9: in 'nginx' indentation does not make blocks, so that the block of a line is not certain: take "
          "'block' out and name the 'line'"});
  CHECK(
      errors_of(declaration("line = 'lamp'\nexpires = 2027-11-02\n", "expires")) ==
      Messages{
          "w.toml:11:11: it lasts until 2027-11-02: a line declaration may be granted for at most 365 days, here until "
          "2027-11-01"});
  for (const char* key :
       {"format", "domains", "because", "requester", "approver", "ticket", "granted", "expires", "id"}) {
    INFO(key);
    CHECK(errors_of(declaration("line = 'lamp'\n", key)).size() == 1);
  }
}

TEST_CASE("line declarations: waivers and declarations share their ids") {
  CHECK(errors_of(test::waiver_text() + declaration("line = 'lamp'\nid = \"W-1\"\n", "id")) ==
        Messages{"w.toml:22:6: duplicate id 'W-1', first at w.toml:2:6"});
}

TEST_CASE("line declarations: an opening loses the declared lines for the declared domains, and nothing else") {
  Opened opened;
  opened.text = "lamp 1\nlamp 2\nhorn 3\n";
  opened.device.open("", snmp | users, "unknown line", opened.device.lines.add(0, 1, 3));
  opened.device.open("", snmp, "routes: not collected", 0);
  opened.declared = {{0, 1, snmp, nullptr, true}, {0, 2, snmp | users, nullptr, true}};
  opened.close();
  REQUIRE(opened.device.openings.size() == 3);
  CHECK(opened.openings()[0] == std::pair(users.bits(), std::vector<Evidence>{{0, 1, 1}}));
  CHECK(opened.openings()[1] == std::pair((snmp | users).bits(), std::vector<Evidence>{{0, 3, 3}}));
  CHECK(opened.device.openings[2].reason == "routes: not collected");
}

TEST_CASE("line declarations: what expired closes nothing") {
  Opened opened;
  opened.text = "lamp 1\n";
  opened.device.open("", snmp, "unknown line", opened.device.lines.add(0, 1));
  opened.declared = {{0, 1, snmp, nullptr, false}};
  opened.close();
  CHECK(opened.device.open_domains() == snmp);
}

TEST_CASE("line declarations: blank lines and comments go with the last line that says something") {
  Opened opened;
  opened.text = "lamp 1\n\n ! a comment\nlamp 4\n";
  opened.device.open("", snmp, "unknown line", opened.device.lines.add(0, 1, 4));
  opened.declared = {{0, 1, snmp, nullptr, true}};
  opened.close();
  CHECK(opened.device.open_domains() == snmp);
  opened.declared.push_back({0, 4, snmp, nullptr, true});
  opened.close();
  CHECK(opened.device.openings.empty());
}

TEST_CASE("line declarations: an object closes only for what all lines that opened it are declared for") {
  Opened opened;
  opened.text = "lamp 1\nlamp 2\n";
  opened.device.users.emplace_back();
  model::User& user = opened.device.users.back();
  user.open = true;
  user.opened_by = opened.device.lines.add(0, 1, 2);
  user.open_domains = snmp | users;
  opened.declared = {{0, 1, snmp | users, nullptr, true}};
  opened.close();
  CHECK(user.open);
  CHECK(user.open_domains == (snmp | users));
  opened.declared.push_back({0, 2, snmp, nullptr, true});
  opened.close();
  CHECK(user.open);
  CHECK(user.open_domains == users);
  opened.declared.push_back({0, 2, users, nullptr, true});
  opened.close();
  CHECK_FALSE(user.open);
}

TEST_CASE("line declarations: every class of objects that lines can open is looked at") {
  model::Device device;
  device.users.resize(1), device.aaa_servers.resize(1), device.credentials.resize(1), device.snmp_communities.resize(1);
  device.snmp_users.resize(1), device.services.resize(1), device.banners.resize(1), device.terminal_lines.resize(1);
  device.logging.targets.resize(1), device.ntp_servers.resize(1), device.interfaces.resize(1), device.groups.resize(1);
  device.filters.resize(1), device.nat_rules.resize(1), device.static_routes.resize(1), device.neighbors.resize(1);
  device.listeners.resize(1), device.frontends.resize(1), device.pools.resize(1), device.redundancy_groups.resize(1);
  device.pools[0].members.resize(1);
  std::set<const void*> visited;
  waivers::for_each_object(device, [&](const model::Object& object) { visited.insert(&object); });
  const auto classes = static_cast<std::size_t>(
      std::ranges::count_if(model::classes(), [](const model::Class* type) { return type->base != nullptr; }));
  CHECK(visited.size() == classes);
}
