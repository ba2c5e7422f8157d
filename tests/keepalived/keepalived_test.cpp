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

/// Line 2 is the first of `lines`; what keepalived asks of an instance stands behind them.
std::string in_instance(const std::string& lines) {
  return "vrrp_instance A {\n" + lines +
         "\ninterface eth0\nvirtual_router_id 1\nvirtual_ipaddress {\n192.0.2.1\n}\n}\n";
}

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
  CHECK(group(read_as("keepalived", "track_file f {\n file \"/x\"\n}\n" + in_instance("track_file {\n f\n}")), "vrrp A")
            .tracked.value);
}

TEST_CASE("keepalived: authentication needs version 2, a type and a password") {
  const auto reading = read_as("keepalived", balancer);
  CHECK(group(reading, "vrrp SHOP").authenticated.value);
  CHECK_FALSE(group(reading, "vrrp OFFICE").authenticated.value);
  CHECK(group(reading, "vrrp PLAIN").authenticated.state == State::defaulted);
  const std::string keys = "authentication {\n auth_type PASS\n auth_pass abc12345\n}\n";
  CHECK(group(read_as("keepalived", in_instance(keys)), "vrrp A").authenticated.value);
  CHECK_FALSE(group(read_as("keepalived", in_instance(keys + "version 3")), "vrrp A").authenticated.value);
  CHECK_FALSE(group(read_as("keepalived", "global_defs {\n vrrp_version 3\n}\n" + in_instance(keys)), "vrrp A")
                  .authenticated.value);
  CHECK_FALSE(
      group(read_as("keepalived", in_instance("authentication {\n auth_type PASS\n}")), "vrrp A").authenticated.value);
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

TEST_CASE("keepalived: virtual servers are pools; a check counts only if it says what is checked") {
  const auto reading = read_as("keepalived", test::fixture("keepalived/virtual_servers"));
  CHECK(reading.states().find_first_of("k?") == std::string::npos);
  REQUIRE(reading.device.pools.size() == 2);
  const auto& web = reading.device.pools[0];
  CHECK(web.name.value == "keepalived 192.0.2.10 443");
  CHECK(web.minimum_active.value == 2);
  REQUIRE(web.members.size() == 4);
  CHECK(web.members[0].monitored.value);
  CHECK(web.members[1].monitored.value);
  CHECK_FALSE(web.members[1].enabled.value);
  CHECK_FALSE(web.members[2].monitored.value);
  CHECK(web.members[3].monitored.value);
  CHECK_FALSE(web.monitor.value);
  CHECK(reading.device.pools[1].name.value == "keepalived fwmark 7 udp");
  CHECK_FALSE(reading.is_open(Domain::health));
  CHECK_FALSE(reading.is_open(Domain::redundancy));
  CHECK(reading.is_open(Domain::proxy));
}

TEST_CASE("keepalived: a line of a virtual server that is not understood opens its pool") {
  const std::string head = "virtual_server 192.0.2.1 80 {\nreal_server 192.0.2.2 80 {\nTCP_CHECK {\n}\n";
  for (const std::string line : {"frobnicate", "weight $W", "@main weight 0", "include more"}) {
    INFO(line);
    const auto reading = read_as("keepalived", head + line + "\n}\n}\n");
    REQUIRE(reading.device.pools.size() == 1);
    CHECK(reading.device.pools[0].open);
    CHECK(reading.is_open(Domain::health));
  }
  const auto twice = read_as("keepalived", head + "}\nreal_server 192.0.2.2 80 {\n}\n}\n");
  CHECK(twice.device.pools.at(0).members.size() == 1);
  CHECK(twice.device.pools.at(0).open);
  CHECK(read_as("keepalived", "virtual_server $VIP 80 {\nreal_server 192.0.2.2 80 {\n}\n}\n").is_open(Domain::health));
  const auto member = read_as("keepalived", "virtual_server 192.0.2.1 80 {\nreal_server $WEB 80 {\n}\n}\n");
  CHECK(member.device.pools.at(0).open);
}

TEST_CASE("keepalived: strict mode refuses keys, and an instance may leave it") {
  const std::string keys = "authentication {\n auth_type AH\n auth_pass abc12345\n}\n";
  const auto authenticated = [&](const std::string& before, const std::string& lines) {
    return group(read_as("keepalived", before + in_instance(keys + lines)), "vrrp A").authenticated;
  };
  const std::string strict = "global_defs {\n vrrp_strict\n}\n";
  CHECK(authenticated("", "").value);
  CHECK_FALSE(authenticated(strict, "").value);
  CHECK(authenticated(strict, "strict_mode off").value);
  CHECK_FALSE(authenticated("", "strict_mode").value);
  CHECK_FALSE(authenticated("", "strict_mode true").value);
  CHECK(authenticated("", "strict_mode perhaps").state == State::unknown);
  CHECK_FALSE(authenticated("", "native_ipv6").value);
  CHECK_FALSE(authenticated("", "mcast_src_ip 2001:db8::9").value);
}

TEST_CASE("keepalived: addresses of the other family that packets do not name change nothing") {
  const std::string lines =
      "authentication {\nauth_type PASS\nauth_pass x\n}\nvirtual_ipaddress_excluded {\n2001:db8::1\n}";
  CHECK(group(read_as("keepalived", in_instance(lines)), "vrrp A").authenticated.value);
}

TEST_CASE("keepalived: an empty password is none") {
  const auto reading = read_as("keepalived", in_instance("authentication {\n auth_type PASS\n auth_pass \"\"\n}"));
  CHECK(group(reading, "vrrp A").authenticated.state == State::defaulted);
  CHECK(reading.device.credentials.empty());
  const auto several = read_as("keepalived", in_instance("authentication {\n auth_type PASS\n auth_pass ab cd\n}"));
  CHECK(several.device.credentials.at(0).value.state == State::unknown);
  CHECK(test::hidden(several, in_instance("authentication {\n auth_type PASS\n auth_pass ab cd\n}")).find("ab cd") ==
        std::string::npos);
}

TEST_CASE("keepalived: a line that may undo it leaves nothing proven") {
  const std::string sure = "track_interface {\neth1 weight 5\n}\nauthentication {\nauth_type PASS\nauth_pass x\n}\n";
  for (const std::string line : {"@lb2 version 3", "version $V", "@lb2 state MASTER", "priority $P", "frobnicate",
                                 "include more", "virtual_ipaddress {\n$VIP\n}", "track_script {\n@lb2 x\n}"}) {
    INFO(line);
    const auto reading = read_as("keepalived", in_instance(sure + line));
    CHECK(group(reading, "vrrp A").authenticated.state == State::unknown);
    CHECK(group(reading, "vrrp A").tracked.state == State::unknown);
  }
  for (const std::string text :
       {"global_defs {\nvrrp_version $V\n}\n", "global_defs {\n@lb2 vrrp_strict\n}\n", "include more\n",
        "vrrp_sync_group G {\ngroup {\n$X\n}\n}\n", "$V=3\n", "vrrp_script x {\nscript a#b\n}\n"}) {
    INFO(text);
    const auto reading = read_as("keepalived", text + in_instance(sure));
    CHECK(group(reading, "vrrp A").authenticated.state == State::unknown);
    CHECK(group(reading, "vrrp A").tracked.state == State::unknown);
  }
}

TEST_CASE("keepalived: checks that change a priority count only where it may change") {
  const auto reading = read_as("keepalived", test::fixture("keepalived/weights"));
  CHECK(reading.states().find_first_of("k?") == std::string::npos);
  CHECK_FALSE(group(reading, "vrrp A").tracked.value);  // its first group allows no weights
  CHECK(group(reading, "vrrp A").tracked.state == State::configured);
  CHECK(group(reading, "vrrp B").tracked.value);
  CHECK(group(reading, "vrrp C").tracked.value);
  CHECK(group(reading, "vrrp OWNER").priority.value == 255);
  CHECK(group(reading, "vrrp OWNER").tracked.state == State::configured);
  CHECK_FALSE(group(reading, "vrrp OWNER").tracked.value);
  CHECK(group(reading, "vrrp OWNER_WITH_FILE").tracked.value);
  CHECK(group(reading, "vrrp TOO_EARLY").tracked.state == State::configured);  // it stands above its check
  CHECK_FALSE(group(reading, "vrrp TOO_EARLY").tracked.value);
  CHECK_FALSE(group(reading, "vrrp A").authenticated.value);
  CHECK(group(reading, "vrrp B").authenticated.value);
  CHECK(group(reading, "vrrp B").peer.value == "192.0.2.9");
}

TEST_CASE("keepalived: a line of a track block with a word too many watches nothing") {
  const std::string script = "vrrp_script s {\nscript /bin/x\n}\n";
  const auto tracked = [&](const std::string& line) {
    return group(read_as("keepalived", script + in_instance("track_script {\n" + line + "\n}")), "vrrp A").tracked;
  };
  CHECK(tracked("s").value);
  CHECK(tracked("\"s\"").value);
  CHECK(tracked("s weight -30 reverse").value);
  for (const std::string line :
       {"s wieght -30", "s weight", "s weight 300", "s -30", "s weight 5 backwards", "~SEQ(x, 1, 3) s"}) {
    INFO(line);
    CHECK_FALSE(tracked(line).value);
    CHECK(group(read_as("keepalived", script + in_instance("track_script {\n" + line + "\n}")), "vrrp A").open);
  }
}

TEST_CASE("keepalived: an instance that keepalived does not run is none, and says so") {
  for (const std::string text :
       {"vrrp_instance A {\ninterface eth0\n}\n", "vrrp_instance A {\nvirtual_router_id 1\n}\n",
        "vrrp_instance A {\ninterface eth0\nvirtual_router_id 1\nversion 3\n}\n"}) {
    INFO(text);
    const auto reading = read_as("keepalived", text);
    CHECK(reading.device.redundancy_groups.empty());
    CHECK(reading.is_open(Domain::redundancy));
  }
  const auto twice = read_as("keepalived", in_instance("") + in_instance("track_interface {\neth1\n}"));
  CHECK(twice.device.redundancy_groups.size() == 1);
  CHECK_FALSE(twice.device.redundancy_groups.at(0).tracked.value);
  CHECK(twice.is_open(Domain::redundancy));
}

TEST_CASE("keepalived: text from elsewhere opens everything, in blocks that are ignored too") {
  for (const std::string line :
       {"include /etc/keepalived/mail", "@lb2 include x", "includem *.conf", "$X=100", "~SEQ(i, 1, 5) a$i"}) {
    INFO(line);
    const auto reading = read_as("keepalived", "global_defs {\nnotification_email {\n" + line + "\n}\n}\n");
    CHECK(reading.device.open_domains() == Domains::all());
    CHECK(reading.states() == "ui?uu");
  }
  for (const std::string line : {"includem *.conf", "$X=100", "@lb2 include x", "include x"}) {
    INFO(line);
    const auto reading = read_as("keepalived", in_instance("track_interface {\n eth1\n" + line + "\n}"));
    CHECK(reading.device.open_domains() == Domains::all());
    const auto other = read_as("keepalived", "vrrp_instance B {\n" + line + "\n}\n" +
                                                 in_instance("authentication {\nauth_type AH\nauth_pass x\n}"));
    CHECK(group(other, "vrrp A").authenticated.state == State::unknown);
  }
  const std::string harmless = "global_defs {\nnotification_email {\nincluded@example.net\n}\n}\n";
  CHECK(read_as("keepalived", harmless + in_instance("")).device.openings.empty());
}

TEST_CASE("keepalived: an undeclared keyword opens everything, one in an instance all that its block may hold") {
  CHECK(read_as("keepalived", "frobnicate {\n x\n}\n").device.open_domains() == Domains::all());
  const auto inner = read_as("keepalived", in_instance("frobnicate"));
  CHECK(inner.is_open(Domain::redundancy));
  CHECK(group(inner, "vrrp A").open);
}

TEST_CASE("keepalived: conditions, definitions and replaced words are not taken at face value") {
  CHECK(read_as("keepalived", in_instance("@main priority 200")).states() == "u?uuuuuu");
  CHECK(read_as("keepalived", in_instance("priority $PRIO")).diagnostics() ==
        "2:10: expected a priority from 1 to 255, got '$PRIO'\n");
  CHECK(read_as("keepalived", "$PRIO=100\n").device.open_domains() == Domains::all());
  CHECK(read_as("keepalived", "vrrp_instance $NAME {\n}\n").is_open(Domain::redundancy));
  CHECK(read_as("keepalived", in_instance("virtual_ipaddress {\n @main 10.0.0.1\n}")).is_open(Domain::redundancy));
  CHECK(read_as("keepalived", in_instance("track_interface {\n $IF\n}")).is_open(Domain::redundancy));
}

TEST_CASE("keepalived: keepalived sees comments inside words; such lines are not believed") {
  for (const std::string line :
       {"priority 100#{", "priority 10!0", "state \"BACKUP\"#x", "inter\"face eth0\"", "priority 100 \\"}) {
    INFO(line);
    const auto reading = read_as("keepalived", in_instance(line));
    CHECK(reading.result.lines.at(1) == grammars::LineState::unknown);
    CHECK(reading.is_open(Domain::redundancy));
  }
}

TEST_CASE("keepalived: text in comments, quotes and other names does not count") {
  const auto reading = read_as(
      "keepalived", "! vrrp_instance X {\n# }\nvrrp_script s {\n script \"vrrp_instance Y { priority 1 }\"\n}\n");
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
  std::string many = "vrrp_instance A {\ninterface e\nvirtual_router_id 1\nvirtual_ipaddress {\n";
  for (int i = 0; i < 20'000; ++i) many += "10.0." + std::to_string(i / 250) + '.' + std::to_string(i % 250) + "\n";
  CHECK(group(read_as("keepalived", many + "}\n}\n"), "vrrp A").virtual_addresses.value.size() == 20'000);
}

TEST_CASE("keepalived: lines that are far from each other cost no more than their number") {
  std::string addresses = "vrrp_instance A {\ninterface e\nvirtual_router_id 1\nvirtual_ipaddress {\n";
  std::string servers;
  std::string unknown = "vrrp_instance A {\n";
  std::string members = "vrrp_sync_group G {\ngroup {\n";
  for (int i = 0; i < 60'000; ++i) {
    addresses += "10.0.0.1\n\n";
    servers += "virtual_server fwmark 1 {\n}\n";
    unknown += "frobnicate\nstate BACKUP\n";
    members += "A\n\n";
  }
  CHECK(group(read_as("keepalived", addresses + "}\n}\n"), "vrrp A").virtual_addresses.value.size() == 60'000);
  CHECK(read_as("keepalived", servers).device.pools.size() == 60'000);
  CHECK(group(read_as("keepalived", unknown + "}\n"), "vrrp A").open);
  CHECK(read_as("keepalived", members + "}\n}\n").device.redundancy_groups.empty());
}

TEST_CASE("keepalived: no handler can be switched off unnoticed") {
  test::check_knock_out("keepalived", balancer);
  test::check_knock_out("keepalived", test::fixture("keepalived/weights"));
  test::check_knock_out("keepalived", test::fixture("keepalived/virtual_servers"));
}

TEST_CASE("keepalived: the lab's captures are understood") {
  const auto captures = test::shared_folder("captures");
  if (!captures) return;
  const auto counts = test::read_all("keepalived", *captures, [](const std::filesystem::path& path) {
    return path.filename() == "cat__etc_keepalived_keepalived.conf.txt";
  });
  CHECK(test::assessed(counts) == 1.0);
}
