#include <catch2/catch.hpp>

#include <map>

#include "collectors/completeness.hpp"
#include "recorded_session.hpp"
#include "support.hpp"

/// Prompts, pagers, log messages and error markers of the shipped recipes against what real devices show.
namespace muster::collectors {
namespace {

RecipeBook shipped() {
  std::vector<Error> errors;
  return test::shipped_recipes(errors);
}

/// The lines of a text as a terminal shows them.
std::vector<std::string> visible_lines(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(visible_line(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

struct Prompt {
  std::string_view platform;
  std::string_view line;
  std::string_view host;
};

TEST_CASE("prompts: each platform's prompt is known, with the host in it") {
  const RecipeBook book = shipped();
  const std::vector<Prompt> prompts{
      {"arista_eos", "spine02#", "spine02"},
      {"arista_eos", "spine02>", "spine02"},
      {"arista_eos", "spine02(s1)#", "spine02"},
      {"cisco_asa", "asa1>", "asa1"},
      {"cisco_asa", "asa1/pri/act#", "asa1"},
      {"cisco_asa_multiple", "asa1/admin#", "asa1"},
      {"cisco_asa_multiple", "asa1/customer-a/pri/act#", "asa1"},
      {"cisco_ios", "LAB-SW123_9200L#", "LAB-SW123_9200L"},
      {"cisco_ios", "core-sw1.lab>", "core-sw1.lab"},
      {"cisco_iosxr", "RP/0/RP0/CPU0:border01#", "border01"},
      {"cisco_iosxr", "RP/0/RSP1/CPU0:ASR9000#", "ASR9000"},
      {"cisco_iosxr", "RP/0/0/CPU0:ios#", "ios"},
      {"cisco_nxos", "leaf-1#", "leaf-1"},
      {"fortinet_fortios", "Firewall-1 #", "Firewall-1"},
      {"fortinet_fortios", "Firewall-1 $", "Firewall-1"},
      {"fortinet_fortios_vdom", "OXI-FW121 (global) #", "OXI-FW121"},
      {"juniper_junos", "muster@srx300>", "srx300"},
      {"paloalto_panos", "muster@PA-VM>", "PA-VM"},
      {"paloalto_panos", "muster@PA-VM(active-primary)>", "PA-VM"},
      {"vyos", "user.name@fw1:~$", "fw1"},
      {"vyos", "username@fw1>", "fw1"},
  };
  for (const Prompt& prompt : prompts) {
    INFO(prompt.platform << ": " << prompt.line);
    CHECK(book.find(prompt.platform)->shell.prompt.group_of_whole(prompt.line) == prompt.host);
  }
}

TEST_CASE("prompts: a configuration mode is none of ours") {
  const RecipeBook book = shipped();
  for (const auto& [platform, line] : std::vector<std::pair<std::string_view, std::string_view>>{
           {"cisco_ios", "core-sw1(config)#"},
           {"cisco_nxos", "leaf-1(config)#"},
           {"cisco_asa", "asa1(config)#"},
           {"cisco_iosxr", "RP/0/RP0/CPU0:border01(config)#"},
           {"juniper_junos", "muster@srx300#"},
           {"paloalto_panos", "muster@PA-VM#"},
           {"vyos", "muster@fw1#"},
           {"juniper_junos", "root@srx300:~ #"},
           {"juniper_junos", "muster@srx300:ls1>"}}) {  // confined to a logical system
    INFO(platform << ": " << line);
    CHECK_FALSE(book.find(platform)->shell.prompt.matches_whole(line));
  }
}

/// Sessions with their prompts left in.
const std::map<std::string, std::pair<std::string_view, std::string_view>> sessions{
    {"ios#C9200L-24P-4G_17.09.04a#simulation.yaml", {"cisco_ios", "LAB-SW123_9200L"}},
    {"fortigate#FortiGate-3001F_7.4.8_HA#simulation.yaml", {"fortinet_fortios", "Firewall-1"}},
    {"fortigate#FortiGate-501E_vdomHAdown#simulation.yaml", {"fortinet_fortios_vdom", "OXI-FW121"}},
    {"fortigate#FortiGate-91G_7.4.7#simulation.yaml", {"fortinet_fortios", "TEST-FW1234"}},
    {"vyos#Supermicro_1.4.3#simulation.yaml", {"vyos", "fw1"}},
};

TEST_CASE("prompts: every reply of a recorded session ends in a prompt, a page, or the end") {
  const auto folder = muster::test::shared_folder("oracles/sessions");
  if (!folder) return;
  const RecipeBook book = shipped();
  for (const auto& [name, session] : sessions) {
    const ShellDialect& shell = book.find(session.first)->shell;
    const test::RecordedSession recorded = test::read_session(muster::test::read_file(*folder / name));
    int prompts = 0;
    for (const auto& reply : recorded.replies) {
      const std::string last = visible_lines(reply.shown).empty() ? "" : visible_line(last_line(reply.shown));
      INFO(name << ": " << reply.sent << " ends in '" << last << "'");
      if (reply.sent == "exit\n" || shell.pager.matches_whole(last)) continue;
      CHECK(shell.prompt.group_of_whole(last) == session.second);
      ++prompts;
    }
    INFO(name);
    CHECK(prompts >= 2);
  }
}

TEST_CASE("prompts: no line inside a recorded output looks like the prompt of another host or like an error") {
  const auto folder = muster::test::shared_folder("oracles/sessions");
  if (!folder) return;
  const RecipeBook book = shipped();
  for (const auto& [name, session] : sessions) {
    const Recipe& recipe = *book.find(session.first);
    for (const auto& reply : test::read_session(muster::test::read_file(*folder / name)).replies) {
      INFO(name << ": " << reply.sent);
      if (reply.sent.starts_with("show")) CHECK(error_line(normalised(reply.shown), recipe.errors) == std::nullopt);
      for (const std::string& line : visible_lines(reply.shown))
        if (const auto host = recipe.shell.prompt.group_of_whole(line)) CHECK(*host == session.second);
    }
  }
}

struct Configurations {
  std::string folder;
  std::vector<std::string_view> recipes;
};

const std::vector<Configurations> configurations{
    {"arista_eos", {"arista_eos"}},
    {"cisco_asa", {"cisco_asa", "cisco_asa_multiple"}},
    {"cisco_ios", {"cisco_ios"}},
    {"cisco_iosxe", {"cisco_ios"}},
    {"cisco_iosxr", {"cisco_iosxr"}},
    {"cisco_nxos", {"cisco_nxos"}},
    {"f5_bigip", {"f5_bigip"}},
    {"fortinet_fortios", {"fortinet_fortios", "fortinet_fortios_vdom"}},
    {"frr", {"frr"}},
    {"juniper_junos", {"juniper_junos"}},
    {"mikrotik_routeros", {"mikrotik_routeros", "mikrotik_routeros6"}},
    {"paloalto_panos", {"paloalto_panos"}},
    {"vyos", {"vyos"}},
};

template <class Visit>
void each_configuration(const std::filesystem::path& corpus, const std::string& folder, Visit visit) {
  for (const auto& entry : std::filesystem::recursive_directory_iterator(corpus / folder / "config"))
    if (entry.is_regular_file()) visit(entry.path(), muster::test::read_file(entry.path()));
}

TEST_CASE("prompts: no line of a real configuration looks like a prompt, a page or a log message") {
  const auto corpus = muster::test::shared_folder("corpus");
  if (!corpus) return;
  const RecipeBook book = shipped();
  std::size_t lines = 0;
  for (const Configurations& platform : configurations)
    each_configuration(*corpus, platform.folder, [&](const std::filesystem::path& path, const std::string& text) {
      for (const std::string& line : visible_lines(text)) {
        ++lines;
        for (const std::string_view name : platform.recipes) {
          const ShellDialect& shell = book.find(name)->shell;
          const bool taken =
              shell.prompt.matches_whole(line) || shell.pager.matches_whole(line) || shell.noise.matches_whole(line);
          if (taken) FAIL_CHECK(name << ": " << path.string() << ": " << line);
        }
      }
    });
  CHECK(lines > 200'000);
}

TEST_CASE("error markers: no line of a real configuration begins with one") {
  const auto corpus = muster::test::shared_folder("corpus");
  if (!corpus) return;
  const RecipeBook book = shipped();
  std::size_t files = 0;
  for (const Configurations& platform : configurations)
    each_configuration(*corpus, platform.folder, [&](const std::filesystem::path& path, const std::string& text) {
      ++files;
      for (const std::string_view name : platform.recipes)
        if (const auto line = error_line(text, book.find(name)->errors))
          FAIL_CHECK(name << ": " << path.string() << ": " << *line);
    });
  CHECK(files > 2'000);
}

struct Shown {
  std::string_view platform;
  std::string_view line;
};

TEST_CASE("noise: log messages of each platform are known") {
  const RecipeBook book = shipped();
  const std::vector<Shown> messages{
      {"cisco_ios", "*Mar  1 00:01:23.456: %SYS-5-CONFIG_I: Configured from console by netops on vty0 (192.0.2.1)"},
      {"cisco_ios",
       "000123: Nov 22 2026 03:14:15.926 UTC: %LINK-3-UPDOWN: Interface GigabitEthernet0/1, changed state to up"},
      {"cisco_ios", "1d02h: %LINEPROTO-5-UPDOWN: Line protocol on Interface Serial0, changed state to down"},
      {"cisco_ios", "%LINEPROTO-5-UPDOWN: Line protocol on Interface Serial0, changed state to down"},
      {"cisco_nxos", "2026 Nov 22 03:14:15 leaf1 %ETHPORT-5-IF_UP: Interface Ethernet1/7 is up in mode trunk"},
      {"cisco_nxos", "2026 Nov 22 03:14:15 n7k %$ VDC-1 %$ %VSHD-5-VSHD_SYSLOG_CONFIG_I: Configured from vty by admin"},
      {"cisco_asa", "%ASA-5-111008: User 'enable_15' executed the 'logging monitor' command."},
      {"cisco_asa", "Nov 22 2026 03:14:15 asa1 : %ASA-6-302013: Built inbound TCP connection 5"},
      {"cisco_iosxr",
       "RP/0/RSP0/CPU0:Nov 22 03:14:15.926 : ifmgr[236]: %PKT_INFRA-LINK-3-UPDOWN : Interface Bundle-Ether7, changed "
       "state to Up"},
      {"cisco_iosxr",
       "RP/0/RP0/CPU0:Nov 22 03:14:15.926 UTC: SSHD_[68211]: %SECURITY-SSHD-6-INFO_SUCCESS : Successfully "
       "authenticated"},
      {"arista_eos",
       "Nov 22 03:14:15 leaf1 Ebra: %LINEPROTO-5-UPDOWN: Line protocol on Interface Ethernet7, changed state to up"},
      {"juniper_junos", "Message from syslogd@srx at Nov 22 03:14:15  ..."},
      {"juniper_junos", "srx : %KERN-0: interface xe-0/0/7 came up"},
      {"paloalto_panos", "Broadcast message from root (pa1): interface ethernet1/7 is up"},
      {"vyos", "Broadcast message from systemd-journald@fw1 (Sun 2026-11-22 03:14:15 UTC): interface eth7 up"},
      {"fortinet_fortios",
       "2026-11-22 03:14:15 log_id=0100032001 type=event level=notice msg=\"interface port7 link up\""},
  };
  for (const Shown& message : messages) {
    INFO(message.platform << ": " << message.line);
    CHECK(book.find(message.platform)->shell.noise.matches_whole(message.line));
  }
}

TEST_CASE("pagers: each platform's is known by its last line") {
  const RecipeBook book = shipped();
  for (const Shown& page : std::vector<Shown>{{"cisco_ios", " --More--"},
                                              {"cisco_nxos", "--More--"},
                                              {"cisco_nxos", "--More--(12%)"},
                                              {"cisco_asa", "<--- More --->"},
                                              {"cisco_iosxr", " --More--"},
                                              {"arista_eos", " --More--"},
                                              {"juniper_junos", "---(more 12%)---"},
                                              {"juniper_junos", "---(more)---"},
                                              {"fortinet_fortios", "--More--"},
                                              {"paloalto_panos", "lines 1-23"},
                                              {"vyos", ":"}}) {
    INFO(page.platform);
    CHECK(book.find(page.platform)->shell.pager.matches_whole(page.line));
  }
}

TEST_CASE("errors: refusals of each platform are known") {
  const RecipeBook book = shipped();
  for (const Shown& refusal :
       std::vector<Shown>{{"arista_eos", "% Authorization denied for command 'show running-config'"},
                          {"arista_eos", "% Invalid input (privileged mode required)"},
                          {"cisco_asa", "ERROR: % Invalid input detected at '^' marker."},
                          {"cisco_ios", "Command authorization failed."},
                          {"cisco_ios", "% IP routing table vrf * does not exist"},
                          {"cisco_ios", "% IPv6 routing table * does not exist"},
                          {"cisco_iosxr", "% This command is not authorized"},
                          {"cisco_nxos", "% Permission denied for the role"},
                          {"cisco_nxos", "% Invalid command at '^' marker."},
                          {"f5_bigip", "Syntax Error: unexpected argument \"running\""},
                          {"fortinet_fortios", "Unknown action 0"},
                          {"fortinet_fortios", "command parse error before 'router'"},
                          {"fortinet_fortios", "Command fail. Return code -61"},
                          {"frr", "% Unknown command: show running-config"},
                          {"juniper_junos", "syntax error, expecting <command>."},
                          {"juniper_junos", "error: permission denied"},
                          {"mikrotik_routeros", "bad command name exprot (line 1 column 1)"},
                          {"mikrotik_routeros", "expected end of command (line 1 column 9)"},
                          {"mikrotik_routeros", "#error exporting \"/interface/wireless\" (timeout)"},
                          {"paloalto_panos", "Invalid syntax."},
                          {"vyos", "  Invalid command: [show bgp]"}}) {
    INFO(refusal.platform << ": " << refusal.line);
    CHECK(error_line(refusal.line, book.find(refusal.platform)->errors).has_value());
  }
}

TEST_CASE("limits: what stands for a masked secret is seen, and a remark of stars is not") {
  const RecipeBook book = shipped();
  const auto limited = [&](std::string_view platform, std::string_view line) {
    return std::ranges::any_of(book.find(platform)->limits,
                               [&](const RecipeLimit& limit) { return limit.pattern.found_in(line); });
  };
  CHECK(limited("cisco_asa", " ikev1 pre-shared-key *****"));
  CHECK_FALSE(limited("cisco_asa", "access-list outside remark *********"));
  CHECK(limited("juniper_junos", "set system root-authentication encrypted-password /* SECRET-DATA */"));
  CHECK(limited("juniper_junos", "system { /* ACCESS-DENIED */ };"));
  CHECK_FALSE(limited("juniper_junos", "set system root-authentication encrypted-password \"$6$x\" ## SECRET-DATA"));
  CHECK(limited("arista_eos", "username muster secret sha512 <removed>"));
  CHECK(limited("fortinet_fortios", "        set passwd ENC ******"));
  CHECK_FALSE(limited("fortinet_fortios", "        set passwd ENC SH2x+"));
  CHECK(limited("paloalto_panos", "set mgt-config users x phash ********"));
  CHECK(limited("vyos", "set system login user vyos authentication encrypted-password '****************'"));
  CHECK(limited("mikrotik_routeros", "add name=x password=\"*****\""));
}

TEST_CASE("guards: the load of each platform is read") {
  const RecipeBook book = shipped();
  for (const auto& [platform, output, load] :
       std::vector<std::tuple<std::string_view, std::string_view, std::string_view>>{
           {"arista_eos", "top - 13:25:01 up 3 days\n%Cpu(s):  2.3 us,  0.8 sy,  0.0 ni\n", "2.3"},
           {"arista_eos", "Cpu(s): 11.5%us,  0.7%sy,  0.0%ni\n", "11.5"},
           {"cisco_asa", "CPU utilization for 5 seconds = 1%; 1 minute: 2%; 5 minutes: 3%\n", "2"},
           {"cisco_ios", "CPU utilization for five seconds: 5%/0%; one minute: 6%; five minutes: 7%\n", "6"},
           {"cisco_iosxr", "CPU utilization for one minute: 4%; five minutes: 3%; fifteen minutes: 2%\n", "4"},
           {"cisco_nxos", "Load average:   1 minute: 0.42\nCPU states  :   1.51% user,   2.00% kernel,   96.49% idle\n",
            "1.51"},
           {"fortinet_fortios", "CPU states: 3% user 1% system 0% nice 96% idle 0% iowait\n", "3"},
           {"juniper_junos",
            "Routing Engine status:\n    CPU utilization:\n      User                       5 percent\n", "5"},
           {"mikrotik_routeros", "                 cpu-load: 2%\n", "2"},
           {"paloalto_panos", "%Cpu(s): 12.5 us,  0.8 sy\n", "12.5"}}) {
    INFO(platform);
    CHECK(book.find(platform)->guard.percent.first_group(output) == load);
  }
}

TEST_CASE("contexts: names are read from the lists of each platform") {
  const RecipeBook book = shipped();
  CHECK(book.find("cisco_asa_multiple")->contexts.name.all_groups("context customer-a") ==
        std::vector<std::string_view>{"customer-a"});
  CHECK(book.find("fortinet_fortios_vdom")->contexts.name.all_groups("    edit \"root\"") ==
        std::vector<std::string_view>{"root"});
  CHECK(book.find("juniper_junos")->contexts.name.all_groups("set logical-systems LS1 interfaces lo0 unit 1") ==
        std::vector<std::string_view>{"LS1"});
}

}  // namespace
}  // namespace muster::collectors
