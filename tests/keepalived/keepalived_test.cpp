#include <catch2/catch.hpp>

#include "support/reading.hpp"

using namespace muster;
using model::State;
using test::read_as;

namespace {

const std::string balancer = test::fixture("keepalived/balancer");

const model::RedundancyGroup& group(const test::Reading& reading, std::string_view name) {
  INFO(name);
  const auto& all = reading.device.redundancy_groups;
  const auto found = std::ranges::find_if(all, [&](const auto& each) { return each.name.value == name; });
  REQUIRE(found != all.end());
  return *found;
}

std::string in_instance(const std::string& lines) { return "vrrp_instance A {\n" + lines + "\n}\n"; }

}  // namespace

TEST_CASE("keepalived: a whole configuration is understood or ignored on purpose") {
  const auto reading = read_as("keepalived", balancer);
  CHECK(reading.states().find_first_of("k?") == std::string::npos);
  CHECK(reading.device.openings.empty());
  CHECK(reading.device.redundancy_groups.size() == 4);
}

TEST_CASE("keepalived: an instance has its number, priority and addresses; its state is that of the start only") {
  const auto reading = read_as("keepalived", balancer);
  const auto& shop = group(reading, "vrrp SHOP");
  CHECK(shop.protocol.value == "vrrp");
  CHECK(shop.group.value == 51);
  CHECK(shop.priority.value == 150);
  CHECK(shop.state.state == State::unknown);
  CHECK(shop.virtual_addresses.value == std::vector<std::string>{"10.98.0.30/24", "10.98.0.31"});
  CHECK(group(reading, "vrrp OFFICE").virtual_addresses.value == std::vector<std::string>{"2001:db8::1/64"});
  CHECK(group(reading, "vrrp PLAIN").priority.state == State::defaulted);
  CHECK(group(reading, "vrrp PLAIN").priority.value == 100);
  CHECK(group(reading, "vrrp PLAIN").virtual_addresses.state == State::absent);
}

TEST_CASE("keepalived: a check counts if it is defined, be it the instance's own or its group's") {
  const auto reading = read_as("keepalived", balancer);
  CHECK(group(reading, "vrrp SHOP").tracked.value);
  CHECK_FALSE(group(reading, "vrrp OFFICE").tracked.value);
  CHECK(group(reading, "vrrp OFFICE").tracked.state == State::configured);
  CHECK(group(reading, "vrrp PLAIN").tracked.state == State::defaulted);
  CHECK_FALSE(group(reading, "vrrp PLAIN").tracked.value);
  CHECK(group(reading, "vrrp MEMBER").tracked.value);
  CHECK(group(read_as("keepalived", in_instance("track_interface {\n eth0\n}")), "vrrp A").tracked.value);
  CHECK(group(read_as("keepalived", "track_file f {\n file \"/x\"\n}\n" + in_instance("track_file {\n f\n}")), "vrrp A").tracked.value);
}

TEST_CASE("keepalived: authentication needs version 2, a type and a password") {
  const auto reading = read_as("keepalived", balancer);
  CHECK(group(reading, "vrrp SHOP").authenticated.value);
  CHECK_FALSE(group(reading, "vrrp OFFICE").authenticated.value);
  CHECK(group(reading, "vrrp PLAIN").authenticated.state == State::defaulted);
  const std::string keys = "authentication {\n auth_type PASS\n auth_pass abc12345\n}\n";
  CHECK(group(read_as("keepalived", in_instance(keys)), "vrrp A").authenticated.value);
  CHECK_FALSE(group(read_as("keepalived", in_instance(keys + "version 3")), "vrrp A").authenticated.value);
  CHECK_FALSE(group(read_as("keepalived", "global_defs {\n vrrp_version 3\n}\n" + in_instance(keys)), "vrrp A").authenticated.value);
  CHECK_FALSE(group(read_as("keepalived", in_instance("authentication {\n auth_type PASS\n}")), "vrrp A").authenticated.value);
}

TEST_CASE("keepalived: the password is a credential, and hidden") {
  const auto reading = read_as("keepalived", balancer);
  REQUIRE(reading.device.credentials.size() == 1);
  CHECK(reading.device.credentials[0].kind.value == "vrrp");
  CHECK(reading.device.credentials[0].name.value == "SHOP");
  CHECK(reading.device.credentials[0].value.value.value.reveal() == "vrrpLab1");
  CHECK(test::hidden(reading, balancer).find("vrrpLab1") == std::string::npos);
  const auto masked = read_as("keepalived", in_instance("authentication {\n auth_pass <secret:01>\n}"));
  CHECK(masked.device.credentials.at(0).value.state == State::unknown);
}

TEST_CASE("keepalived: an include may bring anything") {
  const auto reading = read_as("keepalived", balancer + "include /etc/keepalived/conf.d/*.conf\n");
  CHECK(reading.device.open_domains() == Domains::all());
  CHECK(read_as("keepalived", in_instance("include more")).device.open_domains() == Domains::all());
}

TEST_CASE("keepalived: virtual servers are known and open the health and the proxy") {
  const auto reading = read_as("keepalived", "virtual_server 10.0.0.1 80 {\n real_server 10.0.0.2 80 {\n TCP_CHECK {\n }\n }\n}\n");
  CHECK(reading.states() == "kkkuuu");
  CHECK(reading.is_open(Domain::health));
  CHECK_FALSE(reading.is_open(Domain::redundancy));
}

TEST_CASE("keepalived: an undeclared keyword opens everything, one in an instance all that its block may hold") {
  CHECK(read_as("keepalived", "frobnicate {\n x\n}\n").device.open_domains() == Domains::all());
  const auto inner = read_as("keepalived", in_instance("frobnicate"));
  CHECK(inner.is_open(Domain::redundancy));
  CHECK(group(inner, "vrrp A").open);
}

TEST_CASE("keepalived: conditions, definitions and replaced words are not taken at face value") {
  CHECK(read_as("keepalived", in_instance("@main priority 200")).states() == "u?u");
  CHECK(read_as("keepalived", in_instance("priority $PRIO")).diagnostics() == "2:10: expected a priority from 1 to 255, got '$PRIO'\n");
  CHECK(read_as("keepalived", "$PRIO=100\n").device.open_domains() == Domains::all());
  CHECK(read_as("keepalived", "vrrp_instance $NAME {\n}\n").is_open(Domain::redundancy));
  CHECK(read_as("keepalived", in_instance("virtual_ipaddress {\n @main 10.0.0.1\n}")).is_open(Domain::redundancy));
  CHECK(read_as("keepalived", in_instance("track_interface {\n $IF\n}")).is_open(Domain::redundancy));
}

TEST_CASE("keepalived: keepalived sees comments inside words; such lines are not believed") {
  for (const std::string line : {"priority 100#{", "priority 10!0", "state \"BACKUP\"#x", "inter\"face eth0\"", "priority 100 \\"}) {
    INFO(line);
    const auto reading = read_as("keepalived", in_instance(line));
    CHECK(reading.result.lines.at(1) == grammars::LineState::unknown);
    CHECK(reading.is_open(Domain::redundancy));
  }
}

TEST_CASE("keepalived: text in comments, quotes and other names does not count") {
  const auto reading = read_as("keepalived", "! vrrp_instance X {\n# }\nvrrp_script s {\n script \"vrrp_instance Y { priority 1 }\"\n}\n");
  CHECK(reading.device.redundancy_groups.empty());
  CHECK(reading.device.openings.empty());
}

TEST_CASE("keepalived: a text that is cut, or has a brace too many, opens everything") {
  CHECK(read_as("keepalived", balancer.substr(0, balancer.size() / 2)).device.open_domains() == Domains::all());
  CHECK(read_as("keepalived", balancer + "}\n").device.open_domains() == Domains::all());
  CHECK(read_as("keepalived", "").is_open(Domain::redundancy));
}

TEST_CASE("keepalived: any bytes are survived in linear time") {
  CHECK(read_as("keepalived", "vrrp_instance A {\r\n priority 5\r\n}\r\n").states() == "uuu");
  CHECK(read_as("keepalived", std::string(100'000, '{')).device.open_domains() == Domains::all());
  CHECK(read_as("keepalived", std::string(100'000, '}')).device.open_domains() == Domains::all());
  CHECK(read_as("keepalived", std::string(100'000, '\0')).device.open_domains() == Domains::all());
  CHECK(read_as("keepalived", "vrrp_script \"" + std::string(1'000'000, 'x')).device.open_domains() == Domains::all());
  std::string many = "vrrp_instance A {\nvirtual_ipaddress {\n";
  for (int i = 0; i < 20'000; ++i) many += "10.0." + std::to_string(i / 250) + '.' + std::to_string(i % 250) + "\n";
  CHECK(group(read_as("keepalived", many + "}\n}\n"), "vrrp A").virtual_addresses.value.size() == 20'000);
}

TEST_CASE("keepalived: no handler can be switched off unnoticed") { test::check_knock_out("keepalived", balancer); }

TEST_CASE("keepalived: the lab's captures are understood") {
  const auto captures = test::shared_folder("captures");
  if (!captures) return;
  const auto counts = test::read_all("keepalived", *captures, [](const std::filesystem::path& path) {
    return path.filename() == "cat__etc_keepalived_keepalived.conf.txt";
  });
  CHECK(test::assessed(counts) == 1.0);
}
