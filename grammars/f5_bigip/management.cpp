#include <algorithm>
#include <array>
#include <cctype>

#include "grammars/f5_bigip/settings.hpp"
#include "grammars/text_lines.hpp"

/// sys sshd, sys httpd, sys global-settings, cli: how the device is managed.
namespace muster::grammars::f5_bigip {
namespace {

constexpr Domains management = Domain::management;

const Table& ssh_allow_table() { return list_table<&Config::sshd, &Sshd::allow, Domain::management>(); }
const Table& http_allow_table() { return list_table<&Config::httpd, &Httpd::allow, Domain::management>(); }

std::string lower(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return result;
}

void set_algorithms(ListOf& to, std::string_view text, const Cursor& cursor) {
  to = {};
  to.given = true;
  to.lines.add(cursor.node().line, cursor.node().last_line);
  while (!text.empty()) {
    const std::string_view one = text.substr(0, text.find(','));
    to.values.push_back({std::string(trim(one)), cursor.lines()});
    text.remove_prefix(std::min(text.size(), one.size() + 1));
  }
}

/// One line of sshd_config(5); false for one that is not understood.
bool read_ssh_line(Sshd& to, std::string_view line, const Cursor& cursor) {
  static constexpr std::array<std::string_view, 12> harmless{
      "logingracetime", "maxauthtries", "maxstartups", "maxsessions", "loglevel",     "syslogfacility",
      "usedns",         "tcpkeepalive", "compression", "printmotd",   "printlastlog", "rekeylimit"};
  Words words(line);
  const std::string keyword = lower(words.next());
  const std::string_view value = words.rest();
  // `+`, `-` and `^` change a list that is not known.
  const bool whole_list = !value.empty() && value.find_first_of("+-^") != 0;
  if (keyword == "ciphers" && whole_list) return set_algorithms(to.ciphers, value, cursor), true;
  if (keyword == "macs" && whole_list) return set_algorithms(to.macs, value, cursor), true;
  if (keyword == "kexalgorithms" && whole_list) return set_algorithms(to.key_exchanges, value, cursor), true;
  if (keyword == "protocol") return to.version = Lined<std::string>{std::string(value), cursor.lines()}, true;
  return std::ranges::find(harmless, keyword) != harmless.end();
}

/// Text that is put into sshd_config as it is.
Outcome ssh_include(Config& config, Cursor& cursor) {
  const auto text = take_value(cursor);
  if (!text) return cursor.fail("a text");
  if (*text == "none") return cursor.end();
  LineScanner scanner(*text);
  bool understood = true;
  for (TextLine line; scanner.next(line);) {
    const std::string_view content = trim(line.text);
    if (!content.empty() && content.front() != '#' && !read_ssh_line(config.sshd, content, cursor)) understood = false;
  }
  return understood ? cursor.end() : Outcome::known;
}

const Table& sshd_table() {
  static constexpr auto rows = std::to_array<Row>({
      {"allow", management, begin_list<&Config::sshd, &Sshd::allow>, ssh_allow_table},
      {"inactivity-timeout", management, set_number<&Config::sshd, &Sshd::idle_timeout>},
      {"port", management, set_number<&Config::sshd, &Sshd::port>},
      {"login", management, set_switch<&Config::sshd, &Sshd::login>},
      {"banner", management, set_switch<&Config::sshd, &Sshd::banner>},
      {"banner-text", management, set_text<&Config::sshd, &Sshd::banner_text>},
      {"include", management, ssh_include},
      {"fips-cipher-version", management},
      ignored<Config>("log-level", "how much the server logs"),
  });
  static const Table table({Rows(rows), common_rows()});
  return table;
}

/// Text that is put into the configuration of a server as it is: what it says is not read.
Outcome include(Config&, Cursor& cursor) {
  const auto text = take_value(cursor);
  if (!text) return cursor.fail("a text");
  return *text == "none" || text->empty() ? cursor.end() : Outcome::known;
}

Outcome hidden(Config&, Cursor& cursor) { return take_secret(cursor) ? cursor.end() : cursor.fail("a secret"); }

const Table& httpd_table() {
  static constexpr std::string_view process = "how the server runs";
  static constexpr std::string_view certificate = "the certificate of the server and of its users";
  static constexpr auto rows = std::to_array<Row>({
      {"allow", management, begin_list<&Config::httpd, &Httpd::allow>, http_allow_table},
      {"auth-pam-idle-timeout", management, set_number<&Config::httpd, &Httpd::idle_timeout>},
      {"ssl-port", management, set_number<&Config::httpd, &Httpd::port>},
      {"ssl-protocol", management, set_text<&Config::httpd, &Httpd::protocols>},
      {"ssl-ciphersuite", management, set_text<&Config::httpd, &Httpd::ciphers>},
      {"include", management, include},
      {"ssl-include", management, include},
      {"auth-name", management},
      {"auth-pam-validate-ip", management},
      {"auth-pam-dashboard-timeout", management},
      ignored<Config>("redirect-http-to-https", "a redirect and nothing else answers on port 80"),
      ignored<Config>("fastcgi-timeout", process),
      ignored<Config>("fips-cipher-version", process),
      ignored<Config>("hostname-lookup", process),
      ignored<Config>("log-level", "how much the server logs"),
      ignored<Config>("max-clients", process),
      ignored<Config>("request-body-max-timeout", process),
      ignored<Config>("request-body-min-rate", process),
      ignored<Config>("request-body-timeout", process),
      ignored<Config>("request-header-max-timeout", process),
      ignored<Config>("request-header-min-rate", process),
      ignored<Config>("request-header-timeout", process),
      ignored<Config>("ssl-ca-cert-file", certificate),
      ignored<Config>("ssl-certchainfile", certificate),
      ignored<Config>("ssl-certfile", certificate),
      ignored<Config>("ssl-certkeyfile", certificate),
      ignored<Config>("ssl-ocsp-default-responder", certificate),
      ignored<Config>("ssl-ocsp-enable", certificate),
      ignored<Config>("ssl-ocsp-override-responder", certificate),
      ignored<Config>("ssl-ocsp-responder-timeout", certificate),
      ignored<Config>("ssl-ocsp-response-max-age", certificate),
      ignored<Config>("ssl-ocsp-response-time-skew", certificate),
      ignored<Config>("ssl-verify-client", certificate),
      ignored<Config>("ssl-verify-depth", certificate),
  });
  static const Table table({Rows(rows), common_rows()});
  return table;
}

const Table& global_table() {
  static constexpr std::string_view setup = "how the device was set up";
  static constexpr std::string_view look = "what the web interface shows";
  static constexpr auto rows = std::to_array<Row>({
      {"hostname", management, set_text<&Config::global, &GlobalSettings::hostname>},
      {"gui-security-banner", management, set_switch<&Config::global, &GlobalSettings::gui_banner>},
      {"gui-security-banner-text", management, set_text<&Config::global, &GlobalSettings::gui_banner_text>},
      {"console-inactivity-timeout", management, set_number<&Config::global, &GlobalSettings::console_timeout>},
      ignored<Config>("mgmt-dhcp", "where the management address comes from"),
      ignored<Config>("gui-setup", setup),
      ignored<Config>("aws-access-key", setup),
      {"aws-secret-key", management, hidden},
      ignored<Config>("aws-api-max-concurrency", setup),
      ignored<Config>("custom-addr", setup),
      ignored<Config>("failsafe-action", "what happens when a daemon stops"),
      ignored<Config>("file-blacklist-path-prefix", setup),
      ignored<Config>("file-blacklist-read-only-path-prefix", setup),
      ignored<Config>("file-local-path-prefix", setup),
      ignored<Config>("file-whitelist-path-prefix", setup),
      ignored<Config>("file-local-path", setup),
      ignored<Config>("gui-audit", look),
      ignored<Config>("gui-expired-cert-alert", look),
      ignored<Config>("host-addr-mode", setup),
      {"hosts-allow-include", management, include},
      ignored<Config>("lcd-display", look),
      ignored<Config>("led-locator", look),
      ignored<Config>("net-reboot", setup),
      ignored<Config>("password-prompt", look),
      ignored<Config>("quiet-boot", setup),
      ignored<Config>("remote-host", "names for addresses"),
      ignored<Config>("ssh-max-session-limit", "how many sessions at a time"),
      ignored<Config>("ssh-max-session-limit-per-user", "how many sessions at a time"),
      ignored<Config>("ssh-session-limit", "how many sessions at a time"),
      ignored<Config>("ssh-root-session-limit", "how many sessions at a time"),
      ignored<Config>("username-prompt", look),
      ignored<Config>("usb-host", setup),
  });
  static const Table table({Rows(rows), common_rows()});
  return table;
}

/// `All`, `ALL`, `all`, and a network that holds everything.
bool is_everywhere(std::string_view source) { return lower(source) == "all" || source == "0.0.0.0/0" || source == "*"; }

void set_sources(model::Texts& to, const ListOf& from, const Target& target) {
  if (!from.given) return to.set_absent();  // all addresses are allowed by default
  const auto all = std::ranges::find_if(from.values, [](const auto& each) { return is_everywhere(each.value); });
  if (all != from.values.end()) return to.set_absent(target.id(from.lines));
  to.set(from.texts(), target.id(from.lines));
}

void set_list(model::Texts& to, const ListOf& from, const Target& target) {
  if (from.given) to.set(from.texts(), target.id(from.lines));
}

void convert_ssh(const Sshd& from, const Target& target) {
  model::ManagementService& to = target.device.services.emplace_back();
  target.head(to, from.about.lines);
  to.name.set("ssh", to.lines);
  put_or_default(to.enabled, from.login, true);
  put_or_default<std::int64_t>(to.port, from.port, 22);
  put_or_default<std::string>(to.version, from.version, "2");
  to.filter.set_absent();
  set_sources(to.allowed_sources, from.allow, target);
  set_list(to.ciphers, from.ciphers, target);
  set_list(to.macs, from.macs, target);
  set_list(to.key_exchanges, from.key_exchanges, target);
  put_or_default<std::int64_t>(to.idle_timeout, from.idle_timeout, 0);
}

/// The words of mod_ssl's SSLProtocol: `all -SSLv2 -SSLv3 -TLSv1`. What `all` holds apart from TLS depends on the
/// release and does not matter here, except TLS 1.3, which the web server has since release 17.
std::optional<std::vector<std::string>> tls_versions(std::string_view text) {
  struct Version {
    std::string_view word, name;
    bool on;
  };
  std::array<Version, 3> versions{{{"tlsv1", "1.0", false}, {"tlsv1.1", "1.1", false}, {"tlsv1.2", "1.2", false}}};
  Words words(text);
  for (std::string word = lower(words.next()); !word.empty(); word = lower(words.next())) {
    const bool off = word.front() == '-';
    const std::string name = word.substr(off || word.front() == '+' ? 1 : 0);
    const auto found = std::ranges::find(versions, name, &Version::word);
    if (found == versions.end() && name != "all" && name != "sslv2" && name != "sslv3") return std::nullopt;
    for (Version& version : versions)
      if (name == "all" || version.word == name) version.on = !off;
  }
  std::vector<std::string> names;
  for (const Version& version : versions)
    if (version.on) names.emplace_back(version.name);
  return names;
}

void convert_https(const Httpd& from, const Target& target) {
  model::ManagementService& to = target.device.services.emplace_back();
  target.head(to, from.about.lines);
  to.name.set("https", to.lines);
  to.enabled.set_default(true);
  put_or_default<std::int64_t>(to.port, from.port, 443);
  to.filter.set_absent();
  set_sources(to.allowed_sources, from.allow, target);
  if (from.protocols) {
    if (auto versions = tls_versions(from.protocols->value))
      to.tls_versions.set(*std::move(versions), from.protocols->lines);
  }
  if (from.ciphers) to.ciphers.set({from.ciphers->value}, from.ciphers->lines);
  put_or_default<std::int64_t>(to.idle_timeout, from.idle_timeout, 1200);
}

void convert_discovery(const GlobalSettings& from, const Target& target) {
  model::ManagementService& to = target.device.services.emplace_back();
  to.context = target.context;
  to.lines = from.discovery ? from.discovery->lines : 0;
  to.name.set("lldp", to.lines);
  put_or_default(to.enabled, from.discovery, false);
}

void convert_console(const GlobalSettings& from, const Target& target) {
  model::TerminalLine& to = target.device.terminal_lines.emplace_back();
  target.head(to, from.about.lines);
  to.name.set("console 0", to.lines);
  to.kind.set("console", to.lines);
  to.access_class.set_absent();
  put_or_default<std::int64_t>(to.exec_timeout, from.console_timeout, 0);
}

void convert_banner(const std::string& name, const Maybe<bool>& shown, const Maybe<std::string>& text,
                    const Target& target) {
  if (!text || (shown && !shown->value)) return;
  model::Banner& to = target.device.banners.emplace_back();
  to.context = target.context;
  to.lines = text->lines;
  to.name.set(name, to.lines);
  to.text.set(text->value, text->lines);
}

}  // namespace

Rows management_rows() {
  static constexpr auto rows = std::to_array<Row>({
      {"sys sshd", management, block, sshd_table},
      {"sys httpd", management, block, httpd_table},
      {"sys global-settings", management, block, global_table},
      ignored<Config>("cli preference", "how output looks"),
      ignored<Config>("cli global-settings", "how the shell looks and how long it waits"),
      ignored<Config>("cli admin-partitions", "the folder that a session starts in"),
      ignored<Config>("cli alias", "a short name for a command"),
      ignored<Config>("cli history", "commands that were typed"),
      ignored<Config>("cli script", "a command of its own, which somebody has to run"),
      ignored<Config>("cli transaction", "changes that were not made yet"),
      ignored<Config>("cli version", "which release's syntax the shell takes"),
  });
  return rows;
}

void convert_management(Config& config, const Target& target) {
  const GlobalSettings& global = config.global;
  if (global.hostname) target.device.hostname.set(global.hostname->value, global.hostname->lines);
  convert_ssh(config.sshd, target);
  convert_https(config.httpd, target);
  convert_console(global, target);
  convert_discovery(global, target);
  if (config.sshd.banner && config.sshd.banner->value) convert_banner("login", {}, config.sshd.banner_text, target);
  convert_banner("login https", global.gui_banner, global.gui_banner_text, target);
}

}  // namespace muster::grammars::f5_bigip
