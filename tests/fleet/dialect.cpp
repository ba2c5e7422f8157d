#include "fleet/dialect.hpp"

#include <map>

namespace muster::fleet {

namespace {

using Presets = std::map<std::string, std::shared_ptr<const Dialect>, std::less<>>;
using enum Dialect::Effect;

constexpr const char* cpu_cisco =
    "CPU utilization for five seconds: {load}%/0%; one minute: {load}%; five minutes: {load}%\n";

Dialect cisco_ios() {
  Dialect d;
  d.version = "Cisco-1.25";
  d.greeting = "\n";
  d.replies = {{"terminal length 0", "", pager_off},
               {"terminal *", "", none},
               {"show privilege", "Current privilege level is {privilege}\n", none},
               {"show processes cpu*", cpu_cisco, none}};
  d.moves = {
      {"configure terminal", "{host}(config)#", "Enter configuration commands, one per line.  End with CNTL/Z.\n"},
      {"end", "", ""}};
  return d;
}

Dialect cisco_nxos() {
  Dialect d;
  d.greeting = "\nCisco Nexus Operating System (NX-OS) Software\nTAC support: http://www.cisco.com/tac\n";
  d.prompt = "\r{host}{mark} ";
  d.enable.clear();
  d.pager = "--More--";
  d.pager_erase = "\r        \r";
  d.invalid = "                    ^\n% Invalid command at '^' marker.\n";
  d.log_line = "2026 Nov 22 03:14:15 {host} %ETHPORT-5-IF_UP: Interface Ethernet1/7 is up in mode trunk";
  d.replies = {{"terminal length 0", "", pager_off},
               {"terminal *", "", none},
               {"show privilege", "User name: {user}\nCurrent privilege level: {privilege}\n", none},
               {"show processes cpu*", "CPU utilization for five seconds: {load}%/0%; one minute: {load}%\n", none},
               {"show system resources", "CPU states  :   {load}.00% user,   0.00% kernel,   0.00% idle\n", none}};
  d.moves = {
      {"switchto vdc {context}", "\r{host}-{context}{mark} ", "Cisco Nexus Operating System (NX-OS) Software\n"},
      {"switchback", "", ""},
      {"configure terminal", "\r{host}(config)# ", "Enter configuration commands, one per line. End with CNTL/Z.\n"},
      {"end", "", ""}};
  return d;
}

Dialect cisco_asa() {
  Dialect d;
  d.version = "Cisco-1.25";
  d.greeting =
      "User {user} logged in to {host}\nLogins over the last 1 days: 3.  Last login: 03:00:01 UTC Nov 22 2026 from "
      "192.0.2.9\n"
      "Failed logins since the last login: 0.\nType help or '?' for a list of available commands.\n";
  d.prompt = "{host}{mark} ";
  d.enable_denied = "Invalid password\n";
  d.invalid = "          ^\nERROR: % Invalid input detected at '^' marker.\n";
  d.log_line = "%ASA-5-111008: User 'enable_15' executed the 'logging monitor' command.";
  d.pager = "<--- More --->";
  d.pager_erase = "\r              \r";
  d.page_lines = 23;
  d.farewell = "\nLogoff\n\n";
  d.replies = {
      {"terminal pager 0", "", pager_off},
      {"terminal *", "", none},
      {"show curpriv", "Username : {user}\nCurrent privilege level : {privilege}\nCurrent Mode/s : P_PRIV\n", none},
      {"show privilege", "Current privilege level is {privilege}\n", none},
      {"show cpu usage", "CPU utilization for 5 seconds = {load}%; 1 minute: {load}%; 5 minutes: {load}%\n", none}};
  d.moves = {{"changeto context {context}", "{host}/{context}{mark} ", ""},
             {"changeto system", "", ""},
             {"configure terminal", "{host}(config)# ", ""},
             {"end", "", ""}};
  return d;
}

Dialect cisco_iosxr() {
  Dialect d;
  d.version = "Cisco-2.0";
  d.greeting = "\n\n";
  d.prompt = "RP/0/RSP0/CPU0:{host}#";
  d.enable.clear();
  d.before_output = "Sun Nov 22 03:14:15.926 UTC\n";
  d.invalid = "                    ^\n% Invalid input detected at '^' marker.\n";
  d.log_line =
      "RP/0/RSP0/CPU0:Nov 22 03:14:15.926 : ifmgr[236]: %PKT_INFRA-LINK-3-UPDOWN : Interface Bundle-Ether7, changed "
      "state to Up ";
  d.replies = {{"terminal length 0", "", pager_off},
               {"terminal exec prompt no-timestamp", "", stamp_off},
               {"terminal *", "", none},
               {"show processes cpu*",
                "CPU utilization for one minute: {load}%; five minutes: {load}%; fifteen minutes: {load}%\n", none}};
  d.moves = {{"configure terminal", "RP/0/RSP0/CPU0:{host}(config)#", ""}, {"end", "", ""}};
  return d;
}

Dialect arista_eos() {
  Dialect d;
  d.greeting = "Last login: Sun Nov 22 03:00:01 2026 from 192.0.2.9\n";
  d.enable_denied = "% Authentication failed\n";
  d.invalid = "% Invalid input\n";
  d.log_line =
      "Nov 22 03:14:15 {host} Ebra: %LINEPROTO-5-UPDOWN: Line protocol on Interface Ethernet7, changed state to up";
  d.pager = " --More-- ";
  d.pager_erase = "\r\x1b[K";
  d.replies = {{"terminal length 0", "Pagination disabled.\n", pager_off},
               {"terminal width*", "Width set to 32767 columns.\n", none},
               {"terminal *", "", none},
               {"show privilege", "Current privilege level is {privilege}\n", none},
               {"show processes top once*", "%Cpu(s): {load}.0 us,  0.0 sy,  0.0 ni, 0.0 id\n", none}};
  d.moves = {{"configure*", "{host}(config)#", ""}, {"end", "", ""}};
  return d;
}

Dialect juniper_junos() {
  Dialect d;
  d.greeting =
      "Last login: Sun Nov 22 03:00:01 2026 from 192.0.2.9\n--- JUNOS 22.4R3-S2.11 built 2024-05-10 20:45:39 UTC\n";
  d.before_prompt = "\n";
  d.prompt = "{user}@{host}> ";
  d.enable.clear();
  d.invalid = "           ^\nunknown command.\n";
  d.log_line = "\nMessage from syslogd@{host} at Nov 22 03:14:15  ...\n{host} : %KERN-0: interface xe-0/0/7 came up";
  d.pager = "---(more {percent}%)---";
  d.pager_erase = "\r                                        \r";
  d.mask = "/* SECRET-DATA */";
  d.replies = {
      {"set cli screen-length 0", "Screen length set to 0\n", pager_off},
      {"set cli screen-width*", "Screen width set to 0\n", none},
      {"set cli *", "", none},
      {"show chassis routing-engine*",
       "Routing Engine status:\n    CPU utilization:\n      User  {load} percent\n      Idle  0 percent\n", none}};
  d.moves = {{"set cli logical-system {context}", "{user}@{host}:{context}> ", "Logical system: {context}\n"},
             {"clear cli logical-system", "", "Cleared default logical system\n"},
             {"configure", "{user}@{host}# ", "Entering configuration mode\n"}};
  return d;
}

Dialect fortinet_fortios() {
  Dialect d;
  d.version = "FortiSSH_1.0";
  d.prompt = "{host} {mark} ";
  d.unprivileged = "$";
  d.enable.clear();
  d.echo_end = "\r\r\n";
  d.invalid = "Unknown action 0\n\n";
  d.log_line = "2026-11-22 03:14:15 log_id=0100032001 type=event level=notice msg=\"interface port7 link up\"";
  d.pager = "--More-- ";
  d.pager_erase = "\r         \r";
  d.mask = "ENC ******";
  d.before_prompt = "\n";
  d.replies = {{"get system performance status", "CPU states: {load}% user 0% system 0% nice 0% idle\n", none}};
  d.moves = {{"config vdom", "{host} (vdom) {mark} ", ""},
             {"edit {context}", "{host} ({context}) {mark} ", "current vf={context}:0\n"},
             {"config global", "{host} (global) {mark} ", ""},
             {"end", "", ""}};
  return d;
}

Dialect paloalto_panos() {
  Dialect d;
  d.greeting =
      "Last login: Sun Nov 22 03:00:01 2026 from 192.0.2.9\n\nNumber of failed attempts since last successful login: "
      "0\n\n\n";
  d.prompt = "\r\x1b[K{user}@{host}> ";
  d.echo = Dialect::Echo::redraw;
  d.enable.clear();
  d.invalid = "Invalid syntax.\n";
  d.pager = "\x1b[7mlines 1-22 \x1b[27m";
  d.pager_erase = "\r\x1b[K";
  d.log_line = "Broadcast message from root ({host}): interface ethernet1/7 is up";
  d.before_prompt = "\n";
  d.replies = {{"set cli pager off", "", pager_off},
               {"set cli *", "", none},
               {"show system resources*", "%Cpu(s): {load}.0 us,  0.0 sy,  0.0 ni, 0.0 id\n", none}};
  d.moves = {{"set system setting target-vsys none", "", "Session target vsys changed to none\n"},
             {"set system setting target-vsys {context}", "\r\x1b[K{user}@{host} {context}> ",
              "Session target vsys changed to {context}\n"},
             {"configure", "\r\x1b[K{user}@{host}# ", "Entering configuration mode\n"}};
  return d;
}

Dialect f5_bigip() {
  Dialect d;
  d.greeting = "Last login: Sun Nov 22 03:00:01 2026 from 192.0.2.9\n";
  d.prompt = "{user}@({host})(cfg-sync Standalone)(Active)(/Common)(tmos)# ";
  d.enable.clear();
  d.invalid = "Syntax Error: unexpected argument \"{line}\"\n";
  d.pager = "---(less {percent}%)---";
  d.pager_erase = "\r\x1b[K";
  d.log_line = "Broadcast message from systemd-journald@{host} (Sun 2026-11-22 03:14:15 UTC): interface 1.7 up";
  d.replies = {{"modify cli preference pager disabled", "", pager_off},
               {"show sys cpu*", "Sys::CPU: 0\n-------\n  Utilization  {load}\n", none}};
  d.moves = {{"cd /{context}", "{user}@({host})(cfg-sync Standalone)(Active)(/{context})(tmos)# ", ""},
             {"cd /Common", "", ""}};
  d.exec_invalid = "Syntax Error: unexpected argument \"{line}\"\n";
  return d;
}

Dialect vyos() {
  Dialect d;
  d.greeting = "Welcome to VyOS!\n\nLast login: Sun Nov 22 03:00:01 2026 from 192.0.2.9\n";
  d.prompt = "\x1b[?2004h{user}@{host}:~$ ";
  d.enable.clear();
  d.echo_end = "\r\n\x1b[?2004l\r";
  d.invalid = "\n  Invalid command: [{line}]\n\n";
  d.pager = ":";
  d.pager_erase = "\r\x1b[K";
  d.log_line = "Broadcast message from systemd-journald@{host} (Sun 2026-11-22 03:14:15 UTC): interface eth7 up";
  d.mask = "xxxxxx";
  d.replies = {
      {"set terminal length 0", "", pager_off}, {"terminal length 0", "", pager_off}, {"set terminal *", "", none}};
  d.moves = {{"configure", "\x1b[?2004h{user}@{host}# ", "[edit]\n"}};
  return d;
}

Dialect mikrotik_routeros() {
  Dialect d;
  d.version = "ROSSSH";
  d.prompt = "\r\x1b[9999B[{user}@{host}] > ";
  d.echo = Dialect::Echo::redraw;
  d.enable.clear();
  d.greeting = "\n  MikroTik RouterOS 7.16 (c) 1999-2024       https://www.mikrotik.com/\n\n";
  d.invalid = "bad command name {line} (line 1 column 1)\n";
  d.pager = "-- [Q quit|D dump|down]";
  d.pager_erase = "\r\x1b[K";
  d.log_line = "03:14:15 echo: interface,info ether7 link up";
  d.mask = "*****";
  d.logout = {"/quit", "quit"};
  d.exec_invalid = "bad command name {line} (line 1 column 1)\n";
  d.exec_errors_on_stdout = true;
  d.exec_status = true;
  return d;
}

Dialect frr() {
  Dialect d;
  d.greeting = "\nHello, this is FRRouting (version 8.4.4).\nCopyright 1996-2005 Kunihiro Ishiguro, et al.\n\n";
  d.prompt = "{host}{mark} ";
  d.invalid = "% Unknown command: {line}\n";
  d.pager_erase = std::string(1, '\0') + "\b\b\b\b\b\b\b\b\b\b          \b\b\b\b\b\b\b\b\b\b";
  d.log_line = "2026/11/22 03:14:15 ZEBRA: [EC 4043309117] interface eth7 is up";
  d.replies = {{"terminal length 0", "", pager_off}, {"terminal paginate", "", pager_on}};
  d.moves = {{"configure terminal", "{host}(config)# ", ""}, {"end", "", ""}};
  d.exec_invalid = "% Unknown command: {line}\n";
  d.exec_errors_on_stdout = true;
  return d;
}

Dialect linux_system() {
  Dialect d;
  d.prompt = "{user}@{host}:~$ ";
  d.enable.clear();
  d.invalid = "-bash: {line}: command not found\n";
  d.pager.clear();
  return d;
}

const Presets& all() {
  static const Presets presets = [] {
    Presets made;
    const auto add = [&](const char* name, Dialect dialect) {
      dialect.name = name;
      made.emplace(name, std::make_shared<const Dialect>(std::move(dialect)));
    };
    add("arista_eos", arista_eos());
    add("cisco_asa", cisco_asa());
    add("cisco_ios", cisco_ios());
    add("cisco_iosxr", cisco_iosxr());
    add("cisco_nxos", cisco_nxos());
    add("f5_bigip", f5_bigip());
    add("fortinet_fortios", fortinet_fortios());
    add("frr", frr());
    add("juniper_junos", juniper_junos());
    add("linux", linux_system());
    add("mikrotik_routeros", mikrotik_routeros());
    add("paloalto_panos", paloalto_panos());
    add("vyos", vyos());
    return made;
  }();
  return presets;
}

}  // namespace

std::shared_ptr<const Dialect> Dialect::of(std::string_view platform) {
  auto found = all().find(platform);
  for (std::size_t end = platform.rfind('_'); found == all().end() && end != std::string_view::npos; end = platform.rfind('_', end - 1)) {
    found = all().find(platform.substr(0, end));
    if (end == 0) break;
  }
  return found != all().end() ? found->second : all().find("cisco_ios")->second;
}

std::vector<std::string_view> Dialect::presets() {
  std::vector<std::string_view> names;
  for (const auto& [name, dialect] : all()) names.push_back(name);
  return names;
}

}  // namespace muster::fleet
