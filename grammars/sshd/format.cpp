#include "grammars/format.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grammars/config_values.hpp"
#include "grammars/keyword_table.hpp"

/// Output of `sshd -T`: the settings that are in force for a connection of which nothing is known, a line each, names
/// in lower case. What a Match block changes for some users or addresses does not show.
namespace muster::grammars::sshd {
namespace {

constexpr Domains management = Domain::management;
constexpr Domains authentication = Domain::authentication;
constexpr Domains affected = Domain::management | Domain::authentication;

struct Server {
  model::ManagementService service;
  std::vector<std::int64_t> ports;
  bool banner = false;
  model::LinesId banner_lines = 0;
  bool addresses = false;
  Maybe<bool> password, dialogue;  ///< the ways to log in that need nothing but what a user knows
  Maybe<bool> second_proof;        ///< `authenticationmethods` asks for more than that, whatever it is
  Maybe<bool> root;
  bool some_users_only = false;
};

using Row = Keyword<Server>;

std::vector<std::string> split(std::string_view list) {
  std::vector<std::string> names;
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    if (comma > 0) names.emplace_back(list.substr(0, comma));
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  return names;
}

Outcome port(Server& server, Cursor& cursor) {
  const auto number = cursor.number(1, 65535);
  if (!number) return cursor.fail("a port");
  server.ports.push_back(*number);
  if (server.ports.size() == 1) {
    server.service.lines = cursor.lines();
    server.service.port.set(*number, cursor.lines());
  } else if (server.ports.front() != server.ports.back()) {
    server.service.port.set_unknown(cursor.lines());  // several
  }
  return cursor.end();
}

template <model::Texts model::ManagementService::*Field>
Outcome algorithms(Server& server, Cursor& cursor) {
  std::vector<std::string> names = split(cursor.word());
  if (names.empty()) return cursor.fail("names of algorithms");
  (server.service.*Field).set(std::move(names), cursor.lines());
  return cursor.end();
}

/// Printed by releases that still know version 1.
Outcome protocol(Server& server, Cursor& cursor) {
  const std::string_view versions = cursor.peek();
  if (versions != "2" && versions != "2,1" && versions != "1,2" && versions != "1") return cursor.fail("a version");
  server.service.version.set(versions == "2,1" ? "1,2" : std::string(versions), cursor.lines());
  cursor.word();
  return cursor.end();
}

/// The text itself stands in a file of its own.
Outcome banner(Server& server, Cursor& cursor) {
  if (cursor.at_end()) return cursor.fail("a path or none");
  server.banner = cursor.peek() != "none";
  server.banner_lines = cursor.lines();
  return Outcome::understood;
}

Outcome listen_address(Server& server, Cursor& cursor) {
  if (cursor.at_end()) return cursor.fail("an address");
  server.addresses = true;
  return Outcome::understood;
}

std::optional<bool> yes_or_no(Cursor& cursor) {
  if (cursor.accept("yes")) return true;
  if (cursor.accept("no")) return false;
  return std::nullopt;
}

template <Maybe<bool> Server::*Field>
Outcome flag(Server& server, Cursor& cursor) {
  const auto value = yes_or_no(cursor);
  if (!value) return cursor.fail("yes or no");
  // Two names of one setting: older releases print both.
  Maybe<bool>& kept = server.*Field;
  if (!kept || *value) kept = {*value, cursor.lines()};
  return cursor.end();
}

Outcome empty_passwords(Server& server, Cursor& cursor) {
  const auto value = yes_or_no(cursor);
  if (!value) return cursor.fail("yes or no");
  server.service.empty_passwords.set(*value, cursor.lines());
  return cursor.end();
}

/// `yes`, `no`, or with a key only.
Outcome root_login(Server& server, Cursor& cursor) {
  const std::string_view value = cursor.peek();
  constexpr std::array<std::string_view, 5> values{"yes", "no", "prohibit-password", "without-password",
                                                   "forced-commands-only"};
  if (std::ranges::find(values, value) == values.end()) return cursor.fail("whether root may log in");
  server.root = {value != "no", cursor.lines()};
  cursor.word();
  return cursor.end();
}

/// `any`, or alternatives, each a list of proofs that are all needed.
Outcome methods(Server& server, Cursor& cursor) {
  if (cursor.at_end()) return cursor.fail("any, or lists of methods");
  bool more = true;
  while (!cursor.at_end())
    more =
        std::ranges::any_of(split(cursor.word()),
                            [](std::string_view each) {
                              return each.starts_with("publickey") || each.starts_with("gssapi") || each == "hostbased";
                            }) &&
        more;
  server.second_proof = {more, cursor.lines()};
  return Outcome::understood;
}

/// Whether root, too, is among those who may.
Outcome some_users(Server& server, Cursor&) {
  server.some_users_only = true;
  return Outcome::known;
}

/// Below INFO, logins are not logged.
Outcome log_level(Server&, Cursor& cursor) {
  const std::string_view level = cursor.rest();
  const bool enough = level == "INFO" || level == "VERBOSE" || level.starts_with("DEBUG");
  return enough ? Outcome::ignored : Outcome::known;
}

constexpr std::string_view session = "what a session may do once it is open; no attribute of the model depends on it";
constexpr std::string_view limits = "limits and time-outs before a login, and of connections that are dead";
constexpr std::string_view places = "where keys, programs and files lie";
constexpr std::string_view signatures = "kinds of keys that users and hosts sign with";

constexpr auto rows = std::to_array<Row>({
    {"port", management, &port},
    {"listenaddress", management, &listen_address},
    {"protocol", management, &protocol},
    {"ciphers", management, &algorithms<&model::ManagementService::ciphers>},
    {"macs", management, &algorithms<&model::ManagementService::macs>},
    {"kexalgorithms", management, &algorithms<&model::ManagementService::key_exchanges>},
    {"banner", management, &banner},
    {"loglevel", authentication, &log_level},
    // How a login is proven.
    {"allowgroups", affected, &some_users},
    {"allowusers", affected, &some_users},
    {"authenticationmethods", affected, &methods},
    {"authorizedkeyscommand", authentication},
    {"authorizedprincipalscommand", authentication},
    {"challengeresponseauthentication", affected, &flag<&Server::dialogue>},
    {"denygroups", affected, &some_users},
    {"denyusers", affected, &some_users},
    {"gssapiauthentication", authentication},
    {"hostbasedauthentication", authentication},
    {"ignorerhosts", authentication},
    {"kbdinteractiveauthentication", affected, &flag<&Server::dialogue>},
    {"kerberosauthentication", authentication},
    {"passwordauthentication", affected, &flag<&Server::password>},
    {"permitemptypasswords", affected, &empty_passwords},
    {"permitrootlogin", affected, &root_login},
    {"pubkeyauthentication", authentication},
    {"refuseconnection", authentication},
    {"rhostsrsaauthentication", authentication},
    {"rsaauthentication", authentication},
    {"skeyauthentication", authentication},
    {"uselogin", authentication},
    {"usepam", authentication},
});

struct Group {
  std::string_view because;
  std::string_view names;  ///< separated by one blank
};
constexpr auto groups = std::to_array<Group>({
    {session,
     "acceptenv allowagentforwarding allowstreamlocalforwarding allowtcpforwarding channeltimeout chrootdirectory "
     "compression compressionlevel disableforwarding exposeauthinfo forcecommand gatewayports ipqos permitlisten "
     "permitopen permittty permittunnel permituserenvironment permituserrc printlastlog printmotd setenv "
     "streamlocalbindmask streamlocalbindunlink subsystem useprivilegeseparation x11displayoffset x11forwarding "
     "x11uselocalhost"},
    {limits,
     "clientalivecountmax clientaliveinterval keyregenerationinterval logingracetime maxauthtries maxsessions "
     "maxstartups persourcemaxstartups persourcenetblocksize persourcepenalties persourcepenaltyexemptlist rekeylimit "
     "requiredrsasize serverkeybits tcpkeepalive unusedconnectiontimeout"},
    {places,
     "authorizedkeyscommanduser authorizedkeysfile authorizedprincipalscommanduser authorizedprincipalsfile "
     "hostcertificate "
     "hostkey hostkeyagent include modulifile pidfile revokedkeys securitykeyprovider sshdauthpath sshdsessionpath "
     "trustedusercakeys xauthlocation"},
    {signatures,
     "casignaturealgorithms fingerprinthash hostbasedacceptedalgorithms hostbasedacceptedkeytypes hostkeyalgorithms "
     "pubkeyacceptedalgorithms pubkeyacceptedkeytypes pubkeyauthoptions"},
    {"details of a way to log in that other lines switch on",
     "gssapicleanupcredentials gssapienablek5users gssapikexalgorithms gssapikeyexchange gssapistorecredentialsonrekey "
     "gssapistrictacceptorcheck hostbasedusesnamefrompacketonly ignoreuserknownhosts kerberosgetafstoken "
     "kerberosorlocalpasswd kerberosticketcleanup kerberosuniqueccache kerberosusekuserok strictmodes usedns"},
    {"names and texts", "addressfamily debianbanner rdomain syslogfacility versionaddendum logverbose"},
});

std::vector<Row> ignored_rows() {
  std::vector<Row> all;
  for (const auto& [because, names] : groups) {
    for (std::size_t at = 0; at < names.size();) {
      const std::size_t end = std::min(names.find(' ', at), names.size());
      all.push_back(ignored<Server>(names.substr(at, end - at), because));
      at = end + 1;
    }
  }
  return all;
}

const KeywordTable<Server>& table() {
  static const std::vector<Row> ignored_names = ignored_rows();
  static const KeywordTable<Server> keywords({rows, ignored_names});
  return keywords;
}

Tree read_lines(std::string_view bytes) { return read_indented(bytes, {.comments = ""}); }

void convert_root(const Server& server, model::Boolean& to) {
  if (!server.root) return;
  if (server.root->value && server.some_users_only)
    to.set_unknown(server.root->lines);
  else
    to.set(server.root->value, server.root->lines);
}

/// What a dialogue asks for is PAM's: a password, a code, or both.
void convert_password(const Server& server, model::Boolean& to, model::LineTable& lines) {
  if (!server.password || !server.dialogue) return;
  const model::LinesId both = lines.join(server.password->lines, server.dialogue->lines);
  if (!server.password->value && !server.dialogue->value) return to.set(false, both);
  if (server.second_proof && server.second_proof->value) return to.set(false, server.second_proof->lines);
  if (!server.password->value) return to.set_unknown(server.dialogue->lines);
  to.set_default(true);  // as sure as it is that no line asks for more
  to.lines = server.password->lines;
}

void convert(Server& server, FoldContext& context) {
  if (server.ports.empty() || !server.service.key_exchanges.known())
    context.device.open(context.options.context, affected, "not the settings of an SSH server, or cut", 0);
  if (server.ports.empty()) return;
  model::ManagementService& service = server.service;
  service.context = context.options.context;
  service.name.set("ssh", service.lines);
  service.enabled.set(true, service.lines);
  convert_root(server, service.root_login);
  convert_password(server, service.password_login, context.device.lines);
  if (!service.version.known()) service.version.set_default("2");  // releases since 7.4 know no other
  context.device.services.push_back(std::move(service));
  if (!server.banner) return;
  model::Banner banner;
  banner.context = context.options.context;
  banner.lines = server.banner_lines;
  banner.name.set("login", server.banner_lines);
  banner.text.set_unknown(server.banner_lines);
  context.device.banners.push_back(std::move(banner));
}

ReadResult read(std::string_view bytes, const ReadOptions& options, model::Device& device) {
  ReadResult result;
  device.contributed |= affected;
  const Tree tree = read_lines(bytes);
  FoldContext context{tree, options, device, result};
  Server server;
  fold(context, table(), server, {"", affected});
  convert(server, context);
  return result;
}

std::string round_trip(std::string_view bytes) { return grammars::write_back(read_lines(bytes)); }

std::vector<KeywordInfo> keywords() { return keyword_infos(table()); }

}  // namespace

const Format& format() {
  // It knows nothing of other services, nor of how PAM decides about a login.
  static constexpr Format self{"sshd",  "OpenSSH server settings: sshd -T", affected, read, round_trip, keywords,
                               affected};
  return self;
}

}  // namespace muster::grammars::sshd
